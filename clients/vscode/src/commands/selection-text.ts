/** What a letter's subject may hold at most here; longer ones are the first words. */
const longest = 78;

const prose = new Set(["markdown", "plaintext", "html", "restructuredtext", "asciidoc", "git-commit"]);

/** The first heading or line; of code, the file's name. */
export function subjectOf(text: string, name: string): string {
  const first = text.split(/\r?\n/u).map((line) => line.replace(/^[#>*\s-]+/u, "").trim()).find((line) => line !== "") ?? name;
  const subject = /[;{}]$|^(?:import|using|#include)\b/u.test(first) ? name : first;
  return subject.length <= longest ? subject : `${subject.slice(0, longest - 1).replace(/\s+\S*$/u, "")}…`;
}

/** Prose as it is; code between fences, so that the mail shows it as code. */
export function letterOf(text: string, language: string): string {
  const body = text.replace(/\r\n/gu, "\n").trim();
  if (prose.has(language)) return body;
  const fence = "`".repeat(Math.max(3, ...[...body.matchAll(/`+/gu)].map((each) => each[0].length + 1)));
  return `${fence}${language}\n${body}\n${fence}`;
}
