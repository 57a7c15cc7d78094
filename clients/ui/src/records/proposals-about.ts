import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Proposal, RecordRef } from "@assistant/protocol";
import { said } from "../host-words/index.js";
import { evidenceList, evidenceStyle } from "../parts/evidence.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Resource } from "../resource.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { todayMessages as words } from "../views/today.messages.js";
import { decide, madeByText } from "./proposal.js";

/** As many open ones as the host gives at once; those of one record are among the newest. */
const atMost = 1000;

/** The changes that are proposed for one record, each with the line that led to it; here the person decides. Draws nothing where there are none. */
export class ProposalsAboutElement extends View {
  static override properties = { ...View.properties, about: { attribute: false }, heading: {} };
  declare about: RecordRef;
  declare heading: string;
  static override styles = [base, statesStyle, viewStyle, pageStyle, evidenceStyle, css`:host { height: auto; } ul { display: flex; flex-direction: column; gap: var(--spacingVerticalM); } li.callout { max-width: none; align-items: stretch; }`];
  protected override readonly watches = ["proposal.made", "proposal.changed"];
  readonly #open = new Resource<readonly Proposal[]>(this, () => `${this.about.kind}/${this.about.id}`, async (_key, signal) => {
    const { proposals } = await this.session.call("proposals/list", { limit: atMost }, { signal });
    return proposals.filter((each) => each.about.kind === this.about.kind && each.about.id === this.about.id);
  });
  readonly #page = new Paging(this, () => `${this.about.kind}/${this.about.id}`);

  override render(): TemplateResult | typeof nothing {
    const { state } = this.#open;
    if (state.kind === "failed") return failing(state.error, () => void this.#open.reload());
    const proposals = this.#open.value ?? [];
    if (proposals.length === 0) return nothing;
    const { rows, turns } = this.#page.of(proposals);
    return html`<section class="stack" aria-label=${this.heading}><h2>${this.heading}</h2><ul>${rows.map((each) => this.#one(each))}</ul>${turns}</section>`;
  }

  #one(proposal: Proposal): TemplateResult {
    const t = words();
    const { evidence = [] } = proposal;
    return html`<li class="callout">
      <h3>${said(proposal.title)}</h3>
      ${proposal.quotedLine === undefined ? nothing : html`<blockquote lang="">${proposal.quotedLine}</blockquote>`}
      <p class="small quiet">${madeByText(proposal)}</p>
      ${evidence.length === 0 ? nothing : html`<details><summary class="small">${t.restsOn}</summary>${evidenceList(evidence)}</details>`}
      ${may(this.session, "proposals/accept")
        ? html`<div class="line"><fluent-button appearance="primary" @click=${() => void this.#decide(proposal, "proposals/accept", t.accepted)}>${t.accept}</fluent-button><fluent-button @click=${() => void this.#decide(proposal, "proposals/dismiss", t.dismissed)}>${t.dismiss}</fluent-button></div>`
        : html`<p>${t.mayNotDecide}</p><code>assistant proposal accept ${proposal.id}</code>`}
    </li>`;
  }

  async #decide(proposal: Proposal, method: "proposals/accept" | "proposals/dismiss", done: string): Promise<void> {
    const changed = (): void => {
      void this.#open.reload();
      this.dispatchEvent(new CustomEvent("decided"));
    };
    if (await decide(this.session, proposal, method, done, changed)) changed();
  }
}

customElements.define("as-proposals-about", ProposalsAboutElement);
