import type { Draft } from "@assistant/protocol";

export const fields = ["To", "Cc", "Bcc", "Reply-To", "Subject", "Account", "Attachments"] as const;
export type Field = (typeof fields)[number];

/** Where something stands: a line and the columns on it, from 0, the end not included. */
export interface Place {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface Placed<T> extends Place {
  readonly value: T;
}

export interface Mistake extends Place {
  /** In English, with a gap for each of the values. */
  readonly text: string;
  readonly values: readonly string[];
}

/** A draft as it is edited: headers between two lines of `---`, then the body in Markdown. */
export interface Letter {
  readonly values: Readonly<Partial<Record<Field, Placed<string>>>>;
  /** Names of what the draft has, or paths of what is to be attached. */
  readonly attachments: readonly Placed<string>[];
  readonly body: string;
  /** The first line of the body. */
  readonly bodyLine: number;
  readonly mistakes: readonly Mistake[];
}

const fence = "---";

/** The text of a draft; reading it gives the same again. */
export function write(draft: Pick<Draft, "to" | "cc" | "bcc" | "replyTo" | "subject" | "body"> & { readonly attachments: readonly { readonly name: string }[] }, account: string): string {
  const lines = [fence, `To: ${draft.to.join(", ")}`, `Cc: ${draft.cc.join(", ")}`];
  if (draft.bcc.length > 0) lines.push(`Bcc: ${draft.bcc.join(", ")}`);
  if (draft.replyTo.length > 0) lines.push(`Reply-To: ${draft.replyTo.join(", ")}`);
  lines.push(`Subject: ${draft.subject}`, `Account: ${account}`, "Attachments:", ...draft.attachments.map((each) => `  - ${each.name}`), fence);
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n\n${draft.body}`;
}

/** Reads what a person typed. What cannot be read is named with its place, and never guessed. */
export function read(text: string): Letter {
  const lines = text.split(/\r?\n/u);
  const values: Partial<Record<Field, Placed<string>>> = {};
  const attachments: Placed<string>[] = [];
  const mistakes: Mistake[] = [];
  const end = lines.indexOf(fence, 1);
  const wrong = (line: number, text: string, ...given: string[]): void => void mistakes.push({ line, from: 0, to: Math.max(1, lines[line]?.length ?? 0), text, values: given });
  if (lines[0]?.trimEnd() !== fence || end < 0) {
    wrong(0, lines[0]?.trimEnd() === fence ? "The headers have no end: put a line of --- below them." : "The first line must be ---, with To, Subject and the other headers below it.");
    return { values, attachments, body: text, bodyLine: 0, mistakes };
  }
  let current: Field | undefined;
  for (let line = 1; line < end; line++) {
    const content = lines[line] ?? "";
    const item = /^\s+-\s+(?<name>.*\S)\s*$/u.exec(content)?.groups?.["name"];
    const header = /^(?<name>[A-Za-z-]+):[ \t]*(?<value>.*?)\s*$/u.exec(content)?.groups;
    if (item !== undefined && current === "Attachments") attachments.push(at(line, content, item));
    else if (header !== undefined) {
      const name = fields.find((each) => each.toLowerCase() === header["name"]?.toLowerCase());
      current = name;
      if (name === undefined) wrong(line, "There is no header '{0}': use {1}.", header["name"] ?? "", fields.join(", "));
      else if (values[name] !== undefined) wrong(line, "{0} is there twice.", name);
      else if (name === "Attachments" && header["value"] !== "") wrong(line, "Put each attachment on a line of its own below: '  - cv.pdf'.");
      else values[name] = at(line, content, header["value"] ?? "");
    } else if (content.trim() !== "") wrong(line, "This line is no header. A header is a name, a colon and a value; the body begins below the second ---.");
  }
  // One blank line parts the headers from the body, and belongs to neither.
  const bodyLine = lines[end + 1] === "" ? end + 2 : end + 1;
  return { values, attachments, body: lines.slice(bodyLine).join("\n"), bodyLine, mistakes };
}

/** Commas part addresses, but not inside quotation marks. */
export function addresses(value: Placed<string> | undefined): readonly Placed<string>[] {
  if (value === undefined) return [];
  const found: Placed<string>[] = [];
  for (const match of value.value.matchAll(/(?:"[^"]*"|[^,;"])+/gu)) {
    const text = match[0].trim();
    if (text === "") continue;
    const from = value.from + match.index + match[0].indexOf(text);
    found.push({ line: value.line, from, to: from + text.length, value: text });
  }
  return found;
}

/** `Ana Ruiz <ana@example.org>`, quoted where a comma would part it. */
export function mailbox(name: string, address: string): string {
  return `${/[,;<>@"]/u.test(name) ? `"${name.replaceAll('"', "")}"` : name} <${address}>`;
}

function at(line: number, content: string, value: string): Placed<string> {
  const from = value === "" ? content.length : content.lastIndexOf(value);
  return { line, from, to: from + value.length, value };
}
