import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { OutboxItem, OutboxShowResponse, OutboxState, UploadProgress } from "@assistant/protocol";
import { fullTime } from "../format.js";
import { said } from "../host-words/index.js";
import { ask } from "../parts/dialog.js";
import { evidenceList, evidenceStyle } from "../parts/evidence.js";
import { Paging } from "../parts/pager.js";
import { failing, loading, standing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { RecordPane } from "../record.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { saveFile } from "../save-file.js";
import { base, facts } from "../styles.js";
import { outboxMessages as words } from "../views/outbox.messages.js";
import { readContent } from "./source.js";

/** The colour only repeats the word beside it. */
export const outboxColours: Readonly<Record<OutboxState, string>> = { approved: "informative", claimed: "informative", staged: "informative", submitting: "informative", sent: "success", refused: "danger", unknown: "warning", needsPerson: "danger", cancelled: "subtle", quarantined: "warning" };

const built: ReadonlySet<OutboxState> = new Set(["claimed", "staged", "submitting", "sent", "refused", "unknown", "needsPerson"]);

/** How much of a large message its provider was given. The words say it too. */
export function uploadBar({ done, total }: UploadProgress): TemplateResult {
  const how = words().uploaded(Math.floor((done * 100) / total));
  return html`<progress max=${total} .value=${done} aria-label=${how}></progress><span class="small quiet">${how}</span>`;
}

interface Source {
  readonly bytes: Uint8Array;
  readonly digest: string;
}

/** An approved message: how far it went and why, what can be done about it, and the bytes that went out. */
export class ItemPane extends RecordPane {
  protected readonly watches = ["outbox.changed", "outbox.progress"];
  readonly #shown = new Resource<OutboxShowResponse>(this, () => this.recordId, (id, signal) => this.session.call("outbox/show", { id }, { signal }));
  readonly #source = new Resource<Source | undefined>(this, () => (this.pane === "message" && this.#shown.value !== undefined && built.has(this.#shown.value.item.state) ? this.recordId : undefined), async (id, signal) => {
    const { message, digest } = await this.session.call("outbox/source", { id }, { signal });
    return { bytes: await readContent(this.session, message, signal), digest };
  });
  readonly #stepPage = new Paging(this, () => this.recordId);
  #settling = false;
  #tick: ReturnType<typeof setInterval> | undefined;

  static override styles = [base, facts, statesStyle, viewStyle, evidenceStyle, css`
    pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 32rem; overflow-y: auto; padding: var(--spacingVerticalM); background: var(--colorNeutralBackground2); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusMedium); }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    // Counts the seconds down in which it can be taken back.
    this.#tick = setInterval(() => {
      if (this.#shown.value?.item.state === "approved") this.requestUpdate();
    }, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  protected override drawMessage(): TemplateResult {
    const state = this.#shown.state;
    if (state.kind === "failed") return failing(state.error, () => void this.#shown.reload());
    if (state.kind !== "ready") return loading(() => void this.#shown.reload());
    const { item } = state.value;
    const t = words();
    return html`<article class="page">
      <header class="stack"><h2 class="wrap">${item.subject === "" ? t.noSubject : item.subject}</h2>
        <div class="line"><fluent-badge appearance="tint" color=${outboxColours[item.state]}>${t.state[item.state]}</fluent-badge><span class="quiet">${item.state === "approved" ? leaves(item) : fullTime(item.since)}</span></div>
        ${item.progress === undefined ? nothing : html`<div class="line">${uploadBar(item.progress)}</div>`}
        <dl class="facts"><dt>${t.to}</dt><dd>${item.to.join(", ")}</dd>${item.nextStep === undefined ? nothing : html`<dt>${t.next}</dt><dd class="strong">${said(item.nextStep)}</dd>`}</dl>
        ${item.leftToYou === undefined ? nothing : html`<p class="wrap strong">${said(item.leftToYou)}</p>`}
        ${item.reason === undefined ? nothing : html`<p class="wrap">${said(item.reason)}</p>`}
        ${this.#actions(item)}
      </header>
      ${this.#sourceText()}
    </article>${this.#settlement(item)}`;
  }

  protected override drawEvidence(): TemplateResult {
    const value = this.#shown.value;
    if (value === undefined) return standing(this.#shown.state, () => void this.#shown.reload());
    const t = words();
    const { item, steps } = value;
    const { rows, turns } = this.#stepPage.of(steps);
    return html`<div class="page">
      <section class="stack"><h3>${t.steps}</h3><ol class="stack">${rows.map((step) => html`<li class="stack">
        <div><span class="strong">${t.state[step.state]}</span> <span class="quiet small">${fullTime(step.at)}</span></div>
        ${step.reason === undefined ? nothing : html`<span class="small wrap">${said(step.reason)}</span>`}
        ${step.evidence === undefined || step.evidence.length === 0 ? nothing : evidenceList(step.evidence)}
      </li>`)}</ol>${turns}</section>
      <section class="stack"><h3>${t.hash}</h3>
        <dl class="facts small"><dt>${t.approvedBy}</dt><dd>${item.approvedBy}</dd><dt>${t.approvedAt}</dt><dd>${fullTime(item.approvedAt)}</dd><dt>${t.submissions}</dt><dd>${item.submissions}</dd>
          ${item.messageId === undefined ? nothing : html`<dt>${t.messageId}</dt><dd>${item.messageId}</dd>`}</dl>
        <code class="wrap">SHA-256 ${item.hash}</code>
      </section>
    </div>`;
  }

  #actions(item: OutboxItem): TemplateResult {
    const t = words();
    const offer = (when: boolean, method: "outbox/cancel" | "outbox/retry" | "outbox/settle" | "outbox/release", label: string, run: () => void, primary = false): TemplateResult | typeof nothing =>
      when && may(this.session, method) ? html`<fluent-button appearance=${primary ? "primary" : "outline"} @click=${run}>${label}</fluent-button>` : nothing;
    return html`<div class="line">
      ${offer(item.state === "approved", "outbox/cancel", t.cancel, () => void this.#cancel(item))}
      ${offer(item.state === "needsPerson", "outbox/settle", t.settle, () => this.#askSettlement(true), true)}
      ${offer(item.state === "quarantined", "outbox/release", t.release, () => void this.#release(item))}
      ${offer(item.state === "refused" || item.state === "needsPerson" || item.state === "unknown", "outbox/retry", t.retry, () => void this.#retry(item), item.state === "refused")}
      ${item.state === "sent" ? html`<a href=${href("tracking", item.id)}>${t.came}</a>` : nothing}
    </div>`;
  }

  #sourceText(): TemplateResult | typeof nothing {
    const state = this.#source.state;
    const t = words();
    if (state.kind === "idle") return nothing;
    if (state.kind === "loading") return loading(() => void this.#source.reload());
    // A message that was claimed and not yet built has no bytes; that is no failure.
    if (state.kind === "failed" || state.value === undefined) return html`<p class="quiet">${t.noSource}</p>`;
    const { bytes, digest } = state.value;
    return html`<section class="stack"><h3>${t.source}</h3>
      <p class="quiet small">${t.sourceHelp}</p>
      <pre lang="" tabindex="0" aria-label=${t.source}>${new TextDecoder().decode(bytes)}</pre>
      <p class="small wrap"><span class="quiet">${t.digest}</span> <code>${digest}</code></p>
      <div><fluent-button size="small" @click=${() => saveFile(bytes, `${this.recordId}.eml`, "message/rfc822")}>${t.download}</fluent-button></div>
    </section>`;
  }

  #settlement(item: OutboxItem): TemplateResult | typeof nothing {
    if (!this.#settling) return nothing;
    const t = words();
    return html`<as-dialog heading=${t.settleHeading} open @close=${() => this.#askSettlement(false)}>
      <p>${t.settleText}</p>
      <label class="field">${t.settleNote}<input type="text" name="note" /></label>
      <fluent-button slot="actions" @click=${() => void this.#settle(item, false)}>${t.wasNotSent}</fluent-button>
      <fluent-button slot="actions" @click=${() => void this.#settle(item, true)}>${t.wasSent}</fluent-button>
    </as-dialog>`;
  }

  #askSettlement(open: boolean): void {
    this.#settling = open;
    this.requestUpdate();
  }

  #settle(item: OutboxItem, wasSent: boolean): Promise<void> {
    const remark = this.renderRoot.querySelector<HTMLInputElement>("input[name=note]")?.value ?? "";
    this.#askSettlement(false);
    return this.attempt(async () => {
      await this.session.call("outbox/settle", { id: item.id, wasSent, ...(remark === "" ? {} : { note: remark }) });
      toast(this, { text: words().settled });
      this.settled();
    });
  }

  #cancel(item: OutboxItem): Promise<void> {
    return this.attempt(async () => {
      await this.session.call("outbox/cancel", { id: item.id });
      toast(this, { text: words().takenBack });
      this.settled();
    });
  }

  #retry(item: OutboxItem): Promise<void> {
    return this.attempt(async () => {
      const draft = await this.session.call("outbox/retry", { id: item.id });
      toast(this, { text: words().retried });
      go("outbox", "drafts", draft.id);
    });
  }

  async #release(item: OutboxItem): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.releaseHeading, text: t.releaseText, yes: t.release }))) return;
    await this.attempt(async () => {
      await this.session.call("outbox/release", { id: item.id });
      toast(this, { text: t.released });
      this.settled();
    });
  }
}

function leaves(item: OutboxItem): string {
  const left = Math.ceil((new Date(item.notBefore).getTime() - Date.now()) / 1000);
  return left > 120 ? words().leavesAt(fullTime(item.notBefore)) : words().leaves(left);
}

customElements.define("as-item", ItemPane);
