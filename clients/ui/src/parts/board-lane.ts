import { LitElement, css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ApplicationCard, Stage } from "@assistant/protocol";
import { count, shortDay, shortTime } from "../format.js";
import { base } from "../styles.js";
import { boardMessages as words } from "./board.messages.js";
import { stageTitle } from "./stage-titles.js";

/** One column: a stage, how many are in it, and those of them that are known. */
export interface Lane {
  readonly stage: Stage;
  readonly count: number;
  readonly cards: readonly ApplicationCard[];
  /** The person chose not to see its cards; it still takes some. */
  readonly hidden?: boolean;
}

/** Cards above and below the window that are drawn too. */
const spare = 3;

/** A card this near to the end asks for more. */
const nearEnd = 8;

/** Where nothing was laid out yet (a hidden lane, a test), this many pixels are taken for the window. */
const unknownHeight = 700;

/** A card with the gap below it, in rem: it grows with the person's text size. */
const cardRem = 7;

/** How a person calls an application. */
export const nameOfCard = (card: ApplicationCard): string => [card.company, card.role, ...(card.apart === undefined ? [] : [card.apart])].join(", ");

/**
 * One column of a board, of any length: only the cards in sight, and the one that has the tab stop, are in the document. Says `open` and `menu` with a
 * card, `lift` with the card that the pointer begins to drag, `key` with a card and the key pressed on it, and `more` near the end.
 */
export class LaneElement extends LitElement {
  static override properties = { lane: { attribute: false }, canMove: { type: Boolean }, carried: {}, over: { type: Boolean, reflect: true } };
  declare lane: Lane;
  declare canMove: boolean;
  /** The card that is being carried. */
  declare carried: string;
  /** What is carried would be dropped here. */
  declare over: boolean;
  #active = 0;
  #top = 0;
  #focusNext = false;
  #watched: ResizeObserver | undefined;

  static override styles = [
    base,
    css`
      :host { position: relative; display: flex; flex-direction: column; min-height: 0; min-width: 0; background: var(--colorNeutralBackground2); border: 2px solid transparent; border-radius: var(--borderRadiusLarge); }
      :host([over]) { border-color: var(--colorCompoundBrandStroke); background: var(--colorNeutralBackground2Selected); }
      header { display: flex; align-items: baseline; justify-content: space-between; gap: var(--spacingHorizontalS); padding: var(--spacingVerticalS) var(--spacingHorizontalM); }
      h2 { font-size: var(--fontSizeBase300); line-height: var(--lineHeightBase300); min-width: 0; overflow-wrap: anywhere; hyphens: auto; }
      .empty { padding: 0 var(--spacingHorizontalM) var(--spacingVerticalM); }
      .scroll { position: relative; flex: 1; min-height: 0; overflow-y: auto; overflow-x: hidden; }
      .space { position: relative; margin-block: 4px; }
      .slot { position: absolute; inset-inline: var(--spacingHorizontalS); top: 0; padding-bottom: var(--spacingVerticalS); }
      .card { height: 100%; display: flex; flex-direction: column; gap: 2px; overflow: hidden; padding: var(--spacingVerticalS) var(--spacingHorizontalM); background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusMedium); cursor: pointer; }
      .card:hover { border-color: var(--colorNeutralStroke1Hover); box-shadow: var(--shadow4); }
      .card:focus-visible { outline-offset: 0; border-radius: var(--borderRadiusMedium); }
      .carried .card { border: 2px dashed var(--colorCompoundBrandStroke); opacity: 0.75; }
      .company { padding-inline-end: 1.75rem; }
      .role { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
      .foot { margin-top: auto; display: flex; justify-content: space-between; gap: var(--spacingHorizontalS); min-width: 0; }
      .foot > :last-child { flex: none; }
      .late { color: var(--colorPaletteRedForeground1); font-weight: var(--fontWeightSemibold); }
      .move { position: absolute; inset-inline-end: 2px; inset-block-start: 2px; min-width: 2rem; min-height: 2rem; font: inherit; color: var(--colorNeutralForeground2); background: none; border: none; border-radius: var(--borderRadiusMedium); cursor: pointer; }
      .move:hover { background: var(--colorNeutralBackground1Hover); }
      @media (forced-colors: active) { :host([over]) { border-color: Highlight; } :host { border-color: CanvasText; } }
    `,
  ];

  constructor() {
    super();
    this.canMove = false;
    this.carried = "";
    this.over = false;
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
    const t = words();
    const { stage, cards, count: all, hidden } = this.lane;
    return html`<header><h2 id="title">${stageTitle(stage)}</h2><span class="quiet small">${count(all)}</span></header>
      ${hidden === true ? html`<p class="empty small quiet">${all === 0 ? t.empty : t.hidden}</p>` : cards.length === 0 ? html`<p class="empty small quiet">${t.empty}</p>` : this.#cards(cards)}
      ${hidden !== true && cards.length > 0 && cards.length < all ? html`<p class="empty small quiet" role="status">${t.shown(cards.length, all)}</p>` : nothing}`;
  }

