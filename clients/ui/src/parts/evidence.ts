import { css, html } from "lit";
import type { TemplateResult } from "lit";
import type { Evidence, EvidenceSource } from "@assistant/protocol";
import { said } from "../host-words/index.js";
import { messages } from "../locale.js";

const en: Record<EvidenceSource, string> = { header: "Header", reportField: "Report field", body: "Line of the body", provider: "Provider's record", person: "A person said so" };
const de: Record<EvidenceSource, string> = { header: "Kopfzeile", reportField: "Feld des Berichts", body: "Zeile des Textes", provider: "Eintrag des Anbieters", person: "Von einer Person" };
const words = messages(en, de);
/** Where values are what the host or a provider's plugin wrote down; others are quoted from a mail, under the host's name for it or a header's own. */
const hosts: ReadonlySet<EvidenceSource> = new Set(["provider", "person"]);

export const evidenceStyle = css`
  .evidence { display: flex; flex-direction: column; gap: var(--spacingVerticalS); }
  .evidence li { display: flex; flex-direction: column; gap: 2px; padding-inline-start: var(--spacingHorizontalM); border-inline-start: 3px solid var(--colorNeutralStroke2); }
  .evidence li:first-child { border-inline-start-color: var(--colorCompoundBrandStroke); }
  .evidence code { overflow-wrap: anywhere; }
  blockquote { margin: 0; padding-inline-start: var(--spacingHorizontalM); border-inline-start: 3px solid var(--colorNeutralStroke2); font-style: italic; overflow-wrap: anywhere; }
`;

/** What a statement rests on, the deciding one first, each with its source. */
export function evidenceList(evidence: readonly Evidence[]): TemplateResult {
  const t = words();
  return html`<ul class="evidence">${evidence.map((each) => html`<li><span class="quiet small">${t[each.source]} · ${said(each.name, "")}</span><code>${hosts.has(each.source) ? said(each.value, "") : each.value}</code></li>`)}</ul>`;
}
