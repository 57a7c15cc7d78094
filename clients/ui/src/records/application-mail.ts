import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Application, Draft, OutboxItem } from "@assistant/protocol";
import { nameOf, shortTime } from "../format.js";
import { pageStyle } from "../parts/page-style.js";
import { statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { Resource } from "../resource.js";
import { href } from "../router.js";
import { base } from "../styles.js";
import { View } from "../view.js";
import { applicationsMessages as words } from "../views/applications.messages.js";
import { outboxMessages } from "../views/outbox.messages.js";
import { outboxColours } from "./item.js";

/** As many mails as are asked for at once; an application has a handful. */
const atMost = 50;

interface Mail {
  readonly id: string;
  readonly draft?: Draft;
  readonly item?: OutboxItem;
}

/** The drafts and the sent mails about an application, the newest first. */
export class ApplicationMailElement extends View {
  static override properties = { ...View.properties, application: { attribute: false } };
  declare application: Application;
  static override styles = [base, statesStyle, viewStyle, pageStyle, css`:host { height: auto; }`];
  protected override readonly watches = ["draft.changed", "outbox.changed"];
  readonly #mail = new Resource<readonly Mail[]>(this, () => this.#refs.map(({ kind, id }) => `${kind}/${id}`).join(" "), (key, signal) => Promise.all(key.split(" ").filter((each) => each !== "").map(async (each): Promise<Mail> => {
    const [kind, id = ""] = each.split("/");
    // One that is gone is said to be gone; it is no reason not to show the others.
    return kind === "draft"
      ? this.session.call("drafts/get", { id }, { signal }).then((draft) => ({ id, draft }), () => ({ id }))
      : this.session.call("outbox/show", { id }, { signal }).then(({ item }) => ({ id, item }), () => ({ id }));
  })));

  override render(): TemplateResult {
    const t = words();
    const mail = this.#mail.value ?? [];
    // A draft that was approved is shown as the message that it became.
    const became = new Set(mail.map((each) => each.item?.draftId));
    const shown = mail.filter((each) => each.draft === undefined || !became.has(each.draft.id)).reverse();
    return html`<section><h2>${t.mail}</h2>${shown.length === 0 ? html`<p class="quiet small">${t.noMail}</p>` : html`<ul class="rows">${shown.map((each) => this.#one(each))}</ul>`}</section>`;
  }

  get #refs(): readonly { readonly kind: string; readonly id: string }[] {
    return this.application.links.map((each) => each.ref).filter((ref) => ref.kind === "draft" || ref.kind === "outbox").slice(-atMost);
  }

  #one({ id, draft, item }: Mail): TemplateResult {
    const t = words();
    const o = outboxMessages();
    if (item !== undefined) return html`<li><div class="grow"><a href=${href("outbox", "items", id)}>${item.subject === "" ? o.noSubject : item.subject}</a><div class="small quiet">${item.to.map(nameOf).join(", ")} · ${shortTime(item.since)}</div></div><fluent-badge appearance="tint" color=${outboxColours[item.state]}>${o.state[item.state]}</fluent-badge>${item.state === "sent" ? html`<a class="small" href=${href("tracking", id)}>${o.came}</a>` : nothing}</li>`;
    if (draft !== undefined) return html`<li><div class="grow"><a href=${href("outbox", "drafts", id)}>${draft.subject === "" ? o.noSubject : draft.subject}</a><div class="small quiet">${draft.to.map(nameOf).join(", ")} · ${shortTime(draft.changed)}</div></div><fluent-badge appearance="tint" color="brand">${t.draft}</fluent-badge></li>`;
    return html`<li class="quiet small">${t.mail}: ${t.gone}</li>`;
  }
}

customElements.define("as-application-mail", ApplicationMailElement);
