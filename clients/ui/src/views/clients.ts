import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { PairedClient, Pairing } from "@assistant/protocol";
import { fullTime, shortTime } from "../format.js";
import { ask } from "../parts/dialog.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast, toastFailure } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { clientsMessages as words, scopeName, scopeWords } from "./clients.messages.js";
import "./clients-token.js";

/** Pages come and ask on their own: where no event tells of one, the list is read again this often while it is in sight. */
const lookEvery = 4000;

/** Who may call this host: clients that were let in, pages that ask to be, and tokens for scripts. */
export class ClientsView extends View {
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`
    .waiting { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); padding: var(--spacingVerticalM) var(--spacingHorizontalL); background: var(--colorStatusWarningBackground1); border-bottom: 1px solid var(--colorStatusWarningBorder1); }
    .code { font: var(--fontWeightSemibold) var(--fontSizeHero700) / var(--lineHeightHero700) var(--fontFamilyMonospace); letter-spacing: 0.08em; }
  `];
  protected override readonly watches = ["client.changed", "client.pair", "client.paired", "client.revoked", "pairing.changed"];
  readonly #list = new Resource<readonly PairedClient[]>(this, () => "all", async (_key, signal) => (await this.session.call("clients/list", {}, { signal })).clients);
  readonly #pairings = new Resource<readonly Pairing[]>(this, () => "all", async (_key, signal) => (await this.session.call("clients/pairings", {}, { signal })).pairings);
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (document.visibilityState === "visible" && this.session.state.kind === "open") this.#pairings.refresh();
    }, lookEvery);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    const [first] = this.route.path;
    return html`<as-workspace .pane=${first === undefined ? "list" : "message"} .links=${{ list: href("clients"), message: first === undefined ? undefined : href("clients", first) }}>
      <div slot="list" class="column">${this.#listing()}</div>
      <div slot="message">${this.#message()}</div>
    </as-workspace>`;
  }

  #listing(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    const makes = may(this.session, "clients/create");
    const waiting = this.#pairings.value ?? [];
    return html`<header class="view-head"><h1>${t.title}</h1>
        ${makes ? html`<fluent-button size="small" appearance="primary" @click=${() => go("clients", "new")}>${t.create}</fluent-button>` : nothing}
        ${state.kind === "ready" && state.value.length > 0 ? html`<p class="quiet small wide" role="status">${t.all(state.value.length)}</p>` : nothing}
      </header>
      ${waiting.length === 0 ? nothing : html`<section class="waiting" role="status"><h2>${t.waiting(waiting.length)}</h2><ul>${waiting.map((each) => html`<li class="wrap"><a href=${href("clients", "pairing", each.code)}>${each.code} · ${each.origin ?? each.name}</a></li>`)}</ul></section>`}
      ${state.kind === "failed" ? failing(state.error, () => void this.#list.reload())
        : state.kind !== "ready" ? loading(() => void this.#list.reload())
        : state.value.length === 0 ? note({ heading: t.empty, text: t.emptyText, ...(makes ? { actions: [{ label: t.create, run: () => go("clients", "new") }] } : {}) })
        : html`<as-list class="fill" label=${t.title} .rem=${4} .items=${state.value} .keyOf=${(each: PairedClient) => each.id} .row=${row} .selected=${this.route.path[0] ?? ""} @choose=${(event: CustomEvent<string>) => go("clients", event.detail)}></as-list>`}`;
  }

  #message(): TemplateResult {
    const t = words();
    const [first, second] = this.route.path;
    if (first === "new") return html`<as-client-token .session=${this.session} @done=${() => void this.#list.reload()}></as-client-token>`;
    if (first === "pairing") {
      if (this.#pairings.state.kind === "failed") return failing(this.#pairings.state.error, () => void this.#pairings.reload());
      if (this.#pairings.state.kind !== "ready") return loading(() => void this.#pairings.reload());
      const pairing = this.#pairings.state.value.find((each) => each.code === second);
      return pairing === undefined ? note({ heading: t.gone, text: t.goneText, actions: [{ label: t.toList, href: href("clients") }] }) : this.#asking(pairing);
    }
    if (this.#list.state.kind === "loading" && first !== undefined) return loading(() => void this.#list.reload());
    const client = this.#list.value?.find((each) => each.id === first);
    return client === undefined ? note({ heading: t.choose, text: t.chooseText, ...(may(this.session, "clients/create") ? { actions: [{ label: t.create, run: () => go("clients", "new") }] } : { command: "assistant clients list" }) }) : this.#shown(client);
  }

  #shown(client: PairedClient): TemplateResult {
    const t = words();
    return html`<article class="page">
      <header><h1>${client.name}</h1>${client.current ? html`<div class="line"><fluent-badge appearance="tint" color="brand">${t.current}</fluent-badge></div>` : nothing}</header>
      ${may(this.session, "clients/revoke") ? html`<div><fluent-button @click=${() => void this.#revoke(client)}>${t.revoke}</fluent-button></div>` : nothing}
      <section><h2>${t.mayDo}</h2><ul class="rows">${client.scopes.map((scope) => html`<li><span class="grow">${scopeWords(scope)}</span><code class="quiet">${scope}</code></li>`)}</ul></section>
      <dl class="facts"><dt>${t.origin}</dt><dd>${client.origin ?? t.anywhere}</dd><dt>${t.created}</dt><dd>${fullTime(client.created)}</dd><dt>${t.lastUsed}</dt><dd>${client.lastUsed === undefined ? t.never : fullTime(client.lastUsed)}</dd><dt>${t.connections}</dt><dd>${client.connections}</dd></dl>
    </article>`;
  }

  #asking(pairing: Pairing): TemplateResult {
    const t = words();
    const answers = may(this.session, "clients/confirm");
    return html`<article class="page">
      <header><h1 class="wrap">${t.asks(pairing.origin ?? t.program)}</h1><p class="quiet wrap">${t.callsItself(pairing.name)}</p></header>
      <section><h2>${t.compare}</h2><p class="code">${pairing.code}</p><p class="quiet small">${t.expires(shortTime(pairing.expires))}</p></section>
      <fieldset><legend>${answers ? t.grant : t.wants}</legend>
        ${pairing.scopes.map((scope) => html`<label class="check">
          ${answers ? html`<input type="checkbox" name="scope" value=${scope} .checked=${true} />` : html`<span aria-hidden="true">•</span>`}
          <span>${scopeWords(scope)}${scope === "approve" ? html` <span class="bad">${t.danger}</span>` : nothing}</span></label>`)}
      </fieldset>
      ${answers ? html`<div class="line"><fluent-button @click=${() => void this.#refuse(pairing)}>${t.refuse}</fluent-button><fluent-button appearance="primary" @click=${() => void this.#confirm(pairing)}>${t.let}</fluent-button></div>` : nothing}
    </article>`;
  }

  async #confirm(pairing: Pairing): Promise<void> {
    const t = words();
    const scopes = [...this.renderRoot.querySelectorAll<HTMLInputElement>("input[name='scope']:checked")].map((each) => each.value);
    if (scopes.length === 0) {
      toast(this, { text: t.noneGiven, failing: true });
      return;
    }
    await this.#do(async () => {
      const client = await this.session.call("clients/confirm", { code: pairing.code, scopes });
      toast(this, { text: t.letIn(client.name) });
      go("clients", client.id);
    });
  }

  async #refuse(pairing: Pairing): Promise<void> {
    await this.#do(async () => {
      await this.session.call("clients/refuse", { code: pairing.code });
      toast(this, { text: words().refused });
      go("clients");
    });
  }

  async #revoke(client: PairedClient): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.revokeAsk(client.name), text: client.current ? `${t.revokeText} ${t.revokeOwn}` : t.revokeText, yes: t.revoke }))) return;
    await this.#do(async () => {
      const { closed } = await this.session.call("clients/revoke", { id: client.id });
      toast(this, { text: t.revoked(client.name, closed) });
      go("clients");
    });
  }

  async #do(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      toastFailure(this, error);
    }
    this.refresh();
  }
}

const row = (client: PairedClient): TemplateResult => html`
  <div class="strong cut">${client.name}${client.current ? html` <span class="quiet small">(${words().current})</span>` : nothing}</div>
  <div class="small quiet cut">${client.scopes.map(scopeName).join(", ")}</div>`;

customElements.define("as-clients", ClientsView);
