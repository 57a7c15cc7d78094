import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Document, DocumentLine, DocumentText, Writing } from "@assistant/protocol";
import { fullTime } from "../format.js";
import { quoted } from "../locale.js";
import { SubjectNames, subjectOf } from "../names.js";
import "../parts/choice.js";
import { changes, changesKey, claimStyle } from "../parts/claims.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { wordDiff } from "../parts/word-diff.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { suggestions } from "./documents-suggestions.js";
import type { Suggestions } from "./documents-suggestions.js";
import { documentsMessages as words } from "./documents.messages.js";
import { tailorMessages } from "./tailor.messages.js";

/** A person chooses among the newest; an older one is reached from the writing itself. */
const newestWritings = 100;

/**
 * A document's own file, line by line, each with what it would say instead: what a writing suggests, and what a person writes. What is ticked becomes a new
 * version of the file, with its styles.
 */
export class DocumentTailorElement extends View {
  static override properties = { ...View.properties, recordId: { attribute: false }, version: { state: true }, writingId: { state: true }, own: { state: true }, left: { state: true }, editing: { state: true }, busy: { state: true } };
  declare recordId: string;
  declare private version: number | undefined;
  declare private writingId: string | undefined;
  /** What the person wrote, by the line's number. */
  declare private own: ReadonlyMap<number, string>;
  /** The lines whose change is not taken. */
  declare private left: ReadonlySet<number>;
  declare private editing: number | undefined;
  declare private busy: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, claimStyle, css`
    :host { height: auto; }
    .choose { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: var(--spacingVerticalS) var(--spacingHorizontalM); }
    .lines > li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr) max-content; gap: 0 var(--spacingHorizontalM); align-items: start; max-width: none; padding-block: var(--spacingVerticalXS); border-bottom: 1px solid var(--colorNeutralStroke3); overflow-wrap: anywhere; }
    .lines > li.changed { background: var(--colorNeutralBackground2); }
    .lines .number { text-align: end; font-variant-numeric: tabular-nums; padding-block-start: var(--spacingVerticalXXS); }
    .lines .says { padding-block-start: var(--spacingVerticalXXS); }
    .lines .item { padding-inline-start: var(--spacingHorizontalL); }
    .lines textarea { min-height: 4rem; }
    .tick { display: flex; align-items: start; gap: var(--spacingHorizontalS); min-width: 0; }
    .tick input { flex: none; }
    .end { position: sticky; inset-block-end: 0; padding-block: var(--spacingVerticalM); background: var(--colorNeutralBackground1); border-block-start: 1px solid var(--colorNeutralStroke2); }
  `];
  protected override readonly watches = ["document.changed", "writing.changed"];
  readonly #people = new SubjectNames(this);
  readonly #document = new Resource<Document>(this, () => this.recordId, (id, signal) => this.session.call("documents/get", { id }, { signal }));
  readonly #text = new Resource<DocumentText>(this, () => (this.#version === undefined ? undefined : `${this.recordId} ${this.#version}`), (key, signal) => {
    const [id = "", version] = key.split(" ");
    return this.session.call("documents/text", { id, version: Number(version) }, { signal });
  });
  readonly #writings = new Resource<readonly Writing[]>(this, () => "cvTailoring", async (task, signal) => (await this.session.call("writing/list", { limit: newestWritings }, { signal })).writings.filter((each) => each.task === task && each.state === "done"));
  readonly #writing = new Resource<Writing>(this, () => this.#chosen, (id, signal) => this.session.call("writing/get", { id }, { signal }));

  constructor() {
    super();
    this.own = new Map();
    this.left = new Set();
    this.busy = false;
  }

  /** What the person chose, else what the address names, else the current version. */
  get #version(): number | undefined {
    const asked = Number(this.route.query?.["version"]);
    return this.version ?? (asked > 0 ? asked : this.#document.value?.current);
  }

  get #chosen(): string | undefined {
    return (this.writingId ?? this.route.query?.["writing"] ?? "") || undefined;
  }

  override render(): TemplateResult {
    const t = tailorMessages();
    const { state } = this.#document;
    if (state.kind === "failed") return failing(state.error, () => void this.#document.reload());
    if (state.kind !== "ready") return loading(() => void this.#document.reload());
    return html`<article class="page"><header><h2 class="wrap">${t.title(state.value.title)}</h2><p class="quiet">${t.lead}</p><a href=${href("documents", state.value.id)}>${words().back}</a></header>
      <div class="choose">${this.#versions(state.value)}${this.#sources()}</div>
      ${this.#whole(state.value)}
    </article>`;
  }

  #versions(document: Document): TemplateResult {
    const t = words();
    return html`<as-choice name="version" .label=${tailorMessages().version} .options=${document.versions.map(({ number, created }) => ({ value: `${number}`, label: `${t.version(number)} · ${fullTime(created)}` }))} .value=${`${this.#version ?? ""}`} @choose=${(event: CustomEvent<string>) => this.#begin({ version: Number(event.detail) })}></as-choice>`;
  }

  #sources(): TemplateResult {
    const t = tailorMessages();
    const listed = this.#writings.value ?? [];
    const known = this.#writing.value;
    const all = known === undefined || listed.some((each) => each.id === known.id) ? listed : [known, ...listed];
    return html`<div class="field"><label for="writing">${t.from}</label><select id="writing" @change=${(event: Event) => this.#begin({ writingId: (event.target as HTMLSelectElement).value })}>
      <option value="" .selected=${this.#chosen === undefined}>${t.byHand}</option>
      ${all.map((each) => html`<option value=${each.id} .selected=${each.id === this.#chosen}>${t.suggested(this.#people.of(subjectOf(each)), fullTime(each.started))}</option>`)}</select></div>`;
  }

  #whole(document: Document): TemplateResult {
    const t = tailorMessages();
    const [text, writing] = [this.#text.state, this.#writing.state];
    if (text.kind === "failed") return failing(text.error, () => void this.#text.reload());
    if (writing.kind === "failed") return failing(writing.error, () => void this.#writing.reload());
    if (text.kind !== "ready" || writing.kind === "loading") return loading(() => void this.#writing.reload());
    const { lines } = text.value;
    const found = suggestions(lines, this.#writing.value);
    const taken = this.#taken(lines, found);
    return html`${this.#told(found)}
      <div><h3>${t.lines}</h3>${changesKey()}</div>
      <ol class="lines">${lines.map((line) => this.#line(line, found))}</ol>
      <div class="line end"><fluent-button appearance="primary" ?disabled-focusable=${this.busy || taken.length === 0} @click=${() => void this.#keep(document, text.value.version, taken)}>${t.keep}</fluent-button><span role="status" class="small quiet">${taken.length === 0 ? t.none : t.count(taken.length)}</span></div>`;
  }

  #told({ lost, claims, writing }: Suggestions): TemplateResult | typeof nothing {
    const t = tailorMessages();
    if (lost.length === 0 && claims.length === 0) return nothing;
    return html`<div class="callout warning">
      ${claims.length === 0 || writing === undefined ? nothing : html`<p>${t.claims(claims.map((each) => quoted(each.text)).join(", "))}</p><a href=${href("writings", writing.id)}>${t.toWriting}</a>`}
      ${lost.length === 0 ? nothing : html`<p>${t.lost}</p><ul class="stack">${lost.map((each) => html`<li class="wrap">${each}</li>`)}</ul>`}</div>`;
  }

  #line(line: DocumentLine, found: Suggestions): TemplateResult {
    const t = tailorMessages();
    const { number, text, mark = "" } = line;
    const wanted = this.#wanted(line, found);
    const stopped = this.#stopped(number, found);
    const shape = mark.startsWith("#") ? "strong" : mark === "" ? "" : "item";
    const says = this.editing === number
      ? html`<div class="stack"><textarea id="own" aria-label=${t.anew(number)} .value=${wanted ?? text}></textarea><div class="line"><fluent-button size="small" @click=${() => this.#write(line, found)}>${t.take}</fluent-button><fluent-button size="small" appearance="subtle" @click=${() => (this.editing = undefined)}>${t.leave}</fluent-button></div></div>`
      : wanted === undefined ? html`<div class="says ${shape}" lang="">${text}</div>`
      : html`<label class="tick"><input type="checkbox" aria-label=${t.tick(number)} ?disabled=${stopped} .checked=${!stopped && !this.left.has(number)} @change=${(event: Event) => this.#tick(number, (event.target as HTMLInputElement).checked)} /><span class="says ${shape}" lang="">${changes(wordDiff(text, wanted))}</span></label>`;
    return html`<li class=${wanted === undefined ? "" : "changed"}><span class="number small quiet">${number}</span><div>${says}${stopped && this.editing !== number ? html`<p class="small wrong">${t.stopped}</p>` : nothing}</div>
      ${this.editing === number ? html`<span></span>` : html`<fluent-button size="small" appearance="subtle" aria-label=${t.change(number)} @click=${() => this.#edit(number)}>${t.edit}</fluent-button>`}</li>`;
  }

  /** What a line would say: the person's own words before the writing's. */
  #wanted({ number, text }: DocumentLine, { texts }: Suggestions): string | undefined {
    const wanted = this.own.get(number) ?? texts.get(number);
    return wanted === text ? undefined : wanted;
  }

  /** What a writing says and no source has is taken by nobody who did not say that it is true. */
  #stopped(line: number, { unproven }: Suggestions): boolean {
    return unproven.has(line) && !this.own.has(line);
  }

  #taken(lines: readonly DocumentLine[], found: Suggestions): readonly { readonly line: number; readonly old: string; readonly new: string }[] {
    return lines.flatMap((line) => {
      const wanted = this.#wanted(line, found);
      return wanted === undefined || this.left.has(line.number) || this.#stopped(line.number, found) ? [] : [{ line: line.number, old: line.text, new: wanted }];
    });
  }

  /** Another version or writing: the lines are others, and what was written and ticked for them is over. */
  #begin(chosen: { readonly version?: number; readonly writingId?: string }): void {
    if (chosen.version !== undefined) this.version = chosen.version;
    if (chosen.writingId !== undefined) this.writingId = chosen.writingId;
    if (chosen.version !== undefined) this.own = new Map();
    this.left = new Set();
    this.editing = undefined;
  }

  #edit(number: number): void {
    this.editing = number;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLTextAreaElement>("#own")?.focus());
  }

  #write(line: DocumentLine, found: Suggestions): void {
    const text = (this.renderRoot.querySelector<HTMLTextAreaElement>("#own")?.value ?? "").replace(/\s+/gu, " ").trim();
    const own = new Map(this.own);
    if (text === (found.texts.get(line.number) ?? line.text)) own.delete(line.number);
    else own.set(line.number, text);
    this.own = own;
    this.#tick(line.number, true);
    this.editing = undefined;
  }

  #tick(number: number, taken: boolean): void {
    const left = new Set(this.left);
    if (taken) left.delete(number);
    else left.add(number);
    this.left = left;
  }

  async #keep(document: Document, version: number, taken: readonly { readonly line: number; readonly old: string; readonly new: string }[]): Promise<void> {
    this.busy = true;
    await attempt(this, async () => {
      const tailored = await this.session.call("documents/tailor", { id: document.id, revision: document.revision, version, changes: taken });
      toast(this, { text: tailorMessages().kept(tailored.current, version) });
      this.dispatchEvent(new CustomEvent<Document>("done", { detail: tailored }));
      go("documents", document.id, "compare");
    });
    this.busy = false;
  }
}

customElements.define("as-document-tailor", DocumentTailorElement);
