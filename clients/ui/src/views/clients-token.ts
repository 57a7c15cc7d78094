import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { ClientCreateResponse, Scope, Session } from "@assistant/protocol";
import { Part } from "../part.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { go } from "../router.js";
import { base } from "../styles.js";
import { clientsMessages as words, scopeWords } from "./clients.messages.js";
import { problemOf } from "../host-words/index.js";

const scopes: readonly Scope[] = ["read", "draft", "propose", "decide", "approve", "admin"];
const usual: ReadonlySet<Scope> = new Set<Scope>(["read", "draft"]);

/** Makes a token and shows it once: it lives in this element alone, and is gone with it. Says `done`. */
export class ClientTokenElement extends Part {
  static override properties = { session: { attribute: false }, made: { state: true }, error: { state: true }, none: { state: true } };
  declare session: Session;
  declare private made: ClientCreateResponse | undefined;
  declare private error: unknown;
  declare private none: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle];

  constructor() {
    super();
    this.none = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.made = undefined;
  }

  override render(): TemplateResult {
    return this.made === undefined ? this.#form() : this.#shown(this.made);
  }

  #form(): TemplateResult {
    const t = words();
    const held = this.session.state.kind === "open" ? this.session.state.welcome.scopes : [];
    const problems = this.error instanceof RpcError ? this.error.problems : [];
    return html`<form class="page" novalidate @submit=${this.#make}>
      <header><h1>${t.newTitle}</h1><p class="quiet">${t.newText}</p></header>
      ${this.error === undefined || problems.length > 0 ? nothing : failing(this.error, closing(() => (this.error = undefined)))}
      <div class="fields">
        <div class="field"><label for="name">${t.name}</label><input id="name" autocomplete="off" placeholder=${t.nameHint} aria-describedby="name-wrong" aria-invalid=${problems.length > 0 ? "true" : "false"} />
          ${problems.length === 0 ? nothing : html`<span class="wrong small" id="name-wrong" role="alert">${problems.map((each) => html`${problemOf(each)} `)}</span>`}</div>
        <fieldset><legend>${t.mayDo}</legend>
          ${scopes.filter((each) => held.includes(each)).map((each) => html`<label class="check"><input type="checkbox" name="scope" value=${each} .checked=${usual.has(each)} /><span>${scopeWords(each)}${each === "approve" ? html` <span class="bad">${t.danger}</span>` : nothing}</span></label>`)}
          ${this.none ? html`<span class="wrong small" role="alert">${t.scopesNeeded}</span>` : nothing}
        </fieldset>
      </div>
      <div class="line"><fluent-button type="button" appearance="primary" @click=${this.#make}>${t.make}</fluent-button><fluent-button type="button" @click=${() => go("clients")}>${t.cancel}</fluent-button></div>
    </form>`;
  }

  #shown(made: ClientCreateResponse): TemplateResult {
    const t = words();
    return html`<div class="page"><header><h1>${t.made}: ${made.client.name}</h1></header>
      <div class="callout warning" role="status"><p>${t.madeText}</p></div>
      <div class="line"><code class="text grow" id="token" tabindex="0">${made.clientKey}</code><fluent-button @click=${() => void this.#copy(made.clientKey)}>${t.copy}</fluent-button></div>
      <p class="small quiet">${t.use}</p><code class="text">Authorization: Bearer …</code>
      <div><fluent-button appearance="primary" @click=${() => go("clients", made.client.id)}>${t.done}</fluent-button></div>
    </div>`;
  }

  readonly #make = async (event: Event): Promise<void> => {
    event.preventDefault();
    const chosen = [...this.renderRoot.querySelectorAll<HTMLInputElement>("input[name='scope']:checked")].map((each) => each.value);
    this.none = chosen.length === 0;
    if (this.none) return;
    try {
      this.made = await this.session.call("clients/create", { name: this.renderRoot.querySelector<HTMLInputElement>("#name")?.value ?? "", scopes: chosen });
      this.error = undefined;
      this.dispatchEvent(new CustomEvent("done"));
    } catch (error) {
      this.error = error;
    }
  };

  async #copy(text: string): Promise<void> {
    const t = words();
    try {
      await navigator.clipboard.writeText(text);
      toast(this, { text: t.copied });
    } catch {
      // A browser may refuse; the text stands there to be selected.
      getSelection()?.selectAllChildren(this.renderRoot.querySelector("#token") ?? this);
      toast(this, { text: t.copyFailed, failing: true });
    }
  }
}

customElements.define("as-client-token", ClientTokenElement);
