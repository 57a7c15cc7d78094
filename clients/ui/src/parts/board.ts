import { LitElement, css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ApplicationCard } from "@assistant/protocol";
import { count } from "../format.js";
import { base } from "../styles.js";
import { nameOfCard } from "./board-lane.js";
import type { Lane, LaneElement } from "./board-lane.js";
import { boardMessages as words } from "./board.messages.js";
import { stageTitle } from "./stage-titles.js";
import "./dialog.js";

export type { Lane } from "./board-lane.js";

export interface Move {
  readonly card: ApplicationCard;
  /** The name of the stage that it goes to. */
  readonly stage: string;
}

interface Carried {
  readonly card: ApplicationCard;
  readonly to: string;
  readonly by: "keys" | "pointer";
}

/**
 * A board of columns: cards are dragged, or picked up with Space, carried with the arrow keys and dropped, or sent by a menu where there is no pointer that
 * drags. Where it is narrow, one column at a time. It asks nobody for anything: says `open` with an application's id, `move` with a card and a stage, and
 * `more` with a stage's name near the end of a column that is not whole.
 */
export class BoardElement extends LitElement {
  static override properties = { lanes: { attribute: false }, canMove: { type: Boolean }, label: {}, carried: { state: true }, menu: { state: true }, chosen: { state: true }, said: { state: true } };
  declare lanes: readonly Lane[];
  declare canMove: boolean;
  declare label: string;
  declare private carried: Carried | undefined;
  declare private menu: ApplicationCard | undefined;
  /** The column that is seen where there is room for one. */
  declare private chosen: string;
  declare private said: string;
  /** A card that went elsewhere, so that the focus follows it there. */
  #follow: { readonly id: string; readonly stage: string } | undefined;

  static override styles = [
    base,
    css`
      :host { display: flex; flex-direction: column; height: 100%; min-height: 0; container-type: inline-size; }
      .lanes { flex: 1; min-height: 0; display: flex; gap: var(--spacingHorizontalS); overflow-x: auto; overflow-y: hidden; padding: var(--spacingVerticalM) var(--spacingHorizontalL); }
      as-lane { flex: 1 0 13rem; max-width: 22rem; }
      as-lane.bare { flex: none; width: max-content; min-width: 7.5rem; max-width: 13rem; }
      .switch { display: none; align-items: center; gap: var(--spacingHorizontalS); padding: var(--spacingVerticalS) var(--spacingHorizontalL) 0; }
      .switch label { flex: 1; min-width: 0; }
      select { font: inherit; width: 100%; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalM); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
      .said { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--spacingHorizontalL); padding: var(--spacingVerticalS) var(--spacingHorizontalL); background: var(--colorNeutralBackgroundInverted); color: var(--colorNeutralForegroundInverted); }
      .stages { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); }
      .stages button { display: flex; justify-content: space-between; gap: var(--spacingHorizontalM); font: inherit; text-align: start; min-height: 2.5rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalM); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStroke1); border-radius: var(--borderRadiusMedium); cursor: pointer; align-items: center; }
      .stages button:hover:enabled { background: var(--colorNeutralBackground1Hover); }
      .stages button:disabled { cursor: default; background: var(--colorNeutralBackground3); }
      @container (max-width: 39.99rem) {
        .switch { display: flex; }
        as-lane, as-lane.bare { display: none; }
        as-lane.chosen { display: flex; flex: 1; max-width: none; }
      }
      @media (forced-colors: active) { .said { border-block: 1px solid CanvasText; } }
    `,
  ];

  constructor() {
    super();
    this.lanes = [];
    this.canMove = false;
    this.label = "";
    this.chosen = "";
    this.said = "";
  }

