import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { isCancelled } from "@assistant/protocol";
import type { Account, ComposeProgress, Contact, DraftComposeResponse, Template } from "@assistant/protocol";
import "../parts/choice.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, loading, note, statesStyle, working } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Pages, Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { templatesMessages as words } from "./templates.messages.js";
import { problemOf } from "../host-words/index.js";

/** Who was chosen, in the order of choosing, and whose preview is shown. */
export interface Choice {
  readonly chosen: ReadonlyMap<string, Contact>;
  readonly active: Contact | undefined;
}

type Work = { readonly kind: "choosing"; readonly error?: unknown } | { readonly kind: "making"; readonly stop: AbortController; readonly progress: ComposeProgress | undefined } | { readonly kind: "made"; readonly answer: DraftComposeResponse; readonly people: readonly Contact[] };

const pause = 200;

/** Chooses people for a template and makes a draft for each. Says `choice` when that changes. */
export class TemplatePeopleElement extends View {
  static override properties = { ...View.properties, template: { attribute: false }, choice: { attribute: false }, query: { state: true }, work: { state: true }, accountId: { state: true } };
  declare template: Template;
  declare choice: Choice;
  declare private query: string;
  declare private work: Work;
  declare private accountId: string | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = ["contact.changed", "account.changed"];
  readonly #people = new Pages<Contact>(this, () => `q${this.query}`, async (key, cursor, limit, signal) => {
    const query = key.slice(1);
    const answer = await this.session.call("contacts/list", { limit, ...(query === "" ? {} : { query }), ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: answer.contacts, next: answer.next };
  });
  readonly #accounts = new Resource<readonly Account[]>(this, () => "all", async (_key, signal) => (await this.session.call("accounts/list", {}, { signal })).accounts.filter((each) => each.state === "active"));
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = "";
    this.work = { kind: "choosing" };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    if (this.work.kind === "making") this.work.stop.abort();
  }

  override render(): TemplateResult {
    const t = words();
    const work = this.work;
    return html`<div class="page"><header><h1>${this.template.name}</h1></header>
      ${work.kind === "making" ? working(t.making(work.progress?.done ?? 0, work.progress?.of ?? this.choice.chosen.size), { label: t.stop, run: () => work.stop.abort() })
        : work.kind === "made" ? this.#made(work.answer, work.people)
        : html`${work.error === undefined ? nothing : failing(work.error, closing(() => (this.work = { kind: "choosing" })))}${this.#choosing()}`}
    </div>`;
  }

  #choosing(): TemplateResult {
    const t = words();
    const { chosen } = this.choice;
    const accounts = this.#accounts.value;
    if (accounts?.length === 0) return note({ heading: t.noAccount, text: t.noAccountText, actions: [{ label: t.toAccounts, href: href("accounts") }] });
    return html`
      <section><h2>${t.people}</h2>
        <input type="search" aria-label=${t.search} placeholder=${t.searchHint} .value=${this.query} @input=${this.#typed} />
        <div class="bounded">${this.#list()}</div>
        <div class="line"><span role="status">${t.chosen(chosen.size)}</span>
          <fluent-button size="small" @click=${() => this.#say(new Map([...chosen, ...this.#people.items.filter(writable).map((each) => [each.id, each] as const)]), this.choice.active ?? this.#people.items.find(writable))}>${t.chooseAll}</fluent-button>
          ${chosen.size === 0 ? nothing : html`<fluent-button size="small" @click=${() => this.#say(new Map(), undefined)}>${t.chooseNone}</fluent-button>`}
        </div>
      </section>
      ${accounts === undefined || accounts.length < 2 ? nothing : html`<div class="fields"><as-choice name="account" .label=${t.account} .options=${accounts.map((each) => ({ value: each.id, label: each.address }))} .value=${this.accountId ?? accounts[0]?.id ?? ""} @choose=${(event: CustomEvent<string>) => (this.accountId = event.detail)}></as-choice></div>`}
      <div class="line">
        <fluent-button appearance="primary" ?disabled=${chosen.size === 0} @click=${() => void this.#make()}>${t.make(chosen.size)}</fluent-button>
        <fluent-button @click=${() => go("templates", this.template.id)}>${t.cancel}</fluent-button>
      </div>`;
  }

  #list(): TemplateResult {
    const t = words();
    const { state } = this.#people;
    if (state.kind === "failed") return failing(state.error, () => void this.#people.reload());
    if (state.kind !== "ready") return loading(() => void this.#people.reload());
    if (state.value.items.length === 0) {
      return this.query === ""
        ? note({ heading: t.noContacts, text: t.noContactsText, actions: [{ label: t.toContacts, href: href("contacts") }] })
        : note({ heading: t.noMatch, actions: [{ label: t.showAll, run: () => (this.query = "") }] });
    }
    const { chosen } = this.choice;
    return html`<as-list label=${t.people} .rem=${3.5} .items=${state.value.items} .keyOf=${(each: Contact) => each.id} .chosen=${new Set(chosen.keys())} .more=${this.#people.hasMore}
      .row=${(each: Contact) => html`<div class="strong cut"><span aria-hidden="true">${chosen.has(each.id) ? "☑" : writable(each) ? "☐" : "⊘"}</span> ${each.name}</div><div class="small quiet cut">${writable(each) ? "" : `${t.cannotWrite} · `}${each.addresses[0]?.address ?? ""}</div>`}
      @more=${() => void this.#people.more()} @choose=${(event: CustomEvent<string>) => this.#toggle(event.detail)}></as-list>`;
  }

  #made(answer: DraftComposeResponse, people: readonly Contact[]): TemplateResult {
    const t = words();
    const n = answer.drafts.length;
    return html`<div class="callout ${n > 0 ? "done" : "warning"}" role="status"><h2>${t.made(n)}</h2>${n > 0 ? html`<p>${t.madeText}</p>` : nothing}
        <div class="line">${n > 0 ? html`<a href=${href("outbox")}>${t.toDrafts}</a>` : nothing}<fluent-button size="small" @click=${() => (this.work = { kind: "choosing" })}>${t.more}</fluent-button></div></div>
      ${answer.problems.length === 0 ? nothing : html`<section><h2>${t.notMade(new Set(answer.problems.map((each) => each.path)).size)}</h2>
        <div class="bounded"><as-list label=${t.notMade(answer.problems.length)} .rem=${4.5} .items=${answer.problems.map((each, index) => ({ ...each, index }))} .keyOf=${(each: { index: number }) => String(each.index)}
          .row=${(each: { path: string; problem: string; remedy?: string }) => html`<div class="strong cut">${personAt(people, each.path)?.name ?? each.path}</div><div class="small">${problemOf(each)}</div>`}
          @choose=${(event: CustomEvent<string>) => { const person = personAt(people, answer.problems[Number(event.detail)]?.path ?? ""); if (person !== undefined) go("contacts", person.id, "edit"); }}></as-list></div></section>`}`;
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value), pause);
  };

  #toggle(id: string): void {
    const contact = this.#people.items.find((each) => each.id === id);
    if (contact === undefined) return;
    const chosen = new Map(this.choice.chosen);
    if (!chosen.delete(id) && writable(contact)) chosen.set(id, contact);
    this.#say(chosen, contact);
  }

  #say(chosen: ReadonlyMap<string, Contact>, active: Contact | undefined): void {
    this.dispatchEvent(new CustomEvent<Choice>("choice", { detail: { chosen, active } }));
  }

  async #make(): Promise<void> {
    const people = [...this.choice.chosen.values()];
    const accounts = this.#accounts.value ?? [];
    const accountId = accounts.length < 2 ? undefined : (this.accountId ?? accounts[0]?.id);
    const stop = new AbortController();
    this.work = { kind: "making", stop, progress: undefined };
    try {
      const answer = await this.session.call("drafts/compose", { templateId: this.template.id, contactIds: people.map((each) => each.id), ...(accountId === undefined ? {} : { accountId }) }, {
        signal: stop.signal,
        onProgress: (progress) => (this.work = this.work.kind === "making" ? { ...this.work, progress } : this.work),
      });
      this.work = { kind: "made", answer, people };
    } catch (error) {
      this.work = isCancelled(error) ? { kind: "choosing" } : { kind: "choosing", error };
    }
  }
}

const writable = (contact: Contact): boolean => contact.addresses.some((each) => each.mayWrite !== false);

/** The person that a problem's path (`$.contactIds[n]`) means. */
const personAt = (people: readonly Contact[], path: string): Contact | undefined => people[Number(/\[(\d+)\]/u.exec(path)?.[1])];

customElements.define("as-template-people", TemplatePeopleElement);
