import { html, nothing } from "lit";
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";
import { messages } from "../locale.js";

const words = messages({ previous: "Previous", next: "Next", page: (page: number) => `Page ${page}` }, { previous: "Zurück", next: "Weiter", page: (page: number) => `Seite ${page}` });

/** As many rows of unequal height as stand on one page. */
export const pageRows = 50;

/** Turns pages, for rows that are too unequal for `as-list`: one page of them is drawn at a time. `page` counts from 0. */
export function pager(page: number, hasNext: boolean, turn: (page: number) => void): TemplateResult {
  const t = words();
  return html`<div class="line"><fluent-button size="small" ?disabled-focusable=${page === 0} @click=${() => turn(page - 1)}>‹ ${t.previous}</fluent-button>
    <span class="small quiet" role="status">${t.page(page + 1)}</span>
    <fluent-button size="small" ?disabled-focusable=${!hasNext} @click=${() => turn(page + 1)}>${t.next} ›</fluent-button></div>`;
}

/** What the host has beyond the rows that are known. */
interface Beyond {
  readonly hasMore: boolean;
  more(): Promise<void>;
}

/** One page of a list, and what turns to the others, where there are any. */
export interface Shown<T> {
  readonly rows: readonly T[];
  readonly turns: TemplateResult | typeof nothing;
}

/** The page of a list that a view shows: the first one of each record, which `keyOf` names. */
export class Paging implements ReactiveController {
  readonly #view: ReactiveControllerHost;
  readonly #keyOf: () => string;
  #key: string | undefined;
  #page = 0;

  constructor(view: ReactiveControllerHost, keyOf: () => string = () => "") {
    this.#view = view;
    this.#keyOf = keyOf;
    view.addController(this);
  }

  hostUpdate(): void {
    const key = this.#keyOf();
    if (key !== this.#key) this.#page = 0;
    this.#key = key;
  }

  /**
   * The rows of the page that is shown, in the order of `items`. Where so many rows went away that there is no such page any more, it is the last; a page that
   * is the last known wants the next of the host's.
   */
  of<T>(items: readonly T[], beyond?: Beyond): Shown<T> {
    this.#page = Math.max(0, Math.min(this.#page, Math.ceil(items.length / pageRows) - 1));
    const page = this.#page;
    const hasNext = items.length > (page + 1) * pageRows;
    if (!hasNext && beyond?.hasMore === true) void beyond.more();
    return { rows: items.slice(page * pageRows, (page + 1) * pageRows), turns: hasNext || page > 0 ? pager(page, hasNext, (turned) => this.#turn(turned)) : nothing };
  }

  #turn(page: number): void {
    this.#page = page;
    this.#view.requestUpdate();
  }
}
