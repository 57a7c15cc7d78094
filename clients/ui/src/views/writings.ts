import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Writing } from "@assistant/protocol";
import { shortTime } from "../format.js";
import { SubjectNames, subjectOf } from "../names.js";
import "../parts/list.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { standingIn, writingColours } from "../records/writing.js";
import { Pages } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { writingMessages as words } from "./writing.messages.js";

/** Everything that a model was asked to write, newest first, each with what it rests on. */
export class WritingsView extends View {
  static override styles = [base, statesStyle, viewStyle];
  protected override readonly watches = ["writing.changed", "contact.changed"];
  readonly #names = new SubjectNames(this);
  readonly #list = new Pages<Writing>(this, () => "all", async (_key, cursor, limit, signal) => {
    const { writings, next } = await this.session.call("writing/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: writings, next };
  });

  override render(): TemplateResult {
    const [id, part] = this.route.path;
    const pane = id === undefined ? "list" : part === "evidence" ? "evidence" : "message";
    return html`<as-workspace .pane=${pane} .links=${{ list: href("writings"), message: id === undefined ? undefined : href("writings", id), evidence: id === undefined ? undefined : href("writings", id, "evidence") }}>
      <div slot="list" class="column">${this.#listing(id)}</div>
      ${id === undefined ? this.#nothingChosen() : html`<as-writing slot="message" pane="message" .session=${this.session} .recordId=${id} @settled=${() => go("writings")}></as-writing><as-writing slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-writing>`}
    </as-workspace>`;
  }

  #listing(id: string | undefined): TemplateResult {
    const t = words();
    const { state } = this.#list;
    const writes = may(this.session, "writing/start");
    return html`<header class="view-head"><h1>${t.title}</h1>
        ${writes ? html`<fluent-button size="small" appearance="primary" @click=${() => go("compose")}>${t.compose}</fluent-button>` : nothing}
        ${state.kind === "ready" && state.value.items.length > 0 ? html`<p class="quiet small wide" role="status">${this.#list.hasMore ? t.some(state.value.items.length) : t.all(state.value.items.length)}</p>` : nothing}
      </header>
      ${state.kind === "failed" ? failing(state.error, () => void this.#list.reload())
        : state.kind !== "ready" ? loading(() => void this.#list.reload())
        : state.value.items.length === 0 ? note({ heading: t.none, text: t.noneText, ...(writes ? { actions: [{ label: t.compose, href: href("compose") }] } : {}) })
        : html`<as-list class="fill" label=${t.title} .rem=${4.5} .items=${state.value.items} .keyOf=${(each: Writing) => each.id} .row=${(each: Writing) => this.#row(each)} .selected=${id ?? ""} .more=${this.#list.hasMore}
            @more=${() => void this.#list.more()} @choose=${(event: CustomEvent<string>) => go("writings", event.detail)}></as-list>`}`;
  }

  #row(writing: Writing): TemplateResult {
    const t = words();
    const standing = standingIn(writing);
    return html`<div class="row-line"><span class="strong cut">${t.task[writing.task]}</span><span class="quiet small">${shortTime(writing.started)}</span></div>
      <div class="row-line"><span class="small quiet cut">${this.#names.of(subjectOf(writing)) ?? t.someone}</span>${standing === 0 ? html`<fluent-badge appearance="tint" color=${writingColours[writing.state]}>${t.state[writing.state]}</fluent-badge>` : html`<fluent-badge appearance="tint" color="warning">${t.toLookAt(standing)}</fluent-badge>`}</div>`;
  }

  #nothingChosen(): TemplateResult | typeof nothing {
    const t = words();
    return this.#list.items.length === 0 ? nothing : html`<div slot="message">${note({ heading: t.choose, text: t.chooseText })}</div>`;
  }
}

customElements.define("as-writings", WritingsView);
