import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Contact, Template, TemplatePreview } from "@assistant/protocol";
import { fullTime } from "../format.js";
import "../parts/choice.js";
import type { Option } from "../parts/choice.js";
import { ask } from "../parts/dialog.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast, toastFailure } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { voiceLine } from "../parts/voice.js";
import "../parts/workspace.js";
import { Pages, Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base, facts } from "../styles.js";
import { View } from "../view.js";
import { templatesMessages as words } from "./templates.messages.js";
import "./templates-form.js";
import "./templates-people.js";
import type { Choice } from "./templates-people.js";

/** Texts for many, each shown as one person would get it before anything is made of it. */
export class TemplatesView extends View {
  static override properties = { ...View.properties, choice: { state: true }, earlier: { state: true } };
  declare private choice: Choice;
  /** The earlier version that is shown. */
  declare private earlier: number | undefined;
  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`.narrow { max-width: 20rem; }`];
  protected override readonly watches = ["template.changed", "contact.changed"];
  readonly #list = new Pages<Template>(this, () => "all", async (_key, cursor, limit, signal) => {
    const answer = await this.session.call("templates/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: answer.templates, next: answer.next };
  });
  readonly #one = new Resource<Template>(this, () => this.#id, (id, signal) => this.session.call("templates/get", { id }, { signal }));
  readonly #version = new Resource<Template>(this, () => (this.#id === undefined || this.earlier === undefined ? undefined : `${this.#id} ${this.earlier}`), (key, signal) => {
    const [id = "", version] = key.split(" ");
    return this.session.call("templates/get", { id, version: Number(version) }, { signal });
  });
  readonly #preview = new Resource<TemplatePreview>(this, () => (this.#using && this.choice.active !== undefined ? `${this.#id ?? ""} ${this.choice.active.id}` : undefined), (key, signal) => {
    const [templateId = "", contactId = ""] = key.split(" ");
    return this.session.call("templates/preview", { templateId, contactId }, { signal });
  });

  constructor() {
    super();
    this.choice = { chosen: new Map(), active: undefined };
  }

  override render(): TemplateResult {
    const [first, second, third] = this.route.path;
    const pane = first === undefined ? "list" : this.#using && third === "preview" ? "evidence" : "message";
    const links = {
      list: href("templates"),
      message: first === undefined ? undefined : href("templates", first, ...(second === undefined ? [] : [second])),
      evidence: this.#using && first !== undefined ? href("templates", first, "use", "preview") : undefined,
    };
    return html`<as-workspace .pane=${pane} .links=${links} evidence-label=${words().preview}>
      <div slot="list" class="column">${this.#listing()}</div>
      <div slot="message">${this.#message()}</div>
      ${this.#using ? html`<div slot="evidence">${this.#previewing()}</div>` : nothing}
    </as-workspace>`;
  }

  get #id(): string | undefined {
    const [first] = this.route.path;
    return first === "new" ? undefined : first;
  }

  get #using(): boolean {
    return this.#id !== undefined && this.route.path[1] === "use";
  }

  #listing(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    const makes = may(this.session, "templates/save");
    return html`<header class="view-head"><h1>${t.title}</h1>
        ${makes ? html`<fluent-button size="small" appearance="primary" @click=${() => go("templates", "new")}>${t.create}</fluent-button>` : nothing}
        ${state.kind === "ready" && state.value.items.length > 0 ? html`<p class="quiet small wide" role="status">${this.#list.hasMore ? t.some(state.value.items.length) : t.all(state.value.items.length)}</p>` : nothing}
      </header>
      ${state.kind === "failed" ? failing(state.error, () => void this.#list.reload())
        : state.kind !== "ready" ? loading(() => void this.#list.reload())
        : state.value.items.length === 0 ? note({ heading: t.empty, text: t.emptyText, ...(makes ? { actions: [{ label: t.create, run: () => go("templates", "new") }] } : { actions: [{ label: t.toContacts, href: href("contacts") }] }) })
        : html`<as-list class="fill" label=${t.title} .items=${state.value.items} .keyOf=${(each: Template) => each.id} .row=${row} .selected=${this.#id ?? ""} .more=${this.#list.hasMore}
            @more=${() => void this.#list.more()} @choose=${(event: CustomEvent<string>) => go("templates", event.detail)}></as-list>`}`;
  }

  #message(): TemplateResult {
    const t = words();
    const [first, second] = this.route.path;
    if (first === "new") return html`<as-template-form .session=${this.session} @done=${this.#saved} @leave=${() => go("templates")}></as-template-form>`;
    const { state } = this.#one;
    if (state.kind === "failed") return failing(state.error, () => void this.#one.reload());
    if (state.kind === "loading") return loading(() => void this.#one.reload());
    if (state.kind === "idle") return note({ heading: t.choose, text: t.chooseText, ...(may(this.session, "templates/save") ? { actions: [{ label: t.create, run: () => go("templates", "new") }] } : { actions: [{ label: t.toContacts, href: href("contacts") }] }) });
    const template = state.value;
    if (second === "edit") return html`<as-template-form .session=${this.session} .template=${template} .from=${this.#version.value} @done=${this.#saved} @leave=${() => go("templates", template.id)}></as-template-form>`;
    if (second === "use") return html`<as-template-people .session=${this.session} .template=${template} .choice=${this.choice} @choice=${(event: CustomEvent<Choice>) => (this.choice = event.detail)}></as-template-people>`;
    return this.#shown(template);
  }

  #shown(template: Template): TemplateResult {
    const t = words();
    const writes = may(this.session, "templates/save");
    return html`<article class="page">
      <header><h1>${template.name}</h1><p class="quiet">${t.version(template.version, fullTime(template.changed))}</p></header>
      <div class="line">
        ${may(this.session, "drafts/compose") ? html`<fluent-button appearance="primary" @click=${() => go("templates", template.id, "use")}>${t.use}</fluent-button>` : nothing}
        ${writes ? html`<fluent-button @click=${() => this.#edit(template)}>${t.edit}</fluent-button><fluent-button @click=${() => void this.#delete(template)}>${t.delete}</fluent-button>` : nothing}
      </div>
      ${text(template)}
      <section><h2>${t.variables}</h2>
        ${template.variables.length === 0 ? html`<p class="quiet">${t.noVariables}</p>`
          : html`<dl class="facts">${template.variables.map((each) => html`<dt><code>${each.name}</code></dt><dd>${each.fallback === undefined ? t.needed : t.fallback(each.fallback)}</dd>`)}</dl>`}
      </section>
      ${template.voice === undefined ? nothing : html`<section><h2>${t.voice}</h2><p>${voiceLine(template.voice)}</p></section>`}
      <section><h2>${t.versions}</h2>${template.version === 1 ? html`<p class="quiet">${t.onlyOne}</p>` : this.#versions(template, writes)}</section>
    </article>`;
  }

  #versions(template: Template, writes: boolean): TemplateResult {
    const t = words();
    const { state } = this.#version;
    const numbers = Array.from({ length: template.version - 1 }, (_, index): Option => ({ value: `${template.version - 1 - index}`, label: t.number(template.version - 1 - index) }));
    return html`<div class="fields narrow"><as-choice name="earlier" .label=${t.which} none="…" .options=${numbers} .value=${`${this.earlier ?? ""}`} @choose=${(event: CustomEvent<string>) => (this.earlier = Number(event.detail) || undefined)}></as-choice>
        ${state.kind === "ready" && writes ? html`<div><fluent-button size="small" @click=${() => go("templates", template.id, "edit")}>${t.bringBack}</fluent-button></div>` : nothing}
      </div>
      ${state.kind === "ready" ? text(state.value) : state.kind === "loading" ? loading(() => void this.#version.reload()) : state.kind === "failed" ? failing(state.error, () => void this.#version.reload()) : nothing}`;
  }

  #previewing(): TemplateResult {
    const t = words();
    const { active, chosen } = this.choice;
    if (active === undefined) return note({ heading: t.previewNone, text: t.previewNoneText, actions: [{ label: t.toContacts, href: href("contacts") }] });
    const { state } = this.#preview;
    const people = [...chosen.values()];
    const index = people.findIndex((each) => each.id === active.id);
    return html`<div class="page">
      <header><h2>${t.previewOf(active.name)}</h2>${index >= 0 ? html`<p class="quiet small" role="status">${t.position(index + 1, people.length)}</p>` : nothing}</header>
      ${people.length > 1 ? html`<div class="line"><fluent-button size="small" ?disabled-focusable=${index <= 0} @click=${() => this.#turn(people, index - 1)}>‹ ${t.before}</fluent-button><fluent-button size="small" ?disabled-focusable=${index >= people.length - 1} @click=${() => this.#turn(people, index + 1)}>${t.after} ›</fluent-button></div>` : nothing}
      ${state.kind === "failed" ? failing(state.error, () => void this.#preview.reload()) : state.kind !== "ready" ? loading(() => void this.#preview.reload()) : this.#filled(active, state.value)}
    </div>`;
  }

  #filled(contact: Contact, preview: TemplatePreview): TemplateResult {
    const t = words();
    return html`
      ${preview.unfilled.length === 0 ? nothing : html`<div class="callout warning"><h3>${t.unfilled}: ${preview.unfilled.join(", ")}</h3><p>${t.unfilledText}</p><a href=${href("contacts", contact.id, "edit")}>${t.fill}</a></div>`}
      ${text(preview)}
      ${preview.filled.length === 0 ? nothing : html`<section><h3>${t.filled}</h3><dl class="facts small">${preview.filled.map((each) => html`<dt>${each.name}</dt><dd>${each.value} <span class="quiet">(${each.source})</span></dd>`)}</dl></section>`}`;
  }

  #turn(people: readonly Contact[], index: number): void {
    const active = people[index];
    if (active !== undefined) this.choice = { ...this.choice, active };
  }

  #edit(template: Template): void {
    this.earlier = undefined;
    go("templates", template.id, "edit");
  }

  readonly #saved = (event: CustomEvent<Template>): void => {
    toast(this, { text: words().saved });
    this.earlier = undefined;
    void this.#list.reload();
    if (this.#id === event.detail.id) this.#one.set(event.detail);
    go("templates", event.detail.id);
  };

  async #delete(template: Template): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.deleteAsk(template.name), text: t.deleteText, yes: t.delete }))) return;
    try {
      await this.session.call("templates/delete", { id: template.id, revision: template.revision });
      toast(this, { text: t.deleted });
      go("templates");
      void this.#list.reload();
    } catch (error) {
      toastFailure(this, error);
    }
  }
}

/** A subject and a body as they were written, nothing of them read as markup. */
const text = (each: { readonly subject: string; readonly body: string }): TemplateResult => html`<section><h2 class="wrap">${each.subject}</h2><div class="text">${each.body}</div></section>`;

const row = (template: Template): TemplateResult => html`
  <div class="strong cut">${template.name}</div><div class="small cut">${template.subject}</div><div class="small quiet cut">${words().version(template.version, fullTime(template.changed))}</div>`;

customElements.define("as-templates", TemplatesView);
