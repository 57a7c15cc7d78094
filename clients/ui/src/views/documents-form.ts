import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { Document, DocumentInput, DocumentKind, RecordRef, RpcProblem, Session } from "@assistant/protocol";
import { bytes } from "../format.js";
import { problemOf } from "../host-words/index.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { base } from "../styles.js";
import { upload } from "../upload.js";
import { View } from "../view.js";
import { documentsMessages as words } from "./documents.messages.js";

export const documentKinds: readonly DocumentKind[] = ["cv", "letter", "posting", "note", "analysis", "story", "other"];

/** What browsers say nothing of, or say otherwise than the host takes it. */
const types: Readonly<Record<string, string>> = { docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", pdf: "application/pdf", md: "text/markdown", markdown: "text/markdown", txt: "text/plain", html: "text/html" };

/** A file as the first or a later version of a document. */
export async function inputOf(session: Session, file: File): Promise<DocumentInput> {
  const ending = file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase();
  return { content: await upload(session, file), type: types[ending] ?? (file.type === "" ? "application/octet-stream" : file.type), fileName: file.name };
}

/** A document being made from a text or a file, about what the address names. Says `done` with it, and `leave`. */
export class DocumentFormElement extends View {
  static override properties = { ...View.properties, file: { state: true }, error: { state: true }, busy: { state: true } };
  declare private file: File | undefined;
  declare private error: unknown;
  declare private busy: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`:host { height: auto; } textarea { min-height: 10rem; }`];
  protected override readonly watches = [];

  constructor() {
    super();
    this.busy = false;
  }

  override render(): TemplateResult {
    const t = words();
    const problems: readonly RpcProblem[] = this.error instanceof RpcError ? this.error.problems : [];
    const kind = this.route.query?.["kind"] ?? "cv";
    const at = (path: string): TemplateResult | typeof nothing => {
      const found = problems.find((each) => each.path.startsWith(path));
      return found === undefined ? nothing : html`<span class="wrong small" role="alert">${problemOf(found)}</span>`;
    };
    return html`<div class="page"><header><h1>${t.newTitle}</h1></header>
      ${this.error === undefined || problems.length > 0 ? nothing : failing(this.error, closing(() => (this.error = undefined)))}
      <div class="fields">
        <div class="field"><label for="kind">${t.kindLabel}</label><select id="kind">${documentKinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${t.kind[each]}</option>`)}</select></div>
        <div class="field"><label for="file">${t.fileField}</label><input id="file" type="file" accept=".docx,.pdf,.md,.markdown,.txt,.html" @change=${this.#chosen} />${this.file === undefined ? nothing : html`<span class="small quiet">${t.chosenFile(this.file.name, bytes(this.file.size))}</span>`}${at("$.input.content")}</div>
        ${this.file === undefined ? html`<div class="field"><label for="text">${t.textField}</label><textarea id="text"></textarea><span class="small quiet">${t.textHelp}</span>${at("$.input.text")}</div>` : nothing}
        <div class="field"><label for="title">${t.titleField}</label><input id="title" type="text" maxlength="200" autocomplete="off" aria-invalid=${problems.some((each) => each.path === "$.title") ? "true" : "false"} />${at("$.title")}</div>
        ${problems.filter((each) => !/^\$\.(input\.(content|text)|title)/u.test(each.path)).map((each) => html`<p class="wrong" role="alert">${problemOf(each)}</p>`)}
        <div class="line"><fluent-button appearance="primary" ?disabled-focusable=${this.busy} @click=${() => void this.#save()}>${t.save}</fluent-button><fluent-button appearance="subtle" @click=${() => this.dispatchEvent(new CustomEvent("leave"))}>${t.cancel}</fluent-button></div>
      </div></div>`;
  }

  readonly #chosen = (event: Event): void => {
    this.file = (event.target as HTMLInputElement).files?.[0];
    const title = this.renderRoot.querySelector<HTMLInputElement>("#title");
    if (title?.value === "" && this.file !== undefined) title.value = this.file.name.replace(/\.[^.]+$/u, "");
  };

  async #save(): Promise<void> {
    const value = (name: string): string => this.renderRoot.querySelector<HTMLInputElement>(`#${name}`)?.value ?? "";
    this.busy = true;
    try {
      const text = value("text");
      const input = this.file === undefined ? { text } : await inputOf(this.session, this.file);
      const made = await this.session.call("documents/create", { kind: value("kind") as DocumentKind, title: value("title").trim(), about: aboutOf(this.route.query?.["about"]), input });
      this.error = undefined;
      this.dispatchEvent(new CustomEvent<Document>("done", { detail: made }));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }
}

/** `application:ID` as the addresses say it. */
export function aboutOf(text: string | undefined): readonly RecordRef[] {
  const at = text?.indexOf(":") ?? -1;
  return text === undefined || at <= 0 ? [] : [{ kind: text.slice(0, at), id: text.slice(at + 1) }];
}

customElements.define("as-document-form", DocumentFormElement);
