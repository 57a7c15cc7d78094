import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError, may } from "@assistant/protocol";
import type { PluginInfo, PluginLogLine, PluginSettingsResponse } from "@assistant/protocol";
import { shortTime } from "../format.js";
import { problemOf, said, saidText } from "../host-words/index.js";
import { ask } from "../parts/dialog.js";
import type { FormValues } from "../parts/form.js";
import "../parts/form.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, loading, note, statesStyle } from "../parts/states.js";
import { toast, toastFailure } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { pluginsMessages as words } from "./plugins.messages.js";

const colours: Readonly<Record<PluginInfo["state"], string>> = { idle: "informative", active: "success", needsSetup: "warning", failed: "danger", disabled: "subtle" };

/** Plugins: what each may do and why, how it fares, its settings and its log. A broken one is a row with a reason. */
export class PluginsView extends View {
  static override properties = { ...View.properties, error: { state: true }, busy: { state: true } };
  /** What the host said of the settings that were last saved. */
  declare private error: unknown;
  declare private busy: boolean;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`
    .log { height: 18rem; overflow-y: auto; }
    .log > div { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); column-gap: var(--spacingHorizontalM); max-width: none; overflow-wrap: anywhere; }
    .log .warning, .log .error { font-weight: var(--fontWeightSemibold); }
  `];
  protected override readonly watches = ["plugin.changed", "plugin.failed"];
  readonly #list = new Resource<readonly PluginInfo[]>(this, () => "all", async (_key, signal) => (await this.session.call("plugins/list", {}, { signal })).plugins);
  readonly #settings = new Resource<PluginSettingsResponse>(this, () => this.route.path[0], (id, signal) => this.session.call("plugins/settings", { id }, { signal }));
  readonly #log = new Resource<readonly PluginLogLine[]>(this, () => this.route.path[0], async (id, signal) => (await this.session.call("plugins/log", { id }, { signal })).lines);

  constructor() {
    super();
    this.busy = false;
  }

  override render(): TemplateResult {
    const [first] = this.route.path;
    return html`<as-workspace .pane=${first === undefined ? "list" : "message"} .links=${{ list: href("plugins"), message: first === undefined ? undefined : href("plugins", first) }}>
      <div slot="list" class="column">${this.#listing()}</div>
      <div slot="message">${this.#message()}</div>
    </as-workspace>`;
  }

  #listing(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    return html`<header class="view-head"><h1>${t.title}</h1>${state.kind === "ready" && state.value.length > 0 ? html`<p class="quiet small wide" role="status">${t.all(state.value.length)}</p>` : nothing}</header>
      ${state.kind === "failed" ? failing(state.error, () => void this.#list.reload())
        : state.kind !== "ready" ? loading(() => void this.#list.reload())
        : state.value.length === 0 ? note({ heading: t.empty, text: t.emptyText, actions: [{ label: t.look, run: () => void this.#list.reload() }] })
        : html`<as-list class="fill" label=${t.title} .rem=${4} .items=${state.value} .keyOf=${(each: PluginInfo) => each.id} .row=${row} .selected=${this.route.path[0] ?? ""} @choose=${(event: CustomEvent<string>) => this.#show(event.detail)}></as-list>`}`;
  }

  #message(): TemplateResult {
    const t = words();
    const [first] = this.route.path;
    const { state } = this.#list;
    if (state.kind === "failed") return failing(state.error, () => void this.#list.reload());
    if (state.kind === "loading" && first !== undefined) return loading(() => void this.#list.reload());
    const plugin = this.#list.value?.find((each) => each.id === first);
    return plugin === undefined ? note({ heading: t.choose, text: t.chooseText, actions: [{ label: t.look, run: () => void this.#list.reload() }] }) : this.#shown(plugin);
  }

  #shown(plugin: PluginInfo): TemplateResult {
    const t = words();
    return html`<article class="page">
      <header><h1>${saidText(plugin.name ?? plugin.id)}</h1>
        <div class="line"><fluent-badge appearance="tint" color=${colours[plugin.state]}>${t.states[plugin.state]}</fluent-badge><span class="quiet small">${plugin.version === undefined ? t.noVersion : t.version(plugin.version)} · ${plugin.id}</span></div>
        <p class="quiet small">${plugin.state === "idle" ? t.ready : nothing} ${plugin.isolation === "inProcess" ? t.inProcess : plugin.isolation === "ownProcess" ? t.ownProcess : nothing}</p>
      </header>
      ${this.#trouble(plugin)}
      ${this.#actions(plugin)}
      ${plugin.problems.length === 0 ? nothing : html`<section><h2>${t.problems}</h2><ul class="rows">${plugin.problems.map((each) => html`<li><div class="grow"><code>${each.path}</code><div>${problemOf(each)}</div></div></li>`)}</ul></section>`}
      <section><h2>${t.permissions}</h2>
        ${plugin.permissions.length === 0 ? html`<p class="quiet">${t.noPermissions}</p>` : html`<ul class="rows">${plugin.permissions.map((each) => html`<li><div class="grow"><div class="strong">${each.name}</div><div>${said(each.reason)}</div></div></li>`)}</ul>`}
      </section>
      <section id="settings"><h2>${t.settings}</h2>${this.#form(plugin)}</section>
      <section><h2>${t.log}</h2>${this.#lines()}</section>
      ${plugin.services.length === 0 ? nothing : html`<dl class="facts small"><dt>${t.services}</dt><dd>${plugin.services.map((each) => `${each}/…`).join(", ")}</dd></dl>`}
    </article>`;
  }

  #trouble(plugin: PluginInfo): TemplateResult | typeof nothing {
    const t = words();
    if (plugin.need !== undefined) return html`<div class="callout warning"><h2>${said(plugin.need.message)}</h2><p>${said(plugin.need.remedy)}</p><fluent-button size="small" @click=${() => this.renderRoot.querySelector("#settings")?.scrollIntoView()}>${t.fill}</fluent-button></div>`;
    if (plugin.reason === undefined) return nothing;
    return html`<div class="callout ${plugin.state === "failed" ? "danger" : ""}"><h2>${t.why}</h2><p>${said(plugin.reason)}</p></div>`;
  }

  #actions(plugin: PluginInfo): TemplateResult | typeof nothing {
    const t = words();
    if (!may(this.session, "plugins/enable")) return nothing;
    const primary = plugin.state === "failed" ? "primary" : "outline";
    return html`<div class="line">
      ${plugin.state === "disabled"
        ? html`<fluent-button appearance="primary" @click=${() => void this.#do(async () => this.session.call("plugins/enable", { id: plugin.id }), t.enabled)}>${t.enable}</fluent-button>`
        : html`<fluent-button appearance=${primary} @click=${() => void this.#do(async () => this.session.call("plugins/restart", { id: plugin.id }), t.restarted)}>${t.restart}</fluent-button>
            <fluent-button @click=${() => void this.#disable(plugin)}>${t.disable}</fluent-button>`}
    </div>`;
  }

  #form(plugin: PluginInfo): TemplateResult {
    const t = words();
    const { state } = this.#settings;
    if (state.kind === "failed") return failing(state.error, () => void this.#settings.reload());
    if (state.kind !== "ready") return loading(() => void this.#settings.reload());
    if (state.value.form === undefined || state.value.form === null) return html`<p class="quiet">${t.noSettings}</p>`;
    const problems = this.error instanceof RpcError ? this.error.problems : [];
    return html`${this.error === undefined || problems.length > 0 ? nothing : failing(this.error, closing(() => (this.error = undefined)))}
      <as-form .schema=${state.value.form} .values=${state.value.values} .problems=${problems} .busy=${this.busy} save-label=${t.save} @save=${(event: CustomEvent<FormValues>) => void this.#configure(plugin, event.detail)}></as-form>`;
  }

  #lines(): TemplateResult {
    const t = words();
    const { state } = this.#log;
    if (state.kind === "failed") return failing(state.error, () => void this.#log.reload());
    if (state.kind !== "ready") return loading(() => void this.#log.reload());
    const again = html`<div><fluent-button size="small" @click=${() => void this.#log.reload()}>${t.refresh}</fluent-button></div>`;
    if (state.value.length === 0) return html`<p class="quiet">${t.emptyLog}</p>${again}`;
    return html`<p class="quiet small">${t.logText}</p>
      <div class="text log mono" tabindex="0" role="log" aria-label=${t.log}>${state.value.map((line) => html`<div class=${line.level}><time class="quiet" datetime=${line.at}>${shortTime(line.at)}</time><span>${line.level === "information" ? nothing : html`${line.level === "error" ? t.levels.error : t.levels.warning}: `}<span lang="en">${line.text}</span></span></div>`)}</div>${again}`;
  }

  #show(id: string): void {
    this.error = undefined;
    go("plugins", id);
  }

  async #disable(plugin: PluginInfo): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.disableAsk(plugin.name ?? plugin.id), text: t.disableText, yes: t.disable }))) return;
    await this.#do(async () => this.session.call("plugins/disable", { id: plugin.id }), t.disabled, { label: t.enable, run: () => void this.#do(async () => this.session.call("plugins/enable", { id: plugin.id }), t.enabled) });
  }

  async #configure(plugin: PluginInfo, values: FormValues): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      await this.session.call("plugins/configure", { id: plugin.id, values });
      toast(this, { text: words().saved });
      this.refresh();
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  async #do(run: () => Promise<PluginInfo>, done: string, undo?: { readonly label: string; readonly run: () => void }): Promise<void> {
    try {
      await run();
      toast(this, { text: done, action: undo });
      this.refresh();
    } catch (error) {
      toastFailure(this, error);
      this.refresh();
    }
  }
}

const row = (plugin: PluginInfo): TemplateResult => html`
  <div class="strong cut">${plugin.name ?? plugin.id}</div>
  <div class="line"><fluent-badge appearance="tint" color=${colours[plugin.state]}>${words().states[plugin.state]}</fluent-badge><span class="small quiet cut">${plugin.version ?? ""}</span></div>`;

customElements.define("as-plugins", PluginsView);
