import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Contact, Draft, Model, Session, Template, TrackingRow, Voice, WritingStartRequest, WritingTask, WritingText } from "@assistant/protocol";
import { shortTime } from "../format.js";
import "../parts/choice.js";
import type { Option } from "../parts/choice.js";
import "../parts/list.js";
import { ApplicationNames } from "../names.js";
import { pageStyle } from "../parts/page-style.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { voiceFields, voiceLine, voiceOf, voiceStyle } from "../parts/voice.js";
import { Pages, Resource } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { composeMessages as words } from "./compose.messages.js";
import "./compose-texts.js";
import { writingMessages } from "./writing.messages.js";

export const tasks: readonly WritingTask[] = ["outreach", "followUp", "reply", "coverLetter", "cvTailoring", "interview", "fit", "threadSummary", "replyMeaning"];
export const isMail = (task: WritingTask): boolean => task === "outreach" || task === "followUp" || task === "reply";
const answers: ReadonlySet<WritingTask> = new Set(["followUp", "reply", "threadSummary", "replyMeaning"]);
/** What an application alone is enough for. */
const needsNobody = (task: WritingTask): boolean => !isMail(task) && !answers.has(task);
const follows: ReadonlySet<WritingTask> = new Set(["outreach", "followUp", "reply", "coverLetter"]);
const pause = 200;

/** What was filled in when the person went elsewhere in the page, and finds again; never written down. */
interface Filled {
  readonly chosen: Readonly<Record<"task" | "model" | "contactId" | "draftId" | "templateId" | "parentId" | "applicationId" | "texts", unknown>>;
  readonly say: string;
  readonly voice: Voice;
}

const left = new WeakMap<Session, Filled>();

/** Sent mail that is looked through for what went to one contact. */
const lookedThrough = 1000;

