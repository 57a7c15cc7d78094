import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { may } from "@assistant/protocol";
import type { RecordRef, SentDocument } from "@assistant/protocol";
import { nameOf, shortTime } from "../format.js";
import { pageStyle } from "../parts/page-style.js";
import { Paging } from "../parts/pager.js";
import { failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Pages } from "../resource.js";
import { href, hrefWith } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { documentsMessages as words } from "../views/documents.messages.js";

/** Which version of what went out: to a contact, in mail about a record, or of one document. Where nothing did it shows nothing, unless it is asked to say so. */
export class DocumentsSentElement extends View {
  static override properties = { ...View.properties, about: { attribute: false }, contacts: { attribute: false }, documentId: { attribute: false }, quiet: { type: Boolean } };
  declare about: RecordRef | undefined;
  /** The record's contacts: what went to them in mail about nothing counts too. */
  declare contacts: readonly string[];
  declare documentId: string | undefined;
  /** Says nothing where nothing went out. */
  declare quiet: boolean;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`:host { display: block; height: auto; }`];
  protected override readonly watches = ["outbox.changed", "document.changed"];
  readonly #sent = new Pages<SentDocument>(this, () => (may(this.session, "documents/sent") ? `${this.about?.kind ?? ""} ${this.about?.id ?? ""} ${this.documentId ?? ""} ${this.contacts.join(",")}` : undefined), async (key, cursor, limit, signal) => {
    const [kind = "", id = "", documentId = "", contacts = ""] = key.split(" ");
    const { sent, next } = await this.session.call("documents/sent", { limit, ...(kind === "" ? {} : { about: { kind, id } }), ...(contacts === "" ? {} : { contacts: contacts.split(",") }), ...(documentId === "" ? {} : { documentId }), ...(cursor === undefined ? {} : { cursor }) }, { signal });
    return { items: sent, next };
  });
  readonly #page = new Paging(this, () => `${this.about?.id ?? ""} ${this.documentId ?? ""}`);

  constructor() {
    super();
    this.quiet = false;
    this.contacts = [];
  }

  override render(): TemplateResult {
    const t = words();
    const { state } = this.#sent;
    if (state.kind === "failed") return failing(state.error, () => void this.#sent.reload());
    if (state.kind !== "ready" || (this.quiet && state.value.items.length === 0)) return html``;
    const { rows, turns } = this.#page.of(state.value.items, this.#sent);
    return html`<section><h2>${t.sentTitle}</h2>${rows.length === 0 ? html`<p class="quiet small">${t.sentNothing}</p>` : html`<ul class="rows">${rows.map((each) => this.#one(each))}</ul>`}
      ${turns}</section>`;
  }

  #one({ documentId, title, version, name, state, to, at, outboxId, subject, basis, about }: SentDocument): TemplateResult {
    const t = words();
    const shown = html`${title ?? t.gone}, ${t.version(version)}`;
    return html`<li><div class="grow">
      ${title === undefined ? shown : html`<a href=${hrefWith(["documents", documentId], { version: `${version}` })}>${shown}</a>`}
      <div class="small quiet wrap">${name}${basis === "sameBytes" ? ` · ${t.sentSameBytes}` : ""} · ${to.map(nameOf).join(", ")} · ${shortTime(at)} · <a href=${href("outbox", "items", outboxId)}>${subject}</a>${this.contacts.length > 0 && about === undefined ? ` · ${t.sentLoose}` : ""}</div></div>
      ${state === "sent" ? nothing : html`<fluent-badge appearance="tint" color="warning">${t.sentUnknown}</fluent-badge>`}</li>`;
  }
}

customElements.define("as-documents-sent", DocumentsSentElement);
