import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { RpcError } from "@assistant/protocol";
import type { Application, ApplicationDetails, PayPeriod, RpcProblem, Session } from "@assistant/protocol";
import { Part } from "../part.js";
import "../parts/form.js";
import type { FieldSchema, FormSchema, FormValues } from "../parts/form.js";
import { pageStyle } from "../parts/page-style.js";
import { closing, failing, statesStyle } from "../parts/states.js";
import { viewStyle } from "../parts/view-style.js";
import { base } from "../styles.js";
import { applicationsMessages as words } from "./applications.messages.js";
import { said } from "../host-words/index.js";

const periods: readonly PayPeriod[] = ["year", "month", "week", "day", "hour"];

/** The fields of an application, named as the contract names them; `payFrom`, `payTo` and their like are the members of its pay. */
export function detailsSchema(): FormSchema {
  const t = words();
  const text = (title: string): FieldSchema => ({ type: "string", title });
  const day = (title: string): FieldSchema => ({ type: "string", format: "date", title });
  return {
    required: ["company", "role"],
    properties: {
      company: text(t.company), role: text(t.role), place: text(t.place), link: { type: "string", format: "uri", title: t.link }, requisition: text(t.requisition), source: text(t.source), domain: text(t.domain),
      posted: day(t.posted), deadline: day(t.deadline), applied: day(t.applied),
      payFrom: { type: "number", title: t.payFromField, minimum: 0 }, payTo: { type: "number", title: t.payToField, minimum: 0 }, currency: { type: "string", title: t.currency, maxLength: 3 }, period: { type: "string", title: t.per, enum: periods },
      tags: { type: "array", title: t.tags, description: t.tagsHelp },
    },
  };
}

export function valuesOf(details: Partial<ApplicationDetails>): FormValues {
  const { pay, ...rest } = details;
  return { ...rest, ...(pay === undefined ? {} : { payFrom: pay.from, payTo: pay.to, currency: pay.currency, period: pay.period }) };
}

export function detailsOf(values: FormValues): ApplicationDetails {
  const { payFrom, payTo, currency, period, ...rest } = values;
  const pay = { ...(payFrom === undefined ? {} : { from: payFrom }), ...(payTo === undefined ? {} : { to: payTo }), ...(currency === undefined ? {} : { currency: typeof currency === "string" ? currency.toUpperCase() : currency }), ...(period === undefined ? {} : { period }) };
  // What the host requires and was left empty is asked for by the host, at its field.
  return { company: "", role: "", ...rest, ...("from" in pay || "to" in pay ? { pay } : {}) } as ApplicationDetails;
}

/** An application being typed or changed. Says `done` with what was saved, and `leave`. What is typed stays through every failure. */
export class ApplicationFormElement extends Part {
  static override properties = { session: { attribute: false }, application: { attribute: false }, error: { state: true }, busy: { state: true } };
  declare session: Session;
  declare application: Application | undefined;
  declare private error: unknown;
  declare private busy: boolean;
  #values: FormValues | undefined;
  static override styles = [base, statesStyle, viewStyle, pageStyle];

  constructor() {
    super();
    this.busy = false;
  }

  override willUpdate(): void {
    // What came from the host while the person types must not replace what they typed.
    this.#values ??= this.application === undefined ? {} : valuesOf({ ...this.application, company: this.application.company.name, ...(this.application.company.domain === undefined ? {} : { domain: this.application.company.domain }) });
  }

  override render(): TemplateResult {
    const t = words();
    const problems: readonly RpcProblem[] = this.error instanceof RpcError ? this.error.problems : [];
    return html`<div class="page"><header><h1>${this.application === undefined ? t.newTitle : `${this.application.company.name}, ${this.application.role}`}</h1></header>
      ${this.#trouble(problems)}
      <as-form own .schema=${detailsSchema()} .values=${this.#values ?? {}} .problems=${problems} save-label=${t.save} .busy=${this.busy} @save=${(event: CustomEvent<FormValues>) => void this.#save(event.detail, false)}></as-form>
      <div><fluent-button appearance="subtle" @click=${() => this.dispatchEvent(new CustomEvent("leave"))}>${t.cancel}</fluent-button></div></div>`;
  }

  #trouble(problems: readonly RpcProblem[]): TemplateResult | typeof nothing {
    const t = words();
    const { error } = this;
    if (error === undefined || problems.length > 0) return nothing;
    if (this.application === undefined && error instanceof RpcError && error.is("conflict")) {
      return html`<div class="callout warning" role="alert"><h2>${t.duplicate}</h2><p>${t.duplicateText}</p><p>${said(error.message)}</p><fluent-button ?disabled-focusable=${this.busy} @click=${() => void this.#save(this.#values ?? {}, true)}>${t.again}</fluent-button></div>`;
    }
    return failing(error, closing(() => (this.error = undefined)));
  }

  async #save(values: FormValues, again: boolean): Promise<void> {
    this.#values = values;
    this.busy = true;
    try {
      const { application } = this;
      const details = detailsOf(values);
      const saved = application === undefined ? await this.session.call("applications/create", { details, again }) : await this.session.call("applications/update", { id: application.id, revision: application.revision, details });
      this.error = undefined;
      this.dispatchEvent(new CustomEvent<Application>("done", { detail: saved }));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("as-application-form", ApplicationFormElement);
