import { css, html } from "lit";
import type { TemplateResult } from "lit";
import type { Document, DocumentText } from "@assistant/protocol";
import { fullTime } from "../format.js";
import "../parts/choice.js";
import { changes, changesKey, claimStyle } from "../parts/claims.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { wordDiff } from "../parts/word-diff.js";
import type { Piece } from "../parts/word-diff.js";
import { Resource } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { documentsMessages as words } from "./documents.messages.js";

/** Two versions of a document, word by word: side by side where there is room, in one text where there is not. */
export class DocumentCompareElement extends View {
  static override properties = { ...View.properties, recordId: { attribute: false }, from: { state: true }, to: { state: true } };
  declare recordId: string;
  declare private from: number | undefined;
  declare private to: number | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle, claimStyle, css`
    :host { height: auto; container-type: inline-size; }
    .choose { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: var(--spacingVerticalS) var(--spacingHorizontalM); }
    .both { display: none; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: var(--spacingHorizontalM); }
    @container (min-width: 34rem) { .both { display: grid; } .page > section.single { display: none; } }
  `];
  protected override readonly watches = ["document.changed"];
  readonly #document = new Resource<Document>(this, () => this.recordId, (id, signal) => this.session.call("documents/get", { id }, { signal }));
  readonly #texts = new Resource<readonly [DocumentText, DocumentText]>(this, () => (this.#from === undefined || this.#to === undefined ? undefined : `${this.recordId} ${this.#from} ${this.#to}`), async (key, signal) => {
    const [id = "", from, to] = key.split(" ");
    const text = (version: number): Promise<DocumentText> => this.session.call("documents/text", { id, version }, { signal });
    return await Promise.all([text(Number(from)), text(Number(to))]);
  });

  /** What the person chose, else what the address names, else the current version and the one it was made from. */
  get #to(): number | undefined {
    return this.to ?? numberOf(this.route.query?.["to"]) ?? this.#document.value?.current;
  }

  get #from(): number | undefined {
    const document = this.#document.value;
    const to = document?.versions.find((each) => each.number === this.#to);
    return this.from ?? numberOf(this.route.query?.["from"]) ?? to?.parent ?? document?.versions.find((each) => each.number < (this.#to ?? 0))?.number;
  }

  override render(): TemplateResult {
    const t = words();
    const { state } = this.#document;
    if (state.kind === "failed") return failing(state.error, () => void this.#document.reload());
    if (state.kind !== "ready") return loading(() => void this.#document.reload());
    const document = state.value;
    return html`<article class="page"><header><h2 class="wrap">${document.title}</h2><p class="quiet">${t.compareTitle}</p><a href=${href("documents", document.id)}>${t.back}</a></header>
      ${document.versions.length < 2 ? note({ heading: t.one, actions: [{ label: t.back, href: href("documents", document.id) }] }) : html`<div class="choose">${this.#choice("from", t.before, document, this.#from)}${this.#choice("to", t.after, document, this.#to)}</div>${this.#diff()}`}
    </article>`;
  }

  #choice(which: "from" | "to", label: string, document: Document, chosen: number | undefined): TemplateResult {
    const t = words();
    return html`<as-choice name=${which} .label=${label} .options=${document.versions.map(({ number, created }) => ({ value: `${number}`, label: `${t.version(number)} · ${fullTime(created)}` }))} .value=${`${chosen ?? ""}`} @choose=${(event: CustomEvent<string>) => (this[which] = Number(event.detail))}></as-choice>`;
  }

  #diff(): TemplateResult {
    const t = words();
    const { state } = this.#texts;
    if (state.kind === "failed") return failing(state.error, () => void this.#texts.reload());
    if (state.kind !== "ready") return loading(() => void this.#texts.reload());
    const [before, after] = state.value;
    const pieces = wordDiff(before.text.trim(), after.text.trim());
    // What both have stands in the white space of the second text; for the first one it is compared the other way round.
    const first = wordDiff(after.text.trim(), before.text.trim()).filter((each) => each.kind !== "gone").map((each): Piece => ({ ...each, kind: each.kind === "new" ? "gone" : "same" }));
    if (pieces.every((each) => each.kind === "same")) return html`<p role="status">${t.equal}</p>`;
    return html`${changesKey()}
      <div class="both"><section aria-label=${t.before}><h3>${t.before}: ${t.version(before.version)}</h3><div class="text" lang="">${changes(first)}</div></section>
        <section aria-label=${t.after}><h3>${t.after}: ${t.version(after.version)}</h3><div class="text" lang="">${changes(pieces.filter((each) => each.kind !== "gone"))}</div></section></div>
      <section class="single" aria-label=${t.changesLabel}><div class="text" lang="">${changes(pieces)}</div></section>`;
  }
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined || !/^\d+$/u.test(text) ? undefined : Number(text));

customElements.define("as-document-compare", DocumentCompareElement);

