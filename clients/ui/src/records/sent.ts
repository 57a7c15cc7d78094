import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { BounceDetail, IncomingMessage, TrackingRow, TrackingShowResponse, VerdictKind } from "@assistant/protocol";
import { fullDay, fullTime } from "../format.js";
import { said } from "../host-words/index.js";
import { Resource } from "../resource.js";
import { failing, loading, standing, statesStyle } from "../parts/states.js";
import "../parts/dialog.js";
import { evidenceList, evidenceStyle } from "../parts/evidence.js";
import { Paging } from "../parts/pager.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { RecordPane } from "../record.js";
import { href } from "../router.js";
import { base, facts } from "../styles.js";
import { trackingMessages as words } from "../views/tracking.messages.js";

const kinds: readonly VerdictKind[] = ["reply", "autoReply", "bounce", "delayNotice", "receipt", "calendarResponse", "listMail", "complaint", "unrelated"];

/** The colour only repeats the word beside it. */
export const stateColours: Readonly<Record<TrackingRow["state"], string>> = { sending: "informative", waiting: "informative", replied: "success", away: "warning", bounced: "danger", delayed: "warning", failed: "danger" };

type Text = { readonly kind: "reading" } | { readonly kind: "text"; readonly text: string } | { readonly kind: "failed"; readonly error: unknown };

/** A message that went out and everything that came back to it. Its verdicts can be corrected, and its replies read where that is granted. */
export class SentPane extends RecordPane {
  protected readonly watches = ["outbox.changed", "message.replied", "message.bounced", "message.autoReplied", "followUp.changed"];
  readonly #shown = new Resource<TrackingShowResponse>(this, () => this.recordId, (outboxId, signal) => this.session.call("tracking/show", { outboxId }, { signal }));
  readonly #incomingPage = new Paging(this, () => this.recordId);
  readonly #texts = new Map<string, Text>();
  #correcting: IncomingMessage | undefined;

  static override styles = [base, facts, statesStyle, viewStyle, evidenceStyle, css`
    .incoming { display: flex; flex-direction: column; gap: var(--spacingVerticalS); padding: var(--spacingVerticalM) var(--spacingHorizontalL); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusLarge); }
    .text { white-space: pre-wrap; overflow-wrap: anywhere; padding: var(--spacingVerticalM); background: var(--colorNeutralBackground3); border-radius: var(--borderRadiusMedium); }
  `];

  protected override drawMessage(): TemplateResult {
    const state = this.#shown.state;
    if (state.kind === "failed") return failing(state.error, () => void this.#shown.reload());
    if (state.kind !== "ready") return loading(() => void this.#shown.reload());
    const { row, sent, incoming } = state.value;
    const { rows, turns } = this.#incomingPage.of(incoming);
    const t = words();
    return html`<article class="page">
      <header class="stack"><h2 class="wrap">${row.subject}</h2>
        <div class="line"><fluent-badge appearance="tint" color=${stateColours[row.state]}>${t.state[row.state]}</fluent-badge>${row.due === undefined ? nothing : html`<span class="quiet">${t.due(fullDay(row.due))}</span>`}</div>
        <dl class="facts"><dt>${t.to}</dt><dd>${sent.to.join(", ")}</dd><dt>${t.sentOn}</dt><dd>${fullTime(sent.since)}</dd><dt>${t.next}</dt><dd class="strong">${said(row.nextStep)}</dd></dl>
        <a href=${href("outbox", "items", sent.id)}>${t.asSent}</a>
      </header>
      <h3>${t.came}</h3>
      ${rows.length === 0 ? html`<p class="quiet">${t.nothingCame}</p>` : rows.map((each) => this.#incoming(each))}${turns}
    </article>${this.#correction()}`;
  }

  protected override drawEvidence(): TemplateResult {
    const value = this.#shown.value;
    const t = words();
    if (value === undefined) return standing(this.#shown.state, () => void this.#shown.reload());
    const { rows, turns } = this.#incomingPage.of(value.incoming);
    return html`<div class="page">
      ${rows.length === 0 ? html`<p class="quiet">${t.noEvidence}</p>` : nothing}
      ${rows.map(({ verdict }) => html`<section class="stack"><h3>${t.kind[verdict.kind]}</h3>
        ${verdict.bounce === undefined ? nothing : html`<p class="small wrap">${verdict.bounce.hard ? t.hard : t.soft}${verdict.bounce.status === undefined ? nothing : html` · <code>${verdict.bounce.status}</code>`} · ${reasonOf(verdict.bounce)}</p>`}
        ${evidenceList(verdict.evidence)}
        ${verdict.quotedLine === undefined ? nothing : html`<blockquote lang="">${verdict.quotedLine}</blockquote>`}
      </section>`)}${turns}
      ${value.sent.evidence.length === 0 ? nothing : html`<section class="stack"><h3>${t.outcome}</h3>${evidenceList(value.sent.evidence)}</section>`}
    </div>`;
  }

  #incoming(message: IncomingMessage): TemplateResult {
    const t = words();
    const { verdict } = message;
    const text = this.#texts.get(message.id);
    return html`<section class="incoming" aria-label=${t.kind[verdict.kind]}>
      <div class="line"><h4>${t.kind[verdict.kind]}</h4><span class="quiet small">${verdict.corrected === true ? t.byPerson : t.confidence[verdict.confidence]}</span></div>
      <p class="wrap">${message.subject}</p>
      <p class="quiet small wrap">${message.from} · ${fullTime(message.received)}</p>
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
    return failing(text.error, { label: words().grant, href: href("accounts") });
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
    await this.attempt(async () => {
      await set(chosen, remark);
      toast(this, { text: words().corrected, action: { label: words().undo, run: () => void this.attempt(() => set(message.verdict.kind, "")) } });
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
}

/** Why it came back, in words; a reason that has none as the host names it. */
function reasonOf({ reason }: BounceDetail): string {
  const reasons: Readonly<Record<string, string>> = words().reason;
  return reasons[reason] ?? reason;
}

customElements.define("as-sent", SentPane);
