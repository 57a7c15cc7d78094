import { LitElement, css, html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { messages } from "../locale.js";
import { base } from "../styles.js";

const words = messages({ back: "Back", list: "List", message: "Details", evidence: "Evidence" }, { back: "Zurück", list: "Liste", message: "Einzelheiten", evidence: "Belege" });

export type Pane = "list" | "message" | "evidence";

/** Where each pane is, so that one at a time can be left for another by a link and by going back. */
export interface PaneLinks {
  readonly list: string;
  readonly message?: string | undefined;
  readonly evidence?: string | undefined;
}

/**
 * List, message and evidence side by side where there is room; two of them, or one at a time, where there is less. No pane grows beyond
 * what reads well: what is left over stays empty. Slots of the same names; without `evidence` in the links there is no such pane.
 */
export class WorkspaceElement extends LitElement {
  static override properties = { pane: { reflect: true }, links: { attribute: false }, evidenceLabel: { attribute: "evidence-label" } };
  declare pane: Pane;
  declare links: PaneLinks;
  declare evidenceLabel: string;

  static override styles = [
    base,
    css`
      :host { display: block; height: 100%; min-height: 0; container-type: inline-size; }
      .panes { height: 100%; display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(0, 1fr); }
      section { display: none; min-width: 0; min-height: 0; flex-direction: column; background: var(--colorNeutralBackground1); }
      :host([pane="list"]) .list, :host([pane="message"]) .message, :host([pane="evidence"]) .evidence { display: flex; }
      section:focus-visible { outline-offset: -2px; }
      .body { flex: 1; min-height: 0; overflow-y: auto; }
      .list .body { overflow: hidden; display: flex; flex-direction: column; }
      .title { padding: var(--spacingVerticalL) var(--spacingHorizontalXL) 0; }
      nav { display: flex; justify-content: space-between; gap: var(--spacingHorizontalM); padding: var(--spacingVerticalS) var(--spacingHorizontalL); border-bottom: 1px solid var(--colorNeutralStroke2); }
      @container (min-width: 40rem) {
        .panes { grid-template-columns: minmax(16rem, 20rem) minmax(0, 46rem); }
        .list { display: flex; border-inline-end: 1px solid var(--colorNeutralStroke2); }
        :host([pane="list"]) .message { display: flex; }
        .message .back { visibility: hidden; }
        .message nav:not(.leads) { display: none; }
      }
      @container (min-width: 58rem) {
        .panes { grid-template-columns: 20rem minmax(22rem, 46rem); }
        .panes.three { grid-template-columns: 20rem minmax(22rem, 44rem) minmax(15rem, 22rem); }
        .list, .message, .three .evidence { display: flex !important; }
        .message { border-inline-end: 1px solid var(--colorNeutralStroke2); }
        nav { display: none !important; }
      }
    `,
  ];

  constructor() {
    super();
    this.pane = "list";
    this.links = { list: "" };
    this.evidenceLabel = "";
  }

  override render(): TemplateResult {
    const { list, message, evidence } = this.links;
    const t = words();
    const label = this.evidenceLabel === "" ? t.evidence : this.evidenceLabel;
    return html`<div class="panes ${evidence === undefined ? "" : "three"}">
      <section class="list" tabindex="-1" aria-label=${t.list}><div class="body"><slot name="list"></slot></div></section>
      <section class="message" tabindex="-1" aria-label=${t.message}>
        ${message === undefined ? nothing : html`<nav class=${evidence === undefined ? "" : "leads"} aria-label=${t.back}><a class="back" href=${list}>‹ ${t.back}</a>${evidence === undefined ? nothing : html`<a href=${evidence}>${label} ›</a>`}</nav>`}
        <div class="body"><slot name="message"></slot></div>
      </section>
      ${evidence === undefined ? nothing : html`<section class="evidence" tabindex="-1" aria-label=${label}>
        <nav aria-label=${t.back}><a href=${message ?? list}>‹ ${t.back}</a></nav>
        <h2 class="title">${label}</h2>
        <div class="body"><slot name="evidence"></slot></div>
      </section>`}
    </div>`;
  }

  /** Where one pane took the place of another, the focus goes along; side by side it stays where it is. */
  override updated(changed: PropertyValues<this>): void {
    const before = changed.get("pane");
    if (before === undefined || before === this.pane) return;
    const left = this.renderRoot.querySelector(`.${before}`);
    if (left === null || getComputedStyle(left).display === "none") this.renderRoot.querySelector<HTMLElement>(`.${this.pane}`)?.focus({ preventScroll: true });
  }
}

customElements.define("as-workspace", WorkspaceElement);
