import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Content, ContactImportResponse, RpcProblem, Session } from "@assistant/protocol";
import { columnsOf } from "../csv-columns.js";
import { count } from "../format.js";
import { problemOf } from "../host-words/index.js";
import { Part } from "../part.js";
import { messages } from "../locale.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, loading, statesStyle } from "../parts/states.js";
import { href } from "../router.js";
import { viewStyle } from "../parts/view-style.js";
import { base } from "../styles.js";
import { upload } from "../upload.js";

const words = messages(
  {
    title: "Import contacts", text: "A CSV file with a header row: one person on each line. Nothing is written before you have seen what would be.", file: "CSV file", reading: "Reading the file …", readingRows: (rows: number) => `${count(rows)} rows read …`,
    mapping: "Columns", mappingText: "Which field each column becomes. Put address and name where they belong.", column: "Column", becomes: "becomes", leave: "(left out)", name: "Name", address: "Address", own: (name: string) => `field ${name}`,
    would: "What would happen", created: (n: number) => `${count(n)} new`, updated: (n: number) => `${count(n)} updated`, unchanged: (n: number) => `${count(n)} unchanged`, left: (n: number) => `${count(n)} rows left out`,
    run: (n: number) => (n === 1 ? "Import 1 contact" : `Import ${count(n)} contacts`), nothing: "There is nothing to import in this file.", another: "Choose another file", done: "Imported", see: "See the contacts", template: "Write to them with a template", problems: "Rows left out",
  },
  {
    title: "Kontakte einlesen", text: "Eine CSV-Datei mit Kopfzeile: eine Person je Zeile. Geschrieben wird erst, wenn Sie gesehen haben, was es wäre.", file: "CSV-Datei", reading: "Die Datei wird gelesen …", readingRows: (rows: number) => `${count(rows)} Zeilen gelesen …`,
    mapping: "Spalten", mappingText: "Zu welchem Feld jede Spalte wird. Ordnen Sie Adresse und Name zu.", column: "Spalte", becomes: "wird zu", leave: "(ausgelassen)", name: "Name", address: "Adresse", own: (name: string) => `Feld ${name}`,
    would: "Was geschehen würde", created: (n: number) => `${count(n)} neu`, updated: (n: number) => `${count(n)} geändert`, unchanged: (n: number) => `${count(n)} unverändert`, left: (n: number) => `${count(n)} Zeilen ausgelassen`,
    run: (n: number) => (n === 1 ? "1 Kontakt einlesen" : `${count(n)} Kontakte einlesen`), nothing: "In dieser Datei gibt es nichts einzulesen.", another: "Andere Datei wählen", done: "Eingelesen", see: "Kontakte ansehen", template: "Mit einer Vorlage an sie schreiben", problems: "Ausgelassene Zeilen",
  },
);

type Step =
  | { readonly kind: "choose"; readonly error?: unknown }
  | { readonly kind: "reading"; readonly rows: number }
  | { readonly kind: "look"; readonly answer: ContactImportResponse; readonly error?: unknown }
  | { readonly kind: "done"; readonly answer: ContactImportResponse };

/** A CSV, looked at first: its columns, what it would change, and each row that is left out with its line. Says `done` once it is written. */
export class ContactImportElement extends Part {
  static override properties = { session: { attribute: false }, step: { state: true } };
  declare session: Session;
  declare private step: Step;
  #file: { readonly name: string; readonly csv: Content; readonly columns: readonly string[] } | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle];

  constructor() {
    super();
    this.step = { kind: "choose" };
  }

  override render(): TemplateResult {
    const t = words();
    return html`<div class="page"><header><h1>${t.title}</h1><p class="quiet">${t.text}</p></header>${this.#step()}</div>`;
  }

