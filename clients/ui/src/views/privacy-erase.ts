import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { ApplicationCard, Contact, ErasePlan, EraseReceipt, ErasedAccount, ErasedPart, RecordRef, RpcProblem } from "@assistant/protocol";
import { count, fullTime } from "../format.js";
import { problemOf, said } from "../host-words/index.js";
import "../parts/application-finder.js";
import { nameOfCard } from "../parts/board-lane.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { closing, failing, loading, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Resource } from "../resource.js";
import { go, href, hrefWith } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { aboutOf } from "./documents-form.js";
import { keepingMessages as words } from "./privacy-keeping.messages.js";

/** A person types faster than a search is worth. */
const pause = 200;

/** As many as are looked over at a glance. */
const found = 6;

type Run = { readonly kind: "none"; readonly error?: unknown } | { readonly kind: "running" } | { readonly kind: "done"; readonly receipt: EraseReceipt };

/** Erases a person, an application or everything: the plan first, then a typed yes, then the receipt. What it is about stands in the address. */
export class PrivacyEraseElement extends View {
  static override properties = { ...View.properties, query: { state: true }, typed: { state: true }, run: { state: true } };
  declare private query: string;
  declare private typed: string;
  declare private run: Run;
  static override styles = [base, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = ["contact.changed", "outbox.changed"];
  readonly #people = new Resource<readonly Contact[]>(this, () => (this.#what === undefined ? `q${this.query}` : undefined), async (key, signal) => {
    const query = key.slice(1);
    return (await this.session.call("contacts/list", { limit: found, ...(query === "" ? {} : { query }) }, { signal })).contacts;
  });
  readonly #plan = new Resource<ErasePlan>(this, () => (this.#what === undefined || this.run.kind !== "none" ? undefined : this.#what), (_key, signal) => this.session.call("erase/plan", this.#request(), { signal }));
  readonly #receipts = new Resource<readonly EraseReceipt[]>(this, () => (may(this.session, "erase/list") ? this.run.kind : undefined), async (_key, signal) => (await this.session.call("erase/list", {}, { signal })).receipts);
  readonly #receiptPage = new Paging(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = "";
    this.typed = "";
    this.run = { kind: "none" };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const t = words();
    return html`<article class="page"><header><h1>${t.erase}</h1><p class="quiet">${t.eraseLead}</p></header>
      ${this.run.kind === "running" ? loading({ label: t.toData, href: href("privacy", "data") }, t.erasing) : this.run.kind === "done" ? this.#done(this.run.receipt) : this.#what === undefined ? this.#choose() : this.#planned()}
      ${this.#earlier()}</article>`;
  }

  /** `contact:ID`, `application:ID` or `everything`. */
  get #what(): string | undefined {
    return this.route.query?.["about"];
  }

  #request(): { about?: RecordRef; everything?: boolean } {
    const [about] = aboutOf(this.#what);
    return about === undefined ? { everything: true } : { about };
  }

  #choose(): TemplateResult {
    const t = words();
    const { state } = this.#people;
    return html`<section><h2>${t.person}</h2><input type="search" aria-label=${t.findPerson} placeholder=${t.findPerson} autocomplete="off" @input=${this.#look} />
        ${state.kind === "failed" ? failing(state.error, () => void this.#people.reload()) : state.kind !== "ready" ? loading(() => void this.#people.reload()) : state.value.length === 0 ? html`<p class="small quiet" role="status">${t.nobody}</p>` : html`<ul class="rows">${state.value.map((each) => html`<li><span class="grow">${each.name} <span class="small quiet">${each.addresses[0]?.address ?? nothing}</span></span><a href=${about(`contact:${each.id}`, each.name)} aria-label=${`${t.plan}: ${each.name}`}>${t.plan}</a></li>`)}</ul>`}</section>
      <section><h2>${t.application}</h2><as-application-finder .session=${this.session} label=${t.findApplication} take=${t.plan} none=${t.noneFound} @choose=${(event: CustomEvent<ApplicationCard>) => (location.hash = about(`application:${event.detail.id}`, nameOfCard(event.detail)))}></as-application-finder></section>
      <section><h2>${t.everything}</h2><div><a href=${about("everything", undefined)}>${t.plan}</a></div></section>`;
  }

  #planned(): TemplateResult {
    const t = words();
    const { state } = this.#plan;
    const again = html`<div><a href=${href("privacy", "erase")}>${t.cancel}</a></div>`;
    if (state.kind === "failed") return html`${failing(state.error, () => void this.#plan.reload())}${again}`;
    if (state.kind !== "ready") return loading(() => void this.#plan.reload());
    const plan = state.value;
    const name = this.#what === "everything" ? t.everything : (plan.name ?? this.route.query?.["name"] ?? t.unnamed);
    const word = this.#what === "everything" ? t.word : name;
    const error = this.run.kind === "none" ? this.run.error : undefined;
    return html`<section><h2>${t.planFor(name)}</h2>${parts(plan.parts)}</section>
      ${mailboxes(t.mailboxes, plan.accounts)}
      ${lines(t.stays, plan.stays)}
      ${problems(t.obstacles, plan.obstacles)}
      ${error === undefined ? nothing : failing(error, closing(() => (this.run = { kind: "none" })))}
      ${plan.obstacles.length > 0 ? nothing : may(this.session, "erase/run") ? html`<div class="callout danger"><div class="field"><label for="word">${t.confirm(word)}</label><input id="word" type="text" autocomplete="off" .value=${this.typed} @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)} /></div>
        <fluent-button appearance="primary" ?disabled=${this.typed.trim() !== word} @click=${() => void this.#erase()}>${t.run}</fluent-button></div>` : html`<div class="callout"><p>${t.mayNot}</p><code>assistant erase ${commandOf(aboutOf(this.#what)[0])}</code></div>`}
      ${again}`;
  }

  #done(receipt: EraseReceipt): TemplateResult {
    const t = words();
    return html`<div class="callout done" role="status"><h2>${t.receipt}</h2><p>${t.receiptText}</p><p class="small">${t.number} <code>${receipt.id}</code>, ${fullTime(receipt.at)}</p></div>
      ${parts(receipt.parts)}${mailboxes(t.ended, receipt.accounts)}${lines(t.stays, receipt.stays ?? [])}${problems(t.notYet, receipt.problems ?? [])}
      <div class="line"><fluent-button @click=${() => { this.run = { kind: "none" }; go("privacy", "erase"); }}>${t.cancel}</fluent-button><a href=${href("privacy", "data")}>${t.toData}</a></div>`;
  }

  #earlier(): TemplateResult | typeof nothing {
    const t = words();
    const { rows, turns } = this.#receiptPage.of(this.#receipts.value ?? []);
    return rows.length === 0 ? nothing : html`<section><h2>${t.earlier}</h2><ul class="rows">${rows.map((each) => html`<li><details class="grow"><summary>${fullTime(each.at)} · ${each.about === undefined ? t.everything : said(each.about.kind)} · <code>${each.id.slice(-8)}</code></summary>${parts(each.parts)}${problems(t.notYet, each.problems ?? [])}</details></li>`)}</ul>${turns}</section>`;
  }

  readonly #look = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value.trim()), pause);
  };

  async #erase(): Promise<void> {
    this.run = { kind: "running" };
    this.typed = "";
    try {
      this.run = { kind: "done", receipt: await this.session.call("erase/run", this.#request()) };
    } catch (error) {
      this.run = { kind: "none", error };
    }
  }
}

const about = (what: string, name: string | undefined): string => hrefWith(["privacy", "erase"], { about: what, name });

function parts(all: readonly ErasedPart[]): TemplateResult {
  const t = words();
  const some = all.filter((each) => each.kinds.length > 0);
  if (some.length === 0) return html`<p class="quiet">${t.nothing}</p>`;
  return html`${some.map((part) => html`<h3>${part.plugin === undefined ? t.host : t.plugin(part.plugin)}</h3><ul class="rows">${part.kinds.map((each) => html`<li><span class="grow">${said(each.kind)}</span><span>${count(each.count)}</span></li>`)}</ul>`)}`;
}

const mailboxes = (title: string, all: readonly ErasedAccount[] = []): TemplateResult | typeof nothing => (all.length === 0 ? nothing : html`<section><h2>${title}</h2><ul class="rows">${all.map((each) => html`<li><div class="grow"><div>${each.address} <span class="small quiet">${each.provider}</span></div>${(each.done ?? []).map((line) => html`<div class="small">${said(line)}</div>`)}${(each.leftToYou ?? []).map((line) => html`<div class="small">${words().leftToYou}: ${said(line)}</div>`)}</div></li>`)}</ul></section>`);
/** As the command line takes what is to be erased. */
const commandOf = (about: RecordRef | undefined): string => (about === undefined ? "--all" : about.kind === "application" ? `--application ${about.id}` : about.id);
const lines = (title: string, all: readonly string[]): TemplateResult | typeof nothing => (all.length === 0 ? nothing : html`<section><h2>${title}</h2><ul class="stack">${all.map((each) => html`<li>${said(each)}</li>`)}</ul></section>`);
const problems = (title: string, all: readonly RpcProblem[]): TemplateResult | typeof nothing => (all.length === 0 ? nothing : html`<div class="callout warning"><h2>${title}</h2><ul class="stack">${all.map((each) => html`<li>${problemOf(each)}</li>`)}</ul></div>`);

customElements.define("as-privacy-erase", PrivacyEraseElement);
