import { css, html } from "lit";
import type { TemplateResult } from "lit";
import type { Evidence, EvidenceSource } from "@assistant/protocol";

export const evidenceStyle = css`
  .evidence { display: flex; flex-direction: column; gap: var(--spacingVerticalS); }
  .evidence li { display: flex; flex-direction: column; gap: 2px; padding-inline-start: var(--spacingHorizontalM); border-inline-start: 3px solid var(--colorNeutralStroke2); }
  .evidence li:first-child { border-inline-start-color: var(--colorCompoundBrandStroke); }
  .evidence code { overflow-wrap: anywhere; }
  blockquote { margin: 0; padding-inline-start: var(--spacingHorizontalM); border-inline-start: 3px solid var(--colorNeutralStroke2); font-style: italic; overflow-wrap: anywhere; }
`;

/** What a statement rests on, the deciding one first, each with its source. */
export function evidenceList(evidence: readonly Evidence[], sources: Readonly<Record<EvidenceSource, string>>): TemplateResult {
  return html`<ul class="evidence">${evidence.map((each) => html`<li><span class="quiet small">${sources[each.source]} · ${each.name}</span><code>${each.value}</code></li>`)}</ul>`;
}
