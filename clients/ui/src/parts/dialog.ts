import { LitElement, css, html } from "lit";
import type { TemplateResult } from "lit";
import { messages } from "../locale.js";
import { base } from "../styles.js";

const words = messages({ cancel: "Cancel" }, { cancel: "Abbrechen" });

/** A question that has to be answered before anything else: default slot for what it is about, `actions` for the answers. Says `close`. */
export class DialogElement extends LitElement {
  static override properties = { heading: {}, open: { type: Boolean } };
  declare heading: string;
  declare open: boolean;

  static override styles = [
    base,
    css`
      dialog { width: min(36rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; padding: var(--spacingVerticalXXL) var(--spacingHorizontalXXL); color: var(--colorNeutralForeground1); background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStroke1); border-radius: var(--borderRadiusXLarge); box-shadow: var(--shadow64); }
      dialog::backdrop { background: var(--colorBackgroundOverlay); }
      .stack { gap: var(--spacingVerticalL); }
      .actions { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: var(--spacingHorizontalS); }
    `,
  ];

  constructor() {
    super();
    this.heading = "";
    this.open = false;
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed} @cancel=${this.#closed}>
      <div class="stack"><h2 id="heading">${this.heading}</h2><slot></slot><div class="actions"><slot name="actions"></slot></div></div>
    </dialog>`;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog === null || dialog.open === this.open) return;
    if (this.open) dialog.showModal();
    else dialog.close();
  }

  #closed(): void {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent("close"));
  }
}

customElements.define("as-dialog", DialogElement);

export interface Question {
  readonly heading: string;
  readonly text: string;
  readonly yes: string;
}

/** Asks for a yes before something that cannot be taken back. The focus starts on the no. */
export function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = new DialogElement();
    const answer = (yes: boolean): void => {
      resolve(yes);
      dialog.open = false;
      void dialog.updateComplete.then(() => dialog.remove());
    };
    const text = document.createElement("p");
    text.textContent = question.text;
    dialog.append(text, button(words().cancel, "outline", () => answer(false)), button(question.yes, "primary", () => answer(true)));
    dialog.heading = question.heading;
    dialog.open = true;
    dialog.addEventListener("close", () => answer(false));
    document.body.append(dialog);
  });
}

function button(label: string, appearance: string, run: () => void): HTMLElement {
  const made = document.createElement("fluent-button");
  made.slot = "actions";
  made.textContent = label;
  made.setAttribute("appearance", appearance);
  if (appearance === "outline") made.autofocus = true;
  made.addEventListener("click", run);
  return made;
}
