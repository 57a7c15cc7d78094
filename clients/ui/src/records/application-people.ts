import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Application, ApplicationLink, Contact } from "@assistant/protocol";
import { ContactNames } from "../names.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { failing, loading, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { href, hrefWith } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { applicationsMessages as words } from "../views/applications.messages.js";

/** A person types faster than a search is worth. */
const pause = 200;

/** As many as are looked over at a glance; more letters find the others. */
const found = 6;

/** The contacts that belong to an application, each with the way to write to them. Says `changed` with the application as it is then. */
export class ApplicationPeopleElement extends View {
  static override properties = { ...View.properties, application: { attribute: false }, query: { state: true }, adding: { state: true } };
  declare application: Application;
  declare private query: string;
  declare private adding: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`:host { height: auto; }`];
  protected override readonly watches = ["contact.changed"];
  readonly #names = new ContactNames(this);
  readonly #found = new Resource<readonly Contact[]>(this, () => (this.adding ? `q${this.query}` : undefined), async (key, signal) => {
    const query = key.slice(1);
    return (await this.session.call("contacts/list", { limit: found, ...(query === "" ? {} : { query }) }, { signal })).contacts;
  });
  readonly #page = new Paging(this, () => this.application.id);
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
    const people = this.application.links.filter((each) => each.ref.kind === "contact");
    const { rows, turns } = this.#page.of(people);
    const links = may(this.session, "applications/link");
    return html`<section><h2>${t.people}</h2>
      ${people.length === 0 ? html`<p class="quiet small">${t.noPeople}</p>` : html`<ul class="rows">${rows.map((each) => this.#one(each, links))}</ul>`}${turns}
      ${links ? html`<details @toggle=${(event: Event) => (this.adding = (event.currentTarget as HTMLDetailsElement).open)}><summary>${t.addPerson}</summary><div class="stack">
        <input type="search" aria-label=${t.personSearch} placeholder=${t.personSearch} autocomplete="off" @input=${this.#typed} />${this.#results()}</div></details>` : nothing}
    </section>`;
  }

  #one(link: ApplicationLink, links: boolean): TemplateResult {
    const t = words();
    const { id } = link.ref;
    const name = this.#names.of(id) ?? t.someone;
    return html`<li><div class="grow"><a href=${href("contacts", id)}>${name}</a>${link.role === undefined ? nothing : html` <span class="quiet small">${link.role}</span>`}</div>
      ${may(this.session, "writing/start") ? html`<a href=${hrefWith("compose", { contact: id, application: this.application.id })}>${t.write}</a>` : nothing}
      ${links ? html`<fluent-button size="small" appearance="subtle" aria-label=${`${t.unlink}: ${name}`} @click=${() => void this.#unlink(link)}>${t.unlink}</fluent-button>` : nothing}</li>`;
  }

  #results(): TemplateResult | typeof nothing {
    const t = words();
    const { state } = this.#found;
    if (state.kind === "failed") return failing(state.error, () => void this.#found.reload());
    if (state.kind === "idle") return nothing;
    if (state.kind !== "ready") return loading(() => void this.#found.reload());
    const known = new Set(this.application.links.map((each) => each.ref.id));
    const rest = state.value.filter((each) => !known.has(each.id));
    return rest.length === 0 ? html`<p class="small"><a href=${href("contacts", "new")}>${t.addPerson}</a></p>` : html`<ul class="rows">${rest.map((each) => html`<li><div class="grow">${each.name} <span class="small quiet">${each.addresses[0]?.address ?? nothing}</span></div><fluent-button size="small" aria-label=${`${t.take}: ${each.name}`} @click=${() => void this.#link(each.id)}>${t.take}</fluent-button></li>`)}</ul>`;
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value.trim()), pause);
  };

  #link(contact: string): Promise<boolean> {
    return attempt(this, async () => {
      this.#say(await this.session.call("applications/link", { id: this.application.id, ref: { kind: "contact", id: contact } }));
      toast(this, { text: words().linked });
    });
  }

  #unlink({ ref, role }: ApplicationLink): Promise<boolean> {
    const t = words();
    const { id } = this.application;
    return attempt(this, async () => {
      this.#say(await this.session.call("applications/unlink", { id, ref }));
      toast(this, { text: t.unlinked, action: { label: t.undo, run: () => void attempt(this, async () => this.#say(await this.session.call("applications/link", { id, ref, ...(role === undefined ? {} : { role }) }))) } });
    });
  }

  #say(application: Application): void {
    this.dispatchEvent(new CustomEvent<Application>("changed", { detail: application }));
  }
}

customElements.define("as-application-people", ApplicationPeopleElement);
