import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Door, PairingAnswer, PairingBegun, Scope } from "@assistant/protocol";
import { Part, base, failing, loading, note, shortTime, statesStyle } from "@assistant/ui";
import { dashboardMessages as words } from "./messages.js";

/** How the page came here: with a code in the address, with nothing, or with a key that holds no more. */
export type PairingStart = { readonly kind: "redeem"; readonly code: string } | { readonly kind: "begin" } | { readonly kind: "ended" };

type Step =
  | { readonly kind: "redeeming" }
  | { readonly kind: "redeemFailed" }
  | { readonly kind: "ended" }
  | { readonly kind: "asking" }
  | { readonly kind: "waiting"; readonly begun: PairingBegun }
  | { readonly kind: "refused" }
  | { readonly kind: "expired" }
  | { readonly kind: "failed"; readonly error: unknown };

/** The dashboard does all that a person can do; the person sees these scopes before the yes. */
const scopes: readonly Scope[] = ["read", "draft", "propose", "decide", "approve", "admin"];

/** Fast enough to feel at once, slow enough for the door's limit on attempts. */
const askAgain = 2000;

/** Lets this browser in: redeems a code, or shows one for the person to confirm. Says `granted` with the key. */
export class PairingElement extends Part {
  static override properties = { door: { attribute: false }, start: { attribute: false } };
  declare door: Door;
  declare start: PairingStart;
  #step: Step = { kind: "asking" };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #begun = false;

  static override styles = [base, statesStyle, css`
    :host { display: grid; place-items: center; min-height: 100%; background: var(--colorNeutralBackground2); }
    main { width: min(34rem, 100%); background: var(--colorNeutralBackground1); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusXLarge); }
    .code { font-size: var(--fontSizeHero700); line-height: var(--lineHeightHero700); font-family: var(--fontFamilyMonospace); letter-spacing: 0.08em; font-weight: var(--fontWeightSemibold); }
    @media (max-width: 36rem) { :host { place-items: start stretch; } main { border: 0; border-radius: 0; min-height: 100dvh; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = words().product;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override willUpdate(): void {
    if (this.#begun) return;
    this.#begun = true;
    if (this.start.kind === "redeem") void this.#redeem(this.start.code);
    else if (this.start.kind === "ended") this.#step = { kind: "ended" };
    else void this.#begin();
  }

  override render(): TemplateResult {
    return html`<main>${this.#body()}</main>`;
  }

  #body(): TemplateResult {
    const t = words();
    const again = { label: t.pairAgain, run: () => void this.#begin() };
    const step = this.#step;
    switch (step.kind) {
      case "redeeming": return loading(again, t.redeeming);
      case "asking": return loading(again);
      case "redeemFailed": return note({ heading: t.redeemFailed, text: t.redeemFailedText, command: "assistant open", actions: [again] });
      case "ended": return note({ heading: t.keyEnded, text: t.keyEndedText, command: "assistant open", actions: [again] });
      case "refused": return note({ heading: t.pairRefused, text: t.pairRefusedText, actions: [again] });
      case "expired": return note({ heading: t.pairExpired, text: t.pairExpiredText, actions: [again] });
      case "failed": return failing(step.error, () => void this.#begin());
      case "waiting": return html`<div class="state">
        <h1>${t.pairHeading}</h1>
        <p>${t.pairText}</p>
        <code tabindex="0">assistant pair ${step.begun.code}</code>
        <p class="small">${t.pairCode}</p>
        <p class="code" aria-label=${Array.from(step.begun.code).join(" ")}>${step.begun.code}</p>
        <p class="small">${t.pairExpires(shortTime(step.begun.expires))}</p>
        <div class="line" role="status"><fluent-spinner size="tiny" aria-hidden="true"></fluent-spinner>${t.pairWaiting}</div>
        <p>${t.pairOr}</p>
        <code tabindex="0">assistant open</code>
      </div>`;
      default: return html`${nothing}`;
    }
  }

  async #redeem(code: string): Promise<void> {
    this.#become({ kind: "redeeming" });
    try {
      this.#take(await this.door.redeem(code), { kind: "redeemFailed" });
    } catch {
      // Used, too old or never made: to the person it is the same, and the way on is the same.
      this.#become({ kind: "redeemFailed" });
    }
  }

  async #begin(): Promise<void> {
    this.#become({ kind: "asking" });
    try {
      const begun = await this.door.begin(`${words().pageName} (${browserName(navigator.userAgent)})`, scopes);
      this.#become({ kind: "waiting", begun });
      this.#later(begun);
    } catch (error) {
      this.#become({ kind: "failed", error });
    }
  }

  #later(begun: PairingBegun): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#claim(begun), askAgain);
  }

  async #claim(begun: PairingBegun): Promise<void> {
    try {
      const answer = await this.door.claim(begun);
      if (answer.state === "waiting") this.#later(begun);
      else this.#take(answer, { kind: "expired" });
    } catch (error) {
      this.#become({ kind: "failed", error });
    }
  }

  #take(answer: PairingAnswer, otherwise: Step): void {
    if (answer.state === "granted") this.dispatchEvent(new CustomEvent<string>("granted", { detail: answer.clientKey }));
    else this.#become(answer.state === "refused" ? { kind: "refused" } : otherwise);
  }

  #become(step: Step): void {
    this.#step = step;
    this.requestUpdate();
  }
}

/** What a person calls the browser, for the list of clients. */
export function browserName(agent: string): string {
  const names: readonly (readonly [string, string])[] = [["Edg/", "Edge"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]];
  return names.find(([mark]) => agent.includes(mark))?.[1] ?? "browser";
}

customElements.define("as-pairing", PairingElement);
