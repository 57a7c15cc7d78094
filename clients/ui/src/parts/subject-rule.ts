import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { RpcError, may } from "@assistant/protocol";
import type { ModelRule } from "@assistant/protocol";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { modelRules, spendingMessages as words } from "../views/spending.messages.js";
import { pageStyle } from "./page-style.js";
import { failing, statesStyle } from "./states.js";
import { toast } from "./toasts.js";
import { viewStyle } from "./view-style.js";

/** What models may be sent about one contact or for one record, on its own page. */
export class SubjectRuleElement extends View {
  static override properties = { ...View.properties, subjectId: { attribute: false }, name: { attribute: false }, text: { attribute: false } };
  declare subjectId: string;
  /** As the person calls it. */
  declare name: string;
  /** What the rule holds for. */
  declare text: string;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`:host { display: block; height: auto; }`];
  protected override readonly watches = ["plugin.changed"];
  readonly #rule = new Resource<ModelRule>(this, () => (may(this.session, "drafting/rules") ? this.subjectId : undefined), async (id, signal) => (await this.session.call("drafting/rules", {}, { signal })).rules.find((each) => each.subjectId === id)?.rule ?? "any");

  override render(): TemplateResult {
    const t = words();
    const { state } = this.#rule;
    // Where no plugin has models, there is nothing to be said about them.
    if (state.kind === "failed" && state.error instanceof RpcError && state.error.is("methodNotFound")) return html``;
    if (state.kind === "failed") return failing(state.error, () => void this.#rule.reload());
    if (state.kind !== "ready") return html``;
    return html`<section><h2>${t.mayBeSent}</h2>
      ${may(this.session, "drafting/setRule")
        ? html`<div class="fields"><select id="rule" aria-label=${t.ruleFor(this.name)} aria-describedby="holds" @change=${(event: Event) => void this.#set((event.target as HTMLSelectElement).value as ModelRule)}>${modelRules.map((each) => html`<option value=${each} .selected=${live(each === state.value)}>${t.rule[each]}</option>`)}</select></div>`
        : html`<p>${t.rule[state.value]}</p>`}
      <p class="small quiet" id="holds">${this.text}</p></section>`;
  }

  async #set(rule: ModelRule): Promise<void> {
    const { subjectId, name } = this;
    if (await attempt(this, () => this.session.call("drafting/setRule", { subjectId, rule }))) toast(this, { text: words().kept(name) });
    await this.#rule.reload();
  }
}

customElements.define("as-subject-rule", SubjectRuleElement);
