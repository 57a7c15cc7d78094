import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Document, DocumentKind } from "@assistant/protocol";
import { shortTime } from "../format.js";
import "../parts/list.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import type { Pane } from "../parts/workspace.js";
import "../records/document.js";
import { Pages } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import "./documents-compare.js";
import "./documents-tailor.js";
import { documentKinds } from "./documents-form.js";
import { documentsMessages as words } from "./documents.messages.js";

/** A person types faster than a search is worth. */
const pause = 200;

/** CVs, letters, postings, notes: what each says in which version. */
export class DocumentsView extends View {
  static override properties = { ...View.properties, query: { state: true }, kind: { state: true } };
  declare private query: string;
  declare private kind: DocumentKind | "";
  static override styles = [base, statesStyle, viewStyle];
  protected override readonly watches = ["document.changed"];
  readonly #list = new Pages<Document>(this, () => `${this.kind}?${this.query}`, async (key, cursor, limit, signal) => {
    const query = key.slice(key.indexOf("?") + 1);
    const { kind } = this;
    const { documents, next } = await this.session.call("documents/list", { limit, ...(kind === "" ? {} : { kind }), ...(query === "" ? {} : { query }), ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: documents, next };
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = "";
    this.kind = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const t = words();
    const [first, last] = this.route.path;
    const id = first === undefined || first === "new" ? undefined : first;
    const alone = last === "compare" || last === "tailor";
    const pane: Pane = first === undefined ? "list" : last === "versions" ? "evidence" : "message";
    const links = { list: href("documents"), message: first === undefined ? undefined : href("documents", first), evidence: id === undefined || alone ? undefined : href("documents", id, "versions") };
    return html`<as-workspace .pane=${pane} .links=${links} evidence-label=${t.versions} @settled=${() => { void this.#list.reload(); go("documents"); }}>
      <div slot="list" class="column">${this.#head()}${this.#rows(id)}</div>
      ${first === "new" ? html`<as-document-form slot="message" .session=${this.session} .route=${this.route} @done=${this.#made} @leave=${() => go("documents")}></as-document-form>`
        : id === undefined ? html`<div slot="message">${this.#list.items.length === 0 ? nothing : note({ heading: t.choose, text: t.chooseText })}</div>`
        : last === "tailor" ? html`<as-document-tailor slot="message" .session=${this.session} .route=${this.route} .recordId=${id} @done=${() => void this.#list.reload()}></as-document-tailor>`
        : last === "compare" ? html`<as-document-compare slot="message" .session=${this.session} .route=${this.route} .recordId=${id}></as-document-compare>`
        : html`<as-document slot="message" pane="message" .session=${this.session} .route=${this.route} .recordId=${id} @changed=${() => void this.#list.reload()}></as-document><as-document slot="evidence" pane="evidence" .session=${this.session} .route=${this.route} .recordId=${id}></as-document>`}
    </as-workspace>`;
  }

  #head(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    return html`<header class="view-head"><h1>${t.title}</h1>
      ${may(this.session, "documents/create") ? html`<fluent-button size="small" appearance="primary" @click=${() => go("documents", "new")}>${t.create}</fluent-button>` : nothing}
      <input class="wide" type="search" aria-label=${t.search} placeholder=${t.searchHint} .value=${this.query} @input=${this.#typed} />
      <select class="wide" aria-label=${t.kindLabel} @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as DocumentKind | "")}><option value="">${t.all}</option>${documentKinds.map((each) => html`<option value=${each} ?selected=${each === this.kind}>${t.kind[each]}</option>`)}</select>
      <p class="quiet small wide" role="status">${state.kind === "ready" && state.value.items.length > 0 ? (this.#list.hasMore ? t.shown(state.value.items.length) : t.total(state.value.items.length)) : nothing}</p></header>`;
  }

  #rows(id: string | undefined): TemplateResult {
    const t = words();
    const { state } = this.#list;
    if (state.kind === "failed") return failing(state.error, () => void this.#list.reload());
    if (state.kind !== "ready") return loading(() => void this.#list.reload());
    if (state.value.items.length > 0) {
      return html`<as-list class="fill" label=${t.title} .rem=${4.5} .items=${state.value.items} .keyOf=${(each: Document) => each.id} .row=${row} .selected=${id ?? ""} .more=${this.#list.hasMore}
        @more=${() => void this.#list.more()} @choose=${(event: CustomEvent<string>) => go("documents", event.detail)}></as-list>`;
    }
    return this.query === "" && this.kind === ""
      ? note({ heading: t.empty, text: t.emptyText, actions: [{ label: t.create, href: href("documents", "new") }] })
      : note({ heading: t.noMatch, text: t.noMatchText, actions: [{ label: t.clear, run: () => { this.query = ""; this.kind = ""; } }] });
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value), pause);
  };

  readonly #made = (event: CustomEvent<Document>): void => {
    toast(this, { text: words().made });
    this.query = "";
    void this.#list.reload();
    go("documents", event.detail.id);
  };
}

function row(each: Document): TemplateResult {
  const t = words();
  return html`<div class="row-line"><span class="strong cut">${each.title}</span><span class="quiet small">${shortTime(each.changed)}</span></div>
    <div class="row-line"><fluent-badge appearance="tint" color="informative">${t.kind[each.kind]}</fluent-badge><span class="cut small quiet">${t.version(each.current)}</span></div>`;
}

customElements.define("as-documents", DocumentsView);
