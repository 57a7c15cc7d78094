import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError, isCancelled, may } from "@assistant/protocol";
import type { PostingCaptureRequest, PostingCaptureResponse, PostingFacts, PostingReading } from "@assistant/protocol";
import "../parts/form.js";
import type { FieldSchema, FormSchema, FormValues } from "../parts/form.js";
import { pageStyle } from "../parts/page-style.js";
import { action, closing, failing, note, statesStyle, working } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { upload } from "../upload.js";
import { View } from "../view.js";
import { detailsOf, detailsSchema, valuesOf } from "./applications-form.js";
import "./capture-import.js";
import { captureMessages as words } from "./capture.messages.js";
import { said } from "../host-words/index.js";

type Source = Pick<PostingCaptureRequest, "source" | "text" | "mediaType" | "address">;

type Step =
  | { readonly kind: "choose"; readonly error?: unknown }
  | { readonly kind: "reading"; readonly fetching: boolean; readonly stop: AbortController }
  | { readonly kind: "look"; readonly source: Source; readonly reading: PostingReading; readonly asked: readonly string[]; readonly values?: FormValues; readonly error?: unknown; readonly busy?: boolean }
  | { readonly kind: "done"; readonly answer: PostingCaptureResponse };

/** A posting becomes an application: pasted, from a file, or from an address that is shown before it is asked; looked at field by field, then saved. */
export class CaptureView extends View {
  static override properties = { ...View.properties, step: { state: true }, address: { state: true } };
  declare private step: Step;
  declare private address: string;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`.scroll { height: 100%; overflow-y: auto; }`];
  protected override readonly watches = [];

  constructor() {
    super();
    this.step = { kind: "choose" };
    this.address = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.step.kind === "reading") this.step.stop.abort();
  }

  override render(): TemplateResult {
    const t = words();
    const table = this.route.path[0] === "import";
    if (!may(this.session, "postings/capture")) return note({ heading: t.title, command: "assistant capture FILE", actions: [{ label: t.toBoard, href: href("applications") }] });
    return html`<div class="scroll"><div class="page"><header><h1>${t.title}</h1><nav class="tabs" aria-label=${t.title}><a class="tab" href=${href("capture")} aria-current=${table ? nothing : "page"}>${t.posting}</a><a class="tab" href=${href("capture", "import")} aria-current=${table ? "page" : nothing}>${t.table}</a></nav></header>
      ${table ? html`<as-capture-import .session=${this.session} .route=${this.route}></as-capture-import>` : this.#step()}</div></div>`;
  }

  #step(): TemplateResult {
    const t = words();
    const { step } = this;
    switch (step.kind) {
      case "choose": return html`${step.error === undefined ? nothing : failing(step.error, closing(() => (this.step = { kind: "choose" })))}${this.#choose()}`;
      case "reading": return working(step.fetching ? t.fetching : t.reading, { label: t.stop, run: () => step.stop.abort() });
      case "look": return this.#look(step);
      case "done": return this.#done(step.answer);
    }
  }

  #choose(): TemplateResult {
    const t = words();
    const url = urlOf(this.address);
    return html`<p class="quiet">${t.lead}</p><div class="fields">
      <div class="field"><label for="paste">${t.paste}</label><textarea id="paste" rows="6" placeholder=${t.pasteHint}></textarea><div><fluent-button appearance="primary" @click=${() => this.#paste()}>${t.read}</fluent-button></div></div>
      <div class="field"><label for="file">${t.file}</label><input id="file" type="file" accept=".html,.htm,.mhtml,.json,.txt,.md,text/html,application/json,text/plain" @change=${this.#file} /></div>
      <div class="field"><label for="address">${t.address}</label><input id="address" type="text" inputmode="url" autocomplete="off" spellcheck="false" placeholder=${t.addressHint} .value=${this.address} @input=${(event: Event) => (this.address = (event.target as HTMLInputElement).value)} />
        ${this.address.trim() === "" ? nothing : url === undefined ? html`<p class="small wrong" role="alert">${t.noAddress}</p>` : url.protocol !== "https:" ? html`<p class="small wrong" role="alert">${t.notHttps}</p>`
          : html`<div class="callout"><p>${t.exactly}</p><code class="wrap">${url.href}</code><fluent-button @click=${() => void this.#fetch(url.href)}>${t.fetch}</fluent-button></div>`}</div>
    </div>`;
  }

  #look(step: Extract<Step, { kind: "look" }>): TemplateResult {
    const t = words();
    const { reading, error, asked, busy } = step;
    const problems = error instanceof RpcError ? error.problems : [];
    return html`<section><h2>${t.found}</h2><p class="quiet">${t.readFrom(t.readFormats[reading.format])}</p>
        ${reading.warnings.length === 0 ? nothing : html`<div class="callout warning"><h3>${t.warnings}</h3><ul class="stack">${reading.warnings.map((each) => html`<li>${said(each)}</li>`)}</ul></div>`}
        ${error === undefined || problems.length > 0 ? nothing : failing(error, closing(() => (this.step = { ...step, error: undefined })))}
        <as-form own .schema=${schemaOf(reading)} .values=${step.values ?? valuesOf({ ...(reading.companyGuess === undefined ? {} : { company: reading.companyGuess }), ...reading.facts })} .problems=${problems} save-label=${t.save} .busy=${busy === true} @save=${(event: CustomEvent<FormValues>) => void this.#save(step, event.detail)}></as-form></section>
      ${asked.length === 0 ? nothing : html`<details><summary>${t.asked}</summary>${asked.map((each) => html`<code class="text">${each}</code>`)}</details>`}
      <details><summary>${t.text}</summary><div class="text" lang="" tabindex="0">${reading.text}</div></details>
      <div><fluent-button appearance="subtle" @click=${() => (this.step = { kind: "choose" })}>${t.another}</fluent-button></div>`;
  }

  #done(answer: PostingCaptureResponse): TemplateResult {
    const t = words();
    return html`<div class="callout done" role="status"><h2>${answer.existed ? t.existed : t.done}</h2><p>${answer.existed ? t.existedText : t.doneText}</p>
        <div class="line">${action({ label: t.open, href: href("applications", answer.applicationId) }, true)}<a href=${href("documents", answer.documentId)}>${t.openPosting}</a><a href=${href("applications")}>${t.toBoard}</a></div></div>
      <div><fluent-button @click=${() => { this.address = ""; this.step = { kind: "choose" }; }}>${t.another}</fluent-button></div>`;
  }

  #paste(): void {
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>("#paste")?.value ?? "";
    if (text.trim() !== "") void this.#read(() => Promise.resolve({ text }));
  }

  readonly #file = (event: Event): void => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file !== undefined) void this.#read(async (signal) => ({ source: await upload(this.session, file, signal), ...(file.type === "" ? {} : { mediaType: file.type }) }));
  };

  async #read(source: (signal: AbortSignal) => Promise<Source>): Promise<void> {
    await this.#work(false, async (signal) => {
      const from = await source(signal);
      return { kind: "look", source: from, reading: await this.session.call("postings/read", from, { signal }), asked: [] };
    });
  }

  async #fetch(url: string): Promise<void> {
    await this.#work(true, async (signal) => {
      const { reading, addresses, source, mediaType } = await this.session.call("postings/fetch", { url }, { signal });
      return { kind: "look", source: { source, mediaType, address: addresses.at(-1) ?? url }, reading, asked: addresses };
    });
  }

  async #work(fetching: boolean, work: (signal: AbortSignal) => Promise<Step>): Promise<void> {
    const stop = new AbortController();
    this.step = { kind: "reading", fetching, stop };
    try {
      const next = await work(stop.signal);
      if (!stop.signal.aborted) this.step = next;
    } catch (error) {
      this.step = isCancelled(error) ? { kind: "choose" } : { kind: "choose", error };
      return;
    }
    if (stop.signal.aborted) this.step = { kind: "choose" };
  }

  async #save(step: Extract<Step, { kind: "look" }>, values: FormValues): Promise<void> {
    this.step = { ...step, values, busy: true };
    try {
      this.step = { kind: "done", answer: await this.session.call("postings/capture", { ...step.source, corrections: correctionsOf(step.reading.facts, values) }) };
    } catch (error) {
      this.step = { ...step, values, error, busy: false };
    }
  }
}

function urlOf(text: string): URL | undefined {
  const given = text.trim();
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:/iu.test(given) ? given : `https://${given}`);
  } catch {
    return undefined;
  }
}

