import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError, isCancelled, may } from "@assistant/protocol";
import type { ExportProgress, ExportReport } from "@assistant/protocol";
import { bytes, count } from "../format.js";
import { problemOf, said } from "../host-words/index.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { closing, failing, statesStyle, working } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { aboutOf } from "./documents-form.js";
import { keepingMessages as words } from "./privacy-keeping.messages.js";

type Step =
  | { readonly kind: "ask"; readonly error?: unknown }
  | { readonly kind: "writing"; readonly progress: ExportProgress | undefined; readonly stop: AbortController }
  | { readonly kind: "done"; readonly report: ExportReport };

/** Everything, or what belongs to one record, written where the person says. */
export class PrivacyExportElement extends View {
  static override properties = { ...View.properties, step: { state: true } };
  declare private step: Step;
  static override styles = [base, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = [];
  readonly #leftPage = new Paging(this);
  #path = "";

  constructor() {
    super();
    this.step = { kind: "ask" };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.step.kind === "writing") this.step.stop.abort();
  }

  override render(): TemplateResult {
    const t = words();
    return html`<article class="page"><header><h1>${t.export}</h1><p class="quiet">${t.exportLead}</p></header>${this.#step()}</article>`;
  }

  #step(): TemplateResult {
    const t = words();
    const { step } = this;
    if (step.kind === "writing") return working(step.progress === undefined ? "…" : t.exporting(step.progress.step, step.progress.done), { label: t.stop, run: () => step.stop.abort() });
    if (step.kind === "done") return this.#done(step.report);
    if (!may(this.session, "export/create")) return html`<code class="text" tabindex="0">assistant export --out FOLDER</code>`;
    const [about] = aboutOf(this.route.query?.["about"]);
    const problem = step.error instanceof RpcError ? step.error.problems.find((each) => each.path.startsWith("$.path")) : undefined;
    return html`${step.error === undefined || problem !== undefined ? nothing : failing(step.error, closing(() => (this.step = { ...step, error: undefined })))}
      <div class="fields"><div class="field"><label for="path">${t.path}</label><input id="path" type="text" autocomplete="off" spellcheck="false" .value=${this.#path} aria-describedby="path-help" aria-invalid=${problem === undefined ? "false" : "true"} /><span id="path-help" class="small quiet">${t.pathHelp}</span>
        ${problem === undefined ? nothing : html`<span class="small wrong" role="alert">${problemOf(problem)}</span>`}</div>
        <div><fluent-button appearance="primary" @click=${() => void this.#run()}>${about === undefined ? t.exportRun : t.exportAbout(this.route.query?.["name"] ?? t.unnamed)}</fluent-button></div></div>`;
  }

  #done(report: ExportReport): TemplateResult {
    const t = words();
    const { rows, turns } = this.#leftPage.of(report.problems);
    return html`<div class="callout done" role="status"><h2>${t.exported}</h2><code class="wrap">${report.path}</code><p>${t.files(report.files)} · ${bytes(report.bytes)}</p></div>
      <ul class="rows">${Object.entries(report.records).map(([kind, n]) => html`<li><span class="grow">${said(kind)}</span><span>${count(n)}</span></li>`)}</ul>
      ${report.warnings.length === 0 ? nothing : html`<section><h2>${t.warnings}</h2><ul class="stack">${report.warnings.map((each) => html`<li>${said(each)}</li>`)}</ul></section>`}
      ${report.problems.length === 0 ? nothing : html`<section><h2>${t.left}</h2><ul class="stack">${rows.map((each) => html`<li><code>${each.path}</code> ${problemOf(each)}</li>`)}</ul>${turns}</section>`}
      <div><fluent-button @click=${() => (this.step = { kind: "ask" })}>${t.another}</fluent-button></div>`;
  }

  async #run(): Promise<void> {
    this.#path = this.renderRoot.querySelector<HTMLInputElement>("#path")?.value.trim() ?? "";
    const [about] = aboutOf(this.route.query?.["about"]);
    const stop = new AbortController();
    this.step = { kind: "writing", progress: undefined, stop };
    try {
      const report = await this.session.call("export/create", { path: this.#path, ...(about === undefined ? {} : { about }) }, { signal: stop.signal, onProgress: (progress) => {
        if (this.step.kind === "writing") this.step = { kind: "writing", progress, stop };
      } });
      this.step = { kind: "done", report };
    } catch (error) {
      this.step = isCancelled(error) ? { kind: "ask" } : { kind: "ask", error };
    }
  }
}

customElements.define("as-privacy-export", PrivacyExportElement);
