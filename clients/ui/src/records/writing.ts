import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Claim, Document, Draft, Writing, WritingState, WrittenPart } from "@assistant/protocol";
import { amount, count, fullTime } from "../format.js";
import { said } from "../host-words/index.js";
import { SubjectNames, subjectOf } from "../names.js";
import { changes, changesKey, claimCard, claimStyle, claimsIn, marked, restsOn } from "../parts/claims.js";
import { ask } from "../parts/dialog.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { failing, loading, note, standing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { wordDiff } from "../parts/word-diff.js";
import { composerName, sourceInWords } from "../payload.js";
import { RecordPane } from "../record.js";
import { Resource } from "../resource.js";
import { href, hrefWith } from "../router.js";
import { saveFile } from "../save-file.js";
import { base, facts } from "../styles.js";
import { tailorMessages } from "../views/tailor.messages.js";
import { writingMessages as words } from "../views/writing.messages.js";
import "./draft.js";
import "./proposal.js";
import { canTailor, tailorLink } from "./tailor-link.js";

/** The colour only repeats the word beside it. */
export const writingColours: Readonly<Record<WritingState, string>> = { running: "informative", done: "success", failed: "danger", cancelled: "subtle" };

/** What provenance says of work that no model did. */
const filled = "filled template";

/** The contract has no way to ask for one; the open ones are few. */
const mostProposals = 1000;

/** The CVs changed last; a person has a few. */
const mostCvs = 20;

interface Shown {
  readonly writing: Writing;
  /** The draft it was written for, and what that said before. */
  readonly draft: Draft | undefined;
  readonly before: string | undefined;
}

