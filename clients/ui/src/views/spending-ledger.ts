import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { LedgerEntry, LedgerResponse } from "@assistant/protocol";
import { count, fullTime } from "../format.js";
import { said } from "../host-words/index.js";
import { SubjectNames } from "../names.js";
import { pageStyle } from "../parts/page-style.js";
import { pageRows, pager } from "../parts/pager.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { providerName, sourcesInWords } from "../payload.js";
import { amountOf } from "../records/writing.js";
import { Resource } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { spendingMessages as words } from "./spending.messages.js";
import { writingMessages } from "./writing.messages.js";

/** Every call to a model, a page at a time. On a narrow page each row is a card; it stays a table for who listens to it. */
export class LedgerElement extends View {
  static override properties = { ...View.properties, cursors: { state: true } };
  /** Where each page so far begins; the last is the one that is shown. */
  declare private cursors: readonly (string | undefined)[];
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    :host { height: auto; container-type: inline-size; }
    table { border-collapse: collapse; width: 100%; font-size: var(--fontSizeBase200); line-height: var(--lineHeightBase200); }
    th, td { text-align: start; vertical-align: top; padding: var(--spacingVerticalS) var(--spacingHorizontalS); border-bottom: 1px solid var(--colorNeutralStroke3); overflow-wrap: anywhere; }
    th { font-weight: var(--fontWeightSemibold); white-space: nowrap; }
    th:first-child, td:first-child { padding-inline-start: 0; }
    th:last-child, td:last-child { padding-inline-end: 0; }
    .figure { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .failed { color: var(--colorPaletteRedForeground1); }
    @container (max-width: 36rem) {
      table, tbody, tr, td { display: block; width: 100%; }
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      tr { padding-block: var(--spacingVerticalS); border-bottom: 1px solid var(--colorNeutralStroke2); }
      td { border: none; padding: 2px 0; display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: var(--spacingHorizontalS); }
      td::before { content: attr(data-name); color: var(--colorNeutralForeground3); font-size: var(--fontSizeBase200); }
      .figure { text-align: start; white-space: normal; }
    }
  `];
  protected override readonly watches = ["writing.changed"];
  readonly #names = new SubjectNames(this);
  readonly #page = new Resource<LedgerResponse>(this, () => `c${this.cursors.at(-1) ?? ""}`, (key, signal) => this.session.call("drafting/ledger", { limit: pageRows, ...(key === "c" ? {} : { cursor: key.slice(1) }) }, { signal }));

  constructor() {
    super();
    this.cursors = [undefined];
  }

  override render(): TemplateResult {
    const t = words();
    const { state } = this.#page;
    if (state.kind === "failed") return failing(state.error, () => void this.#page.reload());
    if (state.kind !== "ready") return loading(() => void this.#page.reload());
    const { entries, next } = state.value;
    if (entries.length === 0 && this.cursors.length === 1) return note({ heading: t.none, text: t.noneText, actions: [{ label: t.write, href: href("compose") }] });
    return html`<div class="page"><header><h1>${t.ledger}</h1><p class="quiet">${t.ledgerLead}</p></header>
      <table role="table" aria-label=${t.ledger}><thead role="rowgroup"><tr role="row">${[t.when, t.what, t.who, t.model].map((each) => html`<th role="columnheader" scope="col">${each}</th>`)}<th role="columnheader" scope="col" class="figure">${t.tokens}</th><th role="columnheader" scope="col" class="figure">${t.cost}</th><th role="columnheader" scope="col">${t.outcome}</th></tr></thead>
        <tbody role="rowgroup">${entries.map((each) => this.#row(each))}</tbody></table>
      ${pager(this.cursors.length - 1, next !== undefined, (page) => (this.cursors = [...this.cursors, next].slice(0, page + 1)))}
    </div>`;
  }

  #subject(id: string): TemplateResult {
    return html`<a href=${href(this.#names.viewOf(id), id)}>${this.#names.of(id) ?? `…${id.slice(-8)}`}</a>`;
  }

  #row(entry: LedgerEntry): TemplateResult {
    const t = words();
    const { usage } = entry;
    const outcomes: Readonly<Partial<Record<string, string>>> = t.outcomes;
    const known = outcomes[entry.outcome];
    const cell = (name: string, content: unknown, figure = false): TemplateResult => html`<td role="cell" data-name=${name} class=${figure ? "figure" : ""}><span>${content}</span></td>`;
    return html`<tr role="row">
      ${cell(t.when, fullTime(entry.at))}
      ${cell(t.what, entry.task === undefined ? t.tried : html`${writingMessages().task[entry.task]}<br /><span class="small quiet" title=${sourcesInWords(entry.fields).join("; ")}>${t.sources(entry.fields.length)}</span>`)}
      ${cell(t.who, entry.subjectId === "" ? t.free : html`${this.#subject(entry.subjectId)}${entry.aboutId === undefined ? nothing : html`<br /><span class="small quiet">${t.forWhat} ${this.#subject(entry.aboutId)}</span>`}`)}
      ${cell(t.model, html`${entry.model ?? providerName(entry.provider)}${entry.isLocal ? html`<br /><span class="small quiet">${t.local}</span>` : nothing}`)}
      ${cell(t.tokens, html`${t.tokensIn(count(usage.inputTokens))}<br />${t.tokensOut(count(usage.outputTokens))}`, true)}
      ${cell(t.cost, amountOf(usage) ?? t.free, true)}
      ${cell(t.outcome, html`<span class=${known === undefined ? "failed" : ""}>${known ?? said(entry.outcome)}</span>${entry.fromCache === true ? html`<br /><span class="small quiet">${t.cached}</span>` : nothing}`)}
    </tr>`;
  }
}

customElements.define("as-ledger", LedgerElement);
