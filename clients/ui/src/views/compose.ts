import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError, isCancelled, may } from "@assistant/protocol";
import type { Model, Writing, WritingPlan, WritingStartRequest } from "@assistant/protocol";
import { describe } from "../describe.js";
import { count } from "../format.js";
import { said } from "../host-words/index.js";
import { SubjectNames } from "../names.js";
import { pageStyle } from "../parts/page-style.js";
import { action, failing, loading, note, statesStyle } from "../parts/states.js";
import type { Action } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { providerName, roleName, sourcesInWords } from "../payload.js";
import { attempt } from "../record.js";
import { amountOf, arrivedText } from "../records/writing.js";
import { href, hrefWith } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { WritingRun } from "../writing-run.js";
import type { Run } from "../writing-run.js";
import "./compose-form.js";
import { composeMessages as words } from "./compose.messages.js";
import { writingMessages } from "./writing.messages.js";

type Plan =
  | { readonly kind: "none" }
  | { readonly kind: "asking" }
  | { readonly kind: "failed"; readonly error: unknown; readonly request: WritingStartRequest }
  | { readonly kind: "answered"; readonly plan: WritingPlan; readonly request: WritingStartRequest; readonly model: Model | undefined };

/** Writing with a model: what to write beside what would be sent, what is arriving, and what came of it. */
export class ComposeView extends View {
  static override properties = { ...View.properties, plan: { state: true } };
  declare private plan: Plan;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`
    :host { container-type: inline-size; }
    .both { height: 100%; overflow-y: auto; display: flex; flex-direction: column; }
    .result { order: 2; border-top: 1px solid var(--colorNeutralStroke2); min-width: 0; }
    .both.busy .result { order: -1; border-top: none; border-bottom: 1px solid var(--colorNeutralStroke2); }
    .arriving { min-height: 8rem; }
    .form { padding-bottom: 0; }
    .caret { display: inline-block; width: 0.5em; height: 1em; vertical-align: text-bottom; background: var(--colorCompoundBrandBackground); }
    @media (prefers-reduced-motion: no-preference) { .caret { animation: blink 1s steps(2) infinite; } }
    @keyframes blink { 50% { opacity: 0; } }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow-y: auto; padding: var(--spacingVerticalM); background: var(--colorNeutralBackground3); border-radius: var(--borderRadiusMedium); }
    .fields-list { overflow-wrap: anywhere; }
    details > as-writing { display: block; height: auto; }
    as-writing { height: auto; }
    @container (min-width: 52rem) {
      .both { display: grid; grid-template-columns: minmax(20rem, 25rem) minmax(0, 46rem); grid-template-rows: minmax(0, 1fr); overflow: hidden; }
      .both > * { overflow-y: auto; min-height: 0; order: 0 !important; }
      .result, .both.busy .result { border: none; border-inline: 1px solid var(--colorNeutralStroke2); }
    }
  `];
  protected override readonly watches = [];
  readonly #run = new WritingRun(this);
  readonly #names = new SubjectNames(this);
  /** What was asked for last here, to ask for it again. */
  #last: WritingStartRequest | undefined;

  constructor() {
    super();
    this.plan = { kind: "none" };
  }

  override render(): TemplateResult {
    const t = words();
    const { run } = this.#run;
    const shown = this.#shown(run);
    return html`<div class="both ${run.kind === "none" && this.plan.kind === "none" && shown === undefined ? "" : "busy"}">
      <div class="page form"><header><h1>${t.title}</h1><p class="quiet">${t.lead}</p></header>
        <as-compose-form .session=${this.session} .route=${this.route} .busy=${run.kind === "running"} @plan=${(event: CustomEvent<WritingStartRequest>) => void this.#ask(event.detail)} @write=${(event: CustomEvent<WritingStartRequest>) => void this.#write(event.detail)} @alter=${this.#altered}></as-compose-form></div>
      <section class="result" tabindex="0" aria-label=${writingMessages().title}>${this.#result(run, shown)}</section>
    </div>`;
  }

  #shown(run: Run): string | undefined {
    return run.kind === "done" ? run.writing.id : run.kind === "none" && this.plan.kind === "none" ? this.route.query?.["writing"] : undefined;
  }

  #result(run: Run, shown: string | undefined): TemplateResult {
    const t = words();
    if (run.kind === "running") return this.#arriving(run);
    if (run.kind === "cancelled") return note({ heading: t.cancelled, text: this.#last === undefined ? t.cancelledText : `${t.cancelledText} ${t.cancelledForm}`, actions: [{ label: t.close, run: () => this.#run.clear() }] });
    if (run.kind === "failed") return this.#failed(run.error);
    if (shown !== undefined) {
      const last = this.#last;
      return html`<as-writing pane="message" .session=${this.session} .recordId=${shown} @settled=${() => this.#another()}></as-writing>
        <div class="page"><details><summary>${t.evidence}</summary><as-writing pane="evidence" .session=${this.session} .recordId=${shown}></as-writing></details>
          <div class="line">${last === undefined ? nothing : html`<fluent-button aria-describedby="again-text" @click=${() => void this.#write({ ...last, fresh: true })}>${t.again}</fluent-button>`}<fluent-button @click=${() => this.#another()}>${t.another}</fluent-button></div>
          ${last === undefined ? nothing : html`<p id="again-text" class="small quiet">${t.againText}</p>`}</div>`;
    }
    const { plan } = this;
    if (plan.kind === "asking") return loading({ label: t.close, run: () => (this.plan = { kind: "none" }) });
    if (plan.kind === "failed") return failing(plan.error, () => void this.#ask(plan.request));
    if (plan.kind === "answered") return this.#planned(plan.plan, plan.request, plan.model);
    return note({ heading: t.resultHeading, text: t.resultText, actions: [{ label: t.earlier, href: href("writings") }] });
  }

  /** Why it was not written, what came of it all the same, and the ways on: the same again, or without a model. */
  #failed(error: unknown): TemplateResult {
    const t = words();
    const w = writingMessages();
    const last = this.#last;
    const { heading, todo, said: sentences } = describe(error);
    const isHosts = error instanceof RpcError;
    const ways: Action[] = [];
    if (last !== undefined) {
      ways.push({ label: t.tryAgain, run: () => void this.#write(last) });
      if (last.model !== "offline" && !(isHosts && error.is("invalid"))) ways.push({ label: w.withoutModel, run: () => void this.#write({ ...last, model: "offline" }) });
    }
    ways.push({ label: t.close, run: () => this.#run.clear() });
    const arrived = isHosts ? error.arrived : undefined;
    return html`<div class="state failing" role="alert"><h2>${isHosts ? w.failedHeading : heading}</h2>
        ${isHosts || todo === undefined ? nothing : html`<p>${todo}</p>`}
        ${sentences.filter((each, index) => !sentences.some((other, at) => at !== index && other.includes(each))).map((each) => html`<p class="detail">${said(each)}</p>`)}
        <div class="line">${ways.map((each, index) => action(each, index === 0))}</div></div>
      <div class="page">${arrived === undefined ? nothing : arrivedText(arrived)}<div class="line"><a href=${href("models")}>${t.toModels}</a><a href=${href("spending")}>${t.toSpending}</a></div></div>`;
  }

  #arriving(run: Extract<Run, { kind: "running" }>): TemplateResult {
    const t = words();
    const w = writingMessages();
    return html`<div class="page"><header><h2>${w.task[run.task]}: ${this.#names.of(run.subjectId) ?? w.someone}</h2>
        <p class="quiet" role="status">${run.lost ? t.lostHeading : run.text === "" ? `${t.waiting} …` : html`${t.writing} … ${run.stage === "" || run.stage === "writing" ? nothing : html`(${said(run.stage)})`}`}</p></header>
      ${run.lost ? html`<div class="callout warning"><p>${t.lostText}</p></div>` : nothing}
      <div class="text arriving" aria-busy="true">${run.text}<span class="caret" aria-hidden="true"></span></div>
      <div><fluent-button ?disabled-focusable=${run.lost} @click=${() => this.#run.cancel()}>${t.cancel}</fluent-button></div></div>`;
  }

  #planned(plan: WritingPlan, request: WritingStartRequest, model: Model | undefined): TemplateResult {
    const t = words();
    const amount = amountOf(plan.estimate);
    const asks = model !== undefined && !model.isAllowed && !model.isLocal;
    return html`<article class="page"><header><h2>${t.planHeading}</h2></header>
      ${model?.provider === "rehearsal" ? html`<div class="callout warning">${t.rehearsed}</div>` : nothing}
      ${plan.payload.length === 0 ? html`<p>${t.planNothing}</p>` : html`<dl class="facts">
        <dt>${t.provider}</dt><dd>${providerName(plan.provider)}${plan.model === undefined || plan.model === plan.provider ? nothing : html`, ${plan.model}`}</dd>
        <dt>${t.endpoint}</dt><dd>${plan.endpoint === undefined ? nothing : html`<code>${plan.endpoint}</code> `}<fluent-badge appearance="tint" color=${plan.isLocal ? "success" : "warning"}>${plan.isLocal ? t.stays : t.leaves}</fluent-badge></dd>
        <dt>${t.estimate}</dt><dd>${t.tokens(count(plan.estimate.inputTokens), count(plan.estimate.outputTokens))}; ${amount === undefined ? t.noPrice : t.costs(amount)}</dd></dl>`}
      ${plan.obstacle === undefined ? nothing : html`<div class="callout warning"><h3>${t.obstacle}</h3><p>${said(plan.obstacle)}</p>${plan.remedy === undefined ? nothing : html`<p>${said(plan.remedy)}</p>`}
        ${asks ? nothing : html`<div class="line"><a href=${href("models")}>${t.toModels}</a><a href=${href("spending")}>${t.toSpending}</a></div>`}</div>`}
      ${plan.fields.length === 0 ? nothing : html`<section><h3>${t.fields}</h3><ul class="fields-list">${sourcesInWords(plan.fields).map((each) => html`<li>${each}</li>`)}</ul></section>`}
      ${plan.payload.length === 0 ? nothing : html`<section><h3>${t.payload}</h3>${plan.payload.map((each, index) => html`<details ?open=${index > 0 || plan.payload.length === 1}><summary>${roleName(each.role)}</summary><pre tabindex="0" aria-label=${roleName(each.role)}>${each.text}</pre></details>`)}</section>`}
      ${asks ? this.#allowing(model, request) : nothing}
      <div class="line">${plan.obstacle === undefined ? html`<fluent-button appearance="primary" @click=${() => void this.#write(request)}>${t.write}</fluent-button>` : nothing}<fluent-button @click=${() => (this.plan = { kind: "none" })}>${t.close}</fluent-button></div>
    </article>`;
  }

  #allowing(model: Model, request: WritingStartRequest): TemplateResult {
    const t = words();
    const name = model.name ?? model.id;
    return may(this.session, "drafting/allowModel")
      ? html`<div class="callout"><p>${t.allowText}</p><fluent-button appearance="primary" @click=${() => void this.#allow(model, request)}>${t.allow(name)}</fluent-button></div>`
      : html`<div class="callout"><p>${t.mayNotAllow}</p><code>assistant models allow ${model.id}</code></div>`;
  }

  readonly #altered = (): void => {
    // What was shown is not what would be sent any more.
    if (this.plan.kind === "answered" || this.plan.kind === "failed") this.plan = { kind: "none" };
  };

  #another(): void {
    this.#run.clear();
    this.#last = undefined;
    this.plan = { kind: "none" };
    location.hash = href("compose");
  }

  /** Where one pane stands above the other, what was asked for comes into sight, and the focus with it. */
  async #reveal(): Promise<void> {
    await this.updateComplete;
    const both = this.renderRoot.querySelector<HTMLElement>(".both");
    if (both === null || getComputedStyle(both).display === "grid") return;
    both.scrollTop = 0;
    this.renderRoot.querySelector<HTMLElement>(".result")?.focus({ preventScroll: true });
  }

  async #ask(request: WritingStartRequest): Promise<void> {
    this.#run.clear();
    this.plan = { kind: "asking" };
    void this.#reveal();
    try {
      const [plan, { models }] = await Promise.all([this.session.call("writing/plan", request), this.session.call("drafting/models", {})]);
      const model = request.model === undefined ? models.find((each) => each.isChosen) : models.find((each) => each.id === request.model);
      this.plan = { kind: "answered", plan, request, model };
    } catch (error) {
      this.plan = isCancelled(error) ? { kind: "none" } : { kind: "failed", error, request };
    }
  }

  async #write(request: WritingStartRequest): Promise<void> {
    this.plan = { kind: "none" };
    this.#last = request;
    // Whoever came here to have it written again means anew.
    const started = this.#run.start(this.route.query?.["again"] === undefined ? request : { ...request, fresh: true });
    void this.#reveal();
    await started;
    const { run } = this.#run;
    if (run.kind === "done" && this.isConnected) keepPlace(run.writing, request);
  }

  async #allow(model: Model, request: WritingStartRequest): Promise<void> {
    const done = await attempt(this, async () => {
      await this.session.call("drafting/allowModel", { id: model.id });
      toast(this, { text: words().allowed(model.name ?? model.id) });
    });
    if (done) await this.#ask(request);
  }
}

/** So that a reload shows what was written, and the form what it was written from. */
function keepPlace(writing: Writing, request: WritingStartRequest): void {
  history.replaceState(null, "", hrefWith("compose", { contact: request.contactId, application: request.about?.id, task: request.task, draft: writing.draftId, model: request.model, writing: writing.id }));
  // Replacing tells nobody, and the frame takes the address from this.
  dispatchEvent(new HashChangeEvent("hashchange"));
}

customElements.define("as-compose", ComposeView);
