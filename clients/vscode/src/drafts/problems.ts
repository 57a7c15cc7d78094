import type { Claim, RpcProblem } from "@assistant/protocol";
import { addresses } from "./letter.js";
import type { Field, Letter, Place } from "./letter.js";

export type { Place } from "./letter.js";

/** Something to put right, at its place in the document. */
export interface Found extends Place {
  readonly code: "syntax" | "variable" | "claim" | "company" | "attachment" | "forgotten" | "account" | "host";
  readonly text: string;
  /** `information` is what is not written yet: a draft that was just begun has done nothing wrong. */
  readonly severity: "error" | "warning" | "information";
  /** The claim that a person can say is true. */
  readonly claim?: string;
}

export interface Known {
  /** As the host last said. */
  readonly claims: readonly Claim[];
  readonly problems: readonly RpcProblem[];
  /** The attachments that the draft has. */
  readonly attached: readonly string[];
  readonly accounts: readonly string[];
  /** The company that the draft is about, and every other that the book knows. */
  readonly company?: string;
  readonly companies: readonly string[];
  readonly fileExists: (path: string) => boolean;
}

/** What the host said, in the person's language: a sentence, and a problem with what puts it right. */
export interface HostWords {
  readonly said: (sentence: string) => string;
  readonly problemText: (problem: RpcProblem) => string;
}

/** The words of one language that promise a file. */
const promised = /\b(?:attached|attachment|enclosed|beigefügt|beiliegend|anbei|im anhang)\b/iu;

/** Everything that stands in the way of sending, in the order of the document. `say` puts it into the person's language, and `host` what the host said of it. */
export function problemsOf(text: string, letter: Letter, known: Known, say: (key: string, ...values: string[]) => string, host: HostWords): readonly Found[] {
  const lines = text.split(/\r?\n/u);
  const found: Found[] = letter.mistakes.map(({ line, from, to, text: mistake, values }) => ({ line, from, to, code: "syntax", severity: "error", text: say(mistake, ...values) }));
  lines.forEach((content, line) => {
    for (const match of content.matchAll(/\{\{\s*[^{}]*\}\}/gu)) {
      found.push({ line, from: match.index, to: match.index + match[0].length, code: "variable", severity: "error", text: say("Nothing fills {0}. Write what stands for it, or take it out.", match[0]) });
    }
  });
  for (const claim of known.claims.filter((each) => each.ticked !== true)) {
    const place = placeOf(lines, claim);
    if (place !== undefined) found.push({ ...place, code: "claim", severity: "warning", text: host.said(claim.reason), claim: claim.id });
  }
  found.push(...companies(lines, letter, known, say), ...attachments(lines, letter, known, say));
  const account = letter.values.Account;
  if (account !== undefined && account.value !== "" && known.accounts.length > 0 && !known.accounts.includes(account.value)) {
    found.push({ ...account, code: "account", severity: "error", text: say("No account has the address {0}. There is: {1}.", account.value, known.accounts.join(", ")) });
  }
  for (const problem of known.problems) {
    const { path } = problem;
    // Said above, at their places.
    if (path.startsWith("$.claims") || (problem.problem.includes("{{") && found.some((each) => each.code === "variable"))) continue;
    found.push({ ...headerOf(letter, path), code: "host", severity: isEmpty(letter, path) ? "information" : "error", text: host.problemText(problem) });
  }
  return found.sort((a, b) => a.line - b.line || a.from - b.from);
}

/** A letter to one company that names another is the mistake that costs most. */
function companies(lines: readonly string[], letter: Letter, { company, companies: all }: Known, say: (key: string, ...values: string[]) => string): readonly Found[] {
  if (company === undefined) return [];
  const found: Found[] = [];
  // "Meta" is neither in "Metaverse" nor another company than "Meta Platforms".
  const others = all.filter((each) => each.length > 2 && each !== company && !contains(company, each) && !contains(each, company));
  for (let line = Math.min(letter.bodyLine, letter.values.Subject?.line ?? letter.bodyLine); line < lines.length; line++) {
    if (line < letter.bodyLine && line !== letter.values.Subject?.line) continue;
    for (const other of others) {
      const from = indexOfWord(lines[line] ?? "", other);
      if (from >= 0) found.push({ line, from, to: from + other.length, code: "company", severity: "warning", text: say("This names {0}, and the letter is to {1}.", other, company) });
    }
  }
  return found;
}

function attachments(lines: readonly string[], letter: Letter, known: Known, say: (key: string, ...values: string[]) => string): readonly Found[] {
  const found: Found[] = [];
  for (const each of letter.attachments) {
    if (!known.attached.includes(each.value) && !known.fileExists(each.value)) found.push({ ...each, code: "attachment", severity: "error", text: say("There is no file {0}. Give its whole path, or one from the folder that is open.", each.value) });
  }
  if (letter.attachments.length === 0) {
    for (let line = letter.bodyLine; line < lines.length; line++) {
      const match = promised.exec(lines[line] ?? "");
      // What is quoted was promised by somebody else.
      if (match === null || lines[line]?.startsWith(">") === true) continue;
      found.push({ line, from: match.index, to: match.index + match[0].length, code: "forgotten", severity: "warning", text: say("This promises an attachment, and there is none.") });
      break;
    }
  }
  return found;
}

function placeOf(lines: readonly string[], { sentence, text }: Claim): Place | undefined {
  const within = lines.findIndex((line) => line.includes(text) && (sentence === "" || line.includes(sentence)));
  const line = within >= 0 ? within : lines.findIndex((each) => each.includes(text));
  if (line < 0) return undefined;
  const start = within >= 0 && sentence !== "" ? (lines[line] ?? "").indexOf(sentence) : 0;
  const from = (lines[line] ?? "").indexOf(text, Math.max(0, start));
  return { line, from, to: from + text.length };
}

/** `$.to[1]` is the second address; what has no header of its own stands at the top. */
function headerOf(letter: Letter, path: string): Place {
  const name = nameOf(path);
  const value = name === undefined ? undefined : letter.values[name];
  if (value === undefined) return { line: 0, from: 0, to: 3 };
  const one = addresses(value)[Number(/\[(?<at>\d+)\]/u.exec(path)?.groups?.["at"] ?? NaN)];
  return one ?? { line: value.line, from: 0, to: Math.max(value.to, 1) };
}

function isEmpty(letter: Letter, path: string): boolean {
  const name = nameOf(path);
  return name === undefined ? path === "$.body" && letter.body.trim() === "" : (letter.values[name]?.value ?? "") === "";
}

/** The header that a member of a draft stands in. */
function nameOf(path: string): Field | undefined {
  const names: Readonly<Partial<Record<string, Field>>> = { to: "To", cc: "Cc", bcc: "Bcc", replyTo: "Reply-To", subject: "Subject", accountId: "Account" };
  return names[/^\$\.(?<name>\w+)/u.exec(path)?.groups?.["name"] ?? ""];
}

function indexOfWord(line: string, word: string): number {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!letter(line[at - 1]) && !letter(line[at + word.length])) return at;
  }
  return -1;
}

const contains = (text: string, word: string): boolean => indexOfWord(text, word) >= 0;
const letter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
