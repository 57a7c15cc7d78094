import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { StyleCard } from "@assistant/protocol";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { promptsMessages as words } from "./prompts.messages.js";

/** The style card: read, written by hand, or learnt from texts on this machine. What was learnt is only shown until it is saved. */
export class VoiceElement extends View {
  static override properties = { ...View.properties, learnt: { state: true }, empty: { state: true } };
  declare private learnt: string | undefined;
  declare private empty: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`:host { height: auto; } .fields { max-width: none; } #card { min-height: 12rem; } #texts { min-height: 10rem; }`];
  protected override readonly watches = [];
  readonly #card = new Resource<StyleCard>(this, () => "card", (_key, signal) => this.session.call("drafting/style", {}, { signal }));

  override render(): TemplateResult {
    const t = words();
    const { state } = this.#card;
    if (state.kind === "failed") return failing(state.error, () => void this.#card.reload());
    if (state.kind !== "ready") return loading(() => void this.#card.reload());
    const writes = may(this.session, "drafting/setStyle");
    const text = this.learnt ?? state.value.text;
    return html`<article class="page"><header><h1>${t.voice}</h1><p class="quiet">${t.voiceLead}</p></header>
      ${this.learnt === undefined ? nothing : html`<div class="callout done" role="status">${t.learnt}</div>`}
      ${!writes ? (text === "" ? html`<p class="quiet">${t.noCard}</p>` : html`<div class="text">${text}</div>`) : html`
        <div class="fields"><div class="field"><label for="card">${t.card}</label><textarea id="card" maxlength="4000" .value=${text}></textarea>${text === "" ? html`<span class="small quiet">${t.noCard}</span>` : nothing}</div>
          <div><fluent-button appearance="primary" @click=${() => void this.#save()}>${t.save}</fluent-button></div></div>
        <section><h2>${t.learn}</h2><p class="small quiet" id="how">${t.learnText}</p>
          <div class="field"><label for="texts">${t.learnLabel}</label><textarea id="texts" aria-describedby="how"></textarea>${this.empty ? html`<span class="wrong small" role="alert">${t.nothingToLearn}</span>` : nothing}</div>
          <div><fluent-button @click=${() => void this.#learn()}>${t.learnIt}</fluent-button></div></section>`}
    </article>`;
  }

  async #save(): Promise<void> {
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>("#card")?.value ?? "";
    await attempt(this, async () => {
      const saved = await this.session.call("drafting/setStyle", { text });
      this.learnt = undefined;
      this.#card.set(saved);
      toast(this, { text: words().savedCard });
    });
  }

  async #learn(): Promise<void> {
    const texts = (this.renderRoot.querySelector<HTMLTextAreaElement>("#texts")?.value ?? "").split(/^-{3,}\s*$/mu).map((each) => each.trim()).filter((each) => each !== "");
    this.empty = texts.length === 0;
    if (this.empty) return;
    await attempt(this, async () => {
      this.learnt = (await this.session.call("drafting/learnStyle", { texts })).text;
    });
  }
}

customElements.define("as-voice", VoiceElement);
