import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { RpcProblem } from "@assistant/protocol";
import { Part } from "../part.js";
import { messages } from "../locale.js";
import { base } from "../styles.js";
import { problemOf, said, saidText } from "../host-words/index.js";

const words = messages(
  { save: "Save", required: "required", kept: "A value is kept; leave it empty to keep it.", choose: "Choose …" },
  { save: "Speichern", required: "nötig", kept: "Ein Wert ist hinterlegt; leer lassen behält ihn.", choose: "Wählen …" },
);

/** The part of JSON Schema that forms are written in: one object with plain members, and lists of texts, which are written one on each line. */
export interface FieldSchema {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array";
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly writeOnly?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

export interface FormSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

export type FormValues = Readonly<Record<string, unknown>>;

/** A form as its schema says it. Says `save` with the values of what was filled in; problems stand at their fields. */
export class FormElement extends Part {
  static override properties = { schema: { attribute: false }, values: { attribute: false }, problems: { attribute: false }, saveLabel: { attribute: "save-label" }, busy: { type: Boolean }, own: { type: Boolean } };
  /** Whether the schema is the page's own, in the reader's language, and no host's. */
  declare own: boolean;
  declare schema: unknown;
  declare values: FormValues;
  declare problems: readonly RpcProblem[];
  declare saveLabel: string;
  declare busy: boolean;

  static override styles = [
    base,
    css`
      form { display: flex; flex-direction: column; gap: var(--spacingVerticalL); max-width: 32rem; }
      .field { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); }
      .check { display: grid; grid-template-columns: max-content 1fr; column-gap: var(--spacingHorizontalS); align-items: center; }
      .check .quiet, .check .wrong { grid-column: 2; }
      label { font-weight: var(--fontWeightSemibold); }
      input:not([type="checkbox"]), select, textarea { font: inherit; width: 100%; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalM); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
      input[type="checkbox"] { width: 1.25rem; height: 1.25rem; accent-color: var(--colorCompoundBrandBackground); }
      [aria-invalid="true"] { border-color: var(--colorStatusDangerBorder2) !important; }
      .wrong { color: var(--colorPaletteRedForeground1); overflow-wrap: anywhere; }
    `,
  ];

  constructor() {
    super();
    this.schema = {};
    this.values = {};
    this.problems = [];
    this.saveLabel = "";
    this.busy = false;
    this.own = false;
  }

  override render(): TemplateResult {
    const schema = this.schema as FormSchema;
    const fields = Object.entries(schema.properties ?? {});
    const elsewhere = this.problems.filter((problem) => !fields.some(([name]) => concerns(problem, name)));
    return html`<form novalidate @submit=${this.#save}>
      ${elsewhere.map((problem) => html`<p class="wrong" role="alert">${problemOf(problem)}</p>`)}
      ${fields.map(([name, field]) => this.#field(name, field, schema.required?.includes(name) === true))}
      <div><fluent-button type="button" appearance="primary" ?disabled-focusable=${this.busy} @click=${this.#save}>${this.saveLabel === "" ? words().save : this.saveLabel}</fluent-button></div>
    </form>`;
  }

  #field(name: string, field: FieldSchema, required: boolean): TemplateResult {
    const problem = this.problems.find((each) => concerns(each, name));
    const label = html`<label for=${name}>${this.own ? (field.title ?? name) : saidText(field.title ?? name)}${required ? html` <span class="quiet small">(${words().required})</span>` : nothing}</label>`;
    const help = html`
      ${field.description === undefined ? nothing : html`<span class="quiet small" id="${name}-help">${this.own ? field.description : said(field.description)}</span>`}
      ${secret(field) && name in this.values ? html`<span class="quiet small">${words().kept}</span>` : nothing}
      ${problem === undefined ? nothing : html`<span class="wrong small" id="${name}-wrong" role="alert">${problemOf(problem)}</span>`}`;
    return field.type === "boolean"
      ? html`<div class="check">${this.#input(name, field, problem)}${label}${help}</div>`
      : html`<div class="field">${label}${this.#input(name, field, problem)}${help}</div>`;
  }

  #input(name: string, field: FieldSchema, problem: RpcProblem | undefined): TemplateResult {
    const value = this.values[name] ?? field.default;
    const described = `${name}-help ${name}-wrong`;
    const invalid = problem === undefined ? "false" : "true";
    if (field.type === "boolean") return html`<input type="checkbox" id=${name} name=${name} aria-describedby=${described} .checked=${value === true} />`;
    if (field.enum !== undefined) {
      return html`<select id=${name} name=${name} aria-describedby=${described} aria-invalid=${invalid}>
        <option value="">${words().choose}</option>
        ${field.enum.map((each) => html`<option value=${String(each)} ?selected=${each === value}>${String(each)}</option>`)}
      </select>`;
    }
    if (field.type === "array") {
      return html`<textarea id=${name} name=${name} rows="3" spellcheck="false" aria-describedby=${described} aria-invalid=${invalid} .value=${Array.isArray(value) ? value.map(String).join("\n") : ""}></textarea>`;
    }
    const numeric = field.type === "integer" || field.type === "number";
    const type = secret(field) ? "password" : numeric ? "number" : field.format === "email" ? "email" : field.format === "uri" ? "url" : field.format === "date" ? "date" : "text";
    return html`<input
      type=${type} id=${name} name=${name} autocomplete="off" aria-describedby=${described} aria-invalid=${invalid}
      min=${field.minimum ?? nothing} max=${field.maximum ?? nothing} maxlength=${field.maxLength ?? nothing}
      .value=${!secret(field) && (typeof value === "string" || typeof value === "number") ? String(value) : ""} />`;
  }

  #save(event: Event): void {
    event.preventDefault();
    const values: Record<string, unknown> = {};
    for (const [name, field] of Object.entries((this.schema as FormSchema).properties ?? {})) {
      const input = this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${CSS.escape(name)}"]`);
      if (input === null) continue;
      if (field.type === "boolean") values[name] = (input as HTMLInputElement).checked;
      else if (field.type === "array") {
        const lines = input.value.split("\n").filter((line) => line !== "");
        if (lines.length > 0) values[name] = lines;
      } else if (input.value !== "") values[name] = field.type === "integer" || field.type === "number" ? Number(input.value) : input.value;
    }
    this.dispatchEvent(new CustomEvent<FormValues>("save", { detail: values }));
  }
}

function secret(field: FieldSchema): boolean {
  return field.writeOnly === true || field.format === "password";
}

function concerns(problem: RpcProblem, name: string): boolean {
  return new RegExp(`(^|\\.|\\[["'])${name.replace(/[^\w]/g, "\\$&")}($|[.\\["'])`).test(problem.path);
}

customElements.define("as-form", FormElement);
