import { LitElement, css, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { messages } from "../locale.js";
import { base } from "../styles.js";
import "./list.js";
import { pageStyle } from "./page-style.js";
import { viewStyle } from "./view-style.js";

const words = messages(
  { change: "Choose", search: "Search", leave: "Leave it as it is", noMatch: "Nothing matches." },
  { change: "Wählen", search: "Suchen", leave: "So lassen", noMatch: "Nichts passt dazu." },
);

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** As many as a person looks over in a menu; among more they search. */
const few = 50;

const rowRem = 2.5;

/**
 * One of several: a menu where they are few, a search over a list where they are many, so that any number can be chosen from. `none` is the
 * answer that is none of them, where there is one. Says `choose` with the value, and `more` where the list wants its next page.
 */
export class ChoiceElement extends LitElement {
  static override properties = { name: {}, label: {}, options: { attribute: false }, value: {}, none: {}, more: { type: Boolean }, open: { state: true }, query: { state: true } };
  /** The field's id. */
  declare name: string;
  declare label: string;
  declare options: readonly Option[];
  declare value: string;
  declare none: string | undefined;
  /** There are more than are given so far. */
  declare more: boolean;
  declare private open: boolean;
  declare private query: string;
  static override styles = [base, viewStyle, pageStyle, css`
    :host { display: block; height: auto; }
    .chosen { display: flex; align-items: center; justify-content: space-between; gap: var(--spacingHorizontalS); padding: var(--spacingVerticalXS) var(--spacingHorizontalM); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusMedium); }
    .bounded { height: 14rem; }
  `];

  constructor() {
    super();
    this.name = "choice";
    this.label = "";
    this.options = [];
    this.value = "";
    this.more = false;
    this.open = false;
    this.query = "";
  }

  override render(): TemplateResult {
    return this.#all.length <= few && !this.more ? this.#menu() : this.open ? this.#search() : this.#closed();
  }

  /** What was opened begins in its search; what was chosen leaves the focus where it can be chosen anew. */
  override updated(changed: PropertyValues): void {
    if (changed.get("open") === undefined) return;
    this.renderRoot.querySelector<HTMLElement>(this.open ? "input" : "fluent-button")?.focus();
  }

  get #all(): readonly Option[] {
    return this.none === undefined ? this.options : [{ value: "", label: this.none }, ...this.options];
  }

  #menu(): TemplateResult {
    return html`<div class="field"><label for=${this.name}>${this.label}</label><select id=${this.name} @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
      ${this.#all.map((each) => html`<option value=${each.value} .selected=${each.value === this.value}>${each.label}</option>`)}</select></div>`;
  }

  #closed(): TemplateResult {
    const chosen = this.#all.find((each) => each.value === this.value) ?? this.#all[0];
    const change = words().change;
    return html`<div class="field"><span class="strong">${this.label}</span><div class="chosen"><span class="grow">${chosen?.label ?? nothing}</span>
      <fluent-button size="small" aria-label=${`${change}: ${this.label}`} @click=${() => (this.open = true)}>${change}</fluent-button></div></div>`;
  }

  #search(): TemplateResult {
    const t = words();
    const asked = this.query.toLocaleLowerCase().split(/\s+/u).filter((each) => each !== "");
    const found = this.#all.filter(({ label }) => asked.every((each) => label.toLocaleLowerCase().includes(each)));
    return html`<div class="field" @keydown=${this.#key}><label class="strong" for=${this.name}>${this.label}</label>
      <input id=${this.name} type="search" autocomplete="off" placeholder=${t.search} .value=${this.query} @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)} />
      ${found.length === 0 && !this.more ? html`<p class="small quiet" role="status">${t.noMatch}</p>` : html`<div class="bounded"><as-list label=${this.label} .rem=${rowRem} .items=${found} .keyOf=${(each: Option) => each.value} .selected=${this.value} .more=${this.more}
        .row=${(each: Option) => html`<div class="cut">${each.label}</div>`} @more=${() => this.dispatchEvent(new CustomEvent("more"))} @choose=${(event: CustomEvent<string>) => this.#choose(event.detail)}></as-list></div>`}
      <div><fluent-button size="small" appearance="subtle" @click=${() => this.#close()}>${t.leave}</fluent-button></div></div>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.#close();
  };

  #choose(value: string): void {
    this.#close();
    this.dispatchEvent(new CustomEvent<string>("choose", { detail: value }));
  }

  #close(): void {
    this.open = false;
    this.query = "";
  }
}

customElements.define("as-choice", ChoiceElement);
