import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Model } from "@assistant/protocol";
import { amount, count } from "../format.js";
import { said } from "../host-words/index.js";
import { ask } from "../parts/dialog.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { providerName } from "../payload.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { go, href, hrefWith } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { modelsMessages as words } from "./models.messages.js";
import "./models-form.js";

type Testing = { readonly id: string; readonly kind: "asking" } | { readonly id: string; readonly kind: "answered"; readonly answer: string; readonly milliseconds: number } | { readonly id: string; readonly kind: "failed"; readonly error: unknown };

/** The models that can be asked, where each is, and what it still needs; the offline composer is always among them. */
export class ModelsView extends View {
  static override properties = { ...View.properties, testing: { state: true } };
  declare private testing: Testing | undefined;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = ["plugin.changed"];
  readonly #list = new Resource<readonly Model[]>(this, () => "all", async (_key, signal) => (await this.session.call("drafting/models", {}, { signal })).models);

  override render(): TemplateResult {
    const [first] = this.route.path;
    return html`<as-workspace .pane=${first === undefined ? "list" : "message"} .links=${{ list: href("models"), message: first === undefined ? undefined : href("models", first) }}>
      <div slot="list" class="column">${this.#listing(first)}</div>
      <div slot="message">${this.#message(first)}</div>
    </as-workspace>`;
  }

