import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { ApplicationCard, UnmatchedReply } from "@assistant/protocol";
import { shortTime } from "../format.js";
import { Names } from "../names.js";
import "../parts/application-finder.js";
import { nameOfCard } from "../parts/board-lane.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { failing, loading, note, standing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { attempt } from "../record.js";
import "../records/sent.js";
import { Pages } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { unmatchedMessages as words } from "./unmatched.messages.js";

/** Answers that fit no application or several, each with what was sent; here the person says where they belong. */
export class UnmatchedElement extends View {
  static override styles = [base, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = ["message.replied", "proposal.made"];
  readonly #names = new Names(this, async (outboxId) => {
    const { row } = await this.session.call("tracking/show", { outboxId });
    return `${row.person}: ${row.subject}`;
  });
  readonly #list = new Pages<UnmatchedReply>(this, () => "all", async (_key, cursor, limit, signal) => {
    const { replies, next } = await this.session.call("applications/unmatched", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: replies, next };
  });

  readonly #candidatePage = new Paging(this, () => this.route.path[1] ?? "");

  override render(): TemplateResult {
    const t = words();
    const [, id, last] = this.route.path;
    const reply = this.#list.items.find((each) => each.messageId === id);
    const here = id === undefined ? undefined : href("applications", "unmatched", id);
    return html`<as-workspace .pane=${id === undefined ? "list" : last === "evidence" ? "evidence" : "message"} .links=${{ list: href("applications", "unmatched"), message: here, evidence: reply === undefined || here === undefined ? undefined : `${here}/evidence` }} evidence-label=${t.evidence}>
      <div slot="list" class="column">${this.#rows(id)}</div>
      ${reply === undefined ? html`<div slot="message">${this.#without(id)}</div>` : html`
        <div slot="message"><div class="page">${this.#choice(reply)}</div><as-sent pane="message" .session=${this.session} .recordId=${reply.outboxId}></as-sent></div><as-sent slot="evidence" pane="evidence" .session=${this.session} .recordId=${reply.outboxId}></as-sent>`}
    </as-workspace>`;
  }

  /** The message's place where there is none to be shown. */
  #without(id: string | undefined): TemplateResult | typeof nothing {
    const t = words();
    const { state } = this.#list;
    if (state.kind !== "ready") return id === undefined ? nothing : standing(state, () => void this.#list.reload());
    if (state.value.items.length > 0) return note({ heading: t.choose, text: t.chooseText });
    return id === undefined ? nothing : this.#none();
  }

  #none(): TemplateResult {
    const t = words();
    return note({ heading: t.empty, text: t.emptyText, actions: [{ label: t.toBoard, href: href("applications") }] });
  }

  #rows(id: string | undefined): TemplateResult {
    const t = words();
    const { state } = this.#list;
    if (state.kind === "failed") return failing(state.error, () => void this.#list.reload());
    if (state.kind !== "ready") return loading(() => void this.#list.reload());
    if (state.value.items.length === 0) return this.#none();
    return html`<p class="view-head small quiet">${t.lead}</p><as-list class="fill" label=${t.lead} .rem=${4.5} .items=${state.value.items} .keyOf=${(each: UnmatchedReply) => each.messageId} .selected=${id ?? ""} .more=${this.#list.hasMore}
      .row=${(each: UnmatchedReply) => html`<div class="row-line"><span class="strong cut">${this.#names.of(each.outboxId) ?? t.unknown}</span><span class="quiet small">${shortTime(each.received)}</span></div><div class="small quiet cut">${t.candidates(each.candidates.length)}</div>`}
      @more=${() => void this.#list.more()} @choose=${(event: CustomEvent<string>) => go("applications", "unmatched", event.detail)}></as-list>`;
  }

  #choice(reply: UnmatchedReply): TemplateResult {
    const t = words();
    if (!may(this.session, "applications/assign")) return html`<div class="callout"><p>${t.mayNot}</p><code>assistant application assign ${reply.messageId}</code></div>`;
    const { rows, turns } = this.#candidatePage.of(reply.candidates);
    return html`<section><h2>${t.whose}</h2>
      ${reply.candidates.length === 0 ? nothing : html`<ul class="rows">${rows.map((card) => html`<li><a class="grow" href=${href("applications", card.id)}>${nameOfCard(card)}</a><fluent-button appearance="primary" size="small" aria-label=${`${t.this}: ${nameOfCard(card)}`} @click=${() => void this.#assign(reply, card)}>${t.this}</fluent-button></li>`)}</ul>`}${turns}
      <details ?open=${reply.candidates.length === 0}><summary>${t.another}</summary><as-application-finder .session=${this.session} label=${t.search} take=${t.this} none=${t.noneFound} @choose=${(event: CustomEvent<ApplicationCard>) => void this.#assign(reply, event.detail)}></as-application-finder></details>
      <div><fluent-button @click=${() => void this.#assign(reply, undefined)}>${t.none}</fluent-button></div></section>`;
  }

  #assign(reply: UnmatchedReply, card: ApplicationCard | undefined): Promise<boolean> {
    const t = words();
    return attempt(this, async () => {
      const { proposalId, outcome } = await this.session.call("applications/assign", { messageId: reply.messageId, ...(card === undefined ? {} : { applicationId: card.id }) });
      toast(this, card === undefined ? { text: t.noneDone } : { said: [outcome] });
      if (proposalId !== undefined) toast(this, { text: t.openProposal });
      await this.#list.reload();
      if (card === undefined) go("applications", "unmatched");
      else go("applications", card.id);
    });
  }
}

customElements.define("as-unmatched", UnmatchedElement);
