import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { may } from "@assistant/protocol";
import type { Contact, ModelRule, SubjectRule } from "@assistant/protocol";
import { SubjectNames } from "../names.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { Pages, Resource } from "../resource.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { modelRules, spendingMessages as words } from "./spending.messages.js";

const pause = 200;
const rowRem = 3.5;

/** What may be sent about each contact. */
export class RulesElement extends View {
  static override properties = { ...View.properties, query: { state: true }, adding: { state: true }, subject: { state: true } };
  declare private query: string;
  declare private adding: boolean;
  /** Whose rule is looked at. */
  declare private subject: string | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = ["contact.changed"];
  readonly #names = new SubjectNames(this);
  readonly #rules = new Resource<readonly SubjectRule[]>(this, () => "all", async (_key, signal) => (await this.session.call("drafting/rules", {}, { signal })).rules);
  readonly #people = new Pages<Contact>(this, () => (this.adding ? `q${this.query}` : undefined), async (key, cursor, limit, signal) => {
    const query = key.slice(1);
    const answer = await this.session.call("contacts/list", { limit, ...(query === "" ? {} : { query }), ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: answer.contacts, next: answer.next };
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = "";
    this.adding = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const t = words();
    const { state } = this.#rules;
    if (state.kind === "failed") return failing(state.error, () => void this.#rules.reload());
    if (state.kind !== "ready") return loading(() => void this.#rules.reload());
    const writes = may(this.session, "drafting/setRule");
    return html`<div class="page"><header><h1>${t.rules}</h1><p class="quiet">${t.rulesLead}</p></header>
      ${state.value.length === 0 && !this.adding ? note({ heading: t.noRules, text: t.noRulesText, ...(writes ? { actions: [{ label: t.add, run: () => (this.adding = true) }] } : {}) }) : html`
        ${state.value.length === 0 ? nothing : html`<div class="bounded" .style=${`height:calc(min(20rem, ${state.value.length * rowRem}rem) + 2px)`}><as-list label=${t.rules} .rem=${rowRem} .items=${state.value} .keyOf=${(each: SubjectRule) => each.subjectId} .selected=${this.subject ?? ""}
          .row=${(each: SubjectRule) => html`<div class="strong cut">${this.#names.of(each.subjectId) ?? t.someone}</div><div class="small quiet cut">${t.rule[each.rule]}</div>`} @choose=${(event: CustomEvent<string>) => (this.subject = event.detail)}></as-list></div>`}
        ${this.#chosen(state.value, writes)}
        ${writes && !this.adding ? html`<div><fluent-button @click=${() => (this.adding = true)}>${t.add}</fluent-button></div>` : nothing}`}
      ${this.adding ? this.#choosing() : nothing}
    </div>`;
  }

  /** The rule that was chosen from the list, to be changed. */
  #chosen(all: readonly SubjectRule[], writes: boolean): TemplateResult | typeof nothing {
    const t = words();
    const chosen = all.find((each) => each.subjectId === this.subject);
    if (chosen === undefined || !writes) return nothing;
    const { subjectId, rule } = chosen;
    const name = this.#names.of(subjectId) ?? t.someone;
    return html`<div class="fields"><div class="field"><label for="rule">${t.ruleFor(name)}</label><select id="rule" @change=${(event: Event) => void this.#set(subjectId, name, (event.target as HTMLSelectElement).value as ModelRule)}>${modelRules.map((each) => html`<option value=${each} .selected=${live(each === rule)}>${t.rule[each]}</option>`)}</select></div></div>`;
  }

  #choosing(): TemplateResult {
    const t = words();
    const { state } = this.#people;
    return html`<section><label class="strong" for="search">${t.search}</label><input id="search" type="search" autocomplete="off" placeholder=${t.searchHint} .value=${this.query} @input=${this.#typed} />
      ${state.kind === "failed" ? failing(state.error, () => void this.#people.reload()) : state.kind !== "ready" ? loading(() => void this.#people.reload()) : state.value.items.length === 0 ? html`<p class="quiet">${t.noMatch}</p>`
        : html`<div class="bounded"><as-list label=${t.search} .rem=${3.5} .items=${state.value.items} .keyOf=${(each: Contact) => each.id} .more=${this.#people.hasMore} @more=${() => void this.#people.more()}
            .row=${(each: Contact) => html`<div class="strong cut">${each.name}</div><div class="small quiet cut">${each.addresses[0]?.address ?? ""}</div>`}
            @choose=${(event: CustomEvent<string>) => void this.#add(event.detail)}></as-list></div>`}</section>`;
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value), pause);
  };

  /** The stricter of the two useful ones is a choice; what stays on this machine is what most people mean. */
  async #add(id: string): Promise<void> {
    const name = this.#people.items.find((each) => each.id === id)?.name ?? "";
    this.adding = false;
    this.subject = id;
    if (this.#rules.value?.some((each) => each.subjectId === id) !== true) await this.#set(id, name, "localOnly");
  }

  async #set(subjectId: string, name: string, rule: ModelRule): Promise<void> {
    await attempt(this, async () => {
      await this.session.call("drafting/setRule", { subjectId, rule });
      toast(this, { text: words().kept(name) });
    });
    await this.#rules.reload();
  }
}

customElements.define("as-rules", RulesElement);
