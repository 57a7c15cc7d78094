import type { ModelProvider, SourceKind } from "@assistant/protocol";
import { messages } from "./locale.js";

const provider: Record<ModelProvider, string> = { offline: "Offline templates", openAi: "OpenAI-compatible", anthropic: "Anthropic", rehearsal: "Rehearsal" };
const anbieter: Record<ModelProvider, string> = { offline: "Offline-Vorlagen", openAi: "OpenAI-kompatibel", anthropic: "Anthropic", rehearsal: "Probe" };
const source: Record<SourceKind, string> = { contact: "Contact", sender: "You", cv: "CV", posting: "Posting", mail: "Their mail", ownMail: "Your mail", instruction: "What you said", note: "Notes", template: "Template" };
const quelle: Record<SourceKind, string> = { contact: "Kontakt", sender: "Sie", cv: "Lebenslauf", posting: "Stelle", mail: "Fremde Mail", ownMail: "Ihre Mail", instruction: "Ihr Auftrag", note: "Notizen", template: "Vorlage" };

/** What a call to a model holds, and where it goes: the dashboard and the editor say it in the same words. */
export const payloadMessages = messages(
  {
    provider, source,
    application: "Application",
    draft: "The draft before",
    field: { name: "name", firstName: "first name", lastName: "last name", company: "company", role: "role", stages: "stages" },
    lines: (count: number) => (count === 1 ? "1 line" : `${count} lines`),
    role: { system: "Instructions", user: "The task and the sources" },
  },
  {
    provider: anbieter, source: quelle,
    application: "Bewerbung",
    draft: "Der Entwurf bisher",
    field: { name: "Name", firstName: "Vorname", lastName: "Nachname", company: "Firma", role: "Stelle", stages: "Stufen" },
    lines: (count: number) => (count === 1 ? "1 Zeile" : `${count} Zeilen`),
    role: { system: "Anweisungen", user: "Aufgabe und Quellen" },
  },
);

/** A provider by the id that a plan and the ledger have of it. */
export const providerName = (id: string): string => wordFor(payloadMessages().provider, id);

export const roleName = (role: string): string => wordFor(payloadMessages().role, role);

/** The sources of a payload, `contact.firstName` and `cv:12`, a kind at a time: "Contact: first name", "CV: 12 lines". */
export function sourcesInWords(fields: readonly string[]): readonly string[] {
  const t = payloadMessages();
  const kinds: Readonly<Record<string, string>> = { ...t.source, own: t.source.ownMail, application: t.application, draft: t.draft };
  const all = new Map<string, { readonly names: string[]; lines: number }>();
  for (const field of fields) {
    const [, kind = field, name] = /^(\w+)(?::\d+|\.(.+))$/u.exec(field) ?? [];
    const held = all.get(kind) ?? { names: [], lines: 0 };
    all.set(kind, held);
    if (name === undefined) held.lines++;
    else held.names.push(wordFor(t.field, name));
  }
  return [...all].map(([kind, { names, lines }]) => `${wordFor(kinds, kind)}: ${[...names, ...(lines === 0 ? [] : [t.lines(lines)])].join(", ")}`);
}

/** What has no word here is called as it is. */
const wordFor = (words: Readonly<Record<string, string>>, id: string): string => words[id] ?? id;
