import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { describe } from "../describe.js";
import { said } from "../host-words/index.js";
import { messages } from "../locale.js";
import type { Loaded } from "../resource.js";

const words = messages({ loading: "Loading …", again: "Try again", close: "Close this message" }, { loading: "Wird geladen …", again: "Noch einmal versuchen", close: "Meldung schließen" });

/** What a person can do next: go somewhere, or do something. */
export type Action = { readonly label: string; readonly href: string } | { readonly label: string; readonly run: () => void };

/** What to do about waiting or failing: the same again, or something with a name of its own. */
export type WayOn = (() => void) | Action;

/** Where the way on is what stands below, a form for example: the message goes away. */
export const closing = (run: () => void): Action => ({ label: words().close, run });

const actionOf = (wayOn: WayOn): Action => (typeof wayOn === "function" ? { label: words().again, run: wayOn } : wayOn);

export interface Note {
  readonly heading: string;
  readonly text?: string | undefined;
  /** What the host said of it, sentence by sentence. */
  readonly said?: readonly string[] | undefined;
  /** A command to type, where that is the way on. */
  readonly command?: string | undefined;
  readonly actions?: readonly Action[] | undefined;
}

export const statesStyle = css`
  .state { display: flex; flex-direction: column; align-items: flex-start; gap: var(--spacingVerticalS); max-width: 32rem; padding: var(--spacingVerticalXXL) var(--spacingHorizontalL); }
  [slot="message"] > .state, [slot="evidence"] > .state, :host([pane]) > .state { padding-inline: var(--spacingHorizontalXL); }
  .state p { color: var(--colorNeutralForeground2); overflow-wrap: anywhere; }
  .state code { display: block; max-width: 100%; overflow-x: auto; padding: var(--spacingVerticalS) var(--spacingHorizontalM); background: var(--colorNeutralBackground3); border: 1px solid var(--colorNeutralStroke2); border-radius: var(--borderRadiusMedium); }
  .action { display: inline-flex; align-items: center; min-height: 2rem; padding: 0 var(--spacingHorizontalM); font-weight: var(--fontWeightSemibold); color: var(--colorNeutralForeground1); text-decoration: none; border: 1px solid var(--colorNeutralStroke1); border-radius: var(--borderRadiusMedium); }
  .action:hover { background: var(--colorNeutralBackground1Hover); }
  .action.primary { color: var(--colorNeutralForegroundOnBrand); background: var(--colorBrandBackground); border-color: transparent; }
  .action.primary:hover { background: var(--colorBrandBackgroundHover); }
  .state .late { visibility: hidden; animation: late 0s 6s forwards; }
  @keyframes late { to { visibility: visible; } }
  /* As wide as a workspace is that has its message and its evidence side by side. */
  @container (min-width: 58rem) { .alone { display: none; } }
  .state.failing { border-inline-start: 3px solid var(--colorStatusDangerBorder2); }
`;

export function action(each: Action, primary = false): TemplateResult {
  return "href" in each
    ? html`<a class=${primary ? "action primary" : "action"} href=${each.href}>${each.label}</a>`
    : html`<fluent-button size="medium" appearance=${primary ? "primary" : "outline"} @click=${each.run}>${each.label}</fluent-button>`;
}

const spinning = (text: string, way: TemplateResult): TemplateResult =>
  html`<div class="state" role="status"><fluent-spinner size="small" aria-hidden="true"></fluent-spinner><p>${text}</p>${way}</div>`;

/** Something is read: the way on is shown once that takes longer than it should. */
export function loading(wayOn: WayOn, text: string = words().loading): TemplateResult {
  return spinning(text, html`<div class="late">${action(actionOf(wayOn))}</div>`);
}

/** Something is done that takes its time, and can be stopped. */
export function working(text: string, stop: Action): TemplateResult {
  return spinning(text, html`<div>${action(stop)}</div>`);
}

/** Nothing is here, or all is done: what that means, and where to go from here. */
export function note({ heading, text, said: sentences = [], command, actions }: Note): TemplateResult {
  return html`<div class="state" role="status">
    <h2>${heading}</h2>
    ${text === undefined ? nothing : html`<p>${text}</p>`}
    ${sentences.map((each) => html`<p class="detail">${said(each)}</p>`)}
    ${command === undefined ? nothing : html`<code tabindex="0">${command}</code>`}
    ${actions === undefined ? nothing : html`<div class="line">${actions.map((each, index) => action(each, index === 0))}</div>`}
  </div>`;
}

export function failing(error: unknown, wayOn: WayOn): TemplateResult {
  const { heading, todo, said: sentences } = describe(error);
  return html`<div class="state failing" role="alert">
    <h2>${heading}</h2>
    ${todo === undefined ? nothing : html`<p>${todo}</p>`}
    ${sentences.map((each) => html`<p class="detail">${said(each)}</p>`)}
    ${action(actionOf(wayOn), true)}
  </div>`;
}

/** How evidence stands before it is there: said where it is seen alone; beside its message, that one says it. */
export function standing(state: Loaded<unknown>, again: () => void): TemplateResult {
  return html`<div class="alone">${state.kind === "failed" ? failing(state.error, again) : loading(again)}</div>`;
}
