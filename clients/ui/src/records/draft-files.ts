import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Attachment, Document, DocumentLayout, Draft, ExportFormat } from "@assistant/protocol";
import { bytes } from "../format.js";
import "../parts/choice.js";
import type { Option } from "../parts/choice.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { Pages, Resource } from "../resource.js";
import { hrefWith } from "../router.js";
import { base } from "../styles.js";
import { upload } from "../upload.js";
import { View } from "../view.js";
import { documentsMessages } from "../views/documents.messages.js";
import { outboxMessages as words } from "../views/outbox.messages.js";

const formats: readonly ExportFormat[] = ["pdf", "docx"];
const layouts: readonly DocumentLayout[] = ["classic", "modern", "formal"];

/** What a draft has attached, each with the version of the document that it is, and the way to attach one more. Says `changed` when it did. */
export class DraftFilesElement extends View {
  static override properties = { ...View.properties, draft: { attribute: false }, chosen: { state: true }, version: { state: true }, format: { state: true }, busy: { state: true } };
  declare draft: Draft;
  declare private chosen: string;
  /** The version that is attached; undefined is the current one. */
  declare private version: number | undefined;
  declare private format: ExportFormat | "";
  declare private busy: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    :host { display: block; height: auto; }
    select { width: auto; max-width: 100%; }
    .file { position: relative; display: inline-flex; align-items: center; min-height: 2rem; color: var(--colorBrandForegroundLink); text-decoration: underline; cursor: pointer; }
    .file:focus-within { outline: 2px solid var(--colorStrokeFocus2); outline-offset: 2px; }
    .file input { position: absolute; inset: 0; width: 100%; opacity: 0; cursor: pointer; }
  `];
  protected override readonly watches = ["document.changed"];
  readonly #documents = new Pages<Document>(this, () => (this.#writes ? "all" : undefined), async (_key, cursor, limit, signal) => {
    const { documents, next } = await this.session.call("documents/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: documents.filter((each) => each.kind !== "posting" && each.kind !== "note"), next };
  });
  readonly #versions = new Resource<Document>(this, () => (this.chosen === "" ? undefined : this.chosen), (id, signal) => this.session.call("documents/get", { id }, { signal }));
  readonly #page = new Paging(this, () => this.draft.id);

  constructor() {
    super();
    this.chosen = "";
    this.format = "";
    this.busy = false;
  }

  get #writes(): boolean {
    return this.draft.state === "open" && may(this.session, "drafts/attachDocument");
  }

  override render(): TemplateResult {
    const t = words();
    const { attachments } = this.draft;
    if (attachments.length === 0 && !this.#writes) return html``;
    const { rows, turns } = this.#page.of(attachments);
    return html`<section><h3>${t.attachments}</h3>
      ${attachments.length === 0 ? html`<p class="quiet small">${t.noAttachments}</p>` : html`<ul class="rows">${rows.map((each) => this.#one(each))}</ul>`}${turns}
      ${this.#writes ? this.#form() : nothing}</section>`;
  }

  #one(attachment: Attachment): TemplateResult {
    const t = words();
    const d = documentsMessages();
    const { name, size, document } = attachment;
    return html`<li><div class="grow">${name} <span class="quiet small">${bytes(size)}</span>
      ${document === undefined ? nothing : html`<div class="small quiet">${document.title === undefined ? `${d.gone}, ${d.version(document.version)}` : html`<a href=${hrefWith(["documents", document.id], { version: `${document.version}` })}>${document.title}, ${d.version(document.version)}</a>`}</div>`}</div>
      ${this.#writes ? html`<fluent-button size="small" appearance="subtle" ?disabled-focusable=${this.busy} aria-label=${`${t.detach}: ${name}`} @click=${() => void this.#detach(attachment)}>${t.detach}</fluent-button>` : nothing}</li>`;
  }

  #form(): TemplateResult {
    const t = words();
    const d = documentsMessages();
    const documents = this.#documents.items;
    const { current, versions = [] } = this.#versions.value ?? {};
    const sets = this.format !== "";
    return html`<details><summary>${t.attach}</summary><div class="fields">
      ${documents.length === 0 ? nothing : html`<as-choice name="document" .label=${t.attachDocument} none="…" .options=${documents.map((each): Option => ({ value: each.id, label: `${each.title} (${d.kind[each.kind]})` }))} .more=${this.#documents.hasMore} .value=${this.chosen}
          @more=${() => void this.#documents.more()} @choose=${(event: CustomEvent<string>) => this.#choose(event.detail)}></as-choice>`}
      ${versions.length === 0 ? nothing : html`
        <as-choice name="version" .label=${t.attachVersion} .options=${versions.map(({ number }): Option => ({ value: `${number}`, label: `${d.version(number)}${number === current ? ` · ${d.current}` : ""}` }))} .value=${`${this.version ?? current ?? ""}`} @choose=${(event: CustomEvent<string>) => (this.version = Number(event.detail))}></as-choice>
        <div class="field"><label for="as">${d.format}</label><select id="as" @change=${(event: Event) => (this.format = (event.target as HTMLSelectElement).value as ExportFormat | "")}><option value="" .selected=${!sets}>${t.attachAsIs}</option>${formats.map((each) => html`<option value=${each} .selected=${each === this.format}>${d.formats[each]}</option>`)}</select></div>
        ${sets ? html`<div class="field"><label for="layout">${d.layout}</label><select id="layout">${layouts.map((each) => html`<option value=${each}>${d.layouts[each]}</option>`)}</select></div>` : nothing}
        <div><fluent-button appearance="primary" ?disabled-focusable=${this.busy} @click=${() => void this.#attach()}>${t.attachRun}</fluent-button></div>`}
      <label class="file small">${t.attachFile}<input type="file" ?disabled=${this.busy} @change=${(event: Event) => void this.#file(event)} /></label>
    </div></details>`;
  }

  #choose(document: string): void {
    this.chosen = document;
    this.version = undefined;
  }

  #value(name: string): string {
    return this.renderRoot.querySelector<HTMLSelectElement>(`#${name}`)?.value ?? "";
  }

  async #attach(): Promise<void> {
    const { format } = this;
    await this.#change(() => this.session.call("drafts/attachDocument", {
      id: this.draft.id, revision: this.draft.revision, documentId: this.chosen, version: this.version ?? this.#versions.value?.current ?? 1, ...(format === "" ? {} : { format, layout: this.#value("layout") as DocumentLayout }),
    }), words().attached);
    this.#choose("");
  }

  async #file(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) return;
    await this.#change(async () => {
      const content = await upload(this.session, file);
      return this.session.call("drafts/attach", { id: this.draft.id, revision: this.draft.revision, name: file.name, type: file.type === "" ? "application/octet-stream" : file.type, content });
    }, words().attached);
    input.value = "";
  }

  #detach(attachment: Attachment): Promise<void> {
    return this.#change(() => this.session.call("drafts/detach", { id: this.draft.id, revision: this.draft.revision, attachmentId: attachment.id }), words().detached);
  }

  async #change(run: () => Promise<Draft>, said: string): Promise<void> {
    this.busy = true;
    await attempt(this, async () => {
      this.draft = await run();
      toast(this, { text: said });
      this.dispatchEvent(new CustomEvent("changed"));
    });
    this.busy = false;
  }
}

customElements.define("as-draft-files", DraftFilesElement);