/** What to write, about whom, from what, and with which model. Says `plan` and `write` with the request, and `alter` when it is another. */
export class ComposeFormElement extends View {
  static override properties = { ...View.properties, busy: { type: Boolean }, query: { state: true }, texts: { state: true }, task: { state: true }, model: { state: true }, contactId: { state: true }, draftId: { state: true }, templateId: { state: true }, parentId: { state: true }, applicationId: { state: true } };
  declare busy: boolean;
  declare private query: string;
  declare private texts: readonly WritingText[];
  declare private task: WritingTask;
  declare private model: string;
  declare private contactId: string | undefined;
  declare private draftId: string | undefined;
  declare private templateId: string;
  /** The sent mail that is answered or followed up; empty is the newest. */
  declare private parentId: string;
  /** The application that it is for: its CV, posting and notes are read as well. */
  declare private applicationId: string | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle, voiceStyle, css`
    :host { height: auto; }
    .fields { max-width: none; }
    .who { display: flex; align-items: center; justify-content: space-between; gap: var(--spacingHorizontalS); padding: var(--spacingVerticalS) var(--spacingHorizontalM); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusMedium); }
    .bounded { height: 14rem; }
    .go { padding-block: var(--spacingVerticalM); background: var(--colorNeutralBackground1); border-top: 1px solid var(--colorNeutralStroke2); }
    @container (min-width: 52rem) { .go { position: sticky; bottom: 0; } }
  `];
  protected override readonly watches = ["contact.changed", "draft.changed", "plugin.changed", "template.changed"];
  readonly #applications = new ApplicationNames(this);
  readonly #people = new Pages<Contact>(this, () => (this.contactId === undefined ? `q${this.query}` : undefined), async (key, cursor, limit, signal) => {
    const query = key.slice(1);
    const answer = await this.session.call("contacts/list", { limit, ...(query === "" ? {} : { query }), ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: answer.contacts, next: answer.next };
  });
  readonly #person = new Resource<Contact>(this, () => this.contactId, (id, signal) => this.session.call("contacts/get", { id }, { signal }));
  readonly #draft = new Resource<Draft>(this, () => (isMail(this.task) ? this.draftId : undefined), (id, signal) => this.session.call("drafts/get", { id }, { signal }));
  readonly #templates = new Pages<Template>(this, () => (follows.has(this.task) ? "all" : undefined), async (_key, cursor, limit, signal) => {
    const { templates, next } = await this.session.call("templates/list", { limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: templates, next };
  });
  readonly #models = new Resource<readonly Model[]>(this, () => "all", async (_key, signal) => (await this.session.call("drafting/models", {}, { signal })).models);
  readonly #sent = new Resource<readonly TrackingRow[]>(this, () => (answers.has(this.task) ? this.contactId : undefined), async (id, signal) => (await this.session.call("tracking/list", { limit: lookedThrough }, { signal })).rows.filter((each) => each.contactId === id));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #from = "";
  #filled: Filled | undefined;
  #isTouched = false;

  constructor() {
    super();
    this.busy = false;
    this.query = "";
    this.texts = [];
    this.task = "outreach";
    this.model = "";
    this.templateId = "";
    this.parentId = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    // What came from a person or a draft and was not touched is no filling in.
    if (!this.#isTouched) return;
    const { task, model, contactId, draftId, templateId, parentId, applicationId, texts } = this;
    left.set(this.session, { chosen: { task, model, contactId, draftId, templateId, parentId, applicationId, texts }, say: this.#value("say"), voice: voiceOf(this.renderRoot) });
  }

  /** What the address fills in, once for each address: what the person changes afterwards stays. */
  override willUpdate(): void {
    const { contact, draft, task, model, application } = this.route.query ?? {};
    const from = JSON.stringify([contact, draft, task, model, application]);
    if (from === this.#from) return;
    const isFirst = this.#from === "";
    this.#from = from;
    // Who comes by the menu goes on with what they left; who comes from a person or a draft begins with that.
    if (isFirst && [contact, draft, task, model, application].every((each) => each === undefined)) {
      this.#filled = left.get(this.session);
      if (this.#filled !== undefined) {
        Object.assign(this, this.#filled.chosen);
        return;
      }
    }
    if (contact !== undefined) this.contactId = contact;
    this.parentId = "";
    this.draftId = draft;
    this.applicationId = application;
    this.task = tasks.find((each) => each === task) ?? this.task;
    if (model !== undefined) this.model = model;
  }

  override render(): TemplateResult {
    const t = words();
    const w = writingMessages();
    if (!may(this.session, "writing/start")) return note({ heading: t.mayNot, actions: [{ label: w.title, href: href("writings") }] });
    const wants = (t.wants as Readonly<Partial<Record<WritingTask, string>>>)[this.task];
    return html`<div class="fields" @input=${this.#altered} @change=${this.#altered}>
      <div class="field"><label for="task">${t.what}</label>
        <select id="task" @change=${(event: Event) => (this.task = (event.target as HTMLSelectElement).value as WritingTask)}>${tasks.map((each) => html`<option value=${each} ?selected=${each === this.task}>${w.task[each]}</option>`)}</select>
        <span class="small quiet">${isMail(this.task) ? (this.#target === undefined ? t.newDraft : nothing) : t.kept}</span></div>
      ${this.#for()}
      ${this.#who()}
      ${this.#into()}
      ${this.#parent()}
      <div class="field"><label for="say">${t.say}</label><textarea id="say" rows="3" maxlength="8000" placeholder=${t.sayHint} .value=${this.#filled?.say ?? ""}></textarea></div>
      <as-compose-texts .texts=${this.texts} @texts=${(event: CustomEvent<readonly WritingText[]>) => { this.texts = event.detail; this.#altered(); }}></as-compose-texts>
      ${wants === undefined || this.texts.length > 0 || this.applicationId !== undefined ? nothing : html`<p class="small">${wants}</p>`}
      ${this.#template()}
      ${this.#voice()}
      ${this.#modelField()}
      ${this.#actions()}
    </div>`;
  }

  #for(): TemplateResult | typeof nothing {
    const t = words();
    const id = this.applicationId;
    return id === undefined ? nothing : html`<div class="callout"><p>${t.forApplication} <a href=${href("applications", id)}>${this.#applications.of(id) ?? "…"}</a>. ${t.forApplicationText}</p><fluent-button size="small" @click=${() => { this.applicationId = undefined; this.#altered(); }}>${t.notFor}</fluent-button></div>`;
  }

  #who(): TemplateResult {
    const t = words();
    if (this.contactId !== undefined) {
      const { state } = this.#person;
      if (state.kind === "failed") return html`<div>${failing(state.error, () => void this.#person.reload())}<fluent-button size="small" @click=${() => this.#about(undefined)}>${t.change}</fluent-button></div>`;
      return html`<div class="field"><span class="strong" id="who">${t.contact}</span><div class="who"><div class="grow"><span class="strong">${this.#person.value?.name ?? "…"}</span><div class="small quiet wrap">${this.#person.value?.addresses[0]?.address ?? nothing}</div></div>
        <fluent-button size="small" @click=${() => this.#about(undefined)}>${t.change}</fluent-button></div></div>`;
    }
    const { state } = this.#people;
    return html`<div class="field"><label for="search">${t.contact}</label>${this.#isForItself ? html`<span id="nobody" class="small quiet">${t.nobody}</span>` : nothing}<input id="search" type="search" autocomplete="off" aria-describedby="nobody" placeholder=${t.searchHint} .value=${this.query} @input=${this.#typed} />
      ${state.kind === "failed" ? failing(state.error, () => void this.#people.reload())
        : state.kind !== "ready" ? loading(() => void this.#people.reload())
        : state.value.items.length === 0 ? (this.query === "" ? note({ heading: t.noContacts, text: t.noContactsText, actions: [{ label: t.toContacts, href: href("contacts") }] }) : note({ heading: t.noMatch, actions: [{ label: t.showAll, run: () => (this.query = "") }] }))
        : html`<div class="bounded"><as-list label=${t.contact} .rem=${3.5} .items=${state.value.items} .keyOf=${(each: Contact) => each.id} .more=${this.#people.hasMore}
            .row=${(each: Contact) => html`<div class="strong cut">${each.name}</div><div class="small quiet cut">${each.addresses[0]?.address ?? ""}</div>`}
            @more=${() => void this.#people.more()} @choose=${(event: CustomEvent<string>) => this.#about(event.detail)}></as-list></div>`}
    </div>`;
  }

  /** It is for the application, whoever will read it there. */
  get #isForItself(): boolean {
    return this.applicationId !== undefined && needsNobody(this.task);
  }

  /** One that was approved meanwhile takes no new version. */
  get #target(): Draft | undefined {
    const draft = this.#draft.value;
    return draft?.state === "open" ? draft : undefined;
  }

  #into(): TemplateResult | typeof nothing {
    const t = words();
    const draft = this.#target;
    if (draft === undefined) return nothing;
    return html`<div class="callout"><p>${t.into(draft.subject === "" ? t.noSubject : draft.subject)}</p><fluent-button size="small" @click=${() => { this.draftId = undefined; this.#altered(); }}>${t.notInto}</fluent-button></div>`;
  }

  #parent(): TemplateResult | typeof nothing {
    const t = words();
    const rows = this.#sent.value ?? [];
    if (rows.length === 0) return nothing;
    return html`<as-choice name="parent" .label=${t.parent} .none=${t.newest} .options=${rows.map((each): Option => ({ value: each.outboxId, label: `${each.subject} · ${shortTime(each.since)}` }))} .value=${this.parentId} @choose=${(event: CustomEvent<string>) => { this.parentId = event.detail; this.#altered(); }}></as-choice>`;
  }

  #template(): TemplateResult | typeof nothing {
    const t = words();
    const templates = this.#templates.items;
    if (templates.length === 0) return nothing;
    const voice = templates.find((each) => each.id === this.templateId)?.voice;
    return html`<div class="field"><as-choice name="template" .label=${t.template} .none=${t.noTemplate} .options=${templates.map((each): Option => ({ value: each.id, label: each.name }))} .more=${this.#templates.hasMore} .value=${this.templateId}
        @more=${() => void this.#templates.more()} @choose=${(event: CustomEvent<string>) => { this.templateId = event.detail; this.#altered(); }}></as-choice>
      <span class="small quiet">${t.templateText}${voice === undefined ? nothing : html` ${t.templateVoice}: ${voiceLine(voice)}.`}</span></div>`;
  }

  #voice(): TemplateResult {
    const t = words();
    return html`<details ?open=${this.#filled !== undefined && Object.keys(this.#filled.voice).length > 0}><summary>${t.voice}</summary><div class="fields">${voiceFields(this.#filled?.voice)}</div></details>`;
  }

  #modelField(): TemplateResult {
    const t = words();
    const models = this.#models.value ?? [];
    const chosen = models.find((each) => each.isChosen);
    const used = models.find((each) => each.id === this.model) ?? (this.model === "" ? chosen : undefined);
    const name = (each: Model): string => (each.provider === "offline" ? t.offline : `${each.id} (${each.provider === "rehearsal" ? t.rehearsal : each.need === undefined ? (each.isLocal ? t.local : (each.name ?? each.provider)) : t.needs})`);
    const first = chosen === undefined ? t.offline : t.chosen(name(chosen));
    const options = models.filter((each) => each !== chosen && (chosen !== undefined || each.provider !== "offline")).map((each): Option => ({ value: each.id, label: name(each) }));
    return html`<div class="field">
      ${this.#models.state.kind === "failed" ? failing(this.#models.state.error, () => void this.#models.reload()) : html`<as-choice name="model" .label=${t.model} .none=${first} .options=${options} .value=${this.model} @choose=${(event: CustomEvent<string>) => { this.model = event.detail; this.#altered(); }}></as-choice>`}
      <span class="small quiet">${used?.provider === "rehearsal" ? t.rehearsed : used === undefined || used.provider === "offline" ? t.offlineText : nothing} <a href=${href("models")}>${t.manage}</a></span></div>`;
  }

  #actions(): TemplateResult {
    const t = words();
    const stops = this.busy ? t.busy : this.contactId === undefined && !this.#isForItself ? t.chooseContact : this.texts.some((each) => each.text.length > 100_000) ? t.tooLong : undefined;
    return html`<div class="go stack"><div class="line">
        <fluent-button appearance="primary" ?disabled=${stops !== undefined} aria-describedby="stops" @click=${() => this.#say("write")}>${t.write}</fluent-button>
        <fluent-button ?disabled=${stops !== undefined} @click=${() => this.#say("plan")}>${t.plan}</fluent-button></div>
      ${stops === undefined ? nothing : html`<p id="stops" class="small quiet" role="status">${stops}</p>`}</div>`;
  }

  readonly #altered = (): void => {
    this.#isTouched = true;
    this.dispatchEvent(new CustomEvent("alter"));
  };

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value), pause);
  };

  /** A draft belongs to whom it is for. */
  #about(id: string | undefined): void {
    this.contactId = id;
    this.draftId = undefined;
    this.parentId = "";
    this.#altered();
  }

  #say(what: "plan" | "write"): void {
    const request = this.#request();
    if (request !== undefined) this.dispatchEvent(new CustomEvent<WritingStartRequest>(what, { detail: request }));
  }

  #value(id: string): string {
    return this.renderRoot.querySelector<HTMLTextAreaElement>(`#${id}`)?.value ?? "";
  }

  #request(): WritingStartRequest | undefined {
    if (this.contactId === undefined && !this.#isForItself) return undefined;
    const say = this.#value("say").trim();
    const templateId = follows.has(this.task) ? this.templateId : "";
    const parent = answers.has(this.task) ? this.parentId : "";
    const voice = voiceOf(this.renderRoot);
    const draft = this.#target;
    return {
      task: this.task, ...(this.contactId === undefined ? {} : { contactId: this.contactId }), ...(this.applicationId === undefined ? {} : { about: { kind: "application", id: this.applicationId } }),
      ...(draft === undefined ? {} : { draftId: draft.id }), ...(parent === "" ? {} : { outboxId: parent }), ...(templateId === "" ? {} : { templateId }),
      texts: this.texts.filter((each) => each.text.trim() !== ""), ...(say === "" ? {} : { instructions: say }),
      ...(Object.keys(voice).length === 0 ? {} : { voice }), ...(this.model === "" ? {} : { model: this.model }),
    };
  }
}

customElements.define("as-compose-form", ComposeFormElement);