/** What a model wrote: the text with what no source has standing out, what it changed in a draft, and what it was written from. */
export class WritingPane extends RecordPane {
  protected readonly watches = ["writing.changed", "draft.changed", "proposal.changed"];
  readonly #names = new SubjectNames(this);
  readonly #shown = new Resource<Shown>(this, () => this.recordId, async (id, signal) => {
    const writing = await this.session.call("writing/get", { id }, { signal });
    if (writing.draftId === undefined || writing.state !== "done") return { writing, draft: undefined, before: undefined };
    // The draft may have been deleted since: then the writing stands alone.
    const draft = await this.session.call("drafts/get", { id: writing.draftId }, { signal }).catch(() => undefined);
    if (draft === undefined) return { writing, draft, before: undefined };
    if (writing.draftRevision === undefined) return { writing, draft, before: draft.body };
    const { revisions } = await this.session.call("drafts/history", { id: draft.id, limit: 100 }, { signal });
    const own = writing.draftRevision;
    return { writing, draft, before: own > 1 ? revisions.find((each) => each.revision === own - 1)?.body : undefined };
  });

  /** Whether what a reply means waits to be decided: then the proposal says it. */
  readonly #waits = new Resource<boolean>(this, () => this.#shown.value?.writing.proposalId, async (id, signal) => (await this.session.call("proposals/list", { limit: mostProposals }, { signal })).proposals.some((each) => each.id === id));
  readonly #claimPage = new Paging(this, () => this.recordId);
  readonly #sourcePage = new Paging(this, () => this.recordId);
  /** What a suggestion for a CV can be taken into. */
  readonly #cvs = new Resource<readonly Document[]>(this, () => (this.#shown.value?.writing.task === "cvTailoring" && this.pane === "message" && may(this.session, "documents/tailor") ? "cv" : undefined), async (_key, signal) => (await this.session.call("documents/list", { kind: "cv", limit: mostCvs }, { signal })).documents.filter((each) => canTailor(each, each.current)));

  static override styles = [base, facts, statesStyle, viewStyle, pageStyle, claimStyle, css`
    .page.above { padding-bottom: 0; }
    .body { white-space: pre-wrap; overflow-wrap: anywhere; padding-block: var(--spacingVerticalM); border-block: 1px solid var(--colorNeutralStroke2); }
    .diff { white-space: pre-wrap; overflow-wrap: anywhere; }
    .fit { font-size: var(--fontSizeBase500); line-height: var(--lineHeightBase500); font-weight: var(--fontWeightSemibold); }
    meter { width: 12rem; max-width: 100%; }
    .part { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); padding-inline-start: var(--spacingHorizontalM); border-inline-start: 3px solid var(--colorNeutralStroke2); }
    blockquote { margin: 0; padding-inline-start: var(--spacingHorizontalM); border-inline-start: 3px solid var(--colorNeutralStroke2); font-style: italic; overflow-wrap: anywhere; }
    .decide { height: auto; margin-inline: calc(-1 * var(--spacingHorizontalXL)); border-block-start: 1px solid var(--colorNeutralStroke2); }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    .sources li { padding-block: var(--spacingVerticalXS); border-bottom: 1px solid var(--colorNeutralStroke3); }
  `];

  protected override drawMessage(): TemplateResult {
    const state = this.#shown.state;
    if (state.kind === "failed") return failing(state.error, () => void this.#shown.reload());
    if (state.kind !== "ready") return loading(() => void this.#shown.reload());
    const { writing, draft, before } = state.value;
    if (writing.state !== "done") return this.#unfinished(writing);
    const inDraft = draft !== undefined && writing.draftRevision !== undefined;
    return html`<article class=${inDraft ? "page above" : "page"}>
        ${this.#head(writing)}
        ${this.#told(writing)}
        ${inDraft || draft === undefined ? nothing : this.#beside(writing, draft)}
        ${inDraft ? nothing : this.#text(writing)}
        ${before === undefined ? nothing : this.#changes(before, writing.text, inDraft)}
        ${this.#intoCv(writing)}
        ${this.#actions(writing, draft)}
      </article>
      ${inDraft ? html`<as-draft pane="message" .session=${this.session} .recordId=${draft.id}></as-draft>` : nothing}`;
  }

  protected override drawEvidence(): TemplateResult {
    const value = this.#shown.value;
    if (value === undefined) return standing(this.#shown.state, () => void this.#shown.reload());
    const t = words();
    const { provenance, usage, sources = [] } = value.writing;
    const { rows, turns } = this.#sourcePage.of(sources);
    // Without a model: there is no prompt to be read, and nothing to be paid.
    const isFilled = provenance?.work === filled;
    return html`<div class="page">
      ${provenance === undefined ? nothing : html`<section class="stack"><h3>${t.provenance}</h3><dl class="facts small">
        <dt>${t.work}</dt><dd>${said(provenance.work)}, ${composerName(provenance.composer)}</dd>
        ${provenance.model === undefined ? nothing : html`<dt>${t.model}</dt><dd>${provenance.model}</dd>`}
        ${provenance.prompt === undefined ? nothing : html`<dt>${t.prompt}</dt><dd><code>${provenance.prompt}</code>${isFilled ? nothing : html` <a href=${href("prompts", provenance.prompt.split("@")[0] ?? "")}>${t.openPrompt}</a>`}</dd>`}
        ${usage === undefined ? nothing : html`<dt>${t.usage}</dt><dd>${t.tokens(count(usage.inputTokens), count(usage.outputTokens))}</dd><dt>${t.took}</dt><dd>${t.seconds(count(Math.round(usage.milliseconds / 100) / 10))}</dd><dt>${t.cost}</dt><dd>${isFilled ? t.costsNothing : (amountOf(usage) ?? t.noPrice)}</dd>`}
      </dl></section>`}
      <section class="stack"><h3>${t.sources}</h3>
        ${sources.length === 0 ? html`<p class="quiet">${t.noSources}</p>` : html`<ul class="sources">${rows.map((each) => html`<li class="wrap">${each.text}<br /><span class="quiet small">${sourceInWords(each.id)}${each.kind === "posting" || each.kind === "mail" ? ` · ${t.foreign}` : ""}</span></li>`)}</ul>`}${turns}
      </section>
    </div>`;
  }

  #head(writing: Writing): TemplateResult {
    const t = words();
    const person = this.#names.of(subjectOf(writing)) ?? t.someone;
    return html`<header><h2 class="wrap">${t.task[writing.task]}: ${person}</h2>
      <div class="line"><fluent-badge appearance="tint" color=${writingColours[writing.state]}>${t.state[writing.state]}</fluent-badge><span class="quiet small">${fullTime(writing.started)}</span></div>
      ${standingIn(writing) === 0 ? nothing : html`<p class="small wrong">${t.standing(standingIn(writing))}</p>`}</header>`;
  }

  #told(writing: Writing): TemplateResult {
    const t = words();
    const work = writing.provenance?.work;
    const { notices = [], strippedLinks = [], fit, proposalId } = writing;
    return html`
      ${work === "rehearsed" ? html`<div class="callout warning">${t.rehearsed}</div>` : work === filled ? html`<div class="callout">${t.offline}</div>` : nothing}
      ${fit === undefined ? nothing : html`<section>${fit.of === 0 ? html`<p>${t.fitNone}</p>` : html`<p class="fit">${t.fit(fit.met, fit.of)}</p><meter min="0" max=${fit.of} value=${fit.met} aria-label=${t.task.fit}></meter>`}</section>`}
      ${proposalId === undefined ? nothing : html`<as-proposal class="decide" pane="message" .session=${this.session} .recordId=${proposalId} @settled=${(event: Event) => event.stopPropagation()}></as-proposal>`}
      ${notices.length === 0 ? nothing : html`<section class="callout"><h3>${t.notices}</h3><ul class="stack">${notices.map((each) => html`<li>${said(each)}</li>`)}</ul></section>`}
      ${strippedLinks.length === 0 ? nothing : html`<section class="callout warning"><h3>${t.stripped}</h3><ul>${strippedLinks.map((each) => html`<li><code>${each}</code></li>`)}</ul></section>`}`;
  }

  #text(writing: Writing): TemplateResult {
    const t = words();
    const { claims = [], parts = [], sources = [] } = writing;
    const { rows, turns } = this.#claimPage.of(claims);
    const titled = parts.some((part) => part.title !== undefined || part.of !== undefined);
    const meaning = writing.task === "replyMeaning" ? meaningOf(writing.text) : undefined;
    return html`
      ${writing.subject === undefined ? nothing : html`<h3 class="wrap" lang="">${marked(writing.subject, claims)}</h3>`}
      ${writing.task === "cvTailoring" && titled ? html`${this.#tailored(writing)}<h3>${t.lines}</h3>` : nothing}
      ${meaning === undefined || (writing.proposalId !== undefined && this.#waits.value !== false) ? nothing : html`<h3 lang="">${meaning.stage}</h3><blockquote lang="">${meaning.quotedLine}</blockquote>`}
      ${titled ? parts.map((part) => this.#part(part, writing)) : html`<div class="body" lang="">${marked(meaning?.text ?? writing.text.trim(), claims)}</div>`}
      ${claims.length === 0 ? nothing : html`<section><h3>${t.claims}</h3><p class="quiet">${t.claimsKept}</p><ul class="claims">${rows.map((claim) => claimCard(claim, restsOn(claim, parts, sources), this.#ticking(writing, claim)))}</ul>${turns}</section>`}`;
  }

  #ticking(writing: Writing, claim: Claim): TemplateResult {
    const t = words();
    if (claim.ticked === true) return html`<span class="small">✓ ${t.ticked}</span>`;
    return may(this.session, "writing/tick")
      ? html`<div class="line"><span class="small wrong">${t.notTicked}</span><fluent-button size="small" @click=${() => void this.#tick(writing, claim)}>${t.tick}</fluent-button></div>`
      : html`<p class="small"><span class="wrong">${t.notTicked}</span> ${t.mayNotTick}</p><code class="wrap">assistant writing tick ${writing.id} ${claim.id}</code>`;
  }

  #tick(writing: Writing, claim: Claim): Promise<void> {
    return this.attempt(async () => {
      const ticked = await this.session.call("writing/tick", { id: writing.id, claimIds: [claim.id] });
      const shown = this.#shown.value;
      if (shown?.writing.id === ticked.id) this.#shown.set({ ...shown, writing: ticked });
      toast(this, { text: words().tickedToast });
    });
  }

  /** The whole CV, each line that is worded anew with what goes and what comes. */
  #tailored(writing: Writing): TemplateResult {
    const { claims = [], parts = [], sources = [] } = writing;
    return html`${changesKey(claims)}<div class="body diff" lang="">${sources.filter((each) => each.kind === "cv").map((line) => {
      const part = parts.find((each) => each.of === line.id);
      return html`<div class=${part === undefined ? "quiet" : ""}>${part === undefined ? line.text : changes(wordDiff(line.text, sentencesOf(part)), claimsIn(part, claims))}</div>`;
    })}</div>`;
  }

  #part(part: WrittenPart, writing: Writing): TemplateResult {
    const t = words();
    const of = part.of === undefined ? undefined : writing.sources?.find((each) => each.id === part.of);
    const named = [...new Set(part.sentences.flatMap((each) => each.sources))];
    // Where nothing was found without a model, the host says so in words of its own.
    const text = writing.provenance?.work === filled && named.length === 0 ? said(sentencesOf(part), "") : marked(sentencesOf(part), writing.claims ?? []);
    return html`<section class="part">
      ${part.title === undefined ? nothing : html`<h3 class="wrap">${part.title}</h3>`}
      ${of === undefined ? nothing : html`<p class="small quiet wrap">${writing.task === "cvTailoring" ? t.of : t.answers}: <span lang="">${of.text}</span> (${sourceInWords(of.id)})</p>`}
      ${of !== undefined && writing.task === "cvTailoring" ? html`<p class="diff" lang="">${changes(wordDiff(of.text, sentencesOf(part)), claimsIn(part, writing.claims ?? []))}</p>` : html`<p class="wrap" lang="">${text}</p>`}
      ${named.length === 0 ? nothing : html`<p class="small quiet">${t.rests}: ${named.map(sourceInWords).join("; ")}</p>`}
    </section>`;
  }

  #changes(before: string, after: string, inDraft: boolean): TemplateResult {
    const t = words();
    return html`<details open><summary>${inDraft ? t.changes : t.changesNow}</summary><div class="stack">${changesKey()}<div class="text diff" lang="">${changes(wordDiff(before.trim(), after.trim()))}</div>${inDraft ? html`<p class="small quiet">${t.yourVersion}</p>` : nothing}</div></details>`;
  }

  #beside(writing: Writing, draft: Draft): TemplateResult {
    const t = words();
    return html`<div class="callout warning"><p>${t.keptBeside}</p><div class="line">
      ${may(this.session, "drafts/update") && draft.state === "open" ? html`<fluent-button size="small" @click=${() => void this.#use(writing, draft)}>${t.useIt}</fluent-button>` : nothing}
      <a href=${href("outbox", "drafts", draft.id)}>${t.openDraft}</a></div></div>`;
  }

  #intoCv({ id }: Writing): TemplateResult | typeof nothing {
    const t = tailorMessages();
    const { value } = this.#cvs;
    if (value === undefined) return nothing;
    return html`<section><h3>${t.openFrom}</h3>${value.length === 0 ? html`<p class="quiet small">${t.noCv}</p>` : html`<div class="line">${value.map((each) => tailorLink(each.id, { writing: id }, each.title, `${t.openFrom}: ${each.title}`))}</div>`}</section>`;
  }

  #actions(writing: Writing, draft: Draft | undefined): TemplateResult {
    const t = words();
    return html`<div class="line">
      <fluent-button size="small" @click=${() => void this.#copy(writing)}>${t.copy}</fluent-button>
      <fluent-button size="small" @click=${() => save(writing)}>${t.save}</fluent-button>
      ${may(this.session, "writing/delete") ? html`<fluent-button size="small" appearance="subtle" @click=${() => void this.#delete(writing)}>${t.delete}</fluent-button>` : nothing}
      <a href=${again(writing)}>${t.again}</a>
      ${draft === undefined || writing.draftRevision === undefined ? nothing : html`<a href=${href("outbox", "drafts", draft.id)}>${t.openDraft}</a>`}
    </div>`;
  }

  #unfinished(writing: Writing): TemplateResult {
    const t = words();
    const ways = [{ label: t.again, href: again(writing) }];
    if (writing.state === "running") {
      return html`<article class="page">${this.#head(writing)}<div class="text">${writing.text}</div><div class="line">
        <a href=${hrefWith("compose", { watch: writing.id })}>${t.watch}</a>
        ${may(this.session, "writing/cancel") ? html`<fluent-button size="small" @click=${() => void this.attempt(() => this.session.call("writing/cancel", { id: writing.id }))}>${t.cancel}</fluent-button>` : nothing}</div></article>`;
    }
    const failed = writing.state === "failed";
    if (failed) ways.push({ label: t.withoutModel, href: again(writing, "offline") });
    return html`<article class="page">${this.#head(writing)}${note({ heading: failed ? t.failedHeading : t.cancelledHeading, ...(failed ? { said: [writing.failure, writing.remedy].filter((each) => each !== undefined) } : { text: t.cancelledText }), actions: ways })}
      ${failed && writing.text !== "" ? arrivedText(writing.text) : nothing}
      ${may(this.session, "writing/delete") ? html`<div><fluent-button size="small" appearance="subtle" @click=${() => void this.#delete(writing)}>${t.delete}</fluent-button></div>` : nothing}</article>`;
  }

  #use(writing: Writing, draft: Draft): Promise<void> {
    return this.attempt(async () => {
      await this.session.call("drafts/update", { id: draft.id, revision: draft.revision, body: writing.text, ...(writing.subject === undefined ? {} : { subject: writing.subject }) });
      toast(this, { text: words().used });
    });
  }

  #copy(writing: Writing): Promise<void> {
    return this.attempt(async () => {
      await navigator.clipboard.writeText(writing.text);
      toast(this, { text: words().copied });
    });
  }

  async #delete(writing: Writing): Promise<void> {
    const t = words();
    if (!(await ask({ heading: t.deleteHeading, text: t.deleteText, yes: t.delete }))) return;
    await this.attempt(async () => {
      await this.session.call("writing/delete", { id: writing.id });
      toast(this, { text: t.deleted });
      this.settled();
    });
  }
}

/** What a call cost, in the user's currency; undefined where the model has no prices. */
export function amountOf(usage: { readonly cost?: number | undefined }): string | undefined {
  return usage.cost === undefined ? undefined : amount(usage.cost);
}

/** What no source has and nobody ticked; a draft's is ticked, and shown, with the draft. */
export const standingIn = ({ draftRevision, claims = [] }: Writing): number => (draftRevision === undefined ? claims.filter((each) => each.ticked !== true).length : 0);

/** What a model said before it failed: to be read, and nothing more. */
export const arrivedText = (text: string): TemplateResult => html`<details><summary>${words().arrived}</summary><div class="stack"><p class="small quiet">${words().arrivedText}</p><pre class="text" tabindex="0" lang="">${text}</pre></div></details>`;

const again = (writing: Writing, model?: string): string => hrefWith("compose", { contact: writing.contactId, application: writing.about?.kind === "application" ? writing.about.id : undefined, task: writing.task, model, again: "1", draft: writing.draftId });

/** A reply's meaning as the host writes it: the stage, the line that says so, and the rest. */
function meaningOf(markdown: string): { readonly stage: string; readonly quotedLine: string; readonly text: string } | undefined {
  const [, stage, quotedLine, text] = /^\*\*(.+)\*\*\n\n> (.+)\n([^]*)$/u.exec(markdown) ?? [];
  return stage === undefined || quotedLine === undefined || text === undefined ? undefined : { stage, quotedLine, text: text.trim() };
}

const sentencesOf = (part: WrittenPart): string => part.sentences.map((each) => each.text).join(" ");

function save(writing: Writing): void {
  saveFile(writing.subject === undefined ? writing.text : `# ${writing.subject}\n\n${writing.text}`, `${writing.task}-${writing.id.slice(-8)}.md`, "text/markdown");
}

customElements.define("as-writing", WritingPane);
