import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { piecesOf } from "./book.js";

export { isKnown, saidText } from "./book.js";

/**
 * What the host said; what of it is not in the reader's language is marked. `otherwise` is the language of what is not known: none (`""`) where it may as well be a
 * person's own words.
 */
export function said(text: string, otherwise: "en" | "" = "en"): TemplateResult {
  return html`${piecesOf(text, otherwise).map((each) => (each.lang === undefined ? each.text : html`<span lang=${each.lang}>${each.text}</span>`))}`;
}

/** What is wrong, and what to do about it, where that is known. */
export const problemOf = ({ problem, remedy }: { readonly problem: string; readonly remedy?: string | undefined }): TemplateResult => html`${said(problem)}${remedy === undefined ? nothing : html` ${said(remedy)}`}`;
