import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { makerOf, may } from "@assistant/protocol";
import type { Page } from "../resource.js";
import type { Proposal, Session } from "@assistant/protocol";
import { fullTime } from "../format.js";
import { said, saidText } from "../host-words/index.js";
import { evidenceList, evidenceStyle } from "../parts/evidence.js";
import { failing, loading, note, standing, statesStyle } from "../parts/states.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { RecordPane, attempt } from "../record.js";
import { Resource } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { todayMessages as words } from "../views/today.messages.js";

/** A change that a machine proposes and a person decides, with the line that led to it. */
export class ProposalPane extends RecordPane {
  protected readonly watches = ["proposal.made", "proposal.changed"];
  // The contract has no way to ask for one; the open ones are few.
  readonly #shown = new Resource<Page<Proposal>>(this, () => this.recordId, async (_id, signal) => ({ items: (await this.session.call("proposals/list", { limit: 1000 }, { signal })).proposals }));

  static override styles = [base, statesStyle, viewStyle, evidenceStyle, css`h2 { overflow-wrap: anywhere; }`];

  protected override drawMessage(): TemplateResult {
    const state = this.#shown.state;
    const t = words();
    if (state.kind === "failed") return failing(state.error, () => void this.#shown.reload());
    if (state.kind !== "ready") return loading(() => void this.#shown.reload());
    const proposal = this.#find();
    if (proposal === undefined) return note({ heading: t.decided, actions: [{ label: t.title, href: href("today") }] });
    return html`<article class="page">
      <h2>${said(proposal.title)}</h2>
      ${proposal.quotedLine === undefined ? nothing : html`<section class="stack"><h3>${t.quoted}</h3><blockquote lang="">${proposal.quotedLine}</blockquote></section>`}
      <p class="quiet">${madeByText(proposal)}</p>
      ${may(this.session, "proposals/accept")
        ? html`<div class="line"><fluent-button appearance="primary" @click=${() => void this.#decide(proposal, "proposals/accept", t.accepted)}>${t.accept}</fluent-button>
          <fluent-button @click=${() => void this.#decide(proposal, "proposals/dismiss", t.dismissed)}>${t.dismiss}</fluent-button></div>`
        : html`<p>${t.mayNotDecide}</p><code>assistant proposal accept ${proposal.id}</code>`}
      ${proposal.about.kind === "contact" ? html`<a href=${href("contacts", proposal.about.id)}>${t.contact}</a>` : nothing}
    </article>`;
  }

  protected override drawEvidence(): TemplateResult {
    if (this.#shown.value === undefined) return standing(this.#shown.state, () => void this.#shown.reload());
    return html`<div class="page">${evidenceList(this.#find()?.evidence ?? [])}</div>`;
  }

  #find(): Proposal | undefined {
    return this.#shown.value?.items.find((each) => each.id === this.recordId);
  }

  async #decide(proposal: Proposal, method: "proposals/accept" | "proposals/dismiss", done: string): Promise<void> {
    const decided = await decide(this.session, proposal, method, done, () => undefined);
    this.refresh();
    if (decided) this.settled();
  }
}

/** Who proposed it and when, in words. */
export function madeByText(proposal: Proposal): string {
  const t = words();
  const maker = makerOf(proposal);
  const who = maker.kind === "rules" ? t.rules : maker.kind === "client" ? maker.name : maker.kind === "model" ? t.model(maker.name) : t.plugin(saidText(capital(maker.name)));
  return t.madeBy(who, fullTime(proposal.made));
}

/** A plugin of ours is called as its id is; its name is a sentence of the host's. */
const capital = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

/** Accepts or dismisses, says so with its undo, and says what went wrong; false where nothing was decided. Said from the page: what showed the proposal may be gone by then. */
export function decide(session: Session, proposal: Proposal, method: "proposals/accept" | "proposals/dismiss", done: string, undone: () => void): Promise<boolean> {
  const from = document.body;
  const t = words();
  return attempt(from, async () => {
    await session.call(method, { id: proposal.id });
    toast(from, { text: done, said: [proposal.title], action: { label: t.undo, run: () => void attempt(from, () => session.call("proposals/undo", { id: proposal.id }).then(() => {
      toast(from, { text: t.undone });
      undone();
    })) } });
  });
}

customElements.define("as-proposal", ProposalPane);
