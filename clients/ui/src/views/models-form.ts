import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { Model, ModelProvider, ModelSaveRequest, RpcProblem } from "@assistant/protocol";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { modelsMessages as words } from "./models.messages.js";
import { problemOf } from "../host-words/index.js";

interface Preset {
  readonly provider: ModelProvider;
  readonly endpoint: string;
  readonly name: string;
  readonly key: boolean;
}

/** Where each listens as it comes. */
const presets = {
  ollama: { provider: "openAi", endpoint: "http://127.0.0.1:11434/v1", name: "llama3.2", key: false },
  lmstudio: { provider: "openAi", endpoint: "http://127.0.0.1:1234/v1", name: "", key: false },
  llamacpp: { provider: "openAi", endpoint: "http://127.0.0.1:8080/v1", name: "default", key: false },
  vllm: { provider: "openAi", endpoint: "http://127.0.0.1:8000/v1", name: "", key: false },
  openai: { provider: "openAi", endpoint: "https://api.openai.com/v1", name: "gpt-4o-mini", key: true },
  azure: { provider: "openAi", endpoint: "https://RESOURCE.openai.azure.com/openai/v1", name: "", key: true },
  anthropic: { provider: "anthropic", endpoint: "", name: "", key: true },
  other: { provider: "openAi", endpoint: "", name: "", key: true },
} as const satisfies Readonly<Record<string, Preset>>;
type PresetName = keyof typeof presets;
const names = Object.keys(presets) as readonly PresetName[];

/** Adds a model, or changes one. The key is sent once and leaves the page with the form. Says `done` with the model, and `leave`. */
export class ModelFormElement extends View {
  static override properties = { ...View.properties, model: { attribute: false }, preset: { state: true }, problems: { state: true }, error: { state: true }, busy: { state: true } };
  declare model: Model | undefined;
  declare private preset: PresetName;
  declare private problems: readonly RpcProblem[];
  declare private error: unknown;
  declare private busy: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    input[type="password"], input[type="number"], input[type="url"] { font: inherit; width: 100%; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalM); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
  `];
  protected override readonly watches = [];

  constructor() {
    super();
    this.preset = "ollama";
    this.problems = [];
    this.busy = false;
  }

  override render(): TemplateResult {
    const t = words();
    const { model } = this;
    const given: Preset = presets[this.preset];
    const provider = model?.provider ?? given.provider;
    return html`<div class="page"><header><h1>${model === undefined ? t.newTitle : t.editTitle(model.id)}</h1></header>
      ${this.error === undefined ? nothing : failing(this.error, closing(() => (this.error = undefined)))}
      <div class="fields">
        ${model !== undefined ? nothing : html`<div class="field"><label for="preset">${t.preset}</label><select id="preset" @change=${this.#choose}>${names.map((each) => html`<option value=${each} ?selected=${each === this.preset}>${t.presets[each]}</option>`)}</select></div>
          ${this.#field("id", t.id, html`<input id="id" type="text" autocomplete="off" spellcheck="false" placeholder=${t.idHint} aria-describedby="id-wrong" />`)}`}
        ${this.#field("name", t.modelName, html`<input id="name" type="text" autocomplete="off" spellcheck="false" aria-describedby="name-wrong" .value=${model?.name ?? given.name} />`)}
        ${this.#field("endpoint", t.endpoint, html`<input id="endpoint" type="url" autocomplete="off" spellcheck="false" placeholder=${provider === "anthropic" ? t.own : ""} aria-describedby="endpoint-help endpoint-wrong" .value=${model === undefined ? given.endpoint : (model.endpoint ?? "")} />`, this.preset === "azure" && model === undefined ? t.azureHelp : t.endpointHelp)}
        ${this.#field("key", t.key, html`<input id="key" type="password" autocomplete="off" aria-describedby="key-help key-wrong" />`, model?.hasKey === true ? t.keyKeep : t.keyHelp)}
        ${model?.hasKey === true ? html`<label class="check"><input id="drop" type="checkbox" />${t.dropKey}</label>` : nothing}
        <details ?open=${model !== undefined}><summary>${t.more}</summary><div class="fields">
          ${this.#number("contextTokens", t.contextLabel, model?.contextTokens, "1")}
          ${this.#number("inputPrice", t.inputPrice, model?.inputPrice, "any")}
          ${this.#number("outputPrice", t.outputPrice, model?.outputPrice, "any", t.priceHelp)}</div></details>
        <div class="line"><fluent-button appearance="primary" ?disabled-focusable=${this.busy} @click=${() => void this.#save(provider)}>${t.save}</fluent-button><fluent-button @click=${() => this.dispatchEvent(new CustomEvent("leave"))}>${t.cancel}</fluent-button></div>
      </div></div>`;
  }

  #field(name: string, label: string, input: TemplateResult, help?: string): TemplateResult {
    const wrong = this.problems.find((each) => each.path === `$.${name}`);
    return html`<div class="field"><label for=${name}>${label}</label>${input}${help === undefined ? nothing : html`<span class="small quiet" id=${`${name}-help`}>${help}</span>`}
      ${wrong === undefined ? nothing : html`<span class="wrong small" id=${`${name}-wrong`} role="alert">${problemOf(wrong)}</span>`}</div>`;
  }

  #number(name: string, label: string, value: number | undefined, step: string, help?: string): TemplateResult {
    return this.#field(name, label, html`<input id=${name} type="number" min="0" step=${step} inputmode="decimal" .value=${value === undefined ? "" : String(value)} />`, help);
  }

  readonly #choose = (event: Event): void => {
    this.preset = (event.target as HTMLSelectElement).value as PresetName;
    this.problems = [];
  };

  async #save(provider: ModelProvider): Promise<void> {
    const t = words();
    const value = (id: string): string => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value.trim() ?? "";
    const amount = (id: keyof ModelSaveRequest): Readonly<Record<string, number>> => (value(id) === "" ? {} : { [id]: Number(value(id)) });
    const [id, name, endpoint, key] = [this.model?.id ?? value("id"), value("name"), value("endpoint"), value("key")];
    this.problems = Object.entries({ id, name }).filter(([, each]) => each === "").map(([each]) => ({ path: `$.${each}`, problem: t.missing }));
    if (this.problems.length > 0) return;
    const drops = this.renderRoot.querySelector<HTMLInputElement>("#drop")?.checked === true;
    this.busy = true;
    this.error = undefined;
    try {
      const saved = await this.session.call("drafting/saveModel", {
        id, provider, name, ...(endpoint === "" ? {} : { endpoint }), ...(key !== "" ? { key } : drops ? { key: "" } : {}),
        ...amount("contextTokens"), ...amount("inputPrice"), ...amount("outputPrice"),
      });
      this.dispatchEvent(new CustomEvent<Model>("done", { detail: saved }));
    } catch (error) {
      const problems = error instanceof RpcError ? error.problems : [];
      this.problems = problems;
      if (problems.length === 0 || !problems.every((each) => this.renderRoot.querySelector(`#${CSS.escape(each.path.replace("$.", ""))}`) !== null)) this.error = error;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("as-model-form", ModelFormElement);
