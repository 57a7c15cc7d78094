import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError, may } from "@assistant/protocol";
import type { Application, ApplicationCard, Board, Pipeline, RpcProblem, StageKind } from "@assistant/protocol";
import { shortDay, shortTime } from "../format.js";
import { said } from "../host-words/index.js";
import "../parts/board.js";
import type { Lane, Move } from "../parts/board.js";
import { nameOfCard } from "../parts/board-lane.js";
import "../parts/list.js";
import { pageStyle } from "../parts/page-style.js";
import { stageTitle } from "../parts/stage-titles.js";
import { failing, loading, note, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import "../parts/workspace.js";
import type { Pane } from "../parts/workspace.js";
import { attempt } from "../record.js";
import "../records/application.js";
import { Pages, Resource } from "../resource.js";
import { go, href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import "./applications-form.js";
import { applicationsMessages as words } from "./applications.messages.js";
import "./unmatched.js";

/** A person types faster than a search is worth: the list is asked when they pause for this long. */
const pause = 150;

/** The most that the board gives of each column at once; what is beyond is read page by page when somebody comes near it. */
const boardCards = 100;
const laterPage = 1000;

/** The colour only repeats what the stage's name says. */
const colours: Readonly<Record<StageKind, string>> = { open: "informative", won: "success", lost: "subtle" };

const kept = "assistant.board.hideLost";
const tabs = ["board", "list", "archived", "unmatched"] as const;
const filters = ["stage:interview", "company:", "role:", "place:", "source:", "tag:", "due:<7d", "deadline:<14d", "has:task", "is:overdue", "is:open", "is:archived"];

/** Every application: as a board, as a list, by one search box; and each beside what happened to it. */
export class ApplicationsView extends View {
  static override properties = { ...View.properties, query: { state: true }, hideLost: { state: true } };
  declare private query: string;
  declare private hideLost: boolean;
  protected override readonly watches = ["application.changed", "proposal.changed", "outbox.changed", "message.replied", "plugin.changed"];
  readonly #board = new Resource<Board>(this, () => (this.#tab === "board" && !this.#asked ? String(this.hideLost) : undefined), async (key, signal) => {
    const board = await this.session.call("applications/board", { cards: boardCards, hideLost: key === "true" }, { signal });
    for (const stage of this.#whole.keys()) void this.#readWhole(stage);
    // Whoever else moved a card since knows better where it is.
    const known = board.columns.flatMap((column) => column.cards);
    for (const [id, { card, told }] of this.#moved) if (told && known.some((each) => each.id === id && each.stage !== card.stage)) this.#moved.delete(id);
    return board;
  });
  readonly #list = new Pages<ApplicationCard>(this, () => (this.#asked ? `?${this.query}` : this.#tab === "board" || this.#tab === "unmatched" ? undefined : this.#tab), async (key, cursor, limit, signal) => {
    const paged = { limit, ...(cursor === undefined ? {} : { cursor }) };
    const { applications, next } = key.startsWith("?")
      ? await this.session.call("applications/search", { query: key.slice(1), ...paged }, { signal })
      : await this.session.call("applications/list", { archived: key === "archived", ...paged }, { signal });
    return { items: applications, next };
  });
  readonly #pipeline = new Resource<Pipeline>(this, () => (this.#tab === "board" && !this.#asked ? undefined : "all"), (_key, signal) => this.session.call("applications/pipeline", {}, { signal }));
  /** The columns that were read beyond what the board gives. */
  readonly #whole = new Map<string, readonly ApplicationCard[]>();
  readonly #reading = new Set<string>();
  /** Cards that were moved here: shown on top of where they went, whether the host has answered or not. */
  readonly #moved = new Map<string, { readonly card: ApplicationCard; readonly from: string; readonly before: Board | undefined; readonly told: boolean }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [base, statesStyle, viewStyle, pageStyle, css`
    :host { container-type: inline-size; }
    .top { gap: var(--spacingVerticalXS) var(--spacingHorizontalL); }
    .search { flex: 1 1 16rem; max-width: 40rem; position: relative; }
    .query { font-family: var(--fontFamilyMonospace); font-size: var(--fontSizeBase200); white-space: pre-wrap; overflow-wrap: anywhere; }
    .query mark { color: inherit; background: none; text-decoration: underline wavy var(--colorPaletteRedForeground1); text-underline-offset: 3px; }
    .chips { display: flex; flex-wrap: wrap; gap: var(--spacingVerticalXS) var(--spacingHorizontalS); padding-block: var(--spacingVerticalXS); }
    .chips button { font: inherit; font-family: var(--fontFamilyMonospace); font-size: var(--fontSizeBase200); min-height: 1.75rem; padding: 0 var(--spacingHorizontalS); color: inherit; background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStroke1); border-radius: var(--borderRadiusCircular); cursor: pointer; }
    .hide { display: inline-flex; align-items: center; gap: var(--spacingHorizontalS); min-height: 2rem; }
    @container (max-width: 39.99rem) { .top.aside { display: none; } }
  `];

  constructor() {
    super();
    this.query = "";
    this.hideLost = localStorage.getItem(kept) === "true";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#whole.clear();
    this.#moved.clear();
  }

  override render(): TemplateResult {
    const [first] = this.route.path;
    return html`<div class="column">${this.#head(this.#id !== undefined || first === "new" || (first === "unmatched" && this.route.path.length > 1))}
      <div class="fill">${this.#asked ? this.#workspace() : this.#tab === "board" ? this.#boardPane() : this.#tab === "unmatched" ? html`<as-unmatched .session=${this.session} .route=${this.route}></as-unmatched>` : this.#workspace()}</div></div>`;
  }

  /** The application in the address, unless a word stands there. */
  get #id(): string | undefined {
    const [first] = this.route.path;
    return first === undefined || ["new", ...tabs].includes(first) ? undefined : first;
  }

  /** Something is searched for. */
  get #asked(): boolean {
    return this.query.trim() !== "";
  }

  get #tab(): (typeof tabs)[number] {
    const [first] = this.route.path;
    return first === undefined ? "board" : (tabs.find((tab) => tab === first) ?? "list");
  }

  #head(aside: boolean): TemplateResult {
    const t = words();
    const current = this.#asked ? "list" : this.#tab;
    return html`<header class="view-head top ${aside ? "aside" : ""}">
      <h1>${t.title}</h1>
      <nav class="tabs" aria-label=${t.title}>${tabs.map((tab) => html`<a class="tab" href=${tab === "board" ? href("applications") : href("applications", tab)} aria-current=${tab === current ? "page" : nothing} @click=${() => (this.query = "")}>${t[tab]}</a>`)}</nav>
      <div class="search"><input type="search" aria-label=${t.search} aria-describedby="trouble" placeholder=${t.searchHint} autocomplete="off" spellcheck="false" .value=${this.query} @input=${this.#typed} /><div id="trouble" role="status">${this.#trouble()}</div></div>
      <span class="line">
        ${may(this.session, "applications/create") ? html`<fluent-button size="small" @click=${() => go("applications", "new")}>${t.create}</fluent-button><fluent-button size="small" appearance="primary" @click=${() => go("capture")}>${t.capture}</fluent-button>` : nothing}
      </span>
      <div class="wide line">
        <details><summary class="small">${t.help}</summary><p class="small quiet">${t.helpText}</p><div class="chips">${filters.map((each) => html`<button @click=${() => this.#add(each)}>${each}</button>`)}</div></details>
        ${current === "board" ? html`<label class="hide small"><input type="checkbox" .checked=${this.hideLost} @change=${this.#hide} />${t.hideLost}</label>` : nothing}
      </div>
    </header>`;
  }

  /** Where in the search it is wrong, and what would be right. */
  #trouble(): TemplateResult | typeof nothing {
    const { state } = this.#list;
    if (state.kind !== "failed" || !(state.error instanceof RpcError) || !state.error.is("invalid")) return nothing;
    const { query } = this;
    const problems: readonly RpcProblem[] = state.error.problems;
    return html`${problems.map((each) => {
      const place = Number(/:(\d+)$/u.exec(each.path)?.[1] ?? 0) - 1;
      const [word = ""] = query.slice(Math.max(0, place)).split(" ", 1);
      const end = place + word.length;
      return html`<p class="small wrong">${place < 0 ? nothing : html`<span class="query">${query.slice(0, place)}<mark>${query.slice(place, end)}</mark>${query.slice(end)}</span><br />`}${said(each.problem)}. ${each.remedy === undefined ? nothing : said(each.remedy)}</p>`;
    })}`;
  }

  #boardPane(): TemplateResult {
    const t = words();
    const { state } = this.#board;
    if (state.kind === "failed") return failing(state.error, () => void this.#board.reload());
    if (state.kind !== "ready") return loading(() => void this.#board.reload());
    const board = state.value;
    if (board.archived === 0 && board.columns.every((column) => column.count === 0)) return this.#none();
    return html`<as-board class="fill" label=${t.board} .lanes=${this.#lanes(board)} .canMove=${may(this.session, "applications/move")}
      @open=${(event: CustomEvent<string>) => go("applications", event.detail)} @move=${(event: CustomEvent<Move>) => void this.#move(event.detail)} @more=${(event: CustomEvent<string>) => this.#more(event.detail)}></as-board>`;
  }

  #none(): TemplateResult {
    const t = words();
    return note({ heading: t.empty, text: t.emptyText, actions: may(this.session, "applications/create") ? [{ label: t.capture, href: href("capture") }, { label: t.import, href: href("capture", "import") }, { label: t.byHand, href: href("applications", "new") }] : [{ label: t.list, href: href("applications", "list") }] });
  }

  #lanes(board: Board): readonly Lane[] {
    const moved = [...this.#moved.values()];
    return board.columns.map(({ stage, count, cards }) => {
      const here = moved.filter(({ card }) => card.stage === stage.name);
      const change = moved.filter(({ before }) => before === board).reduce((sum, { card, from }) => sum + (card.stage === stage.name ? 1 : 0) - (from === stage.name ? 1 : 0), 0);
      const known = (this.#whole.get(stage.name) ?? cards).filter((card) => !this.#moved.has(card.id));
      return { stage, count: count + change, cards: [...here.map(({ card }) => card).reverse(), ...known], hidden: this.hideLost && stage.kind === "lost" };
    });
  }

  /** A column that was read to its end has no more, whatever its count says; only a board that was read anew can tell. */
  #more(stage: string): void {
    if (!this.#whole.has(stage)) void this.#readWhole(stage);
  }

  /** The rest of a column, in the board's own order: those that wait longest first. */
  async #readWhole(stage: string): Promise<void> {
    if (this.#reading.has(stage)) return;
    this.#reading.add(stage);
    try {
      const cards: ApplicationCard[] = [];
      let cursor: string | undefined;
      do {
        const page = await this.session.call("applications/list", { stage, limit: laterPage, ...(cursor === undefined ? {} : { cursor }) });
        cards.push(...page.applications);
        cursor = page.next;
      } while (cursor !== undefined && this.isConnected);
      if (this.isConnected) this.#whole.set(stage, cards.sort((a, b) => Date.parse(a.since) - Date.parse(b.since) || (a.id < b.id ? -1 : 1)));
      this.requestUpdate();
    } catch {
      // The cards that are there stay; coming near the end again asks again.
    } finally {
      this.#reading.delete(stage);
    }
  }

  async #move({ card, stage }: Move): Promise<void> {
    const { id } = card;
    const from = card.stage;
    // The counts of the board that it was moved on do not know of it yet; those of the next one do.
    const before = this.#board.value;
    this.#moved.set(id, { card: { ...card, stage, since: new Date().toISOString() }, from, before, told: false });
    this.requestUpdate();
    const done = await attempt(this, async () => {
      const { revision, since } = await this.session.call("applications/move", { id, stage, revision: card.revision });
      this.#moved.set(id, { card: { ...card, stage, revision, since }, from, before, told: true });
      this.#offerUndo(card, stage);
    });
    if (!done) this.#moved.delete(id);
    await this.#reread([from, stage]);
    this.requestUpdate();
  }

  #offerUndo(card: ApplicationCard, stage: string): void {
    const t = words();
    const to = this.#board.value?.columns.find((column) => column.stage.name === stage)?.stage;
    const title = to === undefined ? stage : stageTitle(to);
    toast(this, { text: t.moved(nameOfCard(card), title), action: { label: t.undo, run: () => void attempt(this, async () => {
      await this.session.call("applications/undo", { id: card.id });
      this.#moved.delete(card.id);
      await this.#reread([card.stage, stage]);
      toast(this, { text: t.undone });
    }) } });
  }

  async #reread(stages: readonly string[]): Promise<void> {
    for (const stage of stages) if (this.#whole.delete(stage)) await this.#readWhole(stage);
    await this.#board.reload();
  }

  #workspace(): TemplateResult {
    const t = words();
    const [first, last] = this.route.path;
    const id = this.#id;
    const pane: Pane = id === undefined && first !== "new" ? "list" : last === "timeline" ? "evidence" : "message";
    const links = { list: !this.#asked && first !== "new" ? href("applications") : href("applications", "list"), message: id === undefined ? (first === "new" ? href("applications", "new") : undefined) : href("applications", id), evidence: id === undefined ? undefined : href("applications", id, "timeline") };
    return html`<as-workspace .pane=${pane} .links=${links} evidence-label=${t.timeline} @settled=${() => { this.refresh(); go("applications"); }}>
      <div slot="list" class="column">${this.#rows()}</div>
      ${id === undefined
        ? html`<div slot="message">${first === "new" ? html`<as-application-form .session=${this.session} @done=${this.#saved} @leave=${() => go("applications")}></as-application-form>` : this.#list.items.length === 0 ? nothing : note({ heading: t.choose, text: t.chooseText })}</div>`
        : html`<as-application slot="message" pane="message" .session=${this.session} .recordId=${id} .editing=${last === "edit"} @changed=${() => void this.#list.reload()}></as-application><as-application slot="evidence" pane="evidence" .session=${this.session} .recordId=${id}></as-application>`}
    </as-workspace>`;
  }

  #rows(): TemplateResult {
    const t = words();
    const { state } = this.#list;
    if (state.kind === "failed") return state.error instanceof RpcError && state.error.is("invalid") ? html`` : failing(state.error, () => void this.#list.reload());
    if (state.kind !== "ready") return loading(() => void this.#list.reload());
    const { items } = state.value;
    if (items.length > 0) {
      return html`<p class="view-head quiet small" role="status">${this.#list.hasMore ? t.shown(items.length) : t.all(items.length)}</p>
        <as-list class="fill" label=${t.title} .rem=${5.5} .items=${items} .keyOf=${(card: ApplicationCard) => card.id} .row=${(card: ApplicationCard) => this.#row(card)} .selected=${this.#id ?? ""} .more=${this.#list.hasMore}
          @more=${() => void this.#list.more()} @choose=${(event: CustomEvent<string>) => go("applications", event.detail)}></as-list>`;
    }
    if (this.#asked) return note({ heading: t.noMatch, text: t.noMatchText(this.query.trim()), actions: [{ label: t.clear, run: () => (this.query = "") }] });
    return this.#tab === "archived" ? note({ heading: t.noArchived, text: t.noArchivedText, actions: [{ label: t.toBoard, href: href("applications") }] }) : this.#none();
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.query = value), pause);
  };

  #add(filter: string): void {
    const box = this.renderRoot.querySelector<HTMLInputElement>("input[type=search]");
    if (box === null) return;
    box.value = `${box.value.trim()} ${filter}`.trim();
    box.focus();
    if (!filter.endsWith(":")) this.query = box.value;
  }

  readonly #hide = (event: Event): void => {
    this.hideLost = (event.target as HTMLInputElement).checked;
    localStorage.setItem(kept, String(this.hideLost));
  };

  readonly #saved = (event: CustomEvent<Application>): void => {
    toast(this, { text: words().saved });
    void this.#list.reload();
    go("applications", event.detail.id);
  };

  #row(card: ApplicationCard): TemplateResult {
    const t = words();
    const stage = this.#pipeline.value?.stages.find((each) => each.name === card.stage);
    return html`<div class="row-line"><span class="strong cut">${card.company}</span><span class="quiet small">${shortTime(card.since)}</span></div>
      <div class="cut">${card.role}${card.apart === undefined ? nothing : html` <span class="quiet">(${card.apart})</span>`}</div>
      <div class="row-line"><fluent-badge appearance="tint" color=${colours[stage?.kind ?? "open"]}>${stage === undefined ? card.stage : stageTitle(stage)}</fluent-badge><span class="cut small quiet">${card.due !== undefined ? t.due(shortDay(card.due)) : (card.place ?? nothing)}</span></div>`;
  }
}

customElements.define("as-applications", ApplicationsView);
