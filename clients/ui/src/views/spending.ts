import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Budget } from "@assistant/protocol";
import { amount } from "../format.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import "./spending-ledger.js";
import { spendingMessages as words } from "./spending.messages.js";
import "./spending-rules.js";

type Part = "ledger" | "budget" | "rules";
const parts: readonly Part[] = ["ledger", "budget", "rules"];

/** What models were asked and what it cost, what it may cost, and about whom they may be asked. */
export class SpendingView extends View {
  static override properties = { ...View.properties, wrong: { state: true } };
  /** The field whose amount is none. */
  declare private wrong: string | undefined;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`
    .spent { font-size: var(--fontSizeBase600); line-height: var(--lineHeightBase600); font-weight: var(--fontWeightSemibold); }
    meter { width: min(20rem, 100%); }
    input { max-width: 12rem; }
  `];
  protected override readonly watches = ["writing.changed"];
  readonly #budget = new Resource<Budget>(this, () => (this.#part === "budget" ? "budget" : undefined), (_key, signal) => this.session.call("drafting/budget", {}, { signal }));

  override render(): TemplateResult {
    const t = words();
    const [first] = this.route.path;
    const texts: Readonly<Record<Part, string>> = { ledger: t.ledgerText, budget: t.budgetText, rules: t.rulesText };
    return html`<as-workspace .pane=${first === undefined ? "list" : "message"} .links=${{ list: href("spending"), message: first === undefined ? undefined : href("spending", first) }}>
      <div slot="list" class="column"><header class="view-head"><h1>${t.title}</h1></header>
        <as-list class="fill" label=${t.title} .rem=${4} .items=${parts} .keyOf=${String} .selected=${this.#part} .row=${(part: Part) => html`<div class="strong cut">${t[part]}</div><div class="small quiet cut">${texts[part]}</div>`} @choose=${(event: CustomEvent<string>) => go("spending", event.detail)}></as-list></div>
      <div slot="message">${this.#part === "ledger" ? html`<as-ledger .session=${this.session} .route=${this.route}></as-ledger>` : this.#part === "rules" ? html`<as-rules .session=${this.session} .route=${this.route}></as-rules>` : this.#ceilings()}</div>
    </as-workspace>`;
  }

  get #part(): Part {
    return parts.find((each) => each === this.route.path[0]) ?? "ledger";
  }

  #ceilings(): TemplateResult {
    const t = words();
    const { state } = this.#budget;
    if (state.kind === "failed") return failing(state.error, () => void this.#budget.reload());
    if (state.kind !== "ready") return loading(() => void this.#budget.reload());
    const { perDay, perSubject, spentToday } = state.value;
    const field = (name: string, label: string, value: number | undefined): TemplateResult => html`<div class="field"><label for=${name}>${label}</label><input id=${name} type="text" inputmode="decimal" autocomplete="off" aria-describedby="help ${name}-wrong" aria-invalid=${this.wrong === name ? "true" : "false"} .value=${value === undefined ? "" : String(value)} />
      ${this.wrong === name ? html`<span class="wrong small" id=${`${name}-wrong`} role="alert">${t.notAmount}</span>` : nothing}</div>`;
    return html`<article class="page"><header><h1>${t.budget}</h1></header>
      <section><h2>${t.spent}</h2><p class="spent">${perDay === undefined ? amount(spentToday) : t.ofCeiling(amount(spentToday), amount(perDay))}</p>
        ${perDay === undefined || perDay === 0 ? nothing : html`<meter min="0" max=${perDay} high=${perDay * 0.8} value=${Math.min(spentToday, perDay)} aria-label=${t.spent}></meter>`}</section>
      ${may(this.session, "drafting/setBudget") ? html`<div class="fields">${field("perDay", t.perDay, perDay)}${field("perSubject", t.perSubject, perSubject)}<p class="small quiet" id="help">${t.ceilingHelp}</p><div><fluent-button appearance="primary" @click=${() => void this.#save()}>${t.save}</fluent-button></div></div>`
        : html`<dl class="facts"><dt>${t.perDay}</dt><dd>${perDay === undefined ? t.noCeiling : amount(perDay)}</dd><dt>${t.perSubject}</dt><dd>${perSubject === undefined ? t.noCeiling : amount(perSubject)}</dd></dl><p>${t.mayNot}</p><code>assistant budget --per-day 2</code>`}
    </article>`;
  }

  async #save(): Promise<void> {
    const amounts: Record<string, number> = {};
    for (const name of ["perDay", "perSubject"]) {
      const text = this.renderRoot.querySelector<HTMLInputElement>(`#${name}`)?.value.trim().replace(",", ".") ?? "";
      if (text === "") continue;
      const given = Number(text);
      if (!(given >= 0)) {
        this.wrong = name;
        return;
      }
      amounts[name] = given;
    }
    this.wrong = undefined;
    await attempt(this, async () => {
      this.#budget.set(await this.session.call("drafting/setBudget", amounts));
      toast(this, { text: words().saved });
    });
  }
}

customElements.define("as-spending", SpendingView);
