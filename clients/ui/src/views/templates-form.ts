import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { RpcProblem, Session, Template } from "@assistant/protocol";
import { Part } from "../part.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { voiceFields, voiceOf, voiceStyle } from "../parts/voice.js";
import { base } from "../styles.js";
import { templatesMessages as words } from "./templates.messages.js";
import { problemOf } from "../host-words/index.js";

/** What most contacts have; any other field of theirs works too. */
const usual: readonly string[] = ["firstName", "name", "company", "role"];

/** A template being written. Says `done` with what was saved, and `leave`. What is typed stays through every failure. */
export class TemplateFormElement extends Part {
  static override properties = { session: { attribute: false }, template: { attribute: false }, from: { attribute: false }, error: { state: true }, busy: { state: true } };
  declare session: Session;
  declare template: Template | undefined;
  /** An earlier version whose text the form begins with. */
  declare from: Template | undefined;
  declare private error: unknown;
  declare private busy: boolean;
  #base: Template | undefined;
  #text: Template | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle, voiceStyle];

  constructor() {
    super();
    this.busy = false;
  }

  override willUpdate(): void {
    // The form keeps what it began with: what comes from the host meanwhile must not replace what is typed.
    if (this.hasUpdated) return;
    this.#base = this.template;
    this.#text = this.from ?? this.template;
  }

  override render(): TemplateResult {
    const t = words();
    const problems = this.error instanceof RpcError ? this.error.problems : [];
    return html`<form class="page" novalidate @submit=${this.#save}>
      <header><h1>${this.#base === undefined ? t.newTitle : t.editTitle(this.#base.name)}</h1></header>
      ${this.#trouble()}
      <div class="fields">
        <div class="field"><label for="name">${t.name}</label><input id="name" autocomplete="off" aria-describedby="name-wrong" aria-invalid=${invalid(problems, "$.name")} .value=${this.#text?.name ?? ""} />${wrong(problems, "$.name", "name-wrong")}</div>
        <div class="field"><label for="subject">${t.subject}</label><input id="subject" autocomplete="off" aria-describedby="subject-wrong" aria-invalid=${invalid(problems, "$.subject")} .value=${this.#text?.subject ?? ""} />${wrong(problems, "$.subject", "subject-wrong")}</div>
        <div class="field"><label for="body">${t.body}</label>
          <textarea id="body" rows="14" aria-describedby="body-help body-wrong" aria-invalid=${invalid(problems, "$.body")} .value=${this.#text?.body ?? ""}></textarea>
          <span class="quiet small" id="body-help">${t.bodyHelp}</span>${wrong(problems, "$.body", "body-wrong")}
          <div class="line" role="group" aria-label=${t.insert}>${usual.map((name) => html`<fluent-button type="button" size="small" @click=${() => this.#insert(name)}><code>{{${name}}}</code></fluent-button>`)}</div>
        </div>
        <details ?open=${this.#text?.voice !== undefined}><summary>${t.voice}</summary><div class="fields"><p class="small quiet">${t.voiceText}</p>${voiceFields(this.#text?.voice)}${wrong(problems, "$.voice", "voice-wrong")}</div></details>
      </div>
      <div class="line">
        <fluent-button type="button" appearance="primary" ?disabled-focusable=${this.busy} @click=${this.#save}>${this.#base === undefined ? t.save : t.saveVersion(this.#base.version + 1)}</fluent-button>
        <fluent-button type="button" @click=${() => this.dispatchEvent(new CustomEvent("leave"))}>${t.cancel}</fluent-button>
      </div>
    </form>`;
  }

  #trouble(): TemplateResult | typeof nothing {
    const t = words();
    if (this.error === undefined || (this.error instanceof RpcError && this.error.problems.length > 0)) return nothing;
    if (!(this.error instanceof RpcError) || !this.error.is("conflict")) return failing(this.error, closing(() => (this.error = undefined)));
    return html`<div class="callout warning" role="alert"><h2>${t.conflict}</h2><p>${t.conflictText}</p>
      <div class="line"><fluent-button type="button" @click=${() => void this.#resolve(true)}>${t.mine}</fluent-button><fluent-button type="button" @click=${() => void this.#resolve(false)}>${t.theirs}</fluent-button></div></div>`;
  }

  #insert(name: string): void {
    const body = this.renderRoot.querySelector<HTMLTextAreaElement>("#body");
    if (body === null) return;
    body.setRangeText(`{{${name}}}`, body.selectionStart, body.selectionEnd, "end");
    body.focus();
  }

  readonly #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = (id: string): string => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? "";
    this.busy = true;
    this.error = undefined;
    try {
      const saved = await this.session.call("templates/save", { name: text("name"), subject: text("subject"), body: text("body"), voice: voiceOf(this.renderRoot), ...(this.#base === undefined ? {} : { id: this.#base.id, revision: this.#base.revision }) });
      this.dispatchEvent(new CustomEvent("done", { detail: saved }));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  };

  async #resolve(mine: boolean): Promise<void> {
    if (this.#base === undefined) return;
    const stored = await this.session.call("templates/get", { id: this.#base.id });
    this.error = undefined;
    if (!mine) {
      this.dispatchEvent(new CustomEvent("done", { detail: stored }));
      return;
    }
    this.#base = stored;
    await this.#save(new Event("submit"));
  }
}

const at = (problems: readonly RpcProblem[], path: string): readonly RpcProblem[] => problems.filter((each) => each.path.startsWith(path));
const invalid = (problems: readonly RpcProblem[], path: string): string => (at(problems, path).length === 0 ? "false" : "true");
const wrong = (problems: readonly RpcProblem[], path: string, id: string): TemplateResult | typeof nothing =>
  at(problems, path).length === 0 ? nothing : html`<span class="wrong small" id=${id} role="alert">${at(problems, path).map((each) => html`${problemOf(each)} `)}</span>`;

customElements.define("as-template-form", TemplateFormElement);
