import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { TodayItem, TrackingRow } from "@assistant/protocol";
import { nameOf, shortDay, today } from "./format.js";
import { locale } from "./locale.js";
import type { Locale } from "./locale.js";

/**
 * The host speaks English. What it says of a thing by the thing's kind alone is said here in the person's language; what it has to tell beyond that stays in
 * its own words.
 */
interface HostWords {
  /** What there is to do, where the kind and the person say it. */
  title(item: TodayItem, person: string): string | undefined;
  /** Why it is in the list, where the kind and its day say it. */
  reason(item: TodayItem): string | undefined;
  /** What to do next with a message that went out. */
  step(row: TrackingRow): string | undefined;
}

const all: Readonly<Partial<Record<Locale, HostWords>>> = {
  de: {
    title: ({ kind }, person) => {
      switch (kind) {
        case "followUp": return `${person} schreiben`;
        case "reply": return `${person} antworten`;
        case "bounce": return `${person} anders erreichen`;
        case "silence": return `${person} noch einmal schreiben`;
        default: return undefined;
      }
    },
    reason: ({ kind, due }) => {
      switch (kind) {
        case "approve": return "fertig: wartet auf Ihre Freigabe";
        case "silence": return due === undefined ? undefined : `keine Antwort; nachzufassen seit ${shortDay(due)}`;
        case "deadline": return due === undefined ? undefined : `endet am ${shortDay(due)}; gemerkt, noch ohne Bewerbung`;
        case "unmatched": return "passt zu keiner Bewerbung oder zu mehreren";
        default: return undefined;
      }
    },
    step: ({ state, due, person, verdict }) => {
      switch (state) {
        case "replied": return verdict?.kind === "reply" || verdict?.kind === "calendarResponse" ? `${person} antworten` : undefined;
        case "delayed": return "die Zustellung verzögert sich: warten, ihr Server wird noch versucht";
        case "waiting":
        case "away":
          if (due === undefined) return undefined;
          return due > today() ? `bis ${shortDay(due)} warten, dann nachfassen` : `bei ${person} nachfassen, fällig seit ${shortDay(due)}`;
        case "bounced":
        case "failed":
        case "sending": return undefined;
      }
    },
  },
};

/** In the person's language where it is known in it, else as the host said it. */
const said = (known: string | undefined, host: string): TemplateResult => html`<span lang=${known === undefined ? "en" : nothing}>${known ?? host}</span>`;

export const titleOf = (item: TodayItem): TemplateResult => said(item.person === undefined ? undefined : all[locale()]?.title(item, nameOf(item.person)), item.title);
export const reasonOf = (item: TodayItem): TemplateResult => said(all[locale()]?.reason(item), item.reason);
export const stepOf = (row: TrackingRow): TemplateResult => said(all[locale()]?.step(row), row.nextStep);
