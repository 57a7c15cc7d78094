import { css, html } from "lit";
import type { TemplateResult } from "lit";
import type { Claim, WritingSource, WrittenPart } from "@assistant/protocol";
import { writingMessages as words } from "../views/writing.messages.js";
import { sourceInWords } from "../payload.js";
import type { Piece } from "./word-diff.js";
import { said, saidText } from "../host-words/index.js";

export const claimStyle = css`
  mark { color: inherit; background: var(--colorPaletteYellowBackground2); border-bottom: 2px solid var(--colorPaletteYellowForeground2); border-radius: 2px; padding-inline: 1px; }
  mark.ticked { background: none; border-bottom: 2px dotted var(--colorStatusSuccessForeground1); }
  ins { text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 3px; background: var(--colorPaletteGreenBackground2); color: inherit; border-radius: 2px; }
  del { text-decoration: line-through; color: var(--colorNeutralForeground2); }
  .claims { display: flex; flex-direction: column; gap: var(--spacingVerticalM); }
  .claim { display: flex; flex-direction: column; gap: var(--spacingVerticalXS); padding: var(--spacingVerticalM) var(--spacingHorizontalL); border: 1px solid var(--colorNeutralStroke2); border-inline-start: 3px solid var(--colorStatusWarningBorderActive); border-radius: var(--borderRadiusMedium); overflow-wrap: anywhere; }
  .claim.ticked { border-inline-start-color: var(--colorStatusSuccessBorder2); }
  .claim .line { margin-block-start: var(--spacingVerticalXS); }
  .rests { display: flex; flex-direction: column; gap: 2px; }
  @media (forced-colors: active) { mark { background: Mark; color: MarkText; } ins { background: Canvas; } }
`;

/** Where a claim stands in a text. */
interface Place {
  readonly at: number;
  readonly end: number;
  readonly claim: Claim;
}

/** A text with what no source has standing out; every place where a claim stands, first those in the claim's own sentence. */
export function marked(text: string, claims: readonly Claim[]): readonly (string | TemplateResult)[] {
  return stretch(text, 0, text.length, placesIn(text, claims));
}

const placesIn = (text: string, claims: readonly Claim[]): readonly Place[] =>
  claims.flatMap((claim) => placesOf(text, claim).map((at) => ({ at, end: at + claim.text.length, claim }))).sort((a, b) => a.at - b.at || b.end - a.end);

/** One stretch of a text; a claim that reaches over its ends stands out as far as it goes. */
function stretch(text: string, from: number, to: number, places: readonly Place[]): readonly (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let done = from;
  for (const { at, end, claim } of places) {
    const [begin, stop] = [Math.max(at, from), Math.min(end, to)];
    if (begin < done || begin >= stop) continue;
    parts.push(text.slice(done, begin), html`<mark class=${claim.ticked === true ? "ticked" : ""} title=${`${words().claim[claim.kind]}: ${saidText(claim.reason)}`}>${text.slice(begin, stop)}</mark>`);
    done = stop;
  }
  return [...parts, text.slice(done, to)];
}

function placesOf(text: string, claim: Claim): readonly number[] {
  if (claim.text === "") return [];
  const sentence = text.indexOf(claim.sentence);
  const inside = sentence < 0 || claim.sentence === "" ? -1 : claim.sentence.indexOf(claim.text);
  if (inside >= 0) return [sentence + inside];
  const places: number[] = [];
  for (let at = text.indexOf(claim.text); at >= 0; at = text.indexOf(claim.text, at + claim.text.length)) places.push(at);
  return places;
}

/** The sources that the writer named for the sentence that a claim stands in; undefined where that sentence is not known. */
export function restsOn(claim: Claim, parts: readonly WrittenPart[], sources: readonly WritingSource[]): readonly WritingSource[] | undefined {
  const sentence = parts.flatMap((part) => part.sentences).find((each) => each.text.includes(claim.sentence) || (claim.sentence.includes(each.text) && each.text.includes(claim.text)));
  return sentence === undefined ? undefined : sources.filter((each) => sentence.sources.includes(each.id));
}

/** One claim, why it is marked, where it stands and what that rests on, with what can be done about it. */
export function claimCard(claim: Claim, rests: readonly WritingSource[] | undefined, actions: unknown): TemplateResult {
  const t = words();
  return html`<li class="claim ${claim.ticked === true ? "ticked" : ""}">
    <div class="line"><fluent-badge appearance="tint" color=${claim.ticked === true ? "success" : "warning"}>${t.claim[claim.kind]}</fluent-badge><span class="strong wrap">${claim.text}</span></div>
    <p>${said(claim.reason)}</p>
    <p class="small"><span class="quiet">${t.sentence}</span> <q><span lang="">${marked(claim.sentence, [claim])}</span></q></p>
    ${rests === undefined ? "" : html`<div class="rests small"><span class="quiet">${rests.length === 0 ? t.restsOnNothing : t.rests}</span>${rests.map((each) => html`<span><span lang="">${each.text}</span> <span class="quiet">(${sourceInWords(each.id)})</span></span>`)}</div>`}
    ${actions}
  </li>`;
}

/** What the lines through and under words mean. */
export function changesKey(claims: readonly Claim[] = []): TemplateResult {
  const t = words();
  return html`<p class="small"><del>${t.gone}</del> <ins>${t.added}</ins>${claims.length === 0 ? "" : html` <mark>${t.claims}</mark>`}</p>`;
}

/** What changed, word by word, with what no source has standing out in it; colour only repeats what the line through or under it says. */
export function changes(pieces: readonly Piece[], claims: readonly Claim[] = []): readonly (string | TemplateResult | readonly (string | TemplateResult)[])[] {
  const after = pieces.filter(({ kind }) => kind !== "gone").map(({ text }) => text).join("");
  const places = placesIn(after, claims);
  let at = 0;
  return pieces.map(({ kind, text }) => {
    if (kind === "gone") return html`<del>${text}</del>`;
    const shown = stretch(after, at, (at += text.length), places);
    return kind === "same" ? shown : html`<ins>${shown}</ins>`;
  });
}

/** The claims that stand in one part of what was written. */
export const claimsIn = (part: WrittenPart, claims: readonly Claim[]): readonly Claim[] =>
  claims.filter(({ sentence }) => part.sentences.some(({ text }) => text.includes(sentence) || sentence.includes(text)));

/** A text without the sentence that a claim stands in; undefined where that is not there word for word. */
export function without(text: string, claim: Claim): string | undefined {
  const at = claim.sentence === "" ? -1 : text.indexOf(claim.sentence);
  if (at < 0) return undefined;
  const [before, after] = [text.slice(0, at), text.slice(at + claim.sentence.length)];
  // The blank that parted it from its neighbours goes with it; a paragraph that it was alone in goes whole.
  if (/(^|\n)$/u.test(before)) return /^[ \t]*(\n|$)/u.test(after) ? before.replace(/\n+$/u, before.trim() === "" ? "" : "\n\n") + after.replace(/^\s+/u, "") : before + after.replace(/^[ \t]+/u, "");
  return before.replace(/[ \t]+$/u, "") + (/^[ \t]*\S/u.test(after) ? " " : "") + after.replace(/^[ \t]+/u, "");
}
