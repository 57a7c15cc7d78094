import type { Stage } from "@assistant/protocol";
import { messages } from "../locale.js";

const builtIn = { saved: "Saved", applied: "Applied", screening: "Screening", interview: "Interview", offer: "Offer", accepted: "Accepted", rejected: "Rejected", withdrawn: "Withdrawn" } as const;
const words = messages(builtIn, { saved: "Gemerkt", applied: "Beworben", screening: "Vorauswahl", interview: "Gespräch", offer: "Angebot", accepted: "Angenommen", rejected: "Abgelehnt", withdrawn: "Zurückgezogen" });

/** A stage as a person reads it: one that still has the title it came with in their language, one that they named as they named it. */
export function stageTitle({ name, title }: Pick<Stage, "name" | "title">): string {
  const known = Object.entries(builtIn).find(([each, first]) => each === name && first === title);
  return known === undefined ? title : words()[known[0] as keyof typeof builtIn];
}
