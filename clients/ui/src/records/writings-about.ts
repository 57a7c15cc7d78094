import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { RecordRef, Writing } from "@assistant/protocol";
import { shortTime } from "../format.js";
import { SubjectNames } from "../names.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Pages } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { writingMessages as words } from "../views/writing.messages.js";
import { writingColours } from "./writing.js";

/** What was written for a record, or about a contact, newest first: what it is, how it stands, and what in it is to be looked at. */
export class WritingsAboutElement extends View {
  static override properties = { ...View.properties, about: { attribute: false } };
  declare about: RecordRef;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`:host { display: block; height: auto; }`];
  protected override readonly watches = ["writing.changed"];
  readonly #names = new SubjectNames(this);
  readonly #list = new Pages<Writing>(this, () => (may(this.session, "writing/list") ? `${this.about.kind} ${this.about.id}` : undefined), async (key, cursor, limit, signal) => {
    const [kind = "", id = ""] = key.split(" ");
    const { writings, next } = await this.session.call("writing/list", { limit, ...(kind === "contact" ? { contactId: id } : { about: { kind, id } }), ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: writings, next };
  });
  readonly #page = new Paging(this, () => this.about.id);

  override render(): TemplateResult {
    const { state } = this.#list;
    if (state.kind === "failed") return failing(state.error, () => void this.#list.reload());
    if (state.kind !== "ready") return html``;
    const { rows, turns } = this.#page.of(state.value.items, this.#list);
    return rows.length === 0 ? html`<p class="quiet small">${words().noneAbout}</p>` : html`<ul class="rows" aria-label=${words().title}>${rows.map((each) => this.#one(each))}</ul>${turns}`;
  }

  #one(writing: Writing): TemplateResult {
    const t = words();
    // A draft's are looked at, and answered for, with the draft.
    const standing = writing.draftRevision === undefined ? (writing.claims ?? []).filter((each) => each.ticked !== true).length : 0;
    const person = this.about.kind === "contact" || writing.contactId === undefined ? undefined : this.#names.of(writing.contactId);
    return html`<li><div class="grow"><a href=${href("writings", writing.id)}>${t.task[writing.task]}</a>
      <div class="small quiet wrap">${person === undefined ? nothing : html`${person} · `}${shortTime(writing.started)}${standing === 0 ? nothing : html` · ${t.standing(standing)}`}</div></div>
      <fluent-badge appearance="tint" color=${writingColours[writing.state]}>${t.state[writing.state]}</fluent-badge></li>`;
  }
}

customElements.define("as-writings-about", WritingsAboutElement);
