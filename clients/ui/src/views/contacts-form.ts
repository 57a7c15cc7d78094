import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { Contact, ContactKind, RpcProblem, Session } from "@assistant/protocol";
import { Part } from "../part.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { base } from "../styles.js";
import { contactsMessages as words } from "./contacts.messages.js";
import { problemOf } from "../host-words/index.js";

interface Field {
  readonly name: string;
  readonly value: string;
}

/** A contact being typed or changed. Says `done` with what was saved, and `leave`. What is typed stays through every failure. */
export class ContactFormElement extends Part {
  static override properties = { session: { attribute: false }, contact: { attribute: false }, fields: { state: true }, error: { state: true }, busy: { state: true } };
  declare session: Session;
  declare contact: Contact | undefined;
  declare private fields: readonly Field[];
  declare private error: unknown;
  declare private busy: boolean;
  #base: Contact | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle];

  constructor() {
    super();
    this.fields = [];
    this.busy = false;
  }

  override willUpdate(): void {
    // What came from the host while the person types must not replace what they typed: the form keeps the contact it began with.
    if (this.hasUpdated) return;
    this.#base = this.contact;
    this.fields = Object.entries(this.contact?.fields ?? { firstName: "", company: "" }).map(([name, value]) => ({ name, value }));
  }

  override render(): TemplateResult {
    const t = words();
    const contact = this.#base;
    const problems = this.error instanceof RpcError ? this.error.problems : [];
    return html`<form class="page" novalidate @submit=${this.#save}>
      <header><h1>${contact === undefined ? t.newTitle : t.editTitle(contact.name)}</h1></header>
      ${this.#trouble()}
      <div class="fields">
        ${field(t.name, "name", problems, "$.name", (described, invalid) => html`<input id="name" autocomplete="off" aria-describedby=${described} aria-invalid=${invalid} .value=${contact?.name ?? ""} />`)}
        ${contact === undefined ? html`<div class="field"><label for="kind">${t.kind}</label><select id="kind"><option value="person">${t.person}</option><option value="organisation">${t.organisation}</option></select></div>` : nothing}
        ${field(t.addresses, "addresses", problems, "$.addresses", (described, invalid) => html`<textarea id="addresses" rows="3" spellcheck="false" aria-describedby=${described} aria-invalid=${invalid} .value=${(contact?.addresses ?? []).map((each) => each.address).join("\n")}></textarea>`, t.addressesHelp)}
        <fieldset>
          <legend>${t.fields}</legend>
          ${this.fields.map((each, index) => html`<div class="pair">
            <input aria-label=${`${t.fieldName} ${index + 1}`} placeholder=${t.fieldName} .value=${each.name} @input=${(event: Event) => this.#set(index, { ...each, name: valueOf(event) })} />
            <input aria-label=${`${t.fieldValue} ${index + 1}`} placeholder=${t.fieldValue} .value=${each.value} @input=${(event: Event) => this.#set(index, { ...each, value: valueOf(event) })} />
            <fluent-button type="button" size="small" aria-label=${`${t.removeField}: ${each.name}`} @click=${() => (this.fields = this.fields.filter((_, at) => at !== index))}>✕</fluent-button>
          </div>`)}
          <div><fluent-button type="button" size="small" @click=${() => (this.fields = [...this.fields, { name: "", value: "" }])}>${t.addField}</fluent-button></div>
        </fieldset>
      </div>
      <div class="line">
        <fluent-button type="button" appearance="primary" ?disabled-focusable=${this.busy} @click=${this.#save}>${t.save}</fluent-button>
        <fluent-button type="button" @click=${() => this.dispatchEvent(new CustomEvent("leave"))}>${t.cancel}</fluent-button>
      </div>
    </form>`;
  }

  #trouble(): TemplateResult | typeof nothing {
    const t = words();
    if (this.error === undefined || (this.error instanceof RpcError && this.error.problems.length > 0)) return nothing;
    if (!(this.error instanceof RpcError) || !this.error.is("conflict")) return failing(this.error, closing(() => (this.error = undefined)));
    return html`<div class="callout warning" role="alert">
      <h2>${t.conflict}</h2><p>${t.conflictText}</p>
      <div class="line"><fluent-button type="button" @click=${() => void this.#theirs(true)}>${t.takeMine}</fluent-button><fluent-button type="button" @click=${() => void this.#theirs(false)}>${t.takeTheirs}</fluent-button></div>
    </div>`;
  }

  #set(index: number, next: Field): void {
    this.fields = this.fields.map((each, at) => (at === index ? next : each));
  }

  readonly #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = (id: string): string => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? "";
    const change = {
      name: text("name"),
      addresses: text("addresses").split("\n").map((line) => line.trim()).filter((line) => line !== ""),
      fields: Object.fromEntries(this.fields.filter((each) => each.name.trim() !== "" && each.value !== "").map((each) => [each.name.trim(), each.value])),
    };
    this.busy = true;
    this.error = undefined;
    try {
      const saved = this.#base === undefined
        ? await this.session.call("contacts/create", { ...change, kind: text("kind") as ContactKind })
        : await this.session.call("contacts/update", { id: this.#base.id, revision: this.#base.revision, ...change });
      this.dispatchEvent(new CustomEvent("done", { detail: saved }));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  };

  /** After a conflict: the stored contact becomes what is changed, with the typed text over it or without. */
  async #theirs(keepMine: boolean): Promise<void> {
    if (this.#base === undefined) return;
    const theirs = await this.session.call("contacts/get", { id: this.#base.id });
    this.#base = keepMine ? { ...this.#base, revision: theirs.revision } : theirs;
    this.error = undefined;
    if (keepMine) await this.#save(new Event("submit"));
    else this.dispatchEvent(new CustomEvent("done", { detail: theirs }));
  }
}

function field(label: string, id: string, problems: readonly RpcProblem[], path: string, input: (described: string, invalid: string) => TemplateResult, help?: string): TemplateResult {
  const wrong = problems.filter((each) => each.path.startsWith(path));
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${input(`${id}-help ${id}-wrong`, wrong.length === 0 ? "false" : "true")}
    ${help === undefined ? nothing : html`<span class="quiet small" id="${id}-help">${help}</span>`}
    ${wrong.length === 0 ? nothing : html`<span class="wrong small" id="${id}-wrong" role="alert">${wrong.map((each) => html`${problemOf(each)} `)}</span>`}
  </div>`;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

customElements.define("as-contact-form", ContactFormElement);
