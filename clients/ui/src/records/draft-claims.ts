import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { Claim, Draft, Writing } from "@assistant/protocol";
import { claimCard, claimStyle, restsOn, without } from "../parts/claims.js";
import { Paging } from "../parts/pager.js";
import { toast } from "../parts/toasts.js";
import { viewStyle } from "../parts/view-style.js";
import { attempt } from "../record.js";
import { Resource } from "../resource.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { writingMessages as words } from "../views/writing.messages.js";

/** As many writings of one contact as are looked through for the one that a draft's text came from. */
const lately = 50;

/** What stands in a draft and in no source; here the person says of each that it is true, or takes it out. Says `changed` with the draft as it is then. */
export class DraftClaimsElement extends View {
  static override properties = { ...View.properties, draft: { attribute: false } };
  declare draft: Draft;
  static override styles = [base, viewStyle, claimStyle];
  protected override readonly watches = [];
  /** Where each sentence's sources are named. */
  readonly #origin = new Resource<Writing | undefined>(this, () => ((this.draft.claims ?? []).length === 0 || this.draft.contactId === undefined ? undefined : `${this.draft.contactId} ${this.draft.id}`), async (key, signal) => {
    const [contactId = "", draftId] = key.split(" ");
    const { writings } = await this.session.call("writing/list", { contactId, limit: lately }, { signal });
    const one = writings.find((each) => each.draftId === draftId && each.draftRevision !== undefined);
    return one === undefined ? undefined : await this.session.call("writing/get", { id: one.id }, { signal });
  });
  readonly #page = new Paging(this, () => this.draft.id);
  #busy = false;

  override render(): TemplateResult | typeof nothing {
    const { claims = [] } = this.draft;
    if (claims.length === 0) return nothing;
    const t = words();
    const origin = this.#origin.value;
    const { rows, turns } = this.#page.of(claims);
    return html`<section class="stack" aria-label=${t.claims}><h3>${t.claims}</h3><p class="quiet">${t.claimsText}</p>
      <ul class="claims">${rows.map((claim) => claimCard(claim, origin === undefined ? undefined : restsOn(claim, origin.parts ?? [], origin.sources ?? []), this.#actions(claim)))}</ul>${turns}
    </section>`;
  }

  #actions(claim: Claim): TemplateResult | typeof nothing {
    const t = words();
    if (this.draft.state !== "open") return nothing;
    const ticks = may(this.session, "drafts/tick");
    return html`<div class="line">
        ${claim.ticked === true ? html`<span class="small">✓ ${t.ticked}</span>` : ticks ? html`<fluent-button size="small" ?disabled-focusable=${this.#busy} @click=${() => void this.#tick(claim)}>${t.tick}</fluent-button>` : nothing}
        ${may(this.session, "drafts/update") ? html`<fluent-button size="small" appearance=${claim.ticked === true ? "subtle" : "outline"} ?disabled-focusable=${this.#busy} @click=${() => void this.#takeOut(claim)}>${t.takeOut}</fluent-button>` : nothing}
      </div>
      ${claim.ticked === true || ticks ? nothing : html`<p class="small">${t.mayNotTick}</p><code class="wrap">assistant draft tick ${this.draft.id} ${claim.id}</code>`}`;
  }

  async #tick(claim: Claim): Promise<void> {
    const { id, revision } = this.draft;
    await this.#work(async () => {
      this.#changed(await this.session.call("drafts/tick", { id, revision, claimIds: [claim.id] }));
      toast(this, { text: words().tickedToast });
    });
  }

  async #takeOut(claim: Claim): Promise<void> {
    const t = words();
    const { id, revision, body: before } = this.draft;
    const body = without(before, claim);
    if (body === undefined) {
      toast(this, { text: t.cannotTakeOut });
      this.dispatchEvent(new CustomEvent("edit"));
      return;
    }
    await this.#work(async () => {
      const draft = await this.session.call("drafts/update", { id, revision, body });
      this.#changed(draft);
      // From the page and not from here: with the last claim this element is gone.
      const from = document.body;
      const { session } = this;
      toast(from, { text: t.takenOut, action: { label: t.undo, run: () => void attempt(from, () => session.call("drafts/restore", { id, revision: draft.revision, from: revision })) } });
    });
  }

  #changed(draft: Draft): void {
    this.dispatchEvent(new CustomEvent<Draft>("changed", { detail: draft }));
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    this.requestUpdate();
    await attempt(this, work);
    this.#busy = false;
    this.requestUpdate();
  }
}

customElements.define("as-draft-claims", DraftClaimsElement);
