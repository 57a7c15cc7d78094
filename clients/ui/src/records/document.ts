import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Document, DocumentLayout, DocumentText, DocumentVersion, ExportFormat, RecordRef } from "@assistant/protocol";
import { bytes, fullTime } from "../format.js";
import { said } from "../host-words/index.js";
import { ApplicationNames, ContactNames } from "../names.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { describe } from "../describe.js";
import { failing, loading, standing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { RecordPane, attempt } from "../record.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { saveFile } from "../save-file.js";
import { base } from "../styles.js";
import { documentsMessages as words } from "../views/documents.messages.js";
import { inputOf } from "../views/documents-form.js";
import "./documents-sent.js";
import { readContent } from "./source.js";
import { canTailor, tailorLink } from "./tailor-link.js";

const formats: readonly ExportFormat[] = ["pdf", "docx", "md", "txt"];
const layouts: readonly DocumentLayout[] = ["classic", "modern", "formal"];

/** One document: what a version says and what it is about; beside it every version, whom it came from and who got it. */
export class DocumentPane extends RecordPane {
  static override properties = { ...RecordPane.properties, doing: { state: true } };
  declare private doing: "none" | "editing" | "renaming";
  protected readonly watches = ["document.changed", "outbox.changed"];
  readonly #names = { application: new ApplicationNames(this), contact: new ContactNames(this) };
  readonly #document = new Resource<Document>(this, () => this.recordId, (id, signal) => this.session.call("documents/get", { id }, { signal }));
  readonly #text = new Resource<DocumentText>(this, () => (this.pane === "message" && this.#version !== undefined ? `${this.recordId} ${this.#version}` : undefined), (key, signal) => {
    const [id = "", version] = key.split(" ");
    return this.session.call("documents/text", { id, version: Number(version) }, { signal });
  });

  readonly #versionPage = new Paging(this, () => this.recordId);

  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    textarea { min-height: 20rem; }
    .file { position: relative; display: inline-flex; align-items: center; min-height: 2rem; color: var(--colorBrandForegroundLink); text-decoration: underline; cursor: pointer; }
    .file:focus-within { outline: 2px solid var(--colorStrokeFocus2); outline-offset: 2px; }
    .file input { position: absolute; inset: 0; width: 100%; opacity: 0; cursor: pointer; }
    .rows > li { align-items: start; }
    .shown { border-inline-start: 3px solid var(--colorCompoundBrandStroke); padding-inline-start: var(--spacingHorizontalM); }
  `];

  constructor() {
    super();
    this.doing = "none";
  }

  /** The version in the address, else the current one. */
  get #version(): number | undefined {
    const asked = Number(this.route.query?.["version"]);
    return asked > 0 ? asked : this.#document.value?.current;
  }

  protected override drawMessage(): TemplateResult {
    const t = words();
    const { state } = this.#document;
    if (state.kind === "failed") return failing(state.error, () => void this.#document.reload());
    if (state.kind !== "ready") return loading(() => void this.#document.reload());
    const document = state.value;
    const writes = may(this.session, "documents/addVersion");
    const version = this.#version ?? document.current;
    return html`<article class="page"><header>
        ${this.doing === "renaming" ? html`<div class="line"><input id="title" type="text" class="grow" maxlength="200" aria-label=${t.titleField} .value=${document.title} /><fluent-button appearance="primary" @click=${() => void this.#rename(document)}>${t.save}</fluent-button><fluent-button appearance="subtle" @click=${() => (this.doing = "none")}>${t.cancel}</fluent-button></div>` : html`<h2 class="wrap">${document.title}</h2>`}
        <div class="line"><fluent-badge appearance="tint" color="informative">${t.kind[document.kind]}</fluent-badge><span class="quiet small">${t.version(version)}${version === document.current ? ` · ${t.current}` : ""} · ${fullTime(document.changed)}</span></div>
        ${document.about.length === 0 ? nothing : html`<p class="small">${t.about}: ${document.about.map((each, index) => html`${index > 0 ? ", " : ""}${this.#about(each)}`)}</p>`}</header>
      ${this.doing === "none" ? html`<div class="line">
        ${writes ? html`${this.#text.value === undefined ? nothing : html`${canTailor(document, version) ? tailorLink(document.id, { version: `${version}` }) : nothing}<fluent-button size="small" @click=${() => (this.doing = "editing")}>${t.edit}</fluent-button>`}<label class="file small">${t.newVersion}<input type="file" accept=".docx,.pdf,.md,.markdown,.txt,.html" @change=${(event: Event) => void this.#upload(event, document)} /></label>
          <fluent-button size="small" appearance="subtle" @click=${() => (this.doing = "renaming")}>${t.rename}</fluent-button><fluent-button size="small" appearance="subtle" @click=${() => void this.#delete(document)}>${t.delete}</fluent-button>` : nothing}
      </div>` : nothing}
      ${this.#body(document)}
    </article>`;
  }

  protected override drawEvidence(): TemplateResult {
    const t = words();
    const document = this.#document.value;
    if (document === undefined) return standing(this.#document.state, () => void this.#document.reload());
    const { rows, turns } = this.#versionPage.of(document.versions);
    return html`<div class="page"><ol class="rows">${rows.map((each) => this.#one(document, each))}</ol>${turns}
      <as-documents-sent .session=${this.session} .documentId=${document.id}></as-documents-sent>
      ${this.#export(document)}
      ${document.versions.length > 1 ? html`<div><a href=${href("documents", document.id, "compare")}>${t.compareTitle}</a></div>` : nothing}</div>`;
  }

  #export(document: Document): TemplateResult {
    const t = words();
    return html`<section><h3>${t.exportTitle}</h3>
      <div class="field"><label for="format">${t.format}</label><select id="format">${formats.map((each) => html`<option value=${each}>${t.formats[each]}</option>`)}</select></div>
      <div class="field"><label for="layout">${t.layout}</label><select id="layout">${layouts.map((each) => html`<option value=${each}>${t.layouts[each]}</option>`)}</select></div>
      <div><fluent-button size="small" @click=${() => void this.#save(document)}>${t.exportRun}</fluent-button></div></section>`;
  }

  #save(document: Document): Promise<boolean> {
    const value = (name: string): string => this.renderRoot.querySelector<HTMLSelectElement>(`#${name}`)?.value ?? "";
    return attempt(this, async () => {
      const file = await this.session.call("documents/export", { id: document.id, version: this.#version ?? document.current, format: value("format") as ExportFormat, layout: value("layout") as DocumentLayout });
      saveFile(await readContent(this.session, file.content), file.name, file.type);
      toast(this, { text: words().exported, said: file.notices });
    });
  }

  #body(document: Document): TemplateResult {
    const t = words();
    const { state } = this.#text;
    if (state.kind === "failed") {
      const { heading, todo, said: sentences } = describe(state.error);
      return html`<div class="callout warning" role="alert"><h3>${t.noText}</h3><p>${heading}. ${todo ?? nothing}</p>${sentences.map((each) => html`<p class="detail">${said(each)}</p>`)}${this.#version === undefined ? nothing : html`<fluent-button @click=${() => void this.#download(document, this.#version ?? document.current)}>${t.download}</fluent-button>`}</div>`;
    }
    if (state.kind !== "ready") return loading(() => void this.#text.reload());
    const { text, readBy, notices = [] } = state.value;
    if (this.doing === "editing") return html`<div class="stack"><textarea id="text" aria-label=${t.textField} .value=${text}></textarea><div class="line"><fluent-button appearance="primary" @click=${() => void this.#edit(document)}>${t.save}</fluent-button><fluent-button appearance="subtle" @click=${() => (this.doing = "none")}>${t.cancel}</fluent-button></div></div>`;
    return html`${notices.length === 0 ? nothing : html`<div class="callout"><h3>${t.notices}</h3>${notices.map((each) => html`<p>${said(each)}</p>`)}</div>`}
      <div class="text" lang="">${text.trim()}</div>
      ${readBy === "text" || readBy === "handed in" ? nothing : html`<p class="small quiet">${t.readBy(readBy)}</p>`}`;
  }

  #one(document: Document, version: DocumentVersion): TemplateResult {
    const t = words();
    const { number, origin, parent, writingId } = version;
    const facts = [t.origin[origin], ...(parent === undefined ? [] : [t.from(parent)]), version.fileName ?? "", bytes(version.size)].filter((each) => each !== "");
    return html`<li class=${number === this.#version ? "shown" : ""}><div class="grow"><div class="strong">${t.version(number)}${number === document.current ? html` <span class="quiet small">${t.current}</span>` : nothing}</div>
        <div class="small quiet">${fullTime(version.created)}</div><div class="small quiet wrap">${facts.join(" · ")}${writingId === undefined ? nothing : html` · <a href=${href("writings", writingId)}>${t.writing}</a>`}</div>
        <div class="line small"><a href=${`${href("documents", document.id)}?version=${number}`} aria-label=${`${t.show}: ${t.version(number)}`}>${t.show}</a>
          ${number > 1 ? html`<a href=${`${href("documents", document.id, "compare")}?from=${parent ?? number - 1}&to=${number}`} aria-label=${`${t.compareWith}: ${t.version(number)}`}>${t.compare}</a>` : nothing}
          <fluent-button size="small" appearance="subtle" aria-label=${`${t.download}: ${t.version(number)}`} @click=${() => void this.#download(document, number)}>${t.download}</fluent-button></div></div></li>`;
  }

  #about({ kind, id }: RecordRef): TemplateResult | string {
    const t = words();
    if (kind === "application") return html`<a href=${href("applications", id)}>${this.#names.application.of(id) ?? t.application}</a>`;
    if (kind === "contact") return html`<a href=${href("contacts", id)}>${this.#names.contact.of(id) ?? t.contact}</a>`;
    return t.gone;
  }

  #download(document: Document, version: number): Promise<boolean> {
    return attempt(this, async () => {
      const file = await this.session.call("documents/content", { id: document.id, version });
      saveFile(await readContent(this.session, file.content), file.name, file.type);
    });
  }

  #edit(document: Document): Promise<void> {
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>("#text")?.value ?? "";
    return this.#add(document, () => Promise.resolve({ text }));
  }

  #upload(event: Event, document: Document): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    return file === undefined ? Promise.resolve() : this.#add(document, () => inputOf(this.session, file));
  }

  async #add(document: Document, input: () => ReturnType<typeof inputOf>): Promise<void> {
    await attempt(this, async () => {
      const parent = this.#version ?? document.current;
      this.#take(await this.session.call("documents/addVersion", { id: document.id, revision: document.revision, input: await input(), parent }));
      toast(this, { text: words().saved });
      this.doing = "none";
      go("documents", document.id);
    });
  }

  #rename(document: Document): Promise<boolean> {
    const title = this.renderRoot.querySelector<HTMLInputElement>("#title")?.value.trim() ?? "";
    return attempt(this, async () => {
      this.#take(await this.session.call("documents/rename", { id: document.id, revision: document.revision, title }));
      toast(this, { text: words().renamed });
      this.doing = "none";
    });
  }

  #delete(document: Document): Promise<boolean> {
    const t = words();
    const { session } = this;
    const { id } = document;
    return attempt(this, async () => {
      await session.call("documents/delete", { id, revision: document.revision });
      const from = globalThis.document.body;
      toast(from, { text: t.deleted, action: { label: t.undo, run: () => void attempt(from, async () => {
        await session.call("documents/undelete", { id });
        toast(from, { text: t.broughtBack });
        go("documents", id);
      }) } });
      this.settled();
    });
  }

  #take(document: Document): void {
    this.#document.set(document);
    this.dispatchEvent(new CustomEvent("changed"));
    for (const other of this.parentElement?.querySelectorAll<DocumentPane>("as-document") ?? []) if (other !== this) other.refresh();
  }
}

customElements.define("as-document", DocumentPane);
