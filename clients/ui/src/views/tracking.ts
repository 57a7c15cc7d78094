import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { CheckProgress, IncomingMessage, TrackingRow, TrackingShowResponse, VerdictKind } from "@assistant/protocol";
import { describe } from "../describe.js";
import { fullDay, fullTime, shortTime } from "../format.js";
import { Pages, Resource } from "../resource.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import "../parts/dialog.js";
import "../parts/list.js";
import "../parts/workspace.js";
import { toast } from "../parts/toasts.js";
import { evidenceList, evidenceStyle } from "../parts/evidence.js";
import { viewStyle } from "../parts/view-style.js";
import { href, go } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { trackingMessages as words } from "./tracking.messages.js";

const kinds: readonly VerdictKind[] = ["reply", "autoReply", "bounce", "delayNotice", "receipt", "calendarResponse", "listMail", "complaint", "unrelated"];

const colours: Readonly<Record<TrackingRow["state"], string>> = { sending: "informative", waiting: "informative", replied: "success", away: "warning", bounced: "danger", delayed: "warning", failed: "danger" };

type Text = { readonly kind: "reading" } | { readonly kind: "text"; readonly text: string } | { readonly kind: "failed"; readonly error: unknown };

/** What was sent, what came back to it, and the header or field that each verdict rests on. */
export class TrackingView extends View {
  protected readonly watches = ["outbox.changed", "message.replied", "message.bounced", "message.away", "followUp.changed"];
  readonly #rows = new Pages<TrackingRow>(this, () => "all", async (_key, cursor, limit, signal) => {
    const { rows, next } = await this.session.call("tracking/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: rows, next };
  });
  readonly #shown = new Resource<TrackingShowResponse>(this, () => this.route.path[0], (outboxId, signal) => this.session.call("tracking/show", { outboxId }, { signal }));
  readonly #texts = new Map<string, Text>();
  #checking: { readonly stop: AbortController; readonly progress: CheckProgress | undefined } | undefined;
  #correcting: IncomingMessage | undefined;

  static override styles = [base, facts, statesStyle, viewStyle, evidenceStyle, css`
    .incoming { display: flex; flex-direction: column; gap: var(--spacingVerticalS); padding: var(--spacingVerticalM) var(--spacingHorizontalL); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusLarge); }
    .text { white-space: pre-wrap; overflow-wrap: anywhere; padding: var(--spacingVerticalM); background: var(--colorNeutralBackground2); border-radius: var(--borderRadiusMedium); }
  `];

  override render(): TemplateResult {
    const id = this.route.path[0];
    const pane = id === undefined ? "list" : this.route.path[1] === "evidence" ? "evidence" : "message";
    const links = { list: href("tracking"), message: id === undefined ? undefined : href("tracking", id), evidence: href("tracking", ...(id === undefined ? [] : [id, "evidence"])) };
    return html`<as-workspace pane=${pane} .links=${links}>
      <div slot="list" class="column">${this.#head()}${this.#list()}</div>
      <div slot="message">${id === undefined ? note({ heading: words().chooseHeading, text: words().chooseText }) : this.#message()}</div>
      <div slot="evidence">${this.#evidence()}</div>
    </as-workspace>${this.#correction()}`;
  }

  #head(): TemplateResult {
    const t = words();
    const progress = this.#checking?.progress;
    return html`<header class="view-head"><h1>${t.title}</h1>
      ${this.#checking === undefined
        ? may(this.session, "tracking/check") ? html`<fluent-button appearance="primary" @click=${this.#check}>${t.check}</fluent-button>` : nothing
        : html`<fluent-button @click=${() => this.#checking?.stop.abort()}>${t.stop}</fluent-button>`}
      ${this.#checking === undefined ? nothing : html`<p class="quiet small wide" role="status">${progress === undefined ? "…" : t.checking(progress.account, progress.seen)}</p>`}
    </header>`;
  }

  #list(): TemplateResult {
    const state = this.#rows.state;
    const t = words();
    if (state.kind === "failed") return failing(state.error, () => void this.#rows.reload());
    if (state.kind !== "ready") return loading();
    if (state.value.items.length === 0) return note({ heading: t.emptyHeading, text: t.emptyText, actions: [{ label: t.emptyAction, href: href("outbox") }] });
    return html`<as-list
      class="fill" label=${t.title} .items=${state.value.items} .keyOf=${(row: TrackingRow) => row.outboxId} .row=${(row: TrackingRow) => this.#row(row)}
      selected=${this.route.path[0] ?? ""} ?more=${this.#rows.hasMore} rem="5.5"
      @choose=${(event: CustomEvent<string>) => go("tracking", event.detail)} @more=${() => void this.#rows.more()}
    ></as-list>`;
  }

  #row(row: TrackingRow): TemplateResult {
    return html`<div class="row-line"><span class="strong cut">${row.person}</span><span class="quiet small">${shortTime(row.since)}</span></div>
      <div class="cut quiet">${row.subject}</div>
      <div class="row-line"><fluent-badge appearance="tint" color=${colours[row.state]}>${words().state[row.state]}</fluent-badge><span class="cut small quiet" lang="en">${row.nextStep}</span></div>`;
  }

  #message(): TemplateResult {
    const state = this.#shown.state;
    if (state.kind === "failed") return failing(state.error, () => void this.#shown.reload());
    if (state.kind !== "ready") return loading();
    const { row, sent, incoming } = state.value;
    const t = words();
    return html`<article class="page">
      <header class="stack"><h2 class="wrap">${row.subject}</h2>
        <div class="line"><fluent-badge appearance="tint" color=${colours[row.state]}>${t.state[row.state]}</fluent-badge>${row.due === undefined ? nothing : html`<span class="quiet">${t.due(fullDay(row.due))}</span>`}</div>
        <dl class="facts"><dt>${t.to}</dt><dd>${sent.to.join(", ")}</dd><dt>${t.sentOn}</dt><dd>${fullTime(sent.since)}</dd><dt>${t.next}</dt><dd lang="en">${row.nextStep}</dd></dl>
        <a href=${href("outbox", sent.id)}>${t.asSent}</a>
      </header>
      <h3>${t.came}</h3>
      ${incoming.length === 0 ? html`<p class="quiet">${t.nothingCame}</p>` : incoming.map((each) => this.#incoming(each))}
    </article>`;
  }

  #incoming(message: IncomingMessage): TemplateResult {
    const t = words();
    const { verdict } = message;
    const text = this.#texts.get(message.id);
    return html`<section class="incoming" aria-label=${t.kind[verdict.kind]}>
      <div class="line"><h3>${t.kind[verdict.kind]}</h3><span class="quiet small">${verdict.corrected === true ? t.byPerson : t.confidence[verdict.confidence]}</span></div>
      <dl class="facts small"><dt>${message.from}</dt><dd>${fullTime(message.received)}</dd></dl>
      <p class="wrap">${message.subject}</p>
      ${verdict.backOn === undefined ? nothing : html`<p>${t.backOn(fullDay(verdict.backOn))}</p>`}
      ${text === undefined ? nothing : this.#text(text)}
      <div class="line">
        ${text === undefined || text.kind === "failed" ? html`<fluent-button @click=${() => void this.#read(message)}>${t.read}</fluent-button>` : nothing}
        ${may(this.session, "tracking/correct") ? html`<fluent-button appearance="subtle" @click=${() => this.#ask(message)}>${t.wrong}</fluent-button>` : nothing}
      </div>
    </section>`;
  }

  #text(text: Text): TemplateResult {
    if (text.kind === "reading") return html`<p class="quiet" role="status">${words().reading}</p>`;
    if (text.kind === "text") return html`<p class="text" lang="">${text.text}</p>`;
    const { heading, text: why, remedy } = describe(text.error);
    return note({ heading, text: [why, remedy ?? ""].join(" "), actions: [{ label: words().grant, href: href("accounts") }] });
  }

  #evidence(): TemplateResult {
    const value = this.#shown.value;
    const t = words();
    if (value === undefined) return html`<div class="page"><h2>${t.evidenceTitle}</h2><p class="quiet">${t.chooseText}</p></div>`;
    return html`<div class="page"><h2>${t.evidenceTitle}</h2>
      ${value.incoming.length === 0 ? html`<p class="quiet">${t.noEvidence}</p>` : nothing}
      ${value.incoming.map(({ verdict }) => html`<section class="stack"><h3>${t.kind[verdict.kind]}</h3>
        ${verdict.bounce === undefined ? nothing : html`<p class="small wrap">${verdict.bounce.hard ? t.hard : t.soft}${verdict.bounce.status === undefined ? nothing : html` · <code>${verdict.bounce.status}</code>`} · <span lang="en">${verdict.bounce.reason}</span></p>`}
        ${evidenceList(verdict.evidence, t.source)}
        ${verdict.quotedLine === undefined ? nothing : html`<blockquote lang="">${verdict.quotedLine}</blockquote>`}
      </section>`)}
      <section class="stack"><h3>${t.outcome}</h3>${evidenceList(value.sent.evidence, t.source)}</section>
    </div>`;
  }

  #correction(): TemplateResult | typeof nothing {
    const message = this.#correcting;
    if (message === undefined) return nothing;
    const t = words();
    return html`<as-dialog heading=${t.correctHeading} open @close=${() => this.#ask(undefined)}>
      <div class="choices" role="radiogroup" aria-label=${t.correctHeading}>
        ${kinds.map((kind) => html`<label><input type="radio" name="kind" value=${kind} ?checked=${kind === message.verdict.kind} /> ${t.kind[kind]}</label>`)}
      </div>
      <label class="field">${t.correctNote}<input type="text" name="note" /></label>
      <fluent-button slot="actions" @click=${() => this.#ask(undefined)}>${t.cancel}</fluent-button>
      <fluent-button slot="actions" appearance="primary" @click=${() => void this.#correct(message)}>${t.correct}</fluent-button>
    </as-dialog>`;
  }

  #ask(message: IncomingMessage | undefined): void {
    this.#correcting = message;
    this.requestUpdate();
  }

  async #correct(message: IncomingMessage): Promise<void> {
    const chosen = this.renderRoot.querySelector<HTMLInputElement>("input[name=kind]:checked")?.value as VerdictKind | undefined;
    const remark = this.renderRoot.querySelector<HTMLInputElement>("input[name=note]")?.value ?? "";
    this.#ask(undefined);
    if (chosen === undefined || chosen === message.verdict.kind) return;
    const set = (kind: VerdictKind, why: string): Promise<unknown> => this.session.call("tracking/correct", { messageId: message.id, kind, ...(why === "" ? {} : { note: why }) });
    await this.#attempt(async () => {
      await set(chosen, remark);
      toast(this, { text: words().corrected, action: { label: words().undo, run: () => void this.#attempt(() => set(message.verdict.kind, "")) } });
    });
  }

  async #read(message: IncomingMessage): Promise<void> {
    const put = (text: Text): void => {
      this.#texts.set(message.id, text);
      this.requestUpdate();
    };
    put({ kind: "reading" });
    try {
      const { text } = await this.session.call("tracking/read", { messageId: message.id });
      put({ kind: "text", text });
    } catch (error) {
      put({ kind: "failed", error });
    }
  }

  async #check(): Promise<void> {
    const stop = new AbortController();
    const progress = (value: CheckProgress | undefined): void => {
      this.#checking = { stop, progress: value };
      this.requestUpdate();
    };
    progress(undefined);
    await this.#attempt(async () => {
      const { accounts, found } = await this.session.call("tracking/check", {}, { signal: stop.signal, onProgress: progress });
      toast(this, { text: words().checked(found.length, accounts.reduce((sum, each) => sum + each.seen, 0)) });
      for (const { problem } of accounts) if (problem !== undefined) toast(this, { text: [problem.problem, problem.remedy ?? ""].join(" "), failing: true });
    });
    this.#checking = undefined;
    this.refresh();
    this.requestUpdate();
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.refresh();
    } catch (error) {
      const { heading, text } = describe(error);
      if (!(error instanceof DOMException)) toast(this, { text: `${heading}. ${text}`, failing: true });
    }
  }
}

customElements.define("as-tracking", TrackingView);
