import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Draft, DraftHistoryResponse, DraftPreview } from "@assistant/protocol";
import { fullTime, nameOf } from "../format.js";
import { problemOf, said } from "../host-words/index.js";
import { claimStyle, marked } from "../parts/claims.js";
import { ask } from "../parts/dialog.js";
import { failing, loading, note, standing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { composerName, originInWords } from "../payload.js";
import { RecordPane, attempt } from "../record.js";
import { Resource } from "../resource.js";
import { href, hrefWith } from "../router.js";
import { base, facts } from "../styles.js";
import { outboxMessages as words } from "../views/outbox.messages.js";
import { writingMessages } from "../views/writing.messages.js";
import "./draft-claims.js";
import "./draft-files.js";

/** The host's own default, said here so that the toast counts the same seconds. */
const undoSeconds = 10;

interface Shown {
  readonly draft: Draft;
  readonly preview: DraftPreview;
  readonly history: DraftHistoryResponse;
}

/** A draft exactly as it would go out, with what it was made of; here the person approves it, changes it, or deletes it. */
export class DraftPane extends RecordPane {
  protected readonly watches = ["draft.changed", "outbox.changed", "account.changed", "contact.changed"];
  readonly #shown = new Resource<Shown>(this, () => this.recordId, async (id, signal) => {
    const [draft, preview, history] = await Promise.all([this.session.call("drafts/get", { id }, { signal }), this.session.call("drafts/preview", { id }, { signal }), this.session.call("drafts/history", { id, limit: 20 }, { signal })]);
    return { draft, preview, history };
  });
  #editing: Draft | undefined;
  #busy = false;

  static override styles = [base, facts, statesStyle, viewStyle, claimStyle, css`
    .body { white-space: pre-wrap; overflow-wrap: anywhere; padding-block: var(--spacingVerticalL); border-block: 1px solid var(--colorNeutralStroke2); }
    .approve { display: flex; flex-direction: column; gap: var(--spacingVerticalS); padding: var(--spacingVerticalM) var(--spacingHorizontalL); background: var(--colorNeutralBackground2); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusLarge); }
    .wrong { border-inline-start: 3px solid var(--colorStatusDangerBorder2); padding-inline-start: var(--spacingHorizontalM); }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: var(--spacingVerticalM); background: var(--colorNeutralBackground3); }
    textarea { min-height: 16rem; resize: vertical; }
    form { display: flex; flex-direction: column; gap: var(--spacingVerticalM); }
  `];

  protected override drawMessage(): TemplateResult {
    const state = this.#shown.state;
    if (state.kind === "failed") return failing(state.error, () => void this.#shown.reload());
    if (state.kind !== "ready") return loading(() => void this.#shown.reload());
    if (this.#editing !== undefined) return this.#form(this.#editing);
    const { draft, preview } = state.value;
    const { claims = [] } = draft;
    const t = words();
    const line = (name: string, addresses: readonly string[]): TemplateResult | typeof nothing => (addresses.length === 0 ? nothing : html`<dt>${name}</dt><dd>${addresses.join(", ")}</dd>`);
    return html`<article class="page">
      <h2 class="wrap">${preview.subject === "" ? t.noSubject : marked(preview.subject, claims)}</h2>
      <dl class="facts">
        <dt>${t.from}</dt><dd>${preview.from}</dd>
        ${preview.to.length === 0 ? html`<dt>${t.to}</dt><dd class="quiet">${t.noRecipient}</dd>` : line(t.to, preview.to)}
        ${line(t.cc, preview.cc)}${line(t.bcc, preview.bcc)}${line(t.replyTo, preview.replyTo)}
      </dl>
      ${preview.parent === undefined ? nothing : html`<p class="small quiet">${preview.parent.outboxId === undefined ? t.answers : html`<a href=${href("outbox", "items", preview.parent.outboxId)}>${t.answers}</a>`}</p>`}
      <div class="body" lang="">${marked(preview.text.trim(), claims)}</div>
      ${claims.length === 0 ? nothing : html`<as-draft-claims .session=${this.session} .draft=${draft} @changed=${() => this.refresh()} @edit=${() => this.#edit(draft)}></as-draft-claims>`}
      <as-draft-files .session=${this.session} .draft=${draft} @changed=${() => this.refresh()}></as-draft-files>
      <details><summary>${t.html}</summary><pre>${preview.html}</pre></details>
      ${draft.state === "open" ? this.#approval(draft, preview) : draft.outboxId === undefined ? nothing : html`<a href=${href("outbox", "items", draft.outboxId)}>${t.source}</a>`}
      ${draft.state === "open" && may(this.session, "drafts/update") ? html`<div class="line">
        <fluent-button @click=${() => this.#edit(draft)}>${t.edit}</fluent-button>
        ${draft.contactId !== undefined && may(this.session, "writing/start") ? html`<fluent-button @click=${() => go(draft)}>${writingMessages().compose}</fluent-button>` : nothing}
        <fluent-button appearance="subtle" @click=${() => void this.#delete(draft)}>${t.delete}</fluent-button>
      </div>` : nothing}
    </article>`;
  }

  protected override drawEvidence(): TemplateResult {
    const value = this.#shown.value;
    if (value === undefined) return standing(this.#shown.state, () => void this.#shown.reload());
    const t = words();
    const { provenance, revision } = value.draft;
    const earlier = value.history.revisions.filter((each) => each.revision < revision);
    return html`<div class="page">
      <section class="stack"><h3>${t.madeBy}</h3>
        ${provenance === undefined ? html`<p class="quiet">${t.noProvenance}</p>` : html`<dl class="facts small">
          <dt>${t.composer}</dt><dd>${said(provenance.work)}, ${composerName(provenance.composer)}</dd>
          ${provenance.model === undefined ? nothing : html`<dt>${t.model}</dt><dd>${provenance.model}</dd>`}
          ${provenance.prompt === undefined ? nothing : html`<dt>${writingMessages().prompt}</dt><dd><code>${provenance.prompt}</code></dd>`}
          ${provenance.templateId === undefined ? nothing : html`<dt>${t.template}</dt><dd>${provenance.templateVersion === undefined ? nothing : t.version(provenance.templateVersion)} <a href=${href("templates", provenance.templateId)}>${t.openTemplate}</a></dd>`}
        </dl>`}
      </section>
      ${provenance?.sources === undefined || provenance.sources.length === 0 ? nothing : html`<section class="stack"><h3>${t.facts}</h3>
        <ul class="stack">${provenance.sources.map((each) => html`<li class="wrap">${each.value}<br /><span class="quiet small">${originInWords(each)}</span></li>`)}</ul>
      </section>`}
      ${value.preview.hash === undefined ? nothing : html`<section class="stack"><h3>${t.hash}</h3><code class="wrap">SHA-256 ${value.preview.hash}</code></section>`}
      ${earlier.length === 0 ? nothing : html`<section class="stack"><h3>${t.history}</h3><ul class="stack">${earlier.map((each) => html`<li class="line"><span class="small wrap">${t.version(each.revision)} · ${fullTime(each.changed)}</span>
        ${value.draft.state === "open" && may(this.session, "drafts/restore") ? html`<fluent-button size="small" @click=${() => void this.#restore(value.draft, each.revision)}>${t.restore}</fluent-button>` : nothing}</li>`)}</ul></section>`}
    </div>`;
  }

  #approval(draft: Draft, preview: DraftPreview): TemplateResult {
    const t = words();
    const { hash } = preview;
    const standing = (draft.claims ?? []).filter((each) => each.ticked !== true).length;
    if (standing > 0) {
      // What the checker says of each stands beside it above.
      const others = preview.problems.filter((each) => !each.path.startsWith("$.claims"));
      return html`<section class="approve wrong"><h3>${writingMessages().standing(standing)}</h3>
        <div class="line"><fluent-button appearance="primary" disabled aria-describedby="stops">${t.approve}</fluent-button></div><p id="stops" role="status">${writingMessages().approveStops(standing)}</p>
        ${others.length === 0 ? nothing : html`<ul class="stack">${others.map((each) => html`<li>${problemOf(each)}</li>`)}</ul>`}</section>`;
    }
    if (hash === undefined || preview.problems.length > 0) {
      return html`<section class="approve wrong" role="status"><h3>${t.putRight}</h3><ul class="stack">${preview.problems.map((each) => html`<li>${problemOf(each)}</li>`)}</ul></section>`;
    }
    if (!may(this.session, "outbox/approve")) return html`<section class="approve"><p>${t.mayNotApprove}</p><code>assistant outbox approve ${draft.id}</code></section>`;
    return html`<section class="approve">
      <div class="line"><fluent-button appearance="primary" ?disabled-focusable=${this.#busy} @click=${() => void this.#approve(draft, hash)}>${t.approve}</fluent-button></div>
      <p class="small quiet wrap">${t.approveHelp(`SHA-256 ${hash.slice(0, 12)}…`)}</p>
      <details><summary>${t.later}</summary><div class="line">
        <label class="field small">${t.laterAt}<input type="datetime-local" name="later" /></label>
        <fluent-button ?disabled-focusable=${this.#busy} @click=${() => void this.#approveLater(draft, hash)}>${t.approveLater}</fluent-button>
      </div></details>
    </section>`;
  }

  #form(draft: Draft): TemplateResult {
    const t = words();
    const field = (name: string, label: string, values: readonly string[]): TemplateResult => html`<label class="field">${label}<input type="text" name=${name} autocomplete="off" .value=${values.join(", ")} /></label>`;
    return html`<div class="page"><form @submit=${(event: Event) => void this.#save(event, draft)}>
      ${field("to", t.to, draft.to)}${field("cc", t.cc, draft.cc)}${field("bcc", t.bcc, draft.bcc)}${field("replyTo", t.replyTo, draft.replyTo)}${field("subject", t.subject, [draft.subject])}
      <label class="field">${t.body}<textarea name="body" .value=${draft.body}></textarea><span class="quiet small">${t.bodyHelp}</span></label>
      <div class="line"><fluent-button appearance="primary" ?disabled-focusable=${this.#busy} @click=${(event: Event) => void this.#save(event, draft)}>${t.save}</fluent-button>
        <fluent-button @click=${() => this.#edit(undefined)}>${t.cancelEdit}</fluent-button></div>
    </form></div>`;
  }

  #edit(draft: Draft | undefined): void {
    this.#editing = draft;
    this.requestUpdate();
  }

  async #work(work: () => Promise<unknown>): Promise<boolean> {
    this.#busy = true;
    this.requestUpdate();
    const done = await attempt(this, work);
    this.#busy = false;
    this.refresh();
    this.requestUpdate();
    return done;
  }

  async #approve(draft: Draft, hash: string, notBefore?: string): Promise<void> {
    const t = words();
    await this.#work(async () => {
      const { items } = await this.session.call("outbox/approve", { items: [{ draftId: draft.id, hash }], undoSeconds, ...(notBefore === undefined ? {} : { notBefore }) });
      const id = items[0]?.id;
      // From the page and not from here: this pane may be gone when the person takes it back.
      const from = document.body;
      const { session } = this;
      toast(this, {
        text: t.approved(draft.to.map(nameOf).join(", ")),
        seconds: undoSeconds,
        action: id === undefined ? undefined : { label: t.undo, run: () => void attempt(from, () => session.call("outbox/cancel", { id }).then(() => toast(from, { text: t.takenBack }))) },
      });
      this.settled();
    });
  }

  async #approveLater(draft: Draft, hash: string): Promise<void> {
    const at = new Date(this.renderRoot.querySelector<HTMLInputElement>("input[name=later]")?.value ?? "");
    if (!Number.isNaN(at.getTime())) await this.#approve(draft, hash, at.toISOString());
  }

  async #save(event: Event, draft: Draft): Promise<void> {
    event.preventDefault();
    const value = (name: string): string => this.renderRoot.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name=${name}]`)?.value.trim() ?? "";
    const addresses = (name: string): readonly string[] => splitAddresses(value(name));
    const saved = await this.#work(() => this.session.call("drafts/update", { id: draft.id, revision: draft.revision, to: addresses("to"), cc: addresses("cc"), bcc: addresses("bcc"), replyTo: addresses("replyTo"), subject: value("subject"), body: value("body") }));
    if (!saved) return;
    this.#edit(undefined);
    toast(this, { text: words().saved });
  }

  async #delete(draft: Draft): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.deleteHeading, text: t.deleteText, yes: t.delete }))) return;
    await this.#work(async () => {
      await this.session.call("drafts/delete", { id: draft.id, revision: draft.revision });
      toast(this, { text: t.deleted });
      this.settled();
    });
  }

  async #restore(draft: Draft, from: number): Promise<void> {
    if (await this.#work(() => this.session.call("drafts/restore", { id: draft.id, revision: draft.revision, from }))) toast(this, { text: words().restored });
  }
}

function go(draft: Draft): void {
  location.hash = hrefWith("compose", { contact: draft.contactId, draft: draft.id });
}

/** Where an account or its drafts are missing, what to do first. */
export function noDrafts(): TemplateResult {
  const t = words();
  return note({ heading: t.noDraftsHeading, text: t.noDraftsText, actions: [{ label: t.toTemplates, href: href("templates") }, { label: t.toContacts, href: href("contacts") }] });
}

/** Commas part addresses, but not inside quotation marks: `"Ruiz, Ana" <ana@example.org>, ben@example.org`. */
export function splitAddresses(text: string): readonly string[] {
  return (text.match(/(?:"[^"]*"|[^,;"])+/g) ?? []).map((each) => each.trim()).filter((each) => each !== "");
}

customElements.define("as-draft", DraftPane);
