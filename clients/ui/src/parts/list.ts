import { LitElement, css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { base } from "../styles.js";

/** Rows above and below the window that are drawn too, so that a fast wheel shows no gap. */
const spare = 6;

/** A row this near to the end asks for the next page. */
const nearEnd = 50;

/** Where nothing was laid out yet (a hidden pane, a test), this many pixels are taken for the window. */
const unknownHeight = 800;

/**
 * A list of any length: only the rows in sight are in the document, each with its place in the whole. One stop for the tab key; arrows, Home,
 * End and the page keys move, Enter or Space choose. Says `choose` with the row's key, and `more` near the end.
 */
export class ListElement extends LitElement {
  static override properties = {
    items: { attribute: false },
    keyOf: { attribute: false },
    row: { attribute: false },
    selected: {},
    chosen: { attribute: false },
    label: {},
    more: { type: Boolean },
    rem: { type: Number },
  };
  declare items: readonly unknown[];
  declare keyOf: (item: never) => string;
  declare row: (item: never) => TemplateResult;
  declare selected: string;
  /** The rows that are ticked, where several can be; each row is then ticked or cleared by choosing it. */
  declare chosen: ReadonlySet<string> | undefined;
  declare label: string;
  declare more: boolean;
  /** A row's height in rem: it grows with the person's text size. */
  declare rem: number;
  #active = 0;
  #top = 0;
  #watched: ResizeObserver | undefined;

  static override styles = [
    base,
    css`
      :host { display: block; height: 100%; min-height: 0; }
      .scroll { height: 100%; overflow-y: auto; overflow-x: hidden; outline-offset: -2px; }
      .space { position: relative; }
      .row { position: absolute; inset-inline: 0; top: 0; display: flex; flex-direction: column; justify-content: center; gap: 2px; overflow: hidden; cursor: pointer; padding: 0 var(--spacingHorizontalL); border-bottom: 1px solid var(--colorNeutralStroke3); border-inline-start: 3px solid transparent; }
      .row:hover { background: var(--colorNeutralBackground1Hover); }
      .row[aria-selected="true"] { background: var(--colorNeutralBackground1Selected); border-inline-start-color: var(--colorCompoundBrandStroke); }
      .scroll:focus-visible .row.active { outline: 2px solid var(--colorStrokeFocus2); outline-offset: -2px; }
      .scroll:focus-visible { outline: none; }
      .row-line { display: flex; align-items: center; justify-content: space-between; gap: var(--spacingHorizontalS); min-width: 0; }
      .row-line > :first-child:not(fluent-badge) { flex: 1; min-width: 0; }
      .row-line > fluent-badge + * { flex: 1; min-width: 0; }
      .row-line fluent-badge, .row-line .quiet:last-child:not(.cut) { flex: none; }
      @media (forced-colors: active) {
        .row { border-inline-start-color: Canvas; }
        .row[aria-selected="true"] { border-inline-start-color: Highlight; background: Canvas; }
      }
    `,
  ];

  constructor() {
    super();
    this.items = [];
    this.keyOf = String;
    this.selected = "";
    this.label = "";
    this.more = false;
    this.rem = 4.5;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watched = new ResizeObserver(() => this.requestUpdate());
    this.#watched.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watched?.disconnect();
  }

  override render(): TemplateResult {
    const height = this.#rowHeight();
    const window = (this.#scroller()?.clientHeight ?? 0) || unknownHeight;
    // A list that shrank scrolls back by itself only after it was drawn.
    this.#top = Math.max(0, Math.min(this.#top, this.items.length * height - window));
    const first = Math.max(0, Math.floor(this.#top / height) - spare);
    const last = Math.min(this.items.length, Math.ceil((this.#top + window) / height) + spare);
    this.#active = Math.min(this.#active, Math.max(0, this.items.length - 1));
    const shown = this.items.slice(first, last).map((item, offset) => ({ item: item as never, index: first + offset }));
    // Styles are set as properties: the page's policy has no place for style attributes.
    return html`<div class="scroll" role="listbox" tabindex="0" aria-label=${this.label} aria-multiselectable=${this.chosen === undefined ? nothing : "true"} aria-activedescendant=${this.#active >= first && this.#active < last ? `row-${this.#active}` : nothing} @scroll=${this.#scrolled} @keydown=${this.#key} @focus=${() => this.#reveal()}>
      <div class="space" role="presentation" .style=${`height:${this.items.length * height}px`}>
        ${repeat(shown, ({ item }) => this.keyOf(item), ({ item, index }) => this.#option(item, index, height))}
      </div>
    </div>`;
  }

  override updated(): void {
    if (this.more && (this.#top + unknownHeight) / this.#rowHeight() > this.items.length - nearEnd) this.dispatchEvent(new CustomEvent("more"));
  }

  #option(item: never, index: number, height: number): TemplateResult {
    const key = this.keyOf(item);
    return html`<div
      class="row ${index === this.#active ? "active" : ""}" role="option" id=${`row-${index}`}
      aria-selected=${(this.chosen?.has(key) ?? key === this.selected) ? "true" : "false"} aria-posinset=${index + 1} aria-setsize=${this.more ? -1 : this.items.length}
      .style=${`height:${height}px;transform:translateY(${index * height}px)`}
      @click=${() => this.#choose(index)}
    >${this.row(item)}</div>`;
  }

  #choose(index: number): void {
    const item = this.items[index];
    if (item === undefined) return;
    this.#active = index;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent<string>("choose", { detail: this.keyOf(item as never) }));
  }

  #key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(((this.#scroller()?.clientHeight ?? 0) || unknownHeight) / this.#rowHeight()) - 1);
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.items.length, End: this.items.length };
    const move = moves[event.key];
    if (move !== undefined) {
      this.#active = Math.max(0, Math.min(this.items.length - 1, this.#active + move));
      this.#reveal();
    } else if (event.key === "Enter" || event.key === " ") this.#choose(this.#active);
    else return;
    event.preventDefault();
  }

  /** Brings the active row into the window. */
  #reveal(): void {
    const scroller = this.#scroller();
    if (scroller === null) return;
    const height = this.#rowHeight();
    const top = this.#active * height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + height - scroller.clientHeight;
    this.#top = scroller.scrollTop;
    this.requestUpdate();
  }

  #scrolled(event: Event): void {
    this.#top = (event.currentTarget as HTMLElement).scrollTop;
    this.requestUpdate();
  }

  #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(".scroll");
  }

  #rowHeight(): number {
    return this.rem * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  }
}

customElements.define("as-list", ListElement);
