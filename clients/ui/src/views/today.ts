import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { count, nameOf, shortTime } from "../format.js";
import { Resource } from "../resource.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import "../parts/list.js";
import "../parts/workspace.js";
import { viewStyle } from "../parts/view-style.js";
import "../records/draft.js";
import { outboxColours } from "../records/item.js";
import "../records/proposal.js";
import { stateColours } from "../records/sent.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { outboxMessages } from "./outbox.messages.js";
import { todayMessages as words } from "./today.messages.js";
import { trackingMessages } from "./tracking.messages.js";
import { readDay } from "./waiting.js";
import type { Day, Waiting } from "./waiting.js";

/** What waits for the person, each with its next step, worked off without leaving the list. */
export class TodayView extends View {
  protected readonly watches = ["draft.changed", "outbox.changed", "message.replied", "message.bounced", "message.autoReplied", "proposal.made", "proposal.changed", "account.changed", "followUp.changed"];
  readonly #day = new Resource<Day>(this, () => "day", (_key, signal) => readDay(this.session, localDay(), signal));

  static override styles = [base, statesStyle, viewStyle];

  override render(): TemplateResult {
    const [kind, id, last] = this.route.path;
    const here = kind === undefined || id === undefined ? undefined : href("today", kind, id);
    const pane = here === undefined ? "list" : last === "evidence" ? "evidence" : "message";
    const links = { list: href("today"), message: here, evidence: here === undefined || kind === "setup" ? undefined : `${here}/evidence` };
    return html`<as-workspace pane=${pane} .links=${links} @settled=${(event: CustomEvent<string>) => this.#next(event.detail)}>
      <div slot="list" class="column">${this.#head()}${this.#list()}</div>
      ${kind === undefined || id === undefined ? html`<div slot="message">${this.#nothingChosen()}</div>` : this.#record(kind, id)}
    </as-workspace>`;
  }

  #head(): TemplateResult {
    const day = this.#day.value;
    return html`<header class="view-head"><h1>${words().title}</h1>${day === undefined || day.waiting.length === 0 ? nothing : html`<span class="quiet" role="status">${words().waiting(day.waiting.length, count(day.waiting.length))}</span>`}</header>`;
  }

  #list(): TemplateResult {
    const state = this.#day.state;
    const t = words();
    if (state.kind === "failed") return failing(state.error, () => void this.#day.reload());
    if (state.kind !== "ready") return loading();
    if (state.value.bare) return note({ heading: t.startHeading, text: t.startText, actions: [{ label: t.connect, href: href("accounts") }] });
    if (state.value.waiting.length === 0) return note({ heading: t.doneHeading, text: t.doneText, actions: [{ label: t.check, href: href("tracking") }, { label: t.write, href: href("templates") }] });
    const [kind, id] = this.route.path;
    return html`<as-list class="fill" label=${t.title} rem="5.5" .items=${state.value.waiting} .keyOf=${keyOf} .row=${row} selected=${`${kind ?? ""}/${id ?? ""}`}
      @choose=${(event: CustomEvent<string>) => go("today", ...event.detail.split("/"))}></as-list>
      ${state.value.more ? html`<p class="view-head"><a href=${href("outbox", "drafts")}>${outboxMessages().toDrafts}</a></p>` : nothing}`;
  }

  #nothingChosen(): TemplateResult | typeof nothing {
    const t = words();
    return this.#day.value === undefined || this.#day.value.waiting.length === 0 ? nothing : note({ heading: t.chooseHeading, text: t.chooseText });
  }

  #record(kind: string, id: string): TemplateResult {
    switch (kind) {
      case "draft": return html`<as-draft slot="message" pane="message" .session=${this.session} .recordId=${id}></as-draft><as-draft slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-draft>`;
      case "item": return html`<as-item slot="message" pane="message" .session=${this.session} .recordId=${id}></as-item><as-item slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-item>`;
      case "reply": return html`<as-sent slot="message" pane="message" .session=${this.session} .recordId=${id}></as-sent><as-sent slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-sent>`;
      case "proposal": return html`<as-proposal slot="message" pane="message" .session=${this.session} .recordId=${id}></as-proposal><as-proposal slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-proposal>`;
      default: return html`<div slot="message">${this.#setup(id)}</div>`;
    }
  }

  #setup(id: string): TemplateResult {
    const found = this.#day.value?.waiting.find((each) => each.kind === "setup" && each.id === id);
    if (found?.kind !== "setup") return note({ heading: words().doneHeading, actions: [{ label: words().title, href: href("today") }] });
    return note({ heading: found.need.message, text: found.need.remedy, actions: found.account === undefined ? undefined : [{ label: words().toAccounts, href: href("accounts", found.account.id) }] });
  }

  /** What was done leaves the list; the one below it comes up. */
  #next(id: string): void {
    const waiting = this.#day.value?.waiting ?? [];
    const at = waiting.findIndex((each) => each.id === id);
    const next = waiting[at + 1] ?? waiting[at - 1];
    if (next === undefined || at < 0) go("today");
    else go("today", next.kind, next.id);
  }
}

function keyOf(each: Waiting): string {
  return `${each.kind}/${each.id}`;
}

function row(each: Waiting): TemplateResult {
  const { who, what, step, when, word, colour } = parts(each);
  return html`<div class="row-line"><span class="strong cut">${who}</span>${when === undefined ? nothing : html`<span class="quiet small">${shortTime(when)}</span>`}</div>
    <div class="cut quiet">${what}</div>
    <div class="row-line"><fluent-badge appearance="tint" color=${colour}>${word}</fluent-badge><span class="cut small quiet">${step}</span></div>`;
}

interface RowParts {
  readonly who: string;
  readonly what: string;
  readonly step: string;
  readonly when: string | undefined;
  readonly word: string;
  /** Only repeats the word. */
  readonly colour: string;
}

function parts(each: Waiting): RowParts {
  const t = outboxMessages();
  const { kinds, decide } = words();
  const names = (addresses: readonly string[]): string => (addresses.length === 0 ? t.noRecipient : addresses.map(nameOf).join(", "));
  switch (each.kind) {
    case "setup": return { who: each.account?.address ?? each.need.message, what: each.account === undefined ? "" : each.need.message, step: each.need.remedy, when: undefined, word: kinds.setup, colour: "danger" };
    case "item": return { who: names(each.item.to), what: each.item.subject, step: each.item.nextStep ?? "", when: each.item.since, word: t.state[each.item.state], colour: outboxColours[each.item.state] };
    case "reply": return { who: each.row.person, what: each.row.subject, step: each.row.nextStep, when: each.row.since, word: trackingMessages().state[each.row.state], colour: stateColours[each.row.state] };
    case "proposal": return { who: each.proposal.title, what: each.proposal.quotedLine ?? "", step: decide, when: each.proposal.made, word: kinds.proposal, colour: "informative" };
    case "draft": return { who: names(each.draft.to), what: each.draft.subject === "" ? t.noSubject : each.draft.subject, step: each.draft.problems.length === 0 ? t.ready : t.problems(each.draft.problems.length), when: each.draft.changed, word: kinds.draft, colour: "brand" };
  }
}

/** The person's own day, as the host writes days. */
function localDay(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

customElements.define("as-today", TodayView);