/** The fields of a posting, each with where it was found. */
function schemaOf(reading: PostingReading): FormSchema {
  const t = words();
  // A posting has no tags, and does not know when somebody applied.
  const known = Object.entries(detailsSchema().properties ?? {}).filter(([name]) => name !== "tags" && name !== "applied");
  const all: readonly (readonly [string, FieldSchema])[] = [...known, ["employment", { type: "string", title: t.employment }]];
  const where = new Map(reading.fields.map((field) => [field.name, field.found]));
  const found = (name: string): string | undefined => where.get(/^pay|^currency$|^period$/u.test(name) ? "pay" : name);
  return {
    required: ["company", "role"],
    properties: Object.fromEntries(all.map(([name, field]) => [name, { ...field, description: name === "company" && reading.companyGuess !== undefined ? t.guessed : found(name) === undefined ? t.notFound : t.foundAt(found(name) ?? "") }])),
  };
}

/** What the person says otherwise than it was found. */
function correctionsOf(facts: PostingFacts, values: FormValues): PostingFacts {
  const { employment, ...rest } = values;
  const given: Readonly<Record<string, unknown>> = { ...detailsOf(rest), ...(employment === undefined ? {} : { employment }) };
  const before = facts as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => name !== "tags" && value !== "" && JSON.stringify(value) !== JSON.stringify(before[name])));
}

customElements.define("as-capture", CaptureView);
