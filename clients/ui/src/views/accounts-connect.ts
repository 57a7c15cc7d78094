import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { Account, ConnectStep, GrantLevel, Provider } from "@assistant/protocol";
import type { FormValues } from "../parts/form.js";
import "../parts/form.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { accountsMessages as words } from "./accounts.messages.js";

/** Connecting a mailbox: the provider, what it may do in its own words, and the provider's own form. Says `done`. */
export class AccountConnectElement extends View {
  static override properties = { ...View.properties, account: { attribute: false }, wanted: { state: true }, error: { state: true }, busy: { state: true }, step: { state: true }, connected: { state: true } };
  /** The account to connect again; absent for a new one. */
  declare account: Account | undefined;
  declare private wanted: string | undefined;
  declare private error: unknown;
  declare private busy: boolean;
  /** What connecting waits for. */
  declare private step: ConnectStep | undefined;
  declare private connected: Account | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = ["plugin.changed"];
  readonly #providers = new Resource<readonly Provider[]>(this, () => "all", async (_key, signal) => (await this.session.call("accounts/providers", {}, { signal })).providers);

  constructor() {
    super();
    this.busy = false;
  }

  override render(): TemplateResult {
    const t = words();
    if (this.connected !== undefined) {
      return html`<div class="page"><div class="callout done" role="status"><h1>${t.connected(this.connected.address)}</h1><p lang="en">${this.connected.grantWords}</p>
        <div class="line"><a href=${href("contacts", "import")}>${t.next}</a><a href=${href("accounts")}>${t.toList}</a></div></div></div>`;
    }
    const { state } = this.#providers;
    if (state.kind === "failed") return failing(state.error, () => void this.#providers.reload());
    if (state.kind !== "ready") return loading();
    if (state.value.length === 0) return note({ heading: t.noProviders, text: t.noProvidersText, actions: [{ label: t.toPlugins, href: href("plugins") }] });
    const provider = state.value.find((each) => each.id === (this.wanted ?? this.account?.provider)) ?? state.value[0];
    return provider === undefined ? loading() : this.#form(provider, state.value);
  }

  #form(provider: Provider, providers: readonly Provider[]): TemplateResult {
    const t = words();
    const { error } = this;
    const problems = error instanceof RpcError ? error.problems : [];
    const addressWrong = problems.filter((each) => each.path === "$.address");
    const granted: GrantLevel = this.account?.grant ?? "headers";
    return html`<div class="page"><header><h1>${t.connectTitle}</h1></header>
      ${error === undefined || problems.length > 0 ? nothing : failing(error)}
      ${providers.length < 2 ? nothing : html`<fieldset class="fields"><legend>${t.providers}</legend>${providers.map((each) => html`<label class="check"><input type="radio" name="provider" .checked=${each.id === provider.id} @change=${() => (this.wanted = each.id)} /><span>${each.name}</span></label>`)}</fieldset>`}
      <section><h2>${t.who}</h2><div class="fields">
        <div class="field"><label for="address">${t.address}</label><input id="address" inputmode="email" autocomplete="email" spellcheck="false" aria-describedby="address-wrong" aria-invalid=${addressWrong.length > 0 ? "true" : "false"} .value=${this.account?.address ?? ""} />
          ${addressWrong.length === 0 ? nothing : html`<span class="wrong small" id="address-wrong" role="alert" lang="en">${addressWrong.map((each) => `${each.problem} ${each.remedy ?? ""}`).join(" ")}</span>`}</div>
        <div class="field"><label for="name">${t.displayName} <span class="quiet small">(${t.optional})</span></label><input id="name" autocomplete="name" .value=${this.account?.displayName ?? ""} /></div>
      </div></section>
      <section><h2 id="level">${t.level}</h2><div class="fields" role="radiogroup" aria-labelledby="level">
        ${provider.grants.map((each, index) => html`<label class="check"><input type="radio" name="level" value=${each.level} .checked=${each.level === granted || (index === 0 && !provider.grants.some((one) => one.level === granted))} /><span lang="en">${each.words}</span></label>`)}
      </div></section>
      <section><h2>${t.settings(provider.name)}</h2>
        ${typeof provider.form === "object" && provider.form !== null && "description" in provider.form ? html`<p class="quiet small" lang="en">${String(provider.form.description)}</p>` : nothing}
        <as-form .schema=${provider.form} .problems=${problems.filter((each) => each.path !== "$.address")} .busy=${this.busy} save-label=${this.busy ? t.connecting : t.save} @save=${(event: CustomEvent<FormValues>) => void this.#connect(provider, event.detail)}></as-form>
      </section>
      ${this.step === undefined ? nothing : html`<div class="callout" role="status"><h2 lang="en">${this.step.message}</h2>
        ${this.step.url === undefined ? nothing : html`<p>${t.openPageText}</p><p><a href=${this.step.url} target="_blank" rel="noopener noreferrer">${t.openPage}</a></p>`}</div>`}
      <div><fluent-button @click=${() => (this.account === undefined ? go("accounts") : go("accounts", this.account.id))}>${t.cancel}</fluent-button></div>
    </div>`;
  }

  async #connect(provider: Provider, settings: FormValues): Promise<void> {
    const value = (selector: string): string => this.renderRoot.querySelector<HTMLInputElement>(selector)?.value.trim() ?? "";
    const displayName = value("#name");
    this.busy = true;
    this.error = undefined;
    try {
      const { account } = await this.session.call("accounts/connect", {
        provider: provider.id, address: value("#address"), grant: value("input[name='level']:checked") as GrantLevel, ...(Object.keys(settings).length === 0 ? {} : { settings }), ...(displayName === "" ? {} : { displayName }),
      }, { onProgress: (step) => (this.step = step) });
      this.connected = account;
      this.dispatchEvent(new CustomEvent("done"));
    } catch (error) {
      this.error = error;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>("[aria-invalid='true'], [role='alert']")?.scrollIntoView({ block: "center" });
    } finally {
      this.busy = false;
      this.step = undefined;
    }
  }
}

customElements.define("as-account-connect", AccountConnectElement);
