import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { CheckProgress, TrackingRow } from "@assistant/protocol";
import { shortTime } from "../format.js";
import { said } from "../host-words/index.js";
import { Pages } from "../resource.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import "../parts/list.js";
import "../parts/workspace.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { stateColours } from "../records/sent.js";
import { href, go } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { trackingMessages as words } from "./tracking.messages.js";

/** What was sent, what came back to it, and the header or field that each verdict rests on. */
export class TrackingView extends View {
  protected readonly watches = ["outbox.changed", "message.replied", "message.bounced", "message.autoReplied", "followUp.changed"];
  readonly #rows = new Pages<TrackingRow>(this, () => "all", async (_key, cursor, limit, signal) => {
    const { rows, next } = await this.session.call("tracking/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: rows, next };
  });
  #checking: { readonly stop: AbortController; readonly progress: CheckProgress | undefined } | undefined;

  static override styles = [base, statesStyle, viewStyle];

  override render(): TemplateResult {
    const id = this.route.path[0];
    const pane = id === undefined ? "list" : this.route.path[1] === "evidence" ? "evidence" : "message";
    const links = { list: href("tracking"), message: id === undefined ? undefined : href("tracking", id), evidence: id === undefined ? undefined : href("tracking", id, "evidence") };
    return html`<as-workspace pane=${pane} .links=${links}>
      <div slot="list" class="column">${this.#head()}${this.#list()}</div>
      ${id === undefined
        ? html`<div slot="message">${this.#rows.items.length === 0 ? nothing : note({ heading: words().chooseHeading, text: words().chooseText })}</div>`
        : html`<as-sent slot="message" pane="message" .session=${this.session} .recordId=${id}></as-sent><as-sent slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-sent>`}
    </as-workspace>`;
  }

  #head(): TemplateResult {
    const t = words();
    const progress = this.#checking?.progress;
    return html`<header class="view-head"><h1>${t.title}</h1>
      ${!may(this.session, "tracking/check") ? nothing : html`<fluent-button appearance=${this.#checking === undefined ? "primary" : "outline"} @click=${() => (this.#checking === undefined ? void this.#check() : this.#checking.stop.abort())}>${this.#checking === undefined ? t.check : t.stop}</fluent-button>`}
      ${this.#checking === undefined ? nothing : html`<p class="quiet small wide" role="status">${progress === undefined ? "…" : t.checking(progress.account, progress.seen)}</p>`}
    </header>`;
  }

  #list(): TemplateResult {
    const state = this.#rows.state;
    const t = words();
    if (state.kind === "failed") return failing(state.error, () => void this.#rows.reload());
    if (state.kind !== "ready") return loading(() => void this.#rows.reload());
    if (state.value.items.length === 0) return note({ heading: t.emptyHeading, text: t.emptyText, actions: [{ label: t.emptyAction, href: href("outbox") }] });
    return html`<as-list
      class="fill" label=${t.title} .items=${state.value.items} .keyOf=${(row: TrackingRow) => row.outboxId} .row=${trackingRow}
      selected=${this.route.path[0] ?? ""} ?more=${this.#rows.hasMore} rem="5.5"
      @choose=${(event: CustomEvent<string>) => go("tracking", event.detail)} @more=${() => void this.#rows.more()}
    ></as-list>`;
  }

  async #check(): Promise<void> {
    const stop = new AbortController();
    const progress = (value: CheckProgress | undefined): void => {
      this.#checking = { stop, progress: value };
      this.requestUpdate();
    };
    progress(undefined);
    await attempt(this, async () => {
      const { accounts, found } = await this.session.call("tracking/check", {}, { signal: stop.signal, onProgress: progress });
      toast(this, { text: words().checked(found.length, accounts.reduce((sum, each) => sum + each.seen, 0)) });
      for (const { problem } of accounts) if (problem !== undefined) toast(this, { text: words().unchecked, said: [problem.problem, ...(problem.remedy === undefined ? [] : [problem.remedy])], failing: true });
    });
    this.#checking = undefined;
    this.refresh();
    this.requestUpdate();
  }
}

function trackingRow(row: TrackingRow): TemplateResult {
  return html`<div class="row-line"><span class="strong cut">${row.person}</span><span class="quiet small">${shortTime(row.since)}</span></div>
    <div class="cut quiet">${row.subject}</div>
    <div class="row-line"><fluent-badge appearance="tint" color=${stateColours[row.state]}>${words().state[row.state]}</fluent-badge><span class="cut small quiet">${said(row.nextStep)}</span></div>`;
}

customElements.define("as-tracking", TrackingView);
