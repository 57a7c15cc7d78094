import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Contact, ContactAddress } from "@assistant/protocol";
import { fullTime } from "../format.js";
import { said } from "../host-words/index.js";
import { ask } from "../parts/dialog.js";
import { keepingLinks } from "../parts/keeping-links.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast, toastFailure } from "../parts/toasts.js";
import type { Pane } from "../parts/workspace.js";
import { Pages, Resource } from "../resource.js";
import { go, href } from "../router.js";
import { viewStyle } from "../parts/view-style.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { contactsMessages as words } from "./contacts.messages.js";
import { spendingMessages } from "./spending.messages.js";
import "../parts/list.js";
import "../parts/subject-rule.js";
import "../parts/workspace.js";
import "../records/documents-sent.js";
import "./contacts-form.js";
import "./contacts-import.js";

/** A person types faster than a search is worth: the list is asked when they pause for this long. */
const pause = 200;

/** People and organisations: who they are, where they came from, and whether they may be written to. */
export class ContactsView extends View {
  static override properties = { ...View.properties, query: { state: true } };
  declare private query: string;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle];
  protected override readonly watches = ["contact.changed"];
  readonly #list = new Pages<Contact>(this, () => `q${this.query}`, async (key, cursor, limit, signal) => {
    const query = key.slice(1);
    const answer = await this.session.call("contacts/list", { limit, ...(query === "" ? {} : { query }), ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: answer.contacts, next: answer.next };
  });
  readonly #one = new Resource<Contact>(this, () => this.#id, (id, signal) => this.session.call("contacts/get", { id }, { signal }));
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.query = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const [first] = this.route.path;
    const pane: Pane = first === undefined ? "list" : "message";
    return html`<as-workspace .pane=${pane} .links=${{ list: href("contacts"), message: first === undefined ? undefined : href("contacts", first) }}>
      <div slot="list" class="column">${this.#listing()}</div>
      <div slot="message">${this.#message()}</div>
    </as-workspace>`;
  }

  /** The contact in the address, unless a word stands there. */
  get #id(): string | undefined {
    const [first] = this.route.path;
    return first === undefined || first === "new" || first === "import" ? undefined : first;
  }

  #listing(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    return html`
      <header class="view-head">
        <h1>${t.title}</h1>
          <span class="line">
            ${may(this.session, "contacts/import") ? html`<fluent-button size="small" @click=${() => go("contacts", "import")}>${t.import}</fluent-button>` : nothing}
            ${may(this.session, "contacts/create") ? html`<fluent-button size="small" appearance="primary" @click=${() => go("contacts", "new")}>${t.create}</fluent-button>` : nothing}
          </span>
        <input class="wide" type="search" aria-label=${t.search} placeholder=${t.searchHint} .value=${this.query} @input=${this.#typed} />
        <p class="quiet small wide" role="status">${state.kind === "ready" && state.value.items.length > 0 ? (this.#list.hasMore ? t.more(state.value.items.length) : t.all(state.value.items.length)) : nothing}</p>
      </header>
      ${this.#rows()}`;
  }

  #rows(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    if (state.kind === "failed") return failing(state.error, () => void this.#list.reload());
    if (state.kind !== "ready") return loading(() => void this.#list.reload());
    if (state.value.items.length > 0) {
      return html`<as-list class="fill"
        label=${t.title} .items=${state.value.items} .keyOf=${(contact: Contact) => contact.id} .row=${row} .selected=${this.#id ?? ""} .more=${this.#list.hasMore}
        @more=${() => void this.#list.more()} @choose=${(event: CustomEvent<string>) => go("contacts", event.detail)}
      ></as-list>`;
    }
    return this.query === ""
      ? note({ heading: t.empty, text: t.emptyText, actions: [{ label: t.import, run: () => go("contacts", "import") }, { label: t.create, run: () => go("contacts", "new") }] })
      : note({ heading: t.noMatch, text: t.noMatchText(this.query), actions: [{ label: t.clear, run: () => (this.query = "") }] });
  }

  #message(): TemplateResult {
    const t = words();
    const [first, second] = this.route.path;
    if (first === "new") return html`<as-contact-form .session=${this.session} @done=${this.#saved} @leave=${() => go("contacts")}></as-contact-form>`;
    if (first === "import") return html`<as-contact-import .session=${this.session} @done=${this.#imported}></as-contact-import>`;
    const { state } = this.#one;
    if (state.kind === "failed") return failing(state.error, () => void this.#one.reload());
    if (state.kind === "loading") return loading(() => void this.#one.reload());
    if (state.kind === "idle") return note({ heading: t.choose, text: t.chooseText, ...(may(this.session, "contacts/create") ? { actions: [{ label: t.create, run: () => go("contacts", "new") }] } : {}) });
    return second === "edit"
      ? html`<as-contact-form .session=${this.session} .contact=${state.value} @done=${this.#saved} @leave=${() => go("contacts", state.value.id)}></as-contact-form>`
      : this.#shown(state.value);
  }

  #shown(contact: Contact): TemplateResult {
    const t = words();
    const fields = Object.entries(contact.fields);
    return html`<article class="page">
      <header><h1>${contact.name}</h1><p class="quiet">${contact.kind === "organisation" ? t.organisation : t.person}</p></header>
      <div class="line">
        ${may(this.session, "drafts/create") ? html`<fluent-button appearance="primary" ?disabled=${!contact.addresses.some((each) => each.mayWrite !== false)} @click=${() => this.#write(contact)}>${t.write}</fluent-button>` : nothing}
        ${may(this.session, "contacts/update") ? html`<fluent-button @click=${() => go("contacts", contact.id, "edit")}>${t.edit}</fluent-button><fluent-button @click=${() => this.#delete(contact)}>${t.delete}</fluent-button>` : nothing}
      </div>
      <section>
        <h2>${t.addresses}</h2>
        <ul class="rows">${contact.addresses.map((address, index) => this.#address(address, index))}</ul>
      </section>
      <section>
        <h2>${t.fields}</h2>
        ${fields.length === 0 ? html`<p class="quiet">${t.noFields}</p>` : html`<dl class="facts">${fields.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`}
      </section>
      <as-documents-sent .session=${this.session} .about=${{ kind: "contact", id: contact.id }} quiet></as-documents-sent>
      <as-subject-rule .session=${this.session} .subjectId=${contact.id} .name=${contact.name} .text=${spendingMessages().holdsForContact}></as-subject-rule>
      ${keepingLinks({ kind: "contact", id: contact.id }, contact.name)}
      <dl class="facts small"><dt>${t.source}</dt><dd>${contact.source}</dd><dt>${t.changed}</dt><dd>${fullTime(contact.changed)}</dd></dl>
    </article>`;
  }

  #address(address: ContactAddress, index: number): TemplateResult {
    const t = words();
    const open = address.mayWrite !== false;
    const method = open ? "contacts/suppress" : "contacts/allow";
    return html`<li>
      <div class="grow">
        <div>${address.address}${index === 0 ? html` <span class="quiet small">(${t.preferred})</span>` : nothing}</div>
        <div class="small ${open ? "good" : "bad"}">${open ? t.mayWrite : t.mayNot}${address.whyNot === undefined ? nothing : html`: ${said(address.whyNot, "")}`}</div>
      </div>
      ${may(this.session, method) ? html`<fluent-button size="small" aria-label="${open ? t.suppress : t.allow}: ${address.address}" @click=${() => (open ? this.#suppress(address) : this.#allow(address))}>${open ? t.suppress : t.allow}</fluent-button>` : nothing}
    </li>`;
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value), pause);
  };

  /** Whoever was searched for before: the new ones are to be seen. */
  readonly #imported = (): void => {
    this.query = "";
    this.refresh();
  };

  readonly #saved = (event: CustomEvent<Contact>): void => {
    toast(this, { text: words().saved });
    if (this.route.path[0] === "new") this.query = "";
    void this.#list.reload();
    if (this.#id === event.detail.id) this.#one.set(event.detail);
    go("contacts", event.detail.id);
  };

  async #suppress(address: ContactAddress): Promise<void> {
    const t = words();
    await this.#change(async () => {
      await this.session.call("contacts/suppress", { address: address.address, reason: t.byHand });
      toast(this, { text: t.suppressed, ...(may(this.session, "contacts/allow") ? { action: { label: t.undo, run: () => void this.#change(async () => {
        await this.session.call("contacts/allow", { address: address.address });
      }) } } : {}) });
    });
  }

  async #allow(address: ContactAddress): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.allowFirst(address.address), text: t.allowText(address.whyNot ?? ""), yes: t.allow }))) return;
    await this.#change(async () => {
      await this.session.call("contacts/allow", { address: address.address });
      toast(this, { text: t.allowed });
    });
  }

  async #delete(contact: Contact): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.deleteAsk(contact.name), text: t.deleteText, yes: t.delete }))) return;
    await this.#change(async () => {
      await this.session.call("contacts/delete", { id: contact.id, revision: contact.revision });
      toast(this, { text: t.deleted });
      go("contacts");
    });
  }

  async #write(contact: Contact): Promise<void> {
    const address = contact.addresses.find((each) => each.mayWrite !== false);
    if (address === undefined) return;
    await this.#change(async () => {
      const draft = await this.session.call("drafts/create", { contactId: contact.id, to: [`${contact.name.replace(/[",<>@;:\\]/gu, " ").trim()} <${address.address}>`] });
      go("outbox", "drafts", draft.id);
    });
  }

  /** Does it, shows what became of it, and says so where it failed. */
  async #change(run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.refresh();
    } catch (error) {
      toastFailure(this, error);
    }
  }
}

function row(contact: Contact): TemplateResult {
  const [address] = contact.addresses;
  const blocked = contact.addresses.length > 0 && contact.addresses.every((each) => each.mayWrite === false);
  return html`
    <div class="line"><span class="strong cut">${contact.name}</span></div>
    <div class="small quiet cut">${blocked ? html`<span aria-hidden="true">⊘</span> ${words().blocked} · ` : nothing}${address?.address ?? ""}</div>
    <div class="small quiet cut">${[contact.fields["role"], contact.fields["company"]].filter((each) => each !== undefined).join(" · ")}</div>`;
}

customElements.define("as-contacts", ContactsView);