  override render(): TemplateResult {
    const { carried } = this;
    const seen = this.#seen?.stage.name;
    return html`${this.#switch()}
      <div class="lanes" role="group" aria-label=${this.label} @dragend=${() => this.#let()}>
        ${this.lanes.map((lane) => html`<as-lane class="${lane.stage.name === seen ? "chosen" : ""} ${lane.cards.length === 0 || lane.hidden === true ? "bare" : ""}" data-stage=${lane.stage.name} .lane=${lane} .canMove=${this.canMove}
            .carried=${carried?.card.id ?? ""} .over=${carried?.to === lane.stage.name && lane.stage.name !== carried.card.stage}
            @open=${(event: CustomEvent<ApplicationCard>) => this.#open(event.detail)} @menu=${(event: CustomEvent<ApplicationCard>) => (this.menu = event.detail)} @more=${() => this.dispatchEvent(new CustomEvent<string>("more", { detail: lane.stage.name }))}
            @lift=${(event: CustomEvent<ApplicationCard>) => (this.carried = { card: event.detail, to: event.detail.stage, by: "pointer" })}
            @key=${(event: CustomEvent<{ card: ApplicationCard; key: string }>) => this.#key(event.detail.card, event.detail.key)}
            @dragover=${(event: DragEvent) => this.#over(event, lane)} @drop=${(event: DragEvent) => this.#dropped(event, lane)} @focusout=${() => this.#left()}></as-lane>`)}
      </div>
      <div class=${carried?.by === "keys" ? "said" : "hidden-text"}><span role="status" aria-live="assertive">${this.said}</span>${carried?.by === "keys" ? html`<span aria-hidden="true">${words().keys}</span>` : nothing}</div>
      ${this.#menu()}`;
  }

  override updated(): void {
    const follow = this.#follow;
    if (follow === undefined) return;
    // Not before it is where it went: the columns may be drawn once more as they were.
    if (this.lanes.find((each) => each.stage.name === follow.stage)?.cards.some((card) => card.id === follow.id) !== true) return;
    this.#follow = undefined;
    this.#element(follow.stage)?.focusCard(follow.id);
  }

  /** The one in sight where only one is: the chosen one, else the first with something in it. */
  get #seen(): Lane | undefined {
    return this.lanes.find((lane) => lane.stage.name === this.chosen) ?? this.lanes.find((lane) => lane.cards.length > 0) ?? this.lanes[0];
  }

  #switch(): TemplateResult {
    const t = words();
    const seen = this.#seen?.stage.name;
    const at = this.lanes.findIndex((lane) => lane.stage.name === seen);
    const step = (by: number): void => void (this.chosen = this.lanes[at + by]?.stage.name ?? this.chosen);
    return html`<div class="switch">
      <fluent-button icon-only aria-label=${t.before} ?disabled-focusable=${at <= 0} @click=${() => step(-1)}><span aria-hidden="true">‹</span></fluent-button>
      <label><span class="hidden-text">${t.stage}</span><select @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}>
        ${this.lanes.map((lane) => html`<option value=${lane.stage.name} .selected=${lane.stage.name === seen}>${stageTitle(lane.stage)} (${count(lane.count)})</option>`)}</select></label>
      <fluent-button icon-only aria-label=${t.after} ?disabled-focusable=${at >= this.lanes.length - 1} @click=${() => step(1)}><span aria-hidden="true">›</span></fluent-button>
    </div>`;
  }

  #menu(): TemplateResult | typeof nothing {
    const t = words();
    const card = this.menu;
    if (card === undefined) return nothing;
    return html`<as-dialog heading=${t.moveTo(nameOfCard(card))} open @close=${() => this.#closeMenu(card)}>
      <div class="stages">${this.lanes.map(({ stage }) => html`<button ?disabled=${stage.name === card.stage} @click=${() => this.#choose(card, stage.name)}><span>${stageTitle(stage)}</span>${stage.name === card.stage ? html`<span class="small quiet">${t.isHere}</span>` : nothing}</button>`)}</div>
      <fluent-button slot="actions" @click=${() => this.#closeMenu(card)}>${t.cancel}</fluent-button>
    </as-dialog>`;
  }

  #closeMenu(card: ApplicationCard): void {
    this.menu = undefined;
    this.#element(card.stage)?.focusCard(card.id);
  }

  #choose(card: ApplicationCard, stage: string): void {
    this.menu = undefined;
    this.#move(card, stage);
  }

  #key(card: ApplicationCard, key: string): void {
    const t = words();
    const names = this.lanes.map((lane) => lane.stage.name);
    if (this.carried === undefined) {
      if (key === "ArrowLeft" || key === "ArrowRight") this.#beside(card, key === "ArrowLeft" ? -1 : 1);
      else if (key === " " && this.canMove) {
        this.carried = { card, to: card.stage, by: "keys" };
        this.said = t.lifted(nameOfCard(card), this.#title(card.stage));
      }
      return;
    }
    const { to } = this.carried;
    const at = names.indexOf(to);
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: names.length - 1 }[key];
    if (next !== undefined) {
      const stage = names[Math.max(0, Math.min(names.length - 1, next))] ?? to;
      this.carried = { card, to: stage, by: "keys" };
      this.said = t.over(nameOfCard(card), this.#title(stage), names.indexOf(stage) + 1, names.length);
      this.#element(stage)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (key === "Escape" || ((key === " " || key === "Enter") && to === card.stage)) {
      this.#let();
      this.said = t.back(nameOfCard(card), this.#title(card.stage));
    } else if (key === " " || key === "Enter") this.#move(card, to);
  }

  /** The nearest column that has cards. */
  #beside(card: ApplicationCard, step: number): void {
    for (let at = this.lanes.findIndex((lane) => lane.stage.name === card.stage) + step; at >= 0 && at < this.lanes.length; at += step) {
      const element = this.#element(this.lanes[at]?.stage.name ?? "");
      if (element !== undefined && getComputedStyle(element).display !== "none" && element.focusCard()) return;
    }
  }

  #over(event: DragEvent, lane: Lane): void {
    if (this.carried === undefined) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "move";
    if (this.carried.to !== lane.stage.name) this.carried = { ...this.carried, to: lane.stage.name };
  }

  #dropped(event: DragEvent, lane: Lane): void {
    event.preventDefault();
    const card = this.carried?.card;
    if (card === undefined) return;
    if (lane.stage.name === card.stage) this.#let();
    else this.#move(card, lane.stage.name);
  }

  #move(card: ApplicationCard, stage: string): void {
    this.#let();
    this.said = words().dropped(nameOfCard(card), this.#title(stage));
    this.dispatchEvent(new CustomEvent<Move>("move", { detail: { card, stage } }));
    // After it was told: whoever shows the card in its new place at once, has it there at the next drawing.
    this.#follow = { id: card.id, stage };
    this.requestUpdate();
  }

  #let(): void {
    this.carried = undefined;
  }

  /** Whoever goes away with the tab key puts down what they carry; a drawing that moves the focus does not. */
  #left(): void {
    const { carried } = this;
    if (carried?.by !== "keys") return;
    queueMicrotask(() => {
      if (this.carried === carried && this.shadowRoot?.activeElement === null) this.#let();
    });
  }

  #open(card: ApplicationCard): void {
    this.dispatchEvent(new CustomEvent<string>("open", { detail: card.id }));
  }

  #title(stage: string): string {
    const lane = this.lanes.find((each) => each.stage.name === stage);
    return lane === undefined ? stage : stageTitle(lane.stage);
  }

  #element(stage: string): LaneElement | undefined {
    return this.renderRoot.querySelector<LaneElement>(`as-lane[data-stage="${CSS.escape(stage)}"]`) ?? undefined;
  }
}

customElements.define("as-board", BoardElement);
