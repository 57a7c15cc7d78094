import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { InsightChart, InsightResponse, Rate, ResponseRate } from "@assistant/protocol";
import { count } from "../format.js";
import { said, saidText } from "../host-words/index.js";
import { locale } from "../locale.js";
import { pageStyle } from "../parts/page-style.js";
import { picture } from "../parts/picture.js";
import { stageTitle } from "../parts/stage-titles.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Resource } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { insightMessages as words } from "./insight.messages.js";

interface Told {
  readonly figures: InsightResponse;
  readonly charts: ReadonlyMap<string, InsightChart>;
}

/** Between a picture's heading and its first bar, in the picture's own units. */
const headingGap = 14;

/** What one's own applications tell, as pictures and as the tables that they are drawn from. */
export class InsightView extends View {
  static override properties = { ...View.properties, since: { state: true }, until: { state: true } };
  declare private since: string;
  declare private until: string;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    .scroll { height: 100%; overflow-y: auto; container-type: inline-size; }
    .days { display: flex; flex-wrap: wrap; gap: var(--spacingHorizontalM); align-items: end; }
    input[type="date"] { font: inherit; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalS); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: var(--spacingVerticalXXL) var(--spacingHorizontalXXL); max-width: 90rem; }
    svg { display: block; max-width: 44rem; color: var(--colorNeutralForeground1); }
    svg text { font-family: var(--fontFamilyBase); }
    @container (max-width: 34rem) { svg { display: none; } }
    table { border-collapse: collapse; width: 100%; max-width: 44rem; font-size: var(--fontSizeBase200); font-variant-numeric: tabular-nums; }
    th, td { text-align: start; padding: var(--spacingVerticalXS) var(--spacingHorizontalS) var(--spacingVerticalXS) 0; border-bottom: 1px solid var(--colorNeutralStroke3); overflow-wrap: anywhere; vertical-align: top; }
    td, thead th:not(:first-child) { text-align: end; padding: var(--spacingVerticalXS) 0 var(--spacingVerticalXS) var(--spacingHorizontalS); }
    tbody th { min-width: 5rem; hyphens: auto; }
    thead th { color: var(--colorNeutralForeground3); font-weight: var(--fontWeightRegular); overflow-wrap: break-word; }
  `];
  protected override readonly watches = ["application.changed", "proposal.changed"];
  readonly #told = new Resource<Told>(this, () => `${this.since} ${this.until}`, async (key, signal) => {
    const [since = "", until = ""] = key.split(" ");
    const request = { ...(since === "" ? {} : { since }), ...(until === "" ? {} : { until }) };
    const [figures, { charts }] = await Promise.all([this.session.call("insight/get", request, { signal }), this.session.call("insight/charts", request, { signal })]);
    return { figures, charts: new Map(charts.map((each) => [each.id, each])) };
  });

  constructor() {
    super();
    this.since = "";
    this.until = "";
  }

  override render(): TemplateResult {
    const t = words();
    const { state } = this.#told;
    return html`<div class="scroll"><div class="page"><header><h1>${t.title}</h1>${state.kind === "ready" && state.value.figures.applications > 0 ? html`<p class="quiet" role="status">${t.lead(state.value.figures.applications)}</p>` : nothing}</header>
      <div class="days"><div class="field"><label for="since">${t.since}</label><input id="since" type="date" .value=${this.since} @change=${(event: Event) => (this.since = (event.target as HTMLInputElement).value)} /></div>
        <div class="field"><label for="until">${t.until}</label><input id="until" type="date" .value=${this.until} @change=${(event: Event) => (this.until = (event.target as HTMLInputElement).value)} /></div></div>
      ${state.kind === "failed" ? failing(state.error, () => void this.#told.reload()) : state.kind !== "ready" ? loading(() => void this.#told.reload()) : this.#shown(state.value)}</div></div>`;
  }

  #shown({ figures, charts }: Told): TemplateResult {
    const t = words();
    if (figures.applications === 0) {
      const narrowed = this.since !== "" || this.until !== "";
      return note({ heading: t.empty, text: t.emptyText, actions: [...(narrowed ? [{ label: t.showAll, run: () => { this.since = ""; this.until = ""; } }] : []), { label: t.toBoard, href: href("applications") }, { label: t.capture, href: href("capture") }] });
    }
    return html`<div class="charts">
        ${part("funnel", t.funnel, charts, [t.stage, t.reached, t.now, t.share], figures.funnel.map((each) => [stageOf(each), count(each.reached), count(each.now), percent(each.share.value)]))}
        ${part("stages", t.stages, charts, [t.stage, t.over, t.median, t.ninetieth, t.still], figures.stages.map((each) => [stageOf(each), count(each.left), days(each.medianDays), days(each.ninetiethDays), count(each.still)]))}
        ${part("cv", t.cv, charts, [t.which, t.answered, t.share, t.between], figures.byCv.map(rateRow))}
        ${part("source", t.source, charts, [t.which, t.answered, t.share, t.between], figures.bySource.map(rateRow))}
      </div>
      ${figures.notes.length === 0 ? nothing : html`<section><h2>${t.notes}</h2><ul class="stack">${figures.notes.map((each) => html`<li>${said(each)}</li>`)}</ul></section>`}`;
  }
}

function part(id: string, title: string, charts: ReadonlyMap<string, InsightChart>, head: readonly string[], rows: readonly (readonly string[])[]): TemplateResult {
  const drawn = withoutHeading(picture(charts.get(id)?.svg ?? "", worded));
  return html`<section><h2>${title}</h2>${rows.length === 0 ? html`<p class="quiet">${words().nothing}</p>` : html`${drawn ?? nothing}
    <table aria-label=${title}><thead><tr>${head.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
      <tbody>${rows.map(([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((each) => html`<td>${each}</td>`)}</tr>`)}</tbody></table>`}</section>`;
}

/** The section has a heading of its own: the picture's goes, and the room that it took. */
function withoutHeading(drawn: SVGElement | undefined): SVGElement | undefined {
  const heading = drawn?.querySelector(":scope > text[font-weight]");
  if (drawn === undefined || heading === null || heading === undefined) return drawn;
  heading.remove();
  const [x = 0, y = 0, width = 0, height = 0] = (drawn.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const room = Number(heading.getAttribute("y")) + headingGap;
  drawn.setAttribute("viewBox", [x, y + room, width, height - room].join(" "));
  return drawn;
}

/** A picture's words in the reader's language: a stage, a sentence, or several of them, as a tooltip has them. */
const worded = (text: string): string => text.split(/(; |: |(?<=\.) )/u).map((each) => (/^[A-Z][a-z]+$/u.test(each) ? stageTitle({ name: each.toLowerCase(), title: each }) : saidText(each))).join("");

const stageOf = ({ stage, name }: { readonly stage: string; readonly name: string }): string => stageTitle({ name: stage, title: name });
const percent = (share: number): string => share.toLocaleString(locale(), { style: "percent" });
const days = (value: number | undefined): string => (value === undefined ? "–" : value.toLocaleString(locale(), { maximumFractionDigits: 1 }));
const rateRow = ({ name, answered }: ResponseRate): readonly string[] => [saidText(name), words().of(answered.count, answered.of), percent(answered.value), range(answered)];
const range = (rate: Rate): string => `${percent(rate.low)} – ${percent(rate.high)}`;

customElements.define("as-insight", InsightView);