  #step(): TemplateResult {
    const t = words();
    const step = this.step;
    switch (step.kind) {
      case "choose":
        return html`${step.error === undefined ? nothing : failing(step.error, closing(() => (this.step = { kind: "choose" })))}
          <div class="fields"><div class="field"><label for="file">${t.file}</label><input type="file" id="file" accept=".csv,text/csv" @change=${this.#chosen} /></div></div>`;
      case "reading":
        return loading({ label: t.see, href: href("contacts") }, step.rows === 0 ? t.reading : t.readingRows(step.rows));
      case "look":
        return html`${step.error === undefined ? nothing : failing(step.error, closing(() => (this.step = { kind: "look", answer: step.answer })))} ${this.#mapping(step.answer)} ${this.#outcome(t.would, step.answer)} ${this.#run(step.answer)}`;
      case "done":
        return html`<div class="callout done" role="status"><h2>${t.done}</h2><p>${summary(step.answer)}</p>
            <div class="line"><a href=${href("contacts")}>${t.see}</a><a href=${href("templates")}>${t.template}</a></div></div>
          ${this.#problems(step.answer.problems)}
          <div><fluent-button @click=${this.#again}>${t.another}</fluent-button></div>`;
    }
  }

  #mapping(answer: ContactImportResponse): TemplateResult {
    const t = words();
    return html`<section><h2>${t.mapping}</h2><p class="quiet small">${t.mappingText}</p>
      <ul class="rows">${(this.#file?.columns ?? []).map((column) => {
        const field = answer.mapping[column] ?? "";
        const choices = [...new Set(["name", "address", "firstName", "company", "role", column, ...(field === "" ? [] : [field])])];
        return html`<li><label class="grow strong" for="map-${column}">${column}</label><span class="grow"><select id="map-${column}" @change=${(event: Event) => void this.#remap(answer, column, (event.target as HTMLSelectElement).value)}>
          <option value="" ?selected=${field === ""}>${t.leave}</option>
          ${choices.map((each) => html`<option value=${each} ?selected=${each === field}>${each === "name" ? t.name : each === "address" ? t.address : t.own(each)}</option>`)}
        </select></span></li>`;
      })}</ul></section>`;
  }

  #outcome(heading: string, answer: ContactImportResponse): TemplateResult {
    return html`<section><h2>${heading}</h2><p>${summary(answer)}</p></section>${this.#problems(answer.problems)}`;
  }

  #problems(problems: readonly RpcProblem[]): TemplateResult | typeof nothing {
    const t = words();
    if (problems.length === 0) return nothing;
    return html`<section><h2>${t.problems}</h2><div class="bounded"><as-list label=${t.problems} .rem=${5.5} .items=${problems} .keyOf=${(each: RpcProblem) => each.path} .row=${problem}></as-list></div></section>`;
  }

  #run(answer: ContactImportResponse): TemplateResult {
    const t = words();
    const taken = answer.created + answer.updated;
    return html`${taken === 0 ? html`<p role="status">${t.nothing}</p>` : nothing}<div class="line">
      ${taken === 0 ? nothing : html`<fluent-button appearance="primary" @click=${() => void this.#import(answer)}>${t.run(taken)}</fluent-button>`}
      <fluent-button @click=${this.#again}>${t.another}</fluent-button>
    </div>`;
  }

  readonly #again = (): void => {
    this.step = { kind: "choose" };
  };

  readonly #chosen = async (event: Event): Promise<void> => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file === undefined) return;
    this.step = { kind: "reading", rows: 0 };
    try {
      this.#file = { name: file.name, csv: await upload(this.session, file), columns: await columnsOf(file) };
      this.step = { kind: "look", answer: await this.#ask(true) };
    } catch (error) {
      this.step = { kind: "choose", error };
    }
  };

  async #remap(answer: ContactImportResponse, column: string, field: string): Promise<void> {
    const rest = Object.fromEntries(Object.entries(answer.mapping).filter(([name, value]) => name !== column && (value !== field || value === "")));
    const mapping = field === "" ? rest : { ...rest, [column]: field };
    try {
      this.step = { kind: "look", answer: await this.#ask(true, mapping) };
    } catch (error) {
      this.step = { kind: "look", answer: { ...answer, mapping }, error };
    }
  }

  async #import(answer: ContactImportResponse): Promise<void> {
    this.step = { kind: "reading", rows: 0 };
    try {
      this.step = { kind: "done", answer: await this.#ask(false, answer.mapping) };
      this.dispatchEvent(new CustomEvent("done"));
    } catch (error) {
      this.step = { kind: "look", answer, error };
    }
  }

  async #ask(dryRun: boolean, mapping?: Readonly<Record<string, string>>): Promise<ContactImportResponse> {
    const file = this.#file;
    if (file === undefined) throw new Error("No file was chosen.");
    return this.session.call("contacts/import", { fileName: file.name, csv: file.csv, dryRun, ...(mapping === undefined ? {} : { mapping }) }, {
      onProgress: ({ rows }) => (this.step = this.step.kind === "reading" ? { kind: "reading", rows } : this.step),
    });
  }
}

const summary = (answer: ContactImportResponse): string => {
  const t = words();
  return [t.created(answer.created), t.updated(answer.updated), t.unchanged(answer.unchanged), ...(answer.problems.length > 0 ? [t.left(answer.problems.length)] : [])].join(" · ");
};

const problem = (each: RpcProblem): TemplateResult => html`<div class="strong cut">${each.path}</div><div class="small">${problemOf(each)}</div>`;

customElements.define("as-contact-import", ContactImportElement);
