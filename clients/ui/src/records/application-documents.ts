import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Application, Document } from "@assistant/protocol";
import { fullTime, shortTime } from "../format.js";
import "../parts/choice.js";
import type { Option } from "../parts/choice.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import type { Shown } from "../parts/pager.js";
import { failing, loading, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { Pages, Resource } from "../resource.js";
import { href, hrefWith } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { documentsMessages as words } from "../views/documents.messages.js";
import { tailorMessages } from "../views/tailor.messages.js";
import { canTailor, tailorLink } from "./tailor-link.js";

/** A note's first words, as its title. */
const titleLength = 60;

/** A document that belongs to the application; undefined until it was read. */
interface Row {
  readonly id: string;
  readonly document: Document | undefined;
}

/** The documents of an application, each with what it is for, and its notes. Says `changed` with the application where that changed. */
export class ApplicationDocumentsElement extends View {
  static override properties = { ...View.properties, application: { attribute: false }, busy: { state: true } };
  declare application: Application;
  declare private busy: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    :host { height: auto; }
    .all { display: flex; flex-direction: column; gap: var(--spacingVerticalL); }
    .note { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 42rem; }
    textarea { min-height: 4.5rem; }
  `];
  protected override readonly watches = ["document.changed"];
  /** What says of itself that it is about the application; what the application links beside it is known by its id. */
  readonly #about = new Pages<Document>(this, () => this.application.id, async (id, cursor, limit, signal) => {
    const { documents, next } = await this.session.call("documents/list", { about: { kind: "application", id }, limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: documents, next };
  });
  readonly #documentPage = new Paging(this, () => this.application.id);
  readonly #notePage = new Paging(this, () => this.application.id);
  /** Those that are only linked, as far as they are on the page that is shown. */
  readonly #linkedOnes = new Resource<ReadonlyMap<string, Document>>(this, () => this.#keyOf(this.#shownDocuments.rows.filter(({ document }) => document === undefined)), async (key, signal) => {
    const found = await Promise.all(key.split(" ").map((id) => this.session.call("documents/get", { id }, { signal }).catch(() => undefined)));
    return new Map(found.filter((each) => each !== undefined).map((each) => [each.id, each]));
  });
  readonly #texts = new Resource<ReadonlyMap<string, string | undefined>>(this, () => this.#keyOf(this.#shownNotes.rows), async (key, signal) => new Map(await Promise.all(key.split(" ").map(async (id) => [id, await this.session.call("documents/text", { id }, { signal }).then(({ text }) => text.trim(), () => undefined)] as const))));
  readonly #cvs = new Pages<Document>(this, () => "cv", async (_key, cursor, limit, signal) => {
    const { documents, next } = await this.session.call("documents/list", { kind: "cv", limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: documents, next };
  });

  constructor() {
    super();
    this.busy = false;
  }

  /** Nothing is read before it is known what is on the page. */
  #keyOf(rows: readonly { readonly id: string }[]): string | undefined {
    return this.#about.state.kind === "ready" && rows.length > 0 ? rows.map(({ id }) => id).join(" ") : undefined;
  }

  get #shownDocuments(): Shown<Row> {
    const about = this.#about.items.filter((each) => each.kind !== "note");
    const known = new Set(this.#about.items.map((each) => each.id));
    const linked = this.application.links.filter(({ ref }) => ref.kind === "document" && !known.has(ref.id));
    return this.#documentPage.of([...about.map((document): Row => ({ id: document.id, document })), ...linked.map(({ ref }): Row => ({ id: ref.id, document: undefined }))], this.#about);
  }

  get #shownNotes(): Shown<Document> {
    return this.#notePage.of(this.#about.items.filter((each) => each.kind === "note"), this.#about);
  }

  override render(): TemplateResult {
    const { state } = this.#about;
    if (state.kind === "failed") return failing(state.error, () => void this.#about.reload());
    if (state.kind !== "ready") return loading(() => void this.#about.reload());
    return html`<div class="all">${this.#documents()}${this.#notes()}</div>`;
  }

  #documents(): TemplateResult {
    const t = words();
    const about = `application:${this.application.id}`;
    const { rows, turns } = this.#shownDocuments;
    const here = new Set([...this.#about.items.map((each) => each.id), ...this.application.links.map(({ ref }) => ref.id)]);
    const cvs = this.#cvs.items.filter((each) => !here.has(each.id));
    return html`<section><h2>${t.documents}</h2>
      ${rows.length === 0 ? html`<p class="quiet small">${t.noDocuments}</p>` : html`<ul class="rows">${rows.map(({ id, document = this.#linkedOnes.value?.get(id) }) => (document === undefined ? nothing : this.#document(document)))}</ul>`}
      ${this.#linkedOnes.state.kind === "loading" ? loading(() => void this.#linkedOnes.reload()) : nothing}${turns}
      ${may(this.session, "documents/create") ? html`<div class="stack">
        <a href=${hrefWith(["documents", "new"], { about, kind: "letter" })}>${t.addFile}</a>
        ${cvs.length === 0 || !may(this.session, "applications/link") ? nothing : html`<as-choice name="cv" .label=${t.addExisting} none="…" .options=${cvs.map((each): Option => ({ value: each.id, label: each.title }))} .more=${this.#cvs.hasMore} @more=${() => void this.#cvs.more()} @choose=${(event: CustomEvent<string>) => void this.#link(event.detail)}></as-choice>`}</div>` : nothing}
    </section>`;
  }

  #document(document: Document): TemplateResult {
    const t = words();
    const kinds: Readonly<Partial<Record<string, string>>> = t.kind;
    const role = this.application.links.find(({ ref }) => ref.id === document.id)?.role;
    return html`<li>
      <fluent-badge appearance="tint" color="informative">${kinds[role ?? document.kind] ?? role ?? document.kind}</fluent-badge>
      <div class="grow"><a href=${href("documents", document.id)}>${document.title}</a> <span class="small quiet">${t.version(document.current)} · ${shortTime(document.changed)}</span></div>
      ${document.kind === "cv" && may(this.session, "documents/tailor") && canTailor(document, document.current) ? tailorLink(document.id, {}, tailorMessages().open, `${tailorMessages().open}: ${document.title}`) : nothing}
      ${may(this.session, "applications/unlink") && role !== undefined ? html`<fluent-button size="small" appearance="subtle" aria-label=${`${t.unlink}: ${document.title}`} @click=${() => void this.#unlink(document, role)}>${t.unlink}</fluent-button>` : nothing}</li>`;
  }

  #notes(): TemplateResult {
    const t = words();
    const { rows, turns } = this.#shownNotes;
    const said = (note: Document): string => this.#texts.value?.get(note.id) ?? note.title;
    return html`<section><h2>${t.notes}</h2>
      ${rows.length === 0 ? html`<p class="quiet small">${t.noNotes}</p>` : html`<ul class="rows">${rows.map((note) => html`<li><div class="grow"><div class="note" lang="">${said(note)}</div><div class="small quiet"><a href=${href("documents", note.id)} aria-label=${`${fullTime(note.changed)}: ${note.title}`}>${fullTime(note.changed)}</a></div></div></li>`)}</ul>`}${turns}
      ${may(this.session, "documents/create") ? html`<div class="fields"><textarea id="note" rows="2" aria-label=${t.addNote} placeholder=${t.noteHint}></textarea><div><fluent-button ?disabled-focusable=${this.busy} @click=${() => void this.#note()}>${t.addNote}</fluent-button></div></div>` : nothing}
    </section>`;
  }

  async #note(): Promise<void> {
    const box = this.renderRoot.querySelector<HTMLTextAreaElement>("#note");
    const text = box?.value.trim() ?? "";
    if (box === null || text === "") return;
    const [first = ""] = text.split("\n", 1);
    this.busy = true;
    const done = await attempt(this, async () => {
      await this.session.call("documents/create", { kind: "note", title: first.length > titleLength ? `${first.slice(0, titleLength)}…` : first, about: [{ kind: "application", id: this.application.id }], input: { text } });
      toast(this, { text: words().added });
    });
    this.busy = false;
    if (done) box.value = "";
    this.#changed();
  }

  #link(value: string): Promise<boolean> {
    return attempt(this, async () => {
      if (value === "") return;
      this.#say(await this.session.call("applications/link", { id: this.application.id, ref: { kind: "document", id: value }, role: "cv" }));
      toast(this, { text: words().added });
    });
  }

  #unlink(document: Document, role: string): Promise<boolean> {
    const t = words();
    const ref = { kind: "document", id: document.id };
    return attempt(this, async () => {
      this.#say(await this.session.call("applications/unlink", { id: this.application.id, ref }));
      toast(this, { text: t.unlinked, action: { label: t.undo, run: () => void attempt(this, async () => this.#say(await this.session.call("applications/link", { id: this.application.id, ref, role }))) } });
    });
  }

  #changed(): void {
    void this.#about.reload();
    this.dispatchEvent(new CustomEvent("noted"));
  }

  #say(application: Application): void {
    this.dispatchEvent(new CustomEvent<Application>("changed", { detail: application }));
  }
}

customElements.define("as-application-documents", ApplicationDocumentsElement);
