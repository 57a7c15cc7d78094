import type { FilledVariable, ModelProvider, SourceKind } from "@assistant/protocol";
import { messages } from "./locale.js";

const provider: Record<ModelProvider, string> = { offline: "Offline templates", openAi: "OpenAI-compatible", anthropic: "Anthropic", rehearsal: "Rehearsal" };
const anbieter: Record<ModelProvider, string> = { offline: "Offline-Vorlagen", openAi: "OpenAI-kompatibel", anthropic: "Anthropic", rehearsal: "Probe" };
const source: Record<SourceKind, string> = { contact: "Contact", sender: "You", cv: "CV", posting: "Posting", mail: "Their mail", ownMail: "Your mail", instruction: "What you said", note: "Notes", template: "Template" };
const quelle: Record<SourceKind, string> = { contact: "Kontakt", sender: "Sie", cv: "Lebenslauf", posting: "Anzeige", mail: "Fremde Mail", ownMail: "Ihre Mail", instruction: "Ihr Auftrag", note: "Notizen", template: "Vorlage" };

/** What a call to a model holds, and where it goes: the dashboard and the editor say it in the same words. */
export const payloadMessages = messages(
  {
    provider, source,
    application: "Application",
    draft: "The draft before",
    account: "Your account",
    fallback: "The template, where nothing is known",
    field: { name: "name", firstName: "first name", lastName: "last name", company: "company", role: "role", stages: "stages", address: "address", displayName: "name", senderName: "your name", senderAddress: "your address" },
    lines: (count: number) => (count === 1 ? "1 line" : `${count} lines`),
    line: (number: string) => `line ${number}`,
    role: { system: "Instructions", user: "The task and the sources" },
  },
  {
    provider: anbieter, source: quelle,
    application: "Bewerbung",
    draft: "Der Entwurf bisher",
    account: "Ihr Konto",
    fallback: "Die Vorlage, wo nichts bekannt ist",
    field: { name: "Name", firstName: "Vorname", lastName: "Nachname", company: "Firma", role: "Stelle", stages: "Stufen", address: "Adresse", displayName: "Name", senderName: "Ihr Name", senderAddress: "Ihre Adresse" },
    lines: (count: number) => (count === 1 ? "1 Zeile" : `${count} Zeilen`),
    line: (number: string) => `Zeile ${number}`,
    role: { system: "Anweisungen", user: "Aufgabe und Quellen" },
  },
);

/** A provider by the id that a plan and the ledger have of it. */
export const providerName = (id: string): string => wordFor(payloadMessages().provider, id);

/** What wrote or filled a text, `writer/openAi` and `drafting/offline`. */
export const composerName = (composer: string): string => providerName(composer.replace(/^(?:writer|drafting)\//u, ""));

export const roleName = (role: string): string => wordFor(payloadMessages().role, role);

/** The sources of a payload, `contact.firstName` and `cv:12`, a kind at a time: "Contact: first name", "CV: 12 lines". */
export function sourcesInWords(fields: readonly string[]): readonly string[] {
  const t = payloadMessages();
  const all = new Map<string, { readonly names: string[]; lines: number }>();
  for (const { kind, name } of fields.map(partsOf)) {
    const held = all.get(kind) ?? { names: [], lines: 0 };
    all.set(kind, held);
    if (name === undefined) held.lines++;
    else held.names.push(wordFor(t.field, name));
  }
  return [...all].map(([kind, { names, lines }]) => `${kindName(kind)}: ${[...names, ...(lines === 0 ? [] : [t.lines(lines)])].join(", ")}`);
}

/** One source: "Contact: first name", "CV, line 12". */
export function sourceInWords(id: string): string {
  const { kind, line, name } = partsOf(id);
  if (name !== undefined) return `${kindName(kind)}: ${wordFor(payloadMessages().field, name)}`;
  return line === undefined ? kindName(kind) : `${kindName(kind)}, ${payloadMessages().line(line)}`;
}

/** Where a fact in a text came from: what a writer names is a source; what a template's variable held has one besides. */
export function originInWords({ name, source }: FilledVariable): string {
  if (/[.:]/u.test(name)) return sourceInWords(name);
  return source.endsWith(`.${name}`) ? sourceInWords(source) : `${wordFor(payloadMessages().field, name)} · ${sourceInWords(source)}`;
}

/** `cv:12` is a line of a text, `contact.firstName` a field of a record. */
function partsOf(id: string): { readonly kind: string; readonly line?: string | undefined; readonly name?: string | undefined } {
  const [, kind = id, line, name] = /^(\w+)(?::(\d+)|\.(.+))$/u.exec(id) ?? [];
  return { kind, line, name };
}

function kindName(kind: string): string {
  const t = payloadMessages();
  return wordFor({ ...t.source, own: t.source.ownMail, application: t.application, draft: t.draft, account: t.account, fallback: t.fallback }, kind);
}

/** What has no word here is called as it is. */
const wordFor = (words: Readonly<Record<string, string>>, id: string): string => words[id] ?? id;
