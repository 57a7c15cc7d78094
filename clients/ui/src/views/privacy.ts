import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { AuditEntry, AuditVerifyResponse, Finding, HostStatus, WebStatus } from "@assistant/protocol";
import { fullTime } from "../format.js";
import { problemOf, said } from "../host-words/index.js";
import "../parts/list.js";
import { locale } from "../locale.js";
import { markdown } from "../parts/markdown.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { attempt } from "../record.js";
import { Pages, Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import "./privacy-erase.js";
import "./privacy-export.js";
import { actionOf, actorOf, outcomeOf } from "./audit-words.js";
import { keepingMessages } from "./privacy-keeping.messages.js";
import { privacyMessages as words } from "./privacy.messages.js";

type Part = "promises" | "data" | "audit" | "export" | "erase";
const parts: readonly Part[] = ["promises", "data", "audit", "export", "erase"];

interface Place {
  readonly status: HostStatus;
  readonly web: WebStatus;
  readonly findings: readonly Finding[];
}

type Verifying = { readonly kind: "running" } | { readonly kind: "answered"; readonly answer: AuditVerifyResponse } | { readonly kind: "failed"; readonly error: unknown };

/** What is promised, where everything lies, and the record of who did what. */
export class PrivacyView extends View {
  static override properties = { ...View.properties, verifying: { state: true } };
  declare private verifying: Verifying | undefined;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`
    .bullets { list-style: disc; padding-inline-start: 1.25rem; display: flex; flex-direction: column; gap: var(--spacingVerticalS); }
    .doc { gap: var(--spacingVerticalM); overflow-wrap: anywhere; }
    @media (max-width: 30rem) {
      dl.facts { grid-template-columns: minmax(0, 1fr); row-gap: 0; }
      dl.facts dd { margin-bottom: var(--spacingVerticalS); }
    }
    .checks > li { align-items: start; }
    .checks fluent-badge { min-width: 5.75rem; }
    .doc h2 { margin-top: var(--spacingVerticalM); }
    .audit { height: 100%; display: flex; flex-direction: column; }
    .audit > header { padding: var(--spacingVerticalL) var(--spacingHorizontalXL) var(--spacingVerticalM); display: flex; flex-direction: column; gap: var(--spacingVerticalS); border-bottom: 1px solid var(--colorNeutralStroke2); }
    [slot="message"] { height: 100%; }
  `];
  protected override readonly watches = ["account.changed", "plugin.changed"];
  readonly #text = new Resource<string>(this, () => (this.#part === "promises" ? "text" : undefined), async (_key, signal) => (await this.session.call("host/privacy", {}, { signal })).markdown);
  readonly #place = new Resource<Place>(this, () => (this.#part === "data" ? "place" : undefined), async (_key, signal) => {
    const [status, web, doctor] = await Promise.all([this.session.call("host/status", {}, { signal }), this.session.call("web/status", {}, { signal }), this.session.call("host/doctor", {}, { signal })]);
    return { status, web, findings: doctor.findings };
  });
  readonly #audit = new Pages<AuditEntry>(this, () => (this.#part === "audit" ? "all" : undefined), async (_key, cursor, limit, signal) => {
    const answer = await this.session.call("audit/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: answer.entries, next: answer.next };
  });
  /** Their names by the ids that the record has. One that was revoked is not among them. */
  readonly #clients = new Resource<ReadonlyMap<string, string>>(this, () => (this.#part === "audit" ? "all" : undefined), async (_key, signal) => new Map((await this.session.call("clients/list", {}, { signal })).clients.map(({ id, name }) => [id, name])));

  override render(): TemplateResult {
    const t = words();
    const [first] = this.route.path;
    const k = keepingMessages();
    const texts: Readonly<Record<Part, readonly [string, string]>> = { promises: [t.promises, t.promisesText], data: [t.data, t.dataText], audit: [t.audit, t.auditText], export: [k.export, k.exportText], erase: [k.erase, k.eraseText] };
    return html`<as-workspace .pane=${first === undefined ? "list" : "message"} .links=${{ list: href("privacy"), message: first === undefined ? undefined : href("privacy", first) }}>
      <div slot="list" class="column"><header class="view-head"><h1>${t.title}</h1></header>
        <as-list class="fill" label=${t.title} .rem=${4} .items=${parts} .keyOf=${String} .selected=${this.#part} .row=${(part: Part) => html`<div class="strong cut">${texts[part][0]}</div><div class="small quiet cut">${texts[part][1]}</div>`} @choose=${(event: CustomEvent<string>) => go("privacy", event.detail)}></as-list>
      </div>
      <div slot="message">${this.#shown()}</div>
    </as-workspace>`;
  }

  get #part(): Part {
    return parts.find((each) => each === this.route.path[0]) ?? "promises";
  }

  #shown(): TemplateResult {
    switch (this.#part) {
      case "promises": return this.#promises();
      case "data": return this.#data();
      case "audit": return this.#record();
      case "export": return html`<as-privacy-export .session=${this.session} .route=${this.route}></as-privacy-export>`;
      case "erase": return html`<as-privacy-erase .session=${this.session} .route=${this.route}></as-privacy-erase>`;
    }
  }

  #promises(): TemplateResult {
    const { state } = this.#text;
    if (state.kind === "failed") return failing(state.error, () => void this.#text.reload());
    if (state.kind !== "ready") return loading(() => void this.#text.reload());
    return html`<article class="page doc">${locale() === "en" ? nothing : html`<p class="quiet">${words().inEnglish}</p>`}<div class="doc" lang="en">${markdown(state.value)}</div></article>`;
  }

  #data(): TemplateResult {
    const t = words();
    const { state } = this.#place;
    if (state.kind === "failed") return failing(state.error, () => void this.#place.reload());
    if (state.kind !== "ready") return loading(() => void this.#place.reload());
    const { status, web, findings } = state.value;
    const levels: Readonly<Record<Finding["level"], string>> = { failure: t.failure, warning: t.warning, well: t.well };
    const colours: Readonly<Record<Finding["level"], string>> = { failure: "danger", warning: "warning", well: "success" };
    return html`<article class="page"><header><h1>${t.data}</h1></header>
      ${status.demo ? html`<div class="callout">${t.demo}</div>` : nothing}
      <dl class="facts"><dt>${t.folder}</dt><dd><code>${status.dataFolder}</code></dd><dt>${t.keys}</dt><dd>${said(status.secretPlace)}</dd><dt>${t.database}</dt><dd>SQLite ${status.sqliteVersion}</dd><dt>${t.since}</dt><dd>${fullTime(status.started)}</dd>
        <dt>${t.door}</dt><dd>${web.open ? (web.origin ?? "") : t.doorClosed}</dd>${web.certificate === undefined ? nothing : html`<dt>${t.certificate}</dt><dd>${fullTime(web.certificate.expires)}</dd>`}</dl>
      <section><h2>${t.check}</h2><ul class="rows checks">${findings.map((each) => html`<li><fluent-badge appearance="tint" color=${colours[each.level]}>${levels[each.level]}</fluent-badge><div class="grow">${checked(each)}<div>${said(each.message)}</div>${each.remedy === undefined ? nothing : html`<div class="quiet small">${said(each.remedy)}</div>`}</div></li>`)}</ul></section>
      ${may(this.session, "drafts/create") ? html`<section><h2>${t.help}</h2><p>${t.helpText}</p><div class="line"><fluent-button @click=${() => void this.#askForHelp()}>${t.helpWrite}</fluent-button></div></section>` : nothing}
      <section><h2>${t.disconnect}</h2><div class="line"><a href=${href("accounts")}>${t.toAccounts}</a><a href=${href("clients")}>${t.toClients}</a></div></section>
      <section><h2>${t.export}</h2><p>${t.exportText}</p><code class="text" tabindex="0">${t.copyCommand}</code></section>
    </article>`;
  }

  #record(): TemplateResult {
    const t = words();
    const { state } = this.#audit;
    return html`<div class="audit"><header><div class="line"><h1>${t.audit}</h1><fluent-button size="small" ?disabled-focusable=${this.verifying?.kind === "running"} @click=${() => void this.#verify()}>${this.verifying?.kind === "running" ? t.verifying : t.verify}</fluent-button></div>
        ${state.kind === "ready" && state.value.items.length > 0 ? html`<p class="quiet small" role="status">${t.entries(state.value.items.length, this.#audit.hasMore)}</p>` : nothing}
        ${this.#verdict()}
      </header>
      ${state.kind === "failed" ? failing(state.error, () => void this.#audit.reload())
        : state.kind !== "ready" ? loading(() => void this.#audit.reload())
        : state.value.items.length === 0 ? note({ heading: t.noEntries, text: t.noEntriesText, actions: [{ label: t.toToday, href: href("today") }] })
        : html`<as-list class="fill" label=${t.audit} .rem=${4.5} .items=${state.value.items} .keyOf=${(each: AuditEntry) => String(each.seq)} .row=${(each: AuditEntry) => row(each, this.#clients.value ?? new Map())} .more=${this.#audit.hasMore} @more=${() => void this.#audit.more()}></as-list>`}
    </div>`;
  }

  #verdict(): TemplateResult | typeof nothing {
    const t = words();
    const { verifying } = this;
    if (verifying === undefined || verifying.kind === "running") return nothing;
    if (verifying.kind === "failed") return failing(verifying.error, () => void this.#verify());
    return verifying.answer.whole
      ? html`<div class="callout done" role="status">${t.whole(verifying.answer.entries)}</div>`
      : html`<div class="callout danger" role="alert"><h2>${t.broken}</h2>${verifying.answer.problems.map((each) => html`<p><code>${each.path}</code> ${problemOf(each)}</p>`)}</div>`;
  }

  async #askForHelp(): Promise<void> {
    await attempt(this, async () => {
      const letter = await this.session.call("host/helpLetter", {});
      const draft = await this.session.call("drafts/create", { ...letter });
      go("outbox", "drafts", draft.id);
    });
  }

  async #verify(): Promise<void> {
    this.verifying = { kind: "running" };
    try {
      this.verifying = { kind: "answered", answer: await this.session.call("audit/verify", {}) };
    } catch (error) {
      this.verifying = { kind: "failed", error };
    }
  }
}

/** What a finding is about; one of a plugin or of a mailbox begins with which. */
function checked({ code }: Finding): TemplateResult | typeof nothing {
  const { checks } = words();
  const name = Object.entries(checks).find(([each]) => code === each || code.startsWith(`${each}.`))?.[1];
  return name === undefined ? nothing : html`<div class="strong">${name}${code.startsWith("plugin.") ? ` ${code.slice("plugin.".length)}` : ""}</div>`;
}

function row(entry: AuditEntry, clients: ReadonlyMap<string, string>): TemplateResult {
  const action = actionOf(entry.action);
  const { known, rest } = outcomeOf(entry.outcome);
  return html`<div class="strong cut" lang=${action === undefined ? "en" : nothing}>${action ?? entry.action}</div>
    <div class="small cut">${known ?? nothing} <span class=${known === undefined ? "" : "quiet"}>${said(rest, "")}</span></div>
    <div class="small quiet cut">${fullTime(entry.at)} · ${actorOf(entry.actor, clients)}</div>`;
}

customElements.define("as-privacy", PrivacyView);
