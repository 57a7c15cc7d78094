import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { TodayItem, TodayListResponse } from "@assistant/protocol";
import { count, fullDay, fullTime, nameOf, shortDay, shortTime } from "../format.js";
import { problemOf, said } from "../host-words/index.js";
import { Resource } from "../resource.js";
import { action, failing, loading, note, statesStyle } from "../parts/states.js";
import type { Action } from "../parts/states.js";
import "../parts/list.js";
import "../parts/workspace.js";
import { pageStyle } from "../parts/page-style.js";
import { viewStyle } from "../parts/view-style.js";
import "../records/draft.js";
import "../records/item.js";
import "../records/proposal.js";
import "../records/sent.js";
import { go, href, hrefWith } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { todayMessages as words } from "./today.messages.js";

/** As many as the host gives: nobody does more in a day, and what is left is counted. */
const atMost = 200;

/** The colour only repeats the word beside it. */
const colours: Readonly<Partial<Record<string, string>>> = { setup: "danger", stuck: "danger", bounce: "danger", reply: "success", approve: "brand", proposal: "informative", followUp: "warning", silence: "warning" };

interface Day {
  readonly today: TodayListResponse;
  /** Nothing was set up yet. */
  readonly bare: boolean;
}

/** What there is to do, in the host's one order and each with its reason, worked off without leaving the list. */
export class TodayView extends View {
  protected readonly watches = ["draft.changed", "outbox.changed", "message.replied", "message.bounced", "message.autoReplied", "proposal.made", "proposal.changed", "account.changed", "followUp.changed", "plugin.changed"];
  readonly #day = new Resource<Day>(this, () => "day", async (_key, signal) => {
    const today = await this.session.call("today/list", { limit: atMost }, { signal });
    const bare = today.items.length === 0 && (await this.session.call("accounts/list", {}, { signal })).accounts.length === 0;
    return { today, bare };
  });

  static override styles = [base, statesStyle, viewStyle, pageStyle];

  override render(): TemplateResult {
    const [key, last] = this.route.path;
    const item = this.#find(key);
    const here = key === undefined ? undefined : href("today", key);
    const pane = here === undefined ? "list" : last === "evidence" ? "evidence" : "message";
    const links = { list: href("today"), message: here, evidence: key === undefined || here === undefined || pieceOf(key, item) === "note" ? undefined : `${here}/evidence` };
    return html`<as-workspace pane=${pane} .links=${links} @settled=${() => this.#next(key)}>
      <div slot="list" class="column">${this.#head()}${this.#list()}</div>
      ${key === undefined ? html`<div slot="message">${this.#nothingChosen()}</div>` : this.#record(key, item)}
    </as-workspace>`;
  }

  get #items(): readonly TodayItem[] {
    return this.#day.value?.today.items ?? [];
  }

  #find(key: string | undefined): TodayItem | undefined {
    return this.#items.find((each) => each.key === key);
  }

  #head(): TemplateResult {
    const all = this.#items.length + (this.#day.value?.today.more ?? 0);
    return html`<header class="view-head"><h1>${words().title}</h1>${all === 0 ? nothing : html`<span class="quiet" role="status">${words().waiting(all, count(all))}</span>`}</header>`;
  }

  #list(): TemplateResult {
    const state = this.#day.state;
    const t = words();
    if (state.kind === "failed") return failing(state.error, () => void this.#day.reload());
    if (state.kind !== "ready") return loading(() => void this.#day.reload());
    const { today, bare } = state.value;
    const { items, more = 0, problems = [] } = today;
    if (bare) return note({ heading: t.startHeading, text: t.startText, actions: [{ label: t.connect, href: href("accounts") }, { label: t.capture, href: href("capture") }] });
    return html`${items.length === 0 ? note({ heading: t.doneHeading, text: t.doneText, actions: [{ label: t.check, href: href("tracking") }, { label: t.board, href: href("applications") }, { label: t.write, href: href("templates") }] })
      : html`<as-list class="fill" label=${t.title} rem="5.5" .items=${items} .keyOf=${(each: TodayItem) => each.key} .row=${row} selected=${this.route.path[0] ?? ""}
          @choose=${(event: CustomEvent<string>) => go("today", event.detail)}></as-list>`}
      ${more === 0 ? nothing : html`<p class="view-head small quiet">${t.more(count(more))}</p>`}
      ${problems.map((each) => html`<div class="callout warning"><span>${each.path}: ${problemOf(each)}</span><a href=${href("plugins", each.path.replace(/^plugin:/u, ""))}>${t.toPlugin}</a></div>`)}`;
  }

  #nothingChosen(): TemplateResult | typeof nothing {
    const t = words();
    const [first] = this.#items;
    return first === undefined ? nothing : note({ heading: t.chooseHeading, text: t.chooseText, actions: [{ label: t.begin, href: href("today", first.key) }] });
  }

  #record(key: string, item: TodayItem | undefined): TemplateResult {
    const id = item?.about?.id ?? key.slice(key.indexOf(":") + 1);
    switch (pieceOf(key, item)) {
      case "draft": return html`<as-draft slot="message" pane="message" .session=${this.session} .recordId=${id}></as-draft><as-draft slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-draft>`;
      case "item": return html`<as-item slot="message" pane="message" .session=${this.session} .recordId=${id}></as-item><as-item slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-item>`;
      case "sent": return html`<as-sent slot="message" pane="message" .session=${this.session} .recordId=${id}></as-sent><as-sent slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-sent>`;
      case "proposal": return html`<as-proposal slot="message" pane="message" .session=${this.session} .recordId=${id}></as-proposal><as-proposal slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-proposal>`;
      case "note": return html`<div slot="message">${this.#note(item)}</div>`;
    }
  }

  /** What has no record of its own to be shown beside the list: why it is here, and where it is done. */
  #note(item: TodayItem | undefined): TemplateResult {
    const t = words();
    const { state } = this.#day;
    if (state.kind === "failed") return failing(state.error, () => void this.#day.reload());
    if (state.kind !== "ready") return loading(() => void this.#day.reload());
    if (item === undefined) return note({ heading: t.gone, actions: [{ label: t.title, href: href("today") }] });
    return html`<article class="page"><header><h2 class="wrap">${titleOf(item)}</h2>${item.person === undefined ? nothing : html`<p class="quiet">${nameOf(item.person)}</p>`}</header>
      <section><h3>${t.why}</h3><p class="wrap">${said(item.reason)}</p>${item.due === undefined ? item.since === undefined ? nothing : html`<p class="quiet small">${fullTime(item.since)}</p>` : html`<p class="quiet small">${t.due(fullDay(item.due))}</p>`}</section>
      <div class="line">${this.#ways(item).map((each, index) => action(each, index === 0))}</div>
      ${item.commands === undefined || item.commands.length === 0 ? nothing : html`<section><h3>${t.terminal}</h3>${item.commands.map((each) => html`<code class="text" tabindex="0">assistant ${each}</code>`)}</section>`}
    </article>`;
  }

  #ways(item: TodayItem): readonly Action[] {
    const t = words();
    const { about, key } = item;
    if (item.kind === "setup") {
      const subject = key.slice(key.lastIndexOf(":") + 1);
      return subject === "host" ? [{ label: t.toPlaces, href: href("privacy", "data") }, { label: t.toPlugins, href: href("plugins") }] : [{ label: t.toAccounts, href: href("accounts", subject) }];
    }
    if (about?.kind === "contact") {
      const open = { label: t.contact, href: href("contacts", about.id) };
      return may(this.session, "writing/start") ? [{ label: t.writeThem, href: hrefWith("compose", { contact: about.id, task: "followUp" }) }, open] : [open];
    }
    if (about?.kind === "application") return [{ label: t.application, href: href("applications", about.id) }];
    if (about?.kind === "document") return [{ label: t.document, href: href("documents", about.id) }];
    return [{ label: t.board, href: href("applications") }];
  }

  /** What was done leaves the list; the one below it comes up. */
  #next(key: string | undefined): void {
    const at = this.#items.findIndex((each) => each.key === key);
    const next = this.#items[at + 1] ?? this.#items[at - 1];
    if (next === undefined || at < 0) go("today");
    else go("today", next.key);
  }
}

