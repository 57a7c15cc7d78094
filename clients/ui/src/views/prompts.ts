import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError, may } from "@assistant/protocol";
import type { Prompt, RpcProblem, WritingTask } from "@assistant/protocol";
import { ask } from "../parts/dialog.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { promptsMessages as words } from "./prompts.messages.js";
import "./prompts-voice.js";
import { writingMessages } from "./writing.messages.js";
import { problemOf } from "../host-words/index.js";

/** What a model is told for each task, and how the person's own writing sounds. */
export class PromptsView extends View {
  static override properties = { ...View.properties, problems: { state: true } };
  declare private problems: readonly RpcProblem[];
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    .text.prompt, #text { font-family: var(--fontFamilyMonospace); font-size: var(--fontSizeBase200); line-height: 1.5; }
    #text { min-height: 28rem; white-space: pre; overflow-x: auto; }
    .problem { font: inherit; color: var(--colorBrandForegroundLink); background: none; border: none; padding: 0; text-decoration: underline; cursor: pointer; }
  `];
  protected override readonly watches = ["plugin.changed"];
  readonly #list = new Resource<readonly Prompt[]>(this, () => "all", async (_key, signal) => (await this.session.call("drafting/prompts", {}, { signal })).prompts);

  constructor() {
    super();
    this.problems = [];
  }

  override render(): TemplateResult {
    const [first] = this.route.path;
    return html`<as-workspace .pane=${first === undefined ? "list" : "message"} .links=${{ list: href("prompts"), message: first === undefined ? undefined : href("prompts", first) }}>
      <div slot="list" class="column">${this.#listing(first)}</div>
      <div slot="message">${this.#message(first)}</div>
    </as-workspace>`;
  }

  #listing(selected: string | undefined): TemplateResult {
    const t = words();
    const { state } = this.#list;
    return html`<header class="view-head"><h1>${t.title}</h1></header>
      ${state.kind === "failed" ? failing(state.error, () => void this.#list.reload())
        : state.kind !== "ready" ? loading(() => void this.#list.reload())
        : state.value.length === 0 ? note({ heading: t.empty, text: t.emptyText, actions: [{ label: t.voice, href: href("prompts", "voice") }, { label: t.toPlugins, href: href("plugins") }] })
        : html`<as-list class="fill" label=${t.title} .rem=${4} .items=${["voice", ...state.value]} .keyOf=${(each: Prompt | string) => (typeof each === "string" ? each : each.id)} .selected=${selected ?? ""} .row=${row} @choose=${(event: CustomEvent<string>) => this.#go(event.detail)}></as-list>`}`;
  }

  #message(id: string | undefined): TemplateResult {
    const t = words();
    if (id === "voice") return html`<as-voice .session=${this.session} .route=${this.route}></as-voice>`;
    const { state } = this.#list;
    if (state.kind === "failed") return failing(state.error, () => void this.#list.reload());
    if (state.kind !== "ready") return loading(() => void this.#list.reload());
    if (id === undefined) return note({ heading: t.choose, text: t.chooseText, actions: [{ label: t.voice, href: href("prompts", "voice") }] });
    const prompt = state.value.find((each) => each.id === id);
    if (prompt === undefined) return note({ heading: t.noSuch, actions: [{ label: t.title, href: href("prompts") }] });
    return this.route.path[1] === "edit" && may(this.session, "drafting/savePrompt") ? this.#form(prompt) : this.#shown(prompt);
  }

  #shown(prompt: Prompt): TemplateResult {
    const t = words();
    return html`<article class="page"><header><h1>${nameOf(prompt)}</h1><p class="quiet">${prompt.isOwn ? t.own : t.shipped}, ${t.version(prompt.version)}</p></header>
      <p>${t.lead}</p>${prompt.isOwn ? html`<p>${t.ownText}</p>` : nothing}
      ${may(this.session, "drafting/savePrompt") ? html`<div class="line"><fluent-button appearance="primary" @click=${() => this.#go(prompt.id, "edit")}>${t.edit}</fluent-button>${prompt.isOwn ? html`<fluent-button @click=${() => void this.#reset(prompt)}>${t.reset}</fluent-button>` : nothing}</div>` : nothing}
      <div class="text prompt" lang="en" tabindex="0" aria-label=${t.text} role="region">${prompt.text}</div>
      <a href=${href("compose")}>${t.write}</a></article>`;
  }

  #form(prompt: Prompt): TemplateResult {
    const t = words();
    return html`<div class="page"><header><h1>${nameOf(prompt)}</h1></header>
      ${this.problems.length === 0 ? nothing : html`<section class="callout danger" role="alert"><h2>${t.problems(this.problems.length)}</h2><ul class="stack">${this.problems.map((each) => this.#problem(each))}</ul></section>`}
      <div class="field"><label class="strong" for="text">${t.text}</label><textarea id="text" spellcheck="false" wrap="off" aria-invalid=${this.problems.length > 0 ? "true" : "false"} .value=${prompt.text}></textarea></div>
      <div class="line"><fluent-button appearance="primary" @click=${() => void this.#save(prompt)}>${t.save}</fluent-button><fluent-button @click=${() => this.#go(prompt.id)}>${t.cancel}</fluent-button></div></div>`;
  }

  #problem(problem: RpcProblem): TemplateResult {
    const place = placeOf(problem.path);
    return html`<li>${place === undefined ? nothing : html`<button class="problem" @click=${() => this.#point(place)}>${words().goTo(place.line, place.column)}</button>: `}${problemOf(problem)}</li>`;
  }

  #point({ line, column }: Place): void {
    const area = this.renderRoot.querySelector<HTMLTextAreaElement>("#text");
    if (area === null) return;
    const lines = area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0));
    area.scrollTop = Math.max(0, (line - 4) * (area.scrollHeight / Math.max(1, lines.length)));
  }

  #go(...path: readonly string[]): void {
    this.problems = [];
    go("prompts", ...path);
  }

  async #save(prompt: Prompt): Promise<void> {
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>("#text")?.value ?? "";
    await attempt(this, async () => {
      try {
        const saved = await this.session.call("drafting/savePrompt", { id: prompt.id, text });
        toast(this, { text: words().saved(saved.version) });
        this.#keep(saved);
      } catch (error) {
        if (!(error instanceof RpcError) || error.problems.length === 0) throw error;
        this.problems = error.problems;
      }
    });
  }

  async #reset(prompt: Prompt): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.resetHeading, text: t.resetText, yes: t.reset }))) return;
    await attempt(this, async () => {
      this.#keep(await this.session.call("drafting/savePrompt", { id: prompt.id }));
      toast(this, { text: t.wasReset });
    });
  }

  #keep(saved: Prompt): void {
    this.#list.set((this.#list.value ?? []).map((each) => (each.id === saved.id ? saved : each)));
    this.#go(saved.id);
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** `outreach:3:1` */
function placeOf(path: string): Place | undefined {
  const found = /:(\d+):(\d+)$/u.exec(path);
  return found === null ? undefined : { line: Number(found[1]), column: Number(found[2]) };
}

const nameOf = (prompt: Prompt): string => (writingMessages().task as Readonly<Partial<Record<string, string>>>)[prompt.id satisfies string as WritingTask] ?? prompt.id;

const row = (each: Prompt | string): TemplateResult => {
  const t = words();
  return typeof each === "string"
    ? html`<div class="strong cut">${t.voice}</div><div class="small quiet cut">${t.voiceText}</div>`
    : html`<div class="strong cut">${nameOf(each)}</div><div class="small quiet cut">${each.isOwn ? t.own : t.shipped}, ${t.version(each.version)}</div>`;
};

customElements.define("as-prompts", PromptsView);