  override updated(): void {
    const { cards, count: all, hidden } = this.lane;
    if (hidden !== true && cards.length > 0 && cards.length < all && (this.#top + this.#window()) / this.#height() > cards.length - nearEnd) this.dispatchEvent(new CustomEvent("more"));
    if (!this.#focusNext) return;
    this.#focusNext = false;
    this.renderRoot.querySelector<HTMLElement>(`.card[tabindex="0"]`)?.focus({ preventScroll: true });
  }

  /** Gives the focus to a card, or to the one that had it last; false where there is none. */
  focusCard(id?: string): boolean {
    const at = id === undefined ? this.#active : this.lane.cards.findIndex((card) => card.id === id);
    if (this.lane.hidden === true || at < 0 || this.lane.cards.length === 0) return false;
    this.#go(at);
    return true;
  }

  #cards(cards: readonly ApplicationCard[]): TemplateResult {
    const height = this.#height();
    const window = this.#window();
    this.#top = Math.max(0, Math.min(this.#top, cards.length * height - window));
    this.#active = Math.min(this.#active, cards.length - 1);
    const first = Math.max(0, Math.floor(this.#top / height) - spare);
    const last = Math.min(cards.length, Math.ceil((this.#top + window) / height) + spare);
    const shown = cards.slice(first, last).map((card, offset) => ({ card, index: first + offset }));
    // What has the tab stop stays, however far it is scrolled away: a focus that is taken out of the document is lost.
    const active = cards[this.#active];
    if (active !== undefined && (this.#active < first || this.#active >= last)) shown.push({ card: active, index: this.#active });
    return html`<div class="scroll" @scroll=${this.#scrolled}><p id="hint" class="hidden-text">${words().hint}</p>
      <div class="space" role="list" aria-labelledby="title" .style=${`height:${cards.length * height}px`}>
        ${repeat(shown, ({ card }) => card.id, ({ card, index }) => this.#card(card, index, height))}
      </div></div>`;
  }

  #card(card: ApplicationCard, index: number, height: number): TemplateResult {
    const t = words();
    const stop = index === this.#active ? "0" : "-1";
    const name = nameOfCard(card);
    const place = card.apart ?? card.place;
    const when = card.due !== undefined ? t.due(shortDay(card.due)) : card.deadline !== undefined ? t.closes(shortDay(card.deadline)) : shortTime(card.since);
    return html`<div class="slot ${card.id === this.carried ? "carried" : ""}" role="listitem" aria-posinset=${index + 1} aria-setsize=${this.lane.count} draggable=${this.canMove ? "true" : "false"}
        .style=${`height:${height}px;transform:translateY(${index * height}px)`} @dragstart=${(event: DragEvent) => this.#drag(event, card)}>
      <div class="card" role="button" tabindex=${stop} aria-describedby=${this.canMove ? "hint" : nothing} @click=${() => this.#say("open", card)} @keydown=${(event: KeyboardEvent) => this.#key(event, card, index)} @focus=${() => this.#hold(index)}>
        <span class="company strong cut">${card.company}</span>
        <span class="role">${card.role}</span>
        <span class="foot small quiet"><span class="cut">${place ?? nothing}</span><span class=${card.due !== undefined && new Date(`${card.due}T23:59:59`) < new Date() ? "late" : ""}>${when}</span></span>
      </div>
      ${this.canMove ? html`<button class="move" tabindex=${stop} aria-label=${t.move(name)} title=${t.move(name)} @click=${() => this.#say("menu", card)}><span aria-hidden="true">⇄</span></button>` : nothing}
    </div>`;
  }

  #key(event: KeyboardEvent, card: ApplicationCard, index: number): void {
    const carrying = this.carried !== "";
    const page = Math.max(1, Math.floor(this.#window() / this.#height()) - 1);
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.lane.cards.length, End: this.lane.cards.length };
    const move = moves[event.key];
    if (!carrying && move !== undefined) this.#go(index + move);
    else if (!carrying && event.key === "Enter") this.#say("open", card);
    else if ([" ", "Enter", "Escape", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) this.dispatchEvent(new CustomEvent("key", { detail: { card, key: event.key } }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #drag(event: DragEvent, card: ApplicationCard): void {
    event.dataTransfer?.setData("text/plain", nameOfCard(card));
    if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = "move";
    this.#say("lift", card);
  }

  #say(what: "open" | "menu" | "lift", card: ApplicationCard): void {
    this.dispatchEvent(new CustomEvent<ApplicationCard>(what, { detail: card }));
  }

  #hold(index: number): void {
    if (this.#active === index) return;
    this.#active = index;
    this.requestUpdate();
  }

  /** Moves the focus, and brings it into the window. */
  #go(index: number): void {
    const scroller = this.renderRoot.querySelector<HTMLElement>(".scroll");
    const height = this.#height();
    this.#active = Math.max(0, Math.min(this.lane.cards.length - 1, index));
    if (scroller !== null) {
      const top = this.#active * height;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + height > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + height - scroller.clientHeight;
      this.#top = scroller.scrollTop;
    }
    this.#focusNext = true;
    this.requestUpdate();
  }

  readonly #scrolled = (event: Event): void => {
    this.#top = (event.currentTarget as HTMLElement).scrollTop;
    this.requestUpdate();
  };

  #window(): number {
    return (this.renderRoot.querySelector<HTMLElement>(".scroll")?.clientHeight ?? 0) || unknownHeight;
  }

  #height(): number {
    return cardRem * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  }
}

customElements.define("as-lane", LaneElement);
