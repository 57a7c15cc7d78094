import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Content, DayOrder, RpcProblem, TrackerImportRequest, TrackerImportResponse, TrackerImported, TrackerPreset, TrackerRow } from "@assistant/protocol";
import { columnsOf } from "../csv-columns.js";
import { fullDay, shortTime } from "../format.js";
import { problemOf, said as hostSaid } from "../host-words/index.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { action, closing, failing, loading, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { upload } from "../upload.js";
import { View } from "../view.js";
import { captureImportMessages as words } from "./capture-import.messages.js";

interface Chosen {
  readonly fileName: string;
  readonly file: Content;
}

/** What the person says of the file beside its bytes. */
interface Said {
  readonly preset?: string;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly days?: DayOrder;
}

type Step =
  | { readonly kind: "choose"; readonly error?: unknown }
  | { readonly kind: "reading"; readonly rows: number }
  | { readonly kind: "look"; readonly chosen: Chosen; readonly said: Said; readonly answer: TrackerImportResponse | undefined; readonly columns: readonly string[]; readonly error?: unknown }
  | { readonly kind: "done"; readonly answer: TrackerImportResponse };

/** A table of applications, looked at first: what each column is, what would come in, and each row that is left out. */
export class CaptureImportElement extends View {
  static override properties = { ...View.properties, step: { state: true } };
  declare private step: Step;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    :host { height: auto; max-width: 46rem; }
    .page { padding: 0; }
  `];
  protected override readonly watches = [];
  readonly #presets = new Resource<readonly TrackerPreset[]>(this, () => "all", async (_key, signal) => (await this.session.call("trackers/presets", {}, { signal })).presets);
  readonly #earlier = new Resource<readonly TrackerImported[]>(this, () => "all", async (_key, signal) => (await this.session.call("trackers/list", {}, { signal })).imports);
  readonly #earlierPage = new Paging(this);

  constructor() {
    super();
    this.step = { kind: "choose" };
  }

  override render(): TemplateResult {
    const t = words();
    const { step } = this;
    switch (step.kind) {
      case "choose":
        return html`<div class="page"><p class="quiet">${t.lead}</p>${step.error === undefined ? nothing : failing(step.error, closing(() => (this.step = { kind: "choose" })))}
          <div class="fields"><div class="field"><label for="file">${t.file}</label><input type="file" id="file" accept=".csv,.tsv,.xlsx,text/csv" @change=${this.#choose} /></div></div>${this.#before()}</div>`;
      case "reading": return loading({ label: t.toBoard, href: href("applications") }, step.rows === 0 ? t.reading : t.readingRows(step.rows));
      case "look": return this.#look(step);
      case "done":
        return html`<div class="page"><div class="callout done" role="status"><h2>${t.done}</h2><p>${summary(step.answer)}</p><div class="line">${action({ label: t.toBoard, href: href("applications") }, true)}
            ${step.answer.importId === undefined ? nothing : html`<fluent-button @click=${() => void this.#undo(step.answer.importId ?? "")}>${t.undo}</fluent-button>`}</div></div>
          ${this.#problems(t.problems, step.answer.problems)}${this.#problems(t.notices, step.answer.notices)}
          <div><fluent-button @click=${() => (this.step = { kind: "choose" })}>${t.another}</fluent-button></div></div>`;
    }
  }

  #before(): TemplateResult | typeof nothing {
    const t = words();
    const { rows, turns } = this.#earlierPage.of(this.#earlier.value ?? []);
    return rows.length === 0 ? nothing : html`<section><h2>${t.earlier}</h2><ul class="rows">${rows.map((each) => html`<li><div class="grow">${each.fileName} <span class="quiet small">${shortTime(each.at)} · ${t.of(each.applications)}</span></div><fluent-button size="small" aria-label=${`${t.undo}: ${each.fileName}`} @click=${() => void this.#undo(each.id)}>${t.undo}</fluent-button></li>`)}</ul>
      ${turns}</section>`;
  }

  #look(step: Extract<Step, { kind: "look" }>): TemplateResult {
    const t = words();
    const { answer, error, said, columns } = step;
    const presets = this.#presets.value ?? [];
    const preset = presets.find((each) => each.id === said.preset);
    const fields = Object.entries(t.fields);
    const created = answer?.created ?? 0;
    return html`<div class="page">${error === undefined ? nothing : failing(error, closing(() => (this.step = { ...step, error: undefined })))}
      <div class="fields"><div class="field"><label for="preset">${t.tracker}</label><select id="preset" @change=${(event: Event) => void this.#again(step, { ...said, preset: (event.target as HTMLSelectElement).value })}><option value="">${t.own}</option>${presets.map((each) => html`<option value=${each.id} .selected=${each.id === said.preset}>${each.name}</option>`)}</select>${preset === undefined ? nothing : html`<span class="small quiet">${hostSaid(preset.sureness)}</span>`}</div>
        <div class="field"><label for="days">${t.days}</label><select id="days" @change=${(event: Event) => void this.#again(step, { ...said, days: (event.target as HTMLSelectElement).value as DayOrder })}><option value="">${t.daysAny}</option><option value="dayFirst" .selected=${said.days === "dayFirst"}>${t.dayFirst}</option><option value="monthFirst" .selected=${said.days === "monthFirst"}>${t.monthFirst}</option></select></div></div>
      ${columns.length === 0 ? nothing : html`<section><h2>${t.mapping}</h2><p class="quiet small">${t.mappingText}</p><ul class="rows">${columns.map((column, index) => {
        const field = answer?.mapping[column] ?? said.mapping?.[column] ?? "";
        return html`<li><label class="grow strong" for="map-${index}">${column}</label><span class="grow"><select id="map-${index}" @change=${(event: Event) => void this.#again(step, { ...said, mapping: { ...said.mapping, [column]: (event.target as HTMLSelectElement).value } })}>
          <option value="" .selected=${field === ""}>${t.leave}</option>${fields.map(([name, title]) => html`<option value=${name} .selected=${name === field}>${title}</option>`)}</select></span></li>`;
      })}</ul></section>`}
      ${answer === undefined ? nothing : html`<section><h2>${t.would}</h2><p>${summary(answer)}</p></section>
        ${answer.rows.length === 0 ? nothing : html`<section><h2>${t.rows}</h2><div class="bounded"><as-list label=${t.rows} .rem=${3.5} .items=${answer.rows} .keyOf=${(row: TrackerRow) => String(row.line)} .row=${rowOf}></as-list></div></section>`}
        ${this.#problems(t.problems, answer.problems)}${this.#problems(t.notices, answer.notices)}
        ${created === 0 ? html`<p role="status">${t.nothing}</p>` : nothing}`}
      <div class="line">${created === 0 || answer === undefined ? nothing : html`<fluent-button appearance="primary" @click=${() => void this.#import(step)}>${t.run(created)}</fluent-button>`}<fluent-button @click=${() => (this.step = { kind: "choose" })}>${t.another}</fluent-button></div></div>`;
  }

  #problems(title: string, problems: readonly RpcProblem[]): TemplateResult | typeof nothing {
    return problems.length === 0 ? nothing : html`<section><h2>${title}</h2><div class="bounded"><as-list label=${title} .rem=${5.5} .items=${problems.map((each, index) => ({ ...each, index }))} .keyOf=${(each: { index: number }) => String(each.index)} .row=${(each: RpcProblem) => html`<div class="strong cut">${each.path}</div><div class="small">${problemOf(each)}</div>`}></as-list></div></section>`;
  }

  readonly #choose = async (event: Event): Promise<void> => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file === undefined) return;
    this.step = { kind: "reading", rows: 0 };
    try {
      const chosen = { fileName: file.name, file: await upload(this.session, file) };
      // A spreadsheet's columns are the host's to read.
      await this.#ask(chosen, {}, /\.xlsx$/iu.test(file.name) ? [] : await columnsOf(file));
    } catch (error) {
      this.step = { kind: "choose", error };
    }
  };

  #again({ chosen, columns }: Extract<Step, { kind: "look" }>, said: Said): Promise<void> {
    const { preset, days, ...rest } = said;
    return this.#ask(chosen, { ...rest, ...(preset === undefined || preset === "" ? {} : { preset }), ...(days === undefined || (days as string) === "" ? {} : { days }) }, columns);
  }

  /** What it would do. What the file lacks is said beside the columns, so that it can be put right there. */
  async #ask(chosen: Chosen, said: Said, columns: readonly string[]): Promise<void> {
    const progress = (rows: number): void => void (this.step = this.step.kind === "reading" ? { kind: "reading", rows } : this.step);
    try {
      const answer = await this.#call({ ...chosen, ...said, dryRun: true }, progress);
      this.step = { kind: "look", chosen, said, answer, columns: [...new Set([...columns, ...Object.keys(answer.mapping)])] };
    } catch (error) {
      this.step = { kind: "look", chosen, said, answer: undefined, columns, error };
    }
  }

  async #import(step: Extract<Step, { kind: "look" }>): Promise<void> {
    this.step = { kind: "reading", rows: 0 };
    try {
      this.step = { kind: "done", answer: await this.#call({ ...step.chosen, ...step.said }, (rows) => (this.step = { kind: "reading", rows })) };
      void this.#earlier.reload();
    } catch (error) {
      this.step = { ...step, error };
    }
  }

  #call(request: TrackerImportRequest, progress: (rows: number) => void): Promise<TrackerImportResponse> {
    return this.session.call("trackers/import", request, { onProgress: ({ rows }) => progress(rows) });
  }

  #undo(importId: string): Promise<boolean> {
    const t = words();
    return attempt(this, async () => {
      const { deleted, kept } = await this.session.call("trackers/undo", { importId });
      toast(this, { text: [t.undone(deleted), ...(kept.length === 0 ? [] : [t.kept(kept.length)])].join(" ") });
      this.step = { kind: "choose" };
      await this.#earlier.reload();
    });
  }
}

function summary(answer: TrackerImportResponse): string {
  const t = words();
  return [t.created(answer.created), t.unchanged(answer.unchanged), ...(answer.problems.length === 0 ? [] : [t.left(answer.problems.length)])].join(" · ");
}

function rowOf(row: TrackerRow): TemplateResult {
  const t = words();
  return html`<div class="row-line"><span class="strong cut">${row.company}, ${row.role}</span><span class="quiet small">${row.isNew ? t.isNew : t.isThere}</span></div><div class="small quiet cut">${[t.line(row.line), row.stage, ...(row.applied === undefined ? [] : [fullDay(row.applied)])].join(" · ")}</div>`;
}

customElements.define("as-capture-import", CaptureImportElement);