  #listing(selected: string | undefined): TemplateResult {
    const t = words();
    const { state } = this.#list;
    const adds = may(this.session, "drafting/saveModel");
    return html`<header class="view-head"><h1>${t.title}</h1>${adds ? html`<fluent-button size="small" appearance="primary" @click=${() => go("models", "new")}>${t.add}</fluent-button>` : nothing}</header>
      ${state.kind === "failed" ? failing(state.error, () => void this.#list.reload())
        : state.kind !== "ready" ? loading(() => void this.#list.reload())
        : state.value.length === 0 ? note({ heading: t.empty, text: t.emptyText, actions: [{ label: t.toPlugins, href: href("plugins") }] })
        : html`<as-list class="fill" label=${t.title} .items=${state.value} .keyOf=${(each: Model) => each.id} .row=${row} .selected=${selected ?? ""} @choose=${(event: CustomEvent<string>) => go("models", event.detail)}></as-list>`}`;
  }

  #message(id: string | undefined): TemplateResult {
    const t = words();
    const { state } = this.#list;
    if (id === "new") return html`<as-model-form .session=${this.session} @done=${this.#saved} @leave=${() => go("models")}></as-model-form>`;
    if (state.kind === "failed") return failing(state.error, () => void this.#list.reload());
    if (state.kind !== "ready") return loading(() => void this.#list.reload());
    const model = state.value.find((each) => each.id === id);
    if (model === undefined) return note({ heading: t.choose, text: t.chooseText, ...(may(this.session, "drafting/saveModel") ? { actions: [{ label: t.add, href: href("models", "new") }] } : {}) });
    if (this.route.path[1] === "edit" && changes(model)) return html`<as-model-form .session=${this.session} .model=${model} @done=${this.#saved} @leave=${() => go("models", model.id)}></as-model-form>`;
    return this.#shown(model);
  }

  #shown(model: Model): TemplateResult {
    const t = words();
    const remote = !model.isLocal;
    return html`<article class="page"><header><h1>${model.id}</h1><div class="line">${badges(model)}</div></header>
      ${model.provider === "offline" ? html`<p>${t.offlineText}</p>` : model.provider === "rehearsal" ? html`<div class="callout warning">${t.rehearsalText}</div>` : nothing}
      ${model.need === undefined ? nothing : html`<div class="callout warning"><h2>${said(model.need.message)}</h2><p>${said(model.need.remedy)}</p></div>`}
      ${!changes(model) ? nothing : html`<dl class="facts">
        <dt>${t.name}</dt><dd>${model.name ?? ""} <span class="quiet">(${providerName(model.provider)})</span></dd>
        <dt>${t.endpoint}</dt><dd>${model.endpoint === undefined ? t.own : html`<code>${model.endpoint}</code>`}</dd>
        <dt>${t.key}</dt><dd>${model.hasKey ? t.hasKey : t.noKey}</dd>
        <dt>${t.allowed}</dt><dd>${!remote ? t.notNeeded : model.isAllowed ? t.isAllowed : t.notAllowed}</dd>
        ${model.contextTokens === undefined ? nothing : html`<dt>${t.context}</dt><dd>${t.tokens(count(model.contextTokens))}</dd>`}
        <dt>${t.price}</dt><dd>${model.inputPrice === undefined || model.outputPrice === undefined ? t.noPrice : t.prices(amount(model.inputPrice), amount(model.outputPrice))}</dd></dl>`}
      ${model.isChosen ? html`<p>${t.isChosen}</p>` : nothing}
      ${this.#actions(model)}
      ${this.#tested(model)}
    </article>`;
  }

  #actions(model: Model): TemplateResult {
    const t = words();
    const asks = model.provider !== "offline";
    const unseen = !model.isLocal && !model.isAllowed;
    if (!may(this.session, "drafting/saveModel")) return html`<div class="line"><a href=${hrefWith("compose", { model: model.id })}>${t.write}</a></div><div class="callout"><p>${t.mayNot}</p><code>assistant models --help</code></div>`;
    return html`<div class="line">
        ${unseen ? html`<fluent-button appearance="primary" @click=${() => void this.#allow(model)}>${t.allow}</fluent-button>` : nothing}
        ${model.isChosen ? nothing : html`<fluent-button appearance=${unseen || model.need !== undefined ? "outline" : "primary"} @click=${() => void this.#choose(model)}>${t.makeChosen}</fluent-button>`}
        ${asks ? html`<fluent-button ?disabled-focusable=${this.testing?.kind === "asking"} @click=${() => void this.#test(model)}>${t.test}</fluent-button>` : nothing}
        ${changes(model) ? html`<fluent-button @click=${() => go("models", model.id, "edit")}>${t.edit}</fluent-button><fluent-button appearance="subtle" @click=${() => void this.#remove(model)}>${t.remove}</fluent-button>` : nothing}
      </div>
      <div class="line"><a href=${hrefWith("compose", { model: model.id })}>${unseen ? t.seePlan : t.write}</a></div>`;
  }

  #tested(model: Model): TemplateResult | typeof nothing {
    const t = words();
    const { testing } = this;
    if (testing?.id !== model.id) return model.provider === "offline" ? nothing : html`<p class="small quiet">${t.testText}</p>`;
    if (testing.kind === "asking") return html`<p role="status">${t.testing}</p>`;
    if (testing.kind === "failed") return failing(testing.error, () => void this.#test(model));
    return html`<div class="callout done" role="status">${t.tested(testing.answer, count(Math.round(testing.milliseconds / 100) / 10))}</div>`;
  }

  readonly #saved = (event: CustomEvent<Model>): void => {
    toast(this, { text: words().saved });
    void this.#list.reload();
    go("models", event.detail.id);
  };

  async #choose(model: Model): Promise<void> {
    await attempt(this, async () => {
      await this.session.call("drafting/chooseModel", { id: model.id });
      toast(this, { text: words().chosenToast(model.id) });
    });
    await this.#list.reload();
  }

  async #allow(model: Model): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.allowHeading, text: t.allowText(model.id, model.endpoint ?? providerName(model.provider)), yes: t.allow }))) return;
    await attempt(this, async () => {
      await this.session.call("drafting/allowModel", { id: model.id });
      toast(this, { text: t.allowedToast(model.id) });
    });
    await this.#list.reload();
  }

  async #test({ id }: Model): Promise<void> {
    this.testing = { id, kind: "asking" };
    try {
      this.testing = { id, kind: "answered", ...(await this.session.call("drafting/testModel", { id })) };
    } catch (error) {
      this.testing = { id, kind: "failed", error };
    }
  }

  async #remove(model: Model): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.removeHeading(model.id), text: t.removeText, yes: t.remove }))) return;
    await attempt(this, async () => {
      await this.session.call("drafting/removeModel", { id: model.id });
      toast(this, { text: t.removed });
      go("models");
    });
    await this.#list.reload();
  }
}

/** The others come with the plugin. */
const changes = (model: Model): boolean => model.provider === "openAi" || model.provider === "anthropic";

const badges = (model: Model): TemplateResult => {
  const t = words();
  return html`<fluent-badge appearance="tint" color=${model.need === undefined ? "success" : "warning"}>${model.need === undefined ? t.ready : t.needs}</fluent-badge>
    ${model.isChosen ? html`<fluent-badge appearance="tint" color="brand">${t.chosen}</fluent-badge>` : nothing}<span class="small quiet">${model.isLocal ? t.local : t.remote}</span>`;
};

const row = (model: Model): TemplateResult => html`
  <div class="row-line"><span class="strong cut">${model.id}</span></div>
  <div class="small quiet cut">${providerName(model.provider)}${model.name === undefined ? nothing : ` · ${model.name}`}</div>
  <div class="row-line">${badges(model)}</div>`;

customElements.define("as-models", ModelsView);
