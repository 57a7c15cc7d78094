import { html } from "lit";
import type { TemplateResult } from "lit";
import { messages } from "../locale.js";

const words = messages({ newer: "Newer", older: "Older", page: (page: number) => `Page ${page}` }, { newer: "Neuere", older: "Ältere", page: (page: number) => `Seite ${page}` });

/** As many rows of unequal height as stand on one page. */
export const pageRows = 50;

/** Newer and older, for rows that are too unequal for `as-list`: one page of them is drawn at a time. `page` counts from 0. */
export function pager(page: number, hasOlder: boolean, turn: (page: number) => void): TemplateResult {
  const t = words();
  return html`<div class="line"><fluent-button size="small" ?disabled=${page === 0} @click=${() => turn(page - 1)}>‹ ${t.newer}</fluent-button>
    <span class="small quiet" role="status">${t.page(page + 1)}</span>
    <fluent-button size="small" ?disabled=${!hasOlder} @click=${() => turn(page + 1)}>${t.older} ›</fluent-button></div>`;
}