/** Which record shows an item. An address opened later names its kind too, for what has left the list since. */
function pieceOf(key: string, item: TodayItem | undefined): "draft" | "item" | "sent" | "proposal" | "note" {
  const kind = item?.kind ?? key.slice(0, key.indexOf(":"));
  if (item !== undefined && item.about === undefined) return "note";
  switch (kind) {
    case "approve":
    case "draft": return "draft";
    case "stuck": return "item";
    case "reply":
    case "bounce":
    case "silence": return "sent";
    case "proposal": return "proposal";
    default: return "note";
  }
}

/** Titles that a person wrote: a subject, a task. */
const own: ReadonlySet<string> = new Set(["stuck", "approve", "draft", "task"]);
const titleOf = ({ kind, title }: TodayItem): TemplateResult => said(title, own.has(kind) ? "" : "en");

function row(each: TodayItem): TemplateResult {
  const when = each.due !== undefined ? shortDay(each.due) : each.since === undefined ? undefined : shortTime(each.since);
  const kinds: Readonly<Partial<Record<string, string>>> = words().kinds;
  return html`<div class="row-line"><span class="strong cut">${each.person === undefined ? titleOf(each) : nameOf(each.person)}</span>${when === undefined ? nothing : html`<span class="quiet small">${when}</span>`}</div>
    <div class="cut quiet">${each.person === undefined ? said(each.reason) : titleOf(each)}</div>
    <div class="row-line"><fluent-badge appearance="tint" color=${colours[each.kind] ?? "informative"}>${kinds[each.kind] ?? each.kind}</fluent-badge><span class="cut small quiet">${each.person === undefined ? (each.plugin ?? nothing) : said(each.reason)}</span></div>`;
}

customElements.define("as-today", TodayView);
