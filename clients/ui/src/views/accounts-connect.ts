import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { Account, AccountConnectResponse, ConnectStep, GrantLevel, Provider } from "@assistant/protocol";
import { fullTime } from "../format.js";
import { problemOf, said, saidText } from "../host-words/index.js";
import type { FormValues } from "../parts/form.js";
import "../parts/form.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { accountsMessages as words } from "./accounts.messages.js";

/** Connecting a mailbox: the provider, what it may do in its own words, and the provider's own form. Says `done`. */
export class AccountConnectElement extends View {
  static override properties = { ...View.properties, account: { attribute: false }, provider: { attribute: false }, wanted: { state: true }, error: { state: true }, busy: { state: true }, step: { state: true }, connected: { state: true } };
  /** The account to connect again; absent for a new one. */
  declare account: Account | undefined;
  /** The provider to begin with, by its id. */
  declare provider: string | undefined;
  declare private wanted: string | undefined;
  declare private error: unknown;
  declare private busy: boolean;
  /** What connecting waits for. */
  declare private step: ConnectStep | undefined;
  declare private connected: AccountConnectResponse | undefined;
  #waiting: AbortController | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    .guide { list-style: decimal; margin-block: var(--spacingVerticalS) var(--spacingVerticalL); padding-inline-start: 1.5rem; display: flex; flex-direction: column; gap: var(--spacingVerticalXS); max-width: 44rem; overflow-wrap: anywhere; }
  `];
  protected override readonly watches = ["plugin.changed"];
  readonly #providers = new Resource<readonly Provider[]>(this, () => "all", async (_key, signal) => (await this.session.call("accounts/providers", {}, { signal })).providers);

  constructor() {
    super();
    this.busy = false;
  }

  override render(): TemplateResult {
    const t = words();
    if (this.connected !== undefined) {
      const { account, leftToYou } = this.connected;
      return html`<div class="page"><div class="callout done" role="status"><h1>${t.connected(account.address)}</h1><p>${said(account.grantWords)}</p>
        ${leftToYou === undefined || leftToYou.length === 0 ? nothing : html`<h2>${t.left}</h2><ul class="rows">${leftToYou.map((line) => html`<li><span aria-hidden="true">→</span><span class="grow">${said(line)}</span></li>`)}</ul>`}
        <div class="line"><a href=${href("contacts", "import")}>${t.next}</a><a href=${href("accounts")}>${t.toList}</a></div></div></div>`;
    }
    const { state } = this.#providers;
    if (state.kind === "failed") return failing(state.error, () => void this.#providers.reload());
    if (state.kind !== "ready") return loading(() => void this.#providers.reload());
    if (state.value.length === 0) return note({ heading: t.noProviders, text: t.noProvidersText, actions: [{ label: t.toPlugins, href: href("plugins") }] });
    const provider = state.value.find((each) => each.id === ((this.wanted ?? this.account?.provider ?? this.provider))) ?? state.value[0];
    return provider === undefined ? loading(() => void this.#providers.reload()) : this.#form(provider, state.value);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#waiting?.abort();
  }

  #form(provider: Provider, providers: readonly Provider[]): TemplateResult {
    const t = words();
    const { error } = this;
    const problems = error instanceof RpcError ? error.problems : [];
    const addressWrong = problems.filter((each) => each.path === "$.address");
    const granted: GrantLevel = this.account?.grant ?? "headers";
    return html`<div class="page"><header><h1>${t.connectTitle}</h1></header>
      ${error === undefined || problems.length > 0 ? nothing : failing(error, closing(() => (this.error = undefined)))}
      ${providers.length < 2 ? nothing : html`<fieldset class="fields"><legend>${t.providers}</legend>${providers.map((each) => html`<label class="check"><input type="radio" name="provider" .checked=${each.id === provider.id} @change=${() => (this.wanted = each.id)} /><span>${saidText(each.name)}</span></label>`)}</fieldset>`}
      <section><h2>${t.who}</h2><div class="fields">
        <div class="field"><label for="address">${t.address}</label><input id="address" inputmode="email" autocomplete="email" spellcheck="false" aria-describedby="address-wrong" aria-invalid=${addressWrong.length > 0 ? "true" : "false"} .value=${this.account?.address ?? ""} />
          ${addressWrong.length === 0 ? nothing : html`<span class="wrong small" id="address-wrong" role="alert">${addressWrong.map((each) => html`${problemOf(each)} `)}</span>`}</div>
        <div class="field"><label for="name">${t.displayName} <span class="quiet small">(${t.optional})</span></label><input id="name" autocomplete="name" .value=${this.account?.displayName ?? ""} /></div>
      </div></section>
      <section><h2 id="level">${t.level}</h2><div class="fields" role="radiogroup" aria-labelledby="level">
        ${provider.grants.map((each, index) => html`<label class="check"><input type="radio" name="level" value=${each.level} .checked=${each.level === granted || (index === 0 && !provider.grants.some((one) => one.level === granted))} /><span>${said(each.words)}</span></label>`)}
      </div></section>
      <section><h2>${t.settings(saidText(provider.name))}</h2>
        ${this.#guide(provider)}
        <as-form .schema=${provider.form} .problems=${problems.filter((each) => each.path !== "$.address")} .busy=${this.busy} save-label=${this.busy ? t.connecting : t.save} @save=${(event: CustomEvent<FormValues>) => void this.#connect(provider, event.detail)}></as-form>
      </section>
      <div role="status">${this.step === undefined ? nothing : html`<div class="callout" id="step"><h2>${said(this.step.message)}</h2>
        ${this.step.url === undefined ? nothing : html`<p>${t.openPageText}</p><p><a href=${this.step.url} target="_blank" rel="noopener noreferrer">${t.openPage}</a></p>`}
        ${this.step.until === undefined ? nothing : html`<p class="quiet small">${t.waitsUntil(fullTime(this.step.until))}</p>`}</div>`}</div>
      <div><fluent-button @click=${() => this.#cancel()}>${t.cancel}</fluent-button></div>
    </div>`;
  }

  /** What the provider wants done first: its description, or where it gives them, its steps with the pages to open. */
  #guide(provider: Provider): TemplateResult | typeof nothing {
    const { description, guide } = (provider.form ?? {}) as { readonly description?: unknown; readonly guide?: unknown };
    const words = typeof description === "string" ? html`<p class="quiet small">${said(description)}</p>` : nothing;
    if (!Array.isArray(guide) || this.account !== undefined) return words;
    const steps = guide.filter((each): each is { text: string; url?: string } => typeof each === "object" && each !== null && typeof (each as { text?: unknown }).text === "string");
    return html`${words}<ol class="guide">${steps.map(({ text, url }) => html`<li>${said(text)}${url?.startsWith("https://") === true ? html` <a href=${url} target="_blank" rel="noopener noreferrer">${url.slice("https://".length)}</a>` : nothing}</li>`)}</ol>`;
  }

  /** Ends the wait for a sign-in; where nothing is waited for, goes back. */
  #cancel(): void {
    if (this.#waiting !== undefined) this.#waiting.abort();
    else if (this.account === undefined) go("accounts");
    else go("accounts", this.account.id);
  }

  async #show(step: ConnectStep): Promise<void> {
    this.step = step;
    await this.updateComplete;
    // It stands below the form, where a small window does not reach.
    if (step.url !== undefined) this.renderRoot.querySelector("#step")?.scrollIntoView({ block: "nearest" });
  }

  async #connect(provider: Provider, settings: FormValues): Promise<void> {
    const value = (selector: string): string => this.renderRoot.querySelector<HTMLInputElement>(selector)?.value.trim() ?? "";
    const displayName = value("#name");
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.busy = true;
    this.error = undefined;
    try {
      this.connected = await this.session.call("accounts/connect", {
        provider: provider.id, address: value("#address"), grant: value("input[name='level']:checked") as GrantLevel, ...(Object.keys(settings).length === 0 ? {} : { settings }), ...(displayName === "" ? {} : { displayName }),
      }, { signal: waiting.signal, onProgress: (step) => void this.#show(step) });
      this.dispatchEvent(new CustomEvent("done"));
    } catch (error) {
      if (waiting.signal.aborted) return;
      this.error = error;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>("[aria-invalid='true'], [role='alert']")?.scrollIntoView({ block: "center" });
    } finally {
      this.busy = false;
      this.#waiting = undefined;
      this.step = undefined;
    }
  }
}

customElements.define("as-account-connect", AccountConnectElement);
