import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Account, AccountDisconnectResponse, Signature } from "@assistant/protocol";
import { fullTime } from "../format.js";
import { said } from "../host-words/index.js";
import { ask } from "../parts/dialog.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast, toastFailure } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { accountsMessages as words } from "./accounts.messages.js";
import "./accounts-connect.js";

const colours: Readonly<Record<Account["state"], string>> = { active: "success", needsSetup: "warning", disconnected: "informative" };

/** The mailboxes that are written from: what each was granted, connecting one, and taking it back. */
export class AccountsView extends View {
  static override properties = { ...View.properties, gone: { state: true } };
  /** What a disconnection answered, shown until the person goes elsewhere. */
  declare private gone: { readonly account: Account; readonly answer: AccountDisconnectResponse } | undefined;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`
    .lines { white-space: pre-line; overflow-wrap: anywhere; }
  `];
  protected override readonly watches = ["account.changed", "plugin.changed", "plugin.failed"];
  readonly #list = new Resource<readonly Account[]>(this, () => "all", async (_key, signal) => (await this.session.call("accounts/list", {}, { signal })).accounts);

  override render(): TemplateResult {
    const [first] = this.route.path;
    return html`<as-workspace .pane=${first === undefined ? "list" : "message"} .links=${{ list: href("accounts"), message: first === undefined ? undefined : href("accounts", first) }}>
      <div slot="list" class="column">${this.#listing()}</div>
      <div slot="message">${this.#message()}</div>
    </as-workspace>`;
  }

  #listing(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    const connects = may(this.session, "accounts/connect");
    return html`<header class="view-head"><h1>${t.title}</h1>
        ${connects ? html`<fluent-button size="small" appearance="primary" @click=${() => go("accounts", "connect")}>${t.connect}</fluent-button>` : nothing}
        ${state.kind === "ready" && state.value.length > 0 ? html`<p class="quiet small wide" role="status">${t.all(state.value.length)}</p>` : nothing}
      </header>
      ${state.kind === "failed" ? failing(state.error, () => void this.#list.reload())
        : state.kind !== "ready" ? loading(() => void this.#list.reload())
        : state.value.length === 0 ? note({ heading: t.empty, text: t.emptyText, ...(connects ? { actions: [{ label: t.connect, run: () => go("accounts", "connect") }] } : { command: "assistant account add" }) })
        : html`<as-list class="fill" label=${t.title} .rem=${4} .items=${state.value} .keyOf=${(each: Account) => each.id} .row=${row} .selected=${this.route.path[0] ?? ""} @choose=${(event: CustomEvent<string>) => go("accounts", event.detail)}></as-list>`}`;
  }

  #message(): TemplateResult {
    const t = words();
    const [first, second] = this.route.path;
    if (first === "connect") return html`<as-account-connect .session=${this.session} .provider=${second} @done=${() => void this.#list.reload()}></as-account-connect>`;
    if (this.gone !== undefined && this.gone.account.id === first) return this.#receipt(this.gone.account, this.gone.answer);
    if (this.#list.state.kind === "loading" && first !== undefined) return loading(() => void this.#list.reload());
    const account = this.#list.value?.find((each) => each.id === first);
    if (account === undefined) return note({ heading: t.choose, text: t.chooseText, ...(may(this.session, "accounts/connect") ? { actions: [{ label: t.connect, run: () => go("accounts", "connect") }] } : { command: "assistant account add" }) });
    return second === "connect" ? html`<as-account-connect .session=${this.session} .account=${account} @done=${() => void this.#list.reload()}></as-account-connect>` : this.#shown(account);
  }

  #shown(account: Account): TemplateResult {
    const t = words();
    const connects = may(this.session, "accounts/connect");
    const ended = account.grantedUntil !== undefined && Date.parse(account.grantedUntil) < Date.now();
    return html`<article class="page">
      <header><h1>${account.address}</h1><div class="line"><fluent-badge appearance="tint" color=${colours[account.state]}>${t.states[account.state]}</fluent-badge></div></header>
      ${account.need === undefined ? nothing : html`<div class="callout warning"><h2>${said(account.need.message)}</h2><p>${said(account.need.remedy)}</p></div>`}
      ${connects ? html`<div class="line">
        <fluent-button appearance=${account.state === "active" ? "outline" : "primary"} @click=${() => go("accounts", account.id, "connect")}>${account.state === "active" ? t.raise : t.again}</fluent-button>
        ${account.state === "disconnected" ? nothing : html`<fluent-button @click=${() => void this.#disconnect(account)}>${t.disconnect}</fluent-button>`}
      </div>` : nothing}
      <section><h2>${t.grant}</h2><p>${said(account.grantWords)}</p>
        <p class="small ${ended ? "bad" : "quiet"}">${account.grantedUntil === undefined ? t.forGood : ended ? t.ended(fullTime(account.grantedUntil)) : t.until(fullTime(account.grantedUntil))}</p></section>
      ${account.state === "disconnected" ? nothing : html`<section><h2>${t.signature}</h2>${this.#signature(account)}</section>`}
      <dl class="facts"><dt>${t.name}</dt><dd>${account.displayName ?? "–"}</dd><dt>${t.provider}</dt><dd>${account.provider}</dd><dt>${t.lastChecked}</dt><dd>${account.lastChecked === undefined ? t.never : fullTime(account.lastChecked)}</dd></dl>
    </article>`;
  }

  #receipt(account: Account, answer: AccountDisconnectResponse): TemplateResult {
    const t = words();
    return html`<article class="page" role="status"><header><h1>${t.done(account.address)}</h1></header>
      <section><h2>${t.receipt}</h2><ul class="rows">${answer.receipt.map((line) => html`<li><span class="good" aria-hidden="true">✓</span><span class="grow">${said(line)}</span></li>`)}</ul></section>
      <section><h2>${t.left}</h2>${answer.leftToYou.length === 0 ? html`<p class="quiet">${t.nothingLeft}</p>` : html`<ul class="rows">${answer.leftToYou.map((line) => html`<li><span aria-hidden="true">→</span><span class="grow">${said(line)}</span></li>`)}</ul>`}</section>
      <div><a href=${href("accounts")}>${t.toList}</a></div>
    </article>`;
  }

  /** What ends new drafts: as it is, or where this client may change it, the choice. */
  #signature(account: Account): TemplateResult {
    const t = words();
    const { signature } = account;
    const text = signature?.text ?? "";
    if (!may(this.session, "accounts/set")) return signature === undefined ? html`<p class="quiet">${t.noSignature}</p>` : html`<p class="lines">${text}</p>`;
    return html`<p class="quiet small">${t.signatureText}</p>
      <div class="fields"><div class="field"><label for="signature">${signature?.from === "provider" ? t.theirs : t.own}</label><textarea id="signature" rows="4" .value=${text}></textarea></div>
        <div class="line">
          <fluent-button appearance="primary" @click=${() => void this.#sign(account)}>${t.keep}</fluent-button>
          <fluent-button @click=${() => void this.#set(account, { from: "provider" })}>${t.takeOver}</fluent-button>
          ${signature === undefined ? nothing : html`<fluent-button @click=${() => void this.#set(account, { from: "none" })}>${t.none}</fluent-button>`}
        </div></div>`;
  }

  async #sign(account: Account): Promise<void> {
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>("#signature")?.value ?? "";
    await this.#set(account, text.trim() === "" ? { from: "none" } : { from: "own", text });
  }

  async #set(account: Account, signature: Signature): Promise<void> {
    const t = words();
    await attempt(this, async () => {
      const changed = await this.session.call("accounts/set", { id: account.id, signature });
      toast(this, { text: changed.signature === undefined ? t.unsigned : t.signed });
      void this.#list.reload();
    });
  }

  async #disconnect(account: Account): Promise<void> {
    const t = words();
    // What waits changes without the account's changing.
    const asked = await this.session.call("accounts/list", {}).catch(() => undefined);
    const known = asked?.accounts.find((each) => each.id === account.id) ?? account;
    if (!(await ask({ heading: t.disconnectAsk(account.address), text: [t.disconnectText, waits(known)].filter((part) => part !== "").join(" "), yes: t.disconnect }))) return;
    try {
      const answer = await this.session.call("accounts/disconnect", { id: account.id });
      this.gone = { account, answer };
      void this.#list.reload();
    } catch (error) {
      toastFailure(this, error);
    }
  }
}

/** What a person should know before they cut a mailbox off. */
const waits = ({ waiting = 0, inDoubt = 0 }: Account): string => [waiting > 0 ? words().waiting(waiting) : "", inDoubt > 0 ? words().inDoubt(inDoubt) : ""].filter((part) => part !== "").join(" ");

const row = (account: Account): TemplateResult => html`
  <div class="strong cut">${account.address}</div>
  <div class="line"><fluent-badge appearance="tint" color=${colours[account.state]}>${words().states[account.state]}</fluent-badge><span class="small quiet cut">${account.displayName ?? account.provider}</span></div>`;

customElements.define("as-accounts", AccountsView);
