import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Draft, OutboxItem } from "@assistant/protocol";
import { nameOf, shortTime } from "../format.js";
import { said } from "../host-words/index.js";
import { Pages } from "../resource.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import "../parts/list.js";
import "../parts/workspace.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { noDrafts } from "../records/draft.js";
import { outboxColours, uploadBar } from "../records/item.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { outboxMessages as words } from "./outbox.messages.js";

type Tab = "drafts" | "items";

/** Drafts that wait for an approval, and approved messages with what became of each. */
export class OutboxView extends View {
  protected readonly watches = ["draft.changed", "outbox.changed", "outbox.progress"];
  readonly #drafts = new Pages<Draft>(this, () => (this.#tab() === "drafts" ? "open" : undefined), async (_key, cursor, limit, signal) => {
    const { drafts, next } = await this.session.call("drafts/list", { state: "open", limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: drafts, next };
  });
  readonly #items = new Pages<OutboxItem>(this, () => (this.#tab() === "items" ? "all" : undefined), async (_key, cursor, limit, signal) => {
    const { items, next } = await this.session.call("outbox/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items, next };
  });

  static override styles = [base, statesStyle, viewStyle];

  override render(): TemplateResult {
    const tab = this.#tab();
    const id = this.route.path[1];
    const pane = id === undefined ? "list" : this.route.path[2] === "evidence" ? "evidence" : "message";
    const links = { list: href("outbox", tab), message: id === undefined ? undefined : href("outbox", tab, id), evidence: id === undefined ? undefined : href("outbox", tab, id, "evidence") };
    return html`<as-workspace pane=${pane} .links=${links}>
      <div slot="list" class="column">${this.#head(tab)}${tab === "drafts" ? this.#draftList() : this.#itemList()}</div>
      ${id === undefined ? this.#nothingChosen(tab) : tab === "drafts"
        ? html`<as-draft slot="message" pane="message" .session=${this.session} .recordId=${id} @settled=${(event: CustomEvent<string>) => this.#next(event.detail)}></as-draft><as-draft slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-draft>`
        : html`<as-item slot="message" pane="message" .session=${this.session} .recordId=${id}></as-item><as-item slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-item>`}
    </as-workspace>`;
  }

  /** Drafts first: they are what waits for the person. */
  #tab(): Tab {
    return this.route.path[0] === "items" ? "items" : "drafts";
  }

  #head(tab: Tab): TemplateResult {
    const t = words();
    const link = (name: Tab, label: string): TemplateResult => html`<a class="tab" href=${href("outbox", name)} aria-current=${name === tab ? "page" : nothing}>${label}</a>`;
    return html`<header class="view-head"><h1>${t.title}</h1>
      ${may(this.session, "drafts/create") ? html`<fluent-button @click=${() => void this.#write()}>${t.write}</fluent-button>` : nothing}
      <nav class="tabs wide" aria-label=${t.title}>${link("drafts", t.drafts)}${link("items", t.items)}</nav>
    </header>`;
  }

  #nothingChosen(tab: Tab): TemplateResult | typeof nothing {
    const t = words();
    if ((tab === "drafts" ? this.#drafts : this.#items).items.length === 0) return nothing;
    return html`<div slot="message">${tab === "drafts" ? note({ heading: t.chooseDraft, text: t.chooseDraftText }) : note({ heading: t.chooseItem, text: t.chooseItemText })}</div>`;
  }

  #draftList(): TemplateResult {
    const state = this.#drafts.state;
    if (state.kind === "failed") return failing(state.error, () => void this.#drafts.reload());
    if (state.kind !== "ready") return loading(() => void this.#drafts.reload());
    if (state.value.items.length === 0) return noDrafts();
    return html`<as-list class="fill" label=${words().drafts} rem="5.5" .items=${state.value.items} .keyOf=${(draft: Draft) => draft.id} .row=${draftRow}
      selected=${this.route.path[1] ?? ""} ?more=${this.#drafts.hasMore}
      @choose=${(event: CustomEvent<string>) => go("outbox", "drafts", event.detail)} @more=${() => void this.#drafts.more()}></as-list>`;
  }

  #itemList(): TemplateResult {
    const state = this.#items.state;
    const t = words();
    if (state.kind === "failed") return failing(state.error, () => void this.#items.reload());
    if (state.kind !== "ready") return loading(() => void this.#items.reload());
    if (state.value.items.length === 0) return note({ heading: t.noItemsHeading, text: t.noItemsText, actions: [{ label: t.toDrafts, href: href("outbox", "drafts") }] });
    return html`<as-list class="fill" label=${t.items} rem="5.5" .items=${state.value.items} .keyOf=${(item: OutboxItem) => item.id} .row=${itemRow}
      selected=${this.route.path[1] ?? ""} ?more=${this.#items.hasMore}
      @choose=${(event: CustomEvent<string>) => go("outbox", "items", event.detail)} @more=${() => void this.#items.more()}></as-list>`;
  }

  /** After one was approved or deleted, the next that waits; after the last, the list. */
  #next(id: string): void {
    const drafts = this.#drafts.items;
    const at = drafts.findIndex((each) => each.id === id);
    const next = drafts[at + 1] ?? drafts[at - 1];
    if (next === undefined || next.id === id) go("outbox", "drafts");
    else go("outbox", "drafts", next.id);
  }

  async #write(): Promise<void> {
    await attempt(this, async () => {
      const draft = await this.session.call("drafts/create", {});
      go("outbox", "drafts", draft.id);
    });
  }
}

export function draftRow(draft: Draft): TemplateResult {
  const t = words();
  return html`<div class="row-line"><span class="strong cut">${draft.to.length === 0 ? t.noRecipient : draft.to.map(nameOf).join(", ")}</span><span class="quiet small">${shortTime(draft.changed)}</span></div>
    <div class="cut quiet">${draft.subject === "" ? t.noSubject : draft.subject}</div>
    <div class="row-line"><fluent-badge appearance="tint" color=${draft.problems.length === 0 ? "brand" : "warning"}>${draft.problems.length === 0 ? t.ready : t.problems(draft.problems.length)}</fluent-badge></div>`;
}

export function itemRow(item: OutboxItem): TemplateResult {
  const t = words();
  return html`<div class="row-line"><span class="strong cut">${item.to.map(nameOf).join(", ")}</span><span class="quiet small">${shortTime(item.since)}</span></div>
    <div class="cut quiet">${item.subject === "" ? t.noSubject : item.subject}</div>
    <div class="row-line"><fluent-badge appearance="tint" color=${outboxColours[item.state]}>${t.state[item.state]}</fluent-badge>${item.progress === undefined ? html`<span class="cut small quiet">${item.nextStep === undefined ? nothing : said(item.nextStep)}</span>` : uploadBar(item.progress)}</div>`;
}

customElements.define("as-outbox", OutboxView);
