import { html } from "lit";
import type { TemplateResult } from "lit";
import type { ApplicationCard } from "@assistant/protocol";
import { Resource } from "../resource.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { nameOfCard } from "./board-lane.js";
import { pageStyle } from "./page-style.js";
import { failing, loading, statesStyle } from "./states.js";
import { viewStyle } from "./view-style.js";

/** A person types faster than a search is worth. */
const pause = 200;

/** As many as are looked over at a glance; more letters find the others. */
const found = 6;

/** Finds an application by words. Says `choose` with its card. */
export class ApplicationFinderElement extends View {
  static override properties = { ...View.properties, query: { state: true }, label: {}, take: {}, none: {} };
  declare private query: string;
  /** What the box is for, what the button says, and what is said where nothing matches. */
  declare label: string;
  declare take: string;
  declare none: string;
  static override styles = [base, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = [];
  readonly #found = new Resource<readonly ApplicationCard[]>(this, () => `q${this.query}`, async (key, signal) => {
    const query = key.slice(1).trim();
    const { applications } = query === "" ? await this.session.call("applications/list", { limit: found }, { signal }) : await this.session.call("applications/search", { query, limit: found }, { signal });
    return applications;
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = "";
    this.label = "";
    this.take = "";
    this.none = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    return html`<div class="stack"><input type="search" aria-label=${this.label} placeholder=${this.label} autocomplete="off" @input=${this.#typed} />${this.#results()}</div>`;
  }

  #results(): TemplateResult {
    const { state } = this.#found;
    if (state.kind === "failed") return failing(state.error, () => void this.#found.reload());
    if (state.kind !== "ready") return loading(() => void this.#found.reload());
    return state.value.length === 0 ? html`<p class="small quiet" role="status">${this.none}</p>` : html`<ul class="rows">${state.value.map((card) => html`<li><span class="grow">${nameOfCard(card)}</span><fluent-button size="small" aria-label=${`${this.take}: ${nameOfCard(card)}`} @click=${() => this.dispatchEvent(new CustomEvent<ApplicationCard>("choose", { detail: card }))}>${this.take}</fluent-button></li>`)}</ul>`;
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value), pause);
  };
}

customElements.define("as-application-finder", ApplicationFinderElement);
