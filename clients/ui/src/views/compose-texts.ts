import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { SourceKind, WritingText } from "@assistant/protocol";
import { count } from "../format.js";
import { Part } from "../part.js";
import { pageStyle } from "../parts/page-style.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { base } from "../styles.js";
import { composeMessages as words } from "./compose.messages.js";

/** The host takes no longer text, and no more of them. */
const longest = 100_000;
const most = 20;

type Handed = Extract<SourceKind, "cv" | "posting" | "note" | "mail" | "ownMail">;
const kinds: readonly Handed[] = ["cv", "posting", "note", "mail", "ownMail"];

/** The texts that a person hands in to be written from, pasted or from a file. Says `change` with those that say something. */
export class ComposeTextsElement extends Part {
  static override properties = { texts: { attribute: false } };
  declare texts: readonly WritingText[];
  static override styles = [base, viewStyle, pageStyle, css`
    :host { height: auto; }
    .one { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); }
    .one > .line { justify-content: space-between; }
    textarea { min-height: 7rem; }
    .file { position: relative; display: inline-flex; align-items: center; min-height: 2rem; color: var(--colorBrandForegroundLink); text-decoration: underline; cursor: pointer; }
    .file:focus-within { outline: 2px solid var(--colorStrokeFocus2); outline-offset: 2px; }
    .file input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
  `];

  constructor() {
    super();
    this.texts = [];
  }

  override render(): TemplateResult {
    const t = words();
    return html`<fieldset><legend>${t.texts}</legend><p class="small quiet">${t.textsText}</p>
      ${this.texts.map((text, index) => this.#one(text, index))}
      ${this.texts.length >= most ? nothing : html`<div class="line"><span class="small quiet">${t.addLabel}</span>${kinds.map((kind) => html`<fluent-button size="small" @click=${() => this.#say([...this.texts, { kind, name: t.add[kind], text: "" }])}>${t.add[kind]}</fluent-button>`)}</div>`}
    </fieldset>`;
  }

  #one(text: WritingText, index: number): TemplateResult {
    const t = words();
    const wrong = text.text.length > longest;
    return html`<div class="one">
      <div class="line"><label class="strong" for=${`text-${index}`}>${text.name}</label>
        <span class="line"><label class="file small">${t.fromFile}<input type="file" accept=".txt,.md,.markdown,.eml,text/plain,text/markdown" @change=${(event: Event) => void this.#read(event, index)} /></label>
          <fluent-button size="small" appearance="subtle" aria-label=${`${t.remove}: ${text.name}`} @click=${() => this.#say(this.texts.filter((_each, at) => at !== index))}>${t.remove}</fluent-button></span></div>
      <textarea id=${`text-${index}`} placeholder=${t.paste} aria-invalid=${wrong ? "true" : "false"} .value=${text.text} @input=${(event: Event) => this.#set(index, { ...text, text: (event.target as HTMLTextAreaElement).value })}></textarea>
      <span class="small ${wrong ? "wrong" : "quiet"}">${t.chars(count(text.text.length))}${wrong ? ` · ${t.tooLong}` : ""}</span>
    </div>`;
  }

  async #read(event: Event, index: number): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    const before = this.texts[index];
    if (file === undefined || before === undefined) return;
    const text = await file.text();
    input.value = "";
    // A NUL, or what is no UTF-8, says that these are not the letters of a text.
    if (/[\0\ufffd]/u.test(text.slice(0, longest))) toast(this, { text: words().unreadable(file.name), failing: true });
    else this.#set(index, { ...before, name: file.name, text });
  }

  #set(index: number, text: WritingText): void {
    this.#say(this.texts.map((each, at) => (at === index ? text : each)));
  }

  #say(texts: readonly WritingText[]): void {
    this.texts = texts;
    this.dispatchEvent(new CustomEvent<readonly WritingText[]>("texts", { detail: texts }));
  }
}

customElements.define("as-compose-texts", ComposeTextsElement);
