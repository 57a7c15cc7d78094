import { LitElement, css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { describe } from "../describe.js";
import { messages } from "../locale.js";
import { base } from "../styles.js";
import { said } from "../host-words/index.js";

const words = messages({ close: "Close", region: "Messages" }, { close: "Schließen", region: "Meldungen" });

export interface Toast {
  readonly text?: string | undefined;
  /** The host's own words, sentence by sentence; after the text, where there is one. */
  readonly said?: readonly string[] | undefined;
  /** Takes back what was done, or leads to it. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** How long it stands; the time in which an undo works. */
  readonly seconds?: number | undefined;
  readonly failing?: boolean | undefined;
}

const defaultSeconds = 8;

/** Says something to the person in the corner of the page, from anywhere inside it. */
export function toast(from: EventTarget, what: Toast): void {
  from.dispatchEvent(new CustomEvent<Toast>("as-toast", { detail: what, bubbles: true, composed: true }));
}

/** Says what went wrong. */
export function toastFailure(from: EventTarget, error: unknown): void {
  const { heading, todo, said: sentences } = describe(error);
  toast(from, { text: [`${heading}.`, ...(todo === undefined ? [] : [todo])].join(" "), said: sentences, failing: true });
}

interface Standing extends Toast {
  readonly id: number;
  left: number;
}

/**
 * Shows what `toast` says anywhere in the page. Each counts down where it can be undone, and waits while it has the pointer or the focus. Says `left`
 * where the focus went with one of them.
 */
export class ToastsElement extends LitElement {
  readonly #standing: Standing[] = [];
  #lastId = 0;
  #held = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    base,
    css`
      :host { position: fixed; z-index: 10; inset-block-end: var(--spacingVerticalL); inset-inline-end: var(--spacingHorizontalL); max-width: min(26rem, calc(100vw - 2rem)); }
      ul { display: flex; flex-direction: column; gap: var(--spacingVerticalS); }
      li { display: flex; align-items: center; flex-wrap: wrap; gap: var(--spacingHorizontalM); padding: var(--spacingVerticalM) var(--spacingHorizontalL); color: var(--colorNeutralForegroundInverted); background: var(--colorNeutralBackgroundInverted); border-radius: var(--borderRadiusMedium); box-shadow: var(--shadow16); }
      li.failing { color: var(--colorNeutralForeground1); background: var(--colorStatusDangerBackground1); border: 1px solid var(--colorStatusDangerBorder1); }
      .text { flex: 1 1 10rem; overflow-wrap: anywhere; }
      button { font: inherit; font-weight: var(--fontWeightSemibold); color: inherit; background: none; border: 1px solid currentcolor; border-radius: var(--borderRadiusMedium); padding: var(--spacingVerticalXS) var(--spacingHorizontalM); min-height: 2rem; cursor: pointer; }
      @media (forced-colors: active) { li { border: 1px solid CanvasText; } }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("as-toast", this.#take);
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("as-toast", this.#take);
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    return html`<div role="region" aria-label=${words().region}><ul aria-live="polite" @pointerenter=${() => (this.#held = true)} @pointerleave=${() => (this.#held = false)} @focusin=${() => (this.#held = true)} @focusout=${() => (this.#held = false)}>
      ${this.#standing.map((each) => html`<li class=${each.failing === true ? "failing" : ""}>
        <span class="text">${each.text ?? nothing}${each.said?.map((sentence) => html` ${said(sentence)}`)}</span>
        ${each.action === undefined ? nothing : html`<button @click=${() => this.#act(each)}>${each.action.label} <span aria-hidden="true">${each.left}</span></button>`}
        <button aria-label=${words().close} @click=${() => this.#remove(each)}>✕</button>
      </li>`)}
    </ul></div>`;
  }

  readonly #take = (event: Event): void => {
    const what = (event as CustomEvent<Toast>).detail;
    this.#standing.push({ ...what, id: ++this.#lastId, left: what.seconds ?? defaultSeconds });
    this.requestUpdate();
  };

  #act(each: Standing): void {
    this.#remove(each);
    each.action?.run();
  }

  #remove(each: Standing): void {
    this.#standing.splice(this.#standing.indexOf(each), 1);
    this.#held = false;
    this.requestUpdate();
    if (this.matches(":focus-within")) void this.updateComplete.then(() => this.#pass());
  }

  /** The focus of one that went away passes to the next that stands, or back to the page. */
  #pass(): void {
    if (this.matches(":focus-within")) return;
    const next = this.renderRoot.querySelector("button");
    if (next === null) this.dispatchEvent(new CustomEvent("left"));
    else next.focus();
  }

  #tick(): void {
    if (this.#standing.length === 0) return;
    for (const each of [...this.#standing]) {
      // An undo ends when the host's window ends, whoever is looking; only what merely informs waits.
      if (this.#held && each.action === undefined) continue;
      if (--each.left <= 0) this.#remove(each);
    }
    this.requestUpdate();
  }
}

customElements.define("as-toasts", ToastsElement);
