import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { may } from "@assistant/protocol";
import type { Application, ApplicationTask, Pay, Pipeline, TimelineEntry } from "@assistant/protocol";
import { amount, fullDay, fullTime, shortDay, shortTime, today } from "../format.js";
import { keepingLinks } from "../parts/keeping-links.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { stageTitle } from "../parts/stage-titles.js";
import { failing, loading, note, standing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { RecordPane, attempt } from "../record.js";
import { Pages, Resource } from "../resource.js";
import { go, href, hrefWith } from "../router.js";
import { base, facts } from "../styles.js";
import "../parts/subject-rule.js";
import "../views/applications-form.js";
import { applicationsMessages as words } from "../views/applications.messages.js";
import { spendingMessages } from "../views/spending.messages.js";
import "./application-documents.js";
import "./application-people.js";
import "./application-mail.js";
import "./documents-sent.js";
import "./proposals-about.js";
import "./writings-about.js";

/** In the order of a hunt. */
const tasks = ["fit", "cvTailoring", "coverLetter", "interview"] as const;

interface Shown {
  readonly application: Application;
  readonly pipeline: Pipeline;
}

/** One application: its stage, what is proposed and to be done for it, what belongs to it; and beside that everything that happened. */
export class ApplicationPane extends RecordPane {
  static override properties = { ...RecordPane.properties, editing: { attribute: false }, movesOnly: { state: true } };
  declare editing: boolean;
  declare private movesOnly: boolean;
  protected readonly watches = ["application.changed", "proposal.changed", "outbox.changed", "draft.changed", "message.replied", "message.bounced", "document.changed"];
  readonly #shown = new Resource<Shown>(this, () => this.recordId, async (id, signal) => {
    const [application, pipeline] = await Promise.all([this.session.call("applications/get", { id }, { signal }), this.session.call("applications/pipeline", {}, { signal })]);
    return { application, pipeline };
  });
  readonly #timeline = new Pages<TimelineEntry>(this, () => (this.pane === "evidence" ? this.recordId : undefined), async (id, cursor, limit, signal) => {
    const { entries, next } = await this.session.call("applications/timeline", { id, limit, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: entries, next };
  });
  readonly #taskPage = new Paging(this, () => this.recordId);
  readonly #timelinePage = new Paging(this, () => `${this.recordId} ${this.movesOnly}`);

  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, css`
    .stage { display: flex; flex-wrap: wrap; align-items: center; gap: var(--spacingVerticalXS) var(--spacingHorizontalM); }
    .stage select { width: auto; min-width: 10rem; font-weight: var(--fontWeightSemibold); }
    .page > header { gap: var(--spacingVerticalS); }
    .tick { display: flex; align-items: start; gap: var(--spacingHorizontalS); min-width: 0; }
    .tick input { flex: none; }
    .done { text-decoration: line-through; }
    .late { color: var(--colorPaletteRedForeground1); }
    form.add { display: flex; flex-wrap: wrap; align-items: end; gap: var(--spacingHorizontalS); }
    form.add .field:first-child { flex: 1 1 12rem; }
    input[type="date"] { font: inherit; min-height: 2.25rem; padding: var(--spacingVerticalXS) var(--spacingHorizontalS); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStrokeAccessible); border-radius: var(--borderRadiusMedium); }
    .timeline { border-inline-start: 2px solid var(--colorNeutralStroke2); margin-inline-start: var(--spacingHorizontalXS); }
    .timeline li { position: relative; padding: 0 0 var(--spacingVerticalM) var(--spacingHorizontalL); overflow-wrap: anywhere; }
    .timeline li::before { content: ""; position: absolute; inset-inline-start: -6px; inset-block-start: 0.4rem; width: 10px; height: 10px; border-radius: 50%; background: var(--colorNeutralBackground1); border: 2px solid var(--colorNeutralStrokeAccessible); }
    .timeline li.big::before { background: var(--colorCompoundBrandBackground); border-color: var(--colorCompoundBrandStroke); }
    .undone { text-decoration: line-through; }
    as-proposals-about, as-application-people, as-application-mail, as-application-documents { display: block; height: auto; }
  `];

  constructor() {
    super();
    this.editing = false;
    this.movesOnly = false;
  }

  protected override drawMessage(): TemplateResult {
    const { state } = this.#shown;
    if (state.kind === "failed") return failing(state.error, () => void this.#shown.reload());
    if (state.kind !== "ready") return loading(() => void this.#shown.reload());
    const { application, pipeline } = state.value;
    if (this.editing) return html`<as-application-form .session=${this.session} .application=${application} @leave=${() => go("applications", application.id)} @done=${(event: CustomEvent<Application>) => this.#edited(event.detail)}></as-application-form>`;
    const t = words();
    return html`<article class="page">
      ${this.#head(application, pipeline)}
      <as-proposals-about .session=${this.session} .about=${{ kind: "application", id: application.id }} heading=${t.proposals} @decided=${() => this.#changed()}></as-proposals-about>
      ${this.#tasks(application)}
      ${this.#facts(application)}
      ${this.#writing(application)}
      <as-application-people .session=${this.session} .application=${application} @changed=${(event: CustomEvent<Application>) => this.#take(event.detail)}></as-application-people>
      <as-application-mail .session=${this.session} .application=${application}></as-application-mail>
      <as-documents-sent .session=${this.session} .about=${{ kind: "application", id: application.id }} .contacts=${application.links.filter(({ ref }) => ref.kind === "contact").map(({ ref }) => ref.id)} quiet></as-documents-sent>
      <as-application-documents .session=${this.session} .application=${application} @changed=${(event: CustomEvent<Application>) => this.#take(event.detail)} @noted=${() => this.#changed()}></as-application-documents>
      <as-subject-rule .session=${this.session} .subjectId=${application.id} .name=${`${application.company.name}, ${application.role}`} .text=${spendingMessages().holdsForApplication}></as-subject-rule>
      ${keepingLinks({ kind: "application", id: application.id }, `${application.company.name}, ${application.role}`)}
    </article>`;
  }

  protected override drawEvidence(): TemplateResult {
    const t = words();
    const { state } = this.#timeline;
    if (state.kind !== "ready") return standing(state, () => void this.#timeline.reload());
    const entries = state.value.items.filter((each) => !this.movesOnly || each.kind === "moved" || each.kind === "moveUndone");
    const { rows, turns } = this.#timelinePage.of(entries, this.#timeline);
    return html`<div class="page">
      <div class="line"><label class="line small"><input type="checkbox" .checked=${this.movesOnly} @change=${(event: Event) => (this.movesOnly = (event.target as HTMLInputElement).checked)} />${t.moves}</label></div>
      ${entries.length === 0 ? note({ heading: t.nothingHappened, actions: [{ label: t.toBoard, href: href("applications") }] }) : html`<ol class="timeline">${rows.map((each) => this.#entry(each))}</ol>`}
      ${turns}
    </div>`;
  }

  #head(application: Application, pipeline: Pipeline): TemplateResult {
    const t = words();
    const { company, role, place, requisition, stage, since, isArchived, link } = application;
    const moves = may(this.session, "applications/move");
    return html`<header>
      <h2 class="wrap">${role}</h2>
      <p class="wrap"><span class="strong">${company.name}</span>${[place, requisition].filter((each) => each !== undefined).map((each) => html` · ${each}`)}${isArchived ? html` · <span class="quiet">${t.isArchived}</span>` : nothing}</p>
      <div class="stage"><label class="strong" for="stage">${t.stage}</label>
        <select id="stage" ?disabled=${!moves} @change=${(event: Event) => void this.#move(application, pipeline, (event.target as HTMLSelectElement).value)}>${pipeline.stages.map((each) => html`<option value=${each.name} .selected=${live(each.name === stage)}>${stageTitle(each)}</option>`)}</select>
        <span class="quiet small">${t.since(shortTime(since))}</span></div>
      <div class="line">
        ${may(this.session, "applications/update") ? html`<fluent-button size="small" @click=${() => go("applications", application.id, "edit")}>${t.edit}</fluent-button>
          <fluent-button size="small" @click=${() => void this.#archive(application)}>${isArchived ? t.unarchive : t.archive}</fluent-button>
          <fluent-button size="small" appearance="subtle" @click=${() => void this.#delete(application)}>${t.delete}</fluent-button>` : nothing}
        ${link === undefined ? nothing : html`<a href=${link} target="_blank" rel="noreferrer noopener">${t.openPosting}</a>`}
      </div></header>`;
  }

  #tasks(application: Application): TemplateResult {
    const t = words();
    const adds = may(this.session, "applications/addTask");
    const { rows, turns } = this.#taskPage.of(application.tasks);
    return html`<section><h2>${t.tasks}</h2>
      ${application.tasks.length === 0 ? html`<p class="quiet small">${t.noTasks}</p>` : html`<ul class="rows">${rows.map((task) => html`<li>
        <label class="tick grow"><input type="checkbox" ?disabled=${!adds} .checked=${task.done !== undefined} @change=${() => void this.#tick(application, task)} /><span class=${task.done === undefined ? "" : "done quiet"}>${task.title}</span></label>
        ${task.due === undefined || task.done !== undefined ? nothing : html`<span class="small ${task.due < today() ? "late strong" : "quiet"}">${t.due(shortDay(task.due))}</span>`}</li>`)}</ul>`}${turns}
      ${adds ? html`<details><summary>${t.addTask}</summary><form class="add" @submit=${(event: Event) => void this.#addTask(event, application)}>
        <div class="field"><label for="task">${t.taskTitle}</label><input id="task" name="title" type="text" maxlength="200" autocomplete="off" /></div>
        <div class="field"><label for="due">${t.taskDue}</label><input id="due" name="due" type="date" /></div>
        <fluent-button @click=${(event: Event) => void this.#addTask(event, application)}>${t.taskAdd}</fluent-button></form></details>` : nothing}
    </section>`;
  }

  #facts(application: Application): TemplateResult {
    const t = words();
    const fact = (name: string, value: unknown): TemplateResult | typeof nothing => (value === undefined ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`);
    const day = (value: string | undefined): string | undefined => (value === undefined ? undefined : fullDay(value));
    const { pay, source, posted, deadline, applied, tags, company } = application;
    if ([pay, source, posted, deadline, applied, company.domain].every((each) => each === undefined) && tags.length === 0) return html``;
    return html`<section><h2>${t.facts}</h2><dl class="facts">
      ${fact(t.pay, pay === undefined ? undefined : payOf(pay))}${fact(t.deadline, day(deadline))}${fact(t.applied, day(applied))}${fact(t.posted, day(posted))}${fact(t.source, source)}${fact(t.domain, company.domain)}
      ${tags.length === 0 ? nothing : fact(t.tags, tags.join(", "))}</dl></section>`;
  }

  /** What a model, or the code alone, can do with the posting and the CV. */
  #writing(application: Application): TemplateResult | typeof nothing {
    const t = words();
    const [writes, reads] = [may(this.session, "writing/start"), may(this.session, "writing/list")];
    if (!writes && !reads) return nothing;
    const contact = application.links.find(({ ref }) => ref.kind === "contact")?.ref.id;
    return html`<section><h2>${t.work}</h2>
      ${writes ? html`<div class="line">${tasks.map((task) => html`<a class="action" href=${hrefWith("compose", { application: application.id, contact, task })}>${t.tasksOf[task]}</a>`)}</div>` : nothing}
      ${reads ? html`<as-writings-about .session=${this.session} .about=${{ kind: "application", id: application.id }}></as-writings-about>` : nothing}</section>`;
  }

  #entry(entry: TimelineEntry): TemplateResult {
    const t = words();
    const titles = new Map(this.#shown.value?.pipeline.stages.map((each) => [each.name, stageTitle(each)]));
    const title = (stage: string | undefined): string => (stage === undefined ? "" : (titles.get(stage) ?? stage));
    const where = linkOf(entry);
    const what = entry.toStage === undefined ? entry.text : entry.fromStage === undefined ? title(entry.toStage) : t.from(title(entry.fromStage), title(entry.toStage));
    return html`<li class=${entry.kind === "moved" || entry.kind === "sent" || entry.kind === "replied" ? "big" : ""}>
      <div class=${entry.undone === true ? "undone" : ""}><span class="strong">${t.happened[entry.kind]}</span>${what === undefined ? nothing : html` <span>${where === undefined ? what : html`<a href=${where}>${what}</a>`}</span>`}${what === undefined && where !== undefined ? html` <a href=${where}>${t.open}</a>` : nothing}</div>
      <div class="small quiet">${fullTime(entry.at)}${entry.by === "proposal" ? ` · ${t.byProposal}` : ""}${entry.undone === true ? ` · ${t.takenBack}` : ""}</div></li>`;
  }

  #take(application: Application): void {
    const shown = this.#shown.value;
    if (shown !== undefined) this.#shown.set({ ...shown, application });
    this.#changed();
  }

  /** The list and the other pane show it too. */
  #changed(): void {
    this.refresh();
    this.dispatchEvent(new CustomEvent("changed"));
    for (const other of this.parentElement?.querySelectorAll<ApplicationPane>("as-application") ?? []) if (other !== this) other.refresh();
  }

  #edited(application: Application): void {
    toast(this, { text: words().saved });
    this.#take(application);
    go("applications", application.id);
  }

  async #move(application: Application, pipeline: Pipeline, stage: string): Promise<void> {
    const t = words();
    const to = pipeline.stages.find((each) => each.name === stage);
    const title = to === undefined ? stage : stageTitle(to);
    await attempt(this, async () => {
      this.#take(await this.session.call("applications/move", { id: application.id, stage, revision: application.revision }));
      toast(this, { text: t.moved(`${application.company.name}, ${application.role}`, title), action: { label: t.undo, run: () => void attempt(this, async () => {
        this.#take(await this.session.call("applications/undo", { id: application.id }));
        toast(this, { text: t.undone });
      }) } });
    });
    this.requestUpdate();
  }

  #archive(application: Application): Promise<boolean> {
    const t = words();
    const put = async (archive: boolean): Promise<void> => this.#take(await this.session.call("applications/archive", { id: application.id, archive }));
    return attempt(this, async () => {
      const archive = !application.isArchived;
      await put(archive);
      toast(this, { text: archive ? t.archivedToast : t.unarchivedToast, action: { label: t.undo, run: () => void attempt(this, () => put(!archive)) } });
    });
  }

  #delete(application: Application): Promise<boolean> {
    const t = words();
    const { session } = this;
    const { id } = application;
    return attempt(this, async () => {
      await session.call("applications/delete", { id, revision: application.revision });
      const from = document.body;
      toast(from, { text: t.deleted, action: { label: t.deletedUndo, run: () => void attempt(from, async () => {
        await session.call("applications/undelete", { id });
        toast(from, { text: t.broughtBack });
        go("applications", id);
      }) } });
      this.settled();
    });
  }

  #tick(application: Application, task: ApplicationTask): Promise<boolean> {
    const t = words();
    const set = async (done: boolean): Promise<void> => this.#take(await this.session.call("applications/doneTask", { applicationId: application.id, taskId: task.id, done }));
    return attempt(this, async () => {
      const done = task.done === undefined;
      await set(done);
      toast(this, { text: done ? t.taskDone : t.taskReopened, action: { label: t.undo, run: () => void attempt(this, () => set(!done)) } });
    });
  }

  async #addTask(event: Event, application: Application): Promise<void> {
    event.preventDefault();
    const form = this.renderRoot.querySelector<HTMLFormElement>("form.add");
    if (form === null) return;
    const value = (name: string): string => form.querySelector<HTMLInputElement>(`#${name}`)?.value.trim() ?? "";
    const [title, due] = [value("task"), value("due")];
    if (await attempt(this, async () => this.#take(await this.session.call("applications/addTask", { applicationId: application.id, title, ...(due === "" ? {} : { due }) })))) form.reset();
  }
}

function payOf(pay: Pay): string {
  const t = words();
  const { from, to, currency = "" } = pay;
  const range = from === undefined ? t.payUpTo(amount(to ?? 0)) : to === undefined ? t.payFrom(amount(from)) : from === to ? amount(from) : `${amount(from)} – ${amount(to)}`;
  return [range, currency, t.period[pay.period ?? "year"]].filter((each) => each !== "").join(" ");
}

function linkOf(entry: TimelineEntry): string | undefined {
  const { ref, kind } = entry;
  switch (ref?.kind) {
    case "draft": return href("outbox", "drafts", ref.id);
    case "outbox": return kind === "replied" || kind === "bounced" ? href("tracking", ref.id) : href("outbox", "items", ref.id);
    case "document": return href("documents", ref.id);
    case "contact": return href("contacts", ref.id);
    case undefined:
    default: return undefined;
  }
}

customElements.define("as-application", ApplicationPane);
