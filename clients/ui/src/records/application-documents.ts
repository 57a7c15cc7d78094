import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Application, Document, DocumentText } from "@assistant/protocol";
import { fullTime, shortTime } from "../format.js";
import "../parts/choice.js";
import type { Option } from "../parts/choice.js";
import { pageStyle } from "../parts/page-style.js";
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

/** An application has a handful of each. */
const atMost = 100;

/** A note's first words, as its title. */
const titleLength = 60;

interface Belonging {
  readonly documents: readonly { readonly document: Document; readonly role: string | undefined }[];
  readonly notes: readonly { readonly document: Document; readonly text: DocumentText | undefined }[];
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
  readonly #belonging = new Resource<Belonging>(this, () => [this.application.id, ...this.#linked].join(" "), async (key, signal) => {
    const [id = "", ...linked] = key.split(" ");
    const [about, ...others] = await Promise.all([
      this.session.call("documents/list", { about: { kind: "application", id }, limit: atMost }, { signal }),
      ...linked.map((each) => this.session.call("documents/get", { id: each }, { signal }).catch(() => undefined)),
    ]);
    const known = new Map<string, Document>([...about.documents, ...others.filter((each) => each !== undefined)].map((each) => [each.id, each]));
    const all = [...known.values()];
    const notes = await Promise.all(all.filter((each) => each.kind === "note").map(async (document) => ({ document, text: await this.session.call("documents/text", { id: document.id }, { signal }).catch(() => undefined) })));
    return { documents: all.filter((each) => each.kind !== "note").map((document) => ({ document, role: this.application.links.find(({ ref }) => ref.id === document.id)?.role })), notes };
  });
  readonly #cvs = new Pages<Document>(this, () => "cv", async (_key, cursor, limit, signal) => {
    const { documents, next } = await this.session.call("documents/list", { kind: "cv", limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: documents, next };
  });

  constructor() {
    super();
    this.busy = false;
  }

  get #linked(): readonly string[] {
    return this.application.links.filter(({ ref }) => ref.kind === "document").map(({ ref }) => ref.id);
  }

  override render(): TemplateResult {
    const { state } = this.#belonging;
    if (state.kind === "failed") return failing(state.error, () => void this.#belonging.reload());
    if (state.kind !== "ready") return loading(() => void this.#belonging.reload());
    return html`<div class="all">${this.#documents(state.value)}${this.#notes(state.value)}</div>`;
  }

  #documents({ documents }: Belonging): TemplateResult {
    const t = words();
    const kinds: Readonly<Partial<Record<string, string>>> = t.kind;
    const about = `application:${this.application.id}`;
    const here = new Set(documents.map(({ document }) => document.id));
    const cvs = this.#cvs.items.filter((each) => !here.has(each.id));
    return html`<section><h2>${t.documents}</h2>
      ${documents.length === 0 ? html`<p class="quiet small">${t.noDocuments}</p>` : html`<ul class="rows">${documents.map(({ document, role }) => html`<li>
        <fluent-badge appearance="tint" color="informative">${kinds[role ?? document.kind] ?? role ?? document.kind}</fluent-badge>
        <div class="grow"><a href=${href("documents", document.id)}>${document.title}</a> <span class="small quiet">${t.version(document.current)} · ${shortTime(document.changed)}</span></div>
        ${document.kind === "cv" && may(this.session, "documents/tailor") && canTailor(document, document.current) ? tailorLink(document.id, {}, tailorMessages().open, `${tailorMessages().open}: ${document.title}`) : nothing}
        ${may(this.session, "applications/unlink") && role !== undefined ? html`<fluent-button size="small" appearance="subtle" aria-label=${`${t.unlink}: ${document.title}`} @click=${() => void this.#unlink(document, role)}>${t.unlink}</fluent-button>` : nothing}</li>`)}</ul>`}
      ${may(this.session, "documents/create") ? html`<div class="stack">
        <a href=${hrefWith(["documents", "new"], { about, kind: "letter" })}>${t.addFile}</a>
        ${cvs.length === 0 || !may(this.session, "applications/link") ? nothing : html`<as-choice name="cv" .label=${t.addExisting} none="…" .options=${cvs.map((each): Option => ({ value: each.id, label: each.title }))} .more=${this.#cvs.hasMore} @more=${() => void this.#cvs.more()} @choose=${(event: CustomEvent<string>) => void this.#link(event.detail)}></as-choice>`}</div>` : nothing}
    </section>`;
  }

  #notes({ notes }: Belonging): TemplateResult {
    const t = words();
    return html`<section><h2>${t.notes}</h2>
      ${notes.length === 0 ? html`<p class="quiet small">${t.noNotes}</p>` : html`<ul class="rows">${notes.map(({ document, text }) => html`<li><div class="grow"><div class="note" lang="">${text?.text.trim() ?? document.title}</div><div class="small quiet"><a href=${href("documents", document.id)} aria-label=${`${fullTime(document.changed)}: ${document.title}`}>${fullTime(document.changed)}</a></div></div></li>`)}</ul>`}
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
    void this.#belonging.reload();
    this.dispatchEvent(new CustomEvent("noted"));
  }

  #say(application: Application): void {
    this.dispatchEvent(new CustomEvent<Application>("changed", { detail: application }));
  }
}

customElements.define("as-application-documents", ApplicationDocumentsElement);
