import type { Claim, DocumentLine, Writing, WrittenPart } from "@assistant/protocol";

/** What a writing that tailors a CV would have the lines of a version say. */
export interface Suggestions {
  readonly writing: Writing | undefined;
  /** By the line's number. */
  readonly texts: ReadonlyMap<number, string>;
  /** The lines in whose new text something stands that no source has and nobody called true. */
  readonly unproven: ReadonlySet<number>;
  readonly claims: readonly Claim[];
  /** What it says for lines that this version has not. */
  readonly lost: readonly string[];
}

/**
 * Finds each part's line in the version by what it says, first at the number that the writing knew it by: a writing may be older than the version, or about
 * another document.
 */
export function suggestions(lines: readonly DocumentLine[], writing: Writing | undefined): Suggestions {
  const texts = new Map<number, string>();
  const unproven = new Set<number>();
  const lost: string[] = [];
  const claims = (writing?.claims ?? []).filter((each) => each.ticked !== true);
  const said = (writing?.parts ?? []).map(textOf);
  // A claim that stands in no line word for word may be meant in any.
  const anywhere = claims.some((each) => !said.some((text) => text.includes(each.text)));
  for (const part of writing?.parts ?? []) {
    const source = writing?.sources?.find((each) => each.id === part.of && each.kind === "cv");
    if (source === undefined) continue;
    const anew = textOf(part);
    const line = placeOf(lines, Number(source.id.slice("cv:".length)), source.text);
    if (line === undefined) lost.push(anew);
    else {
      texts.set(line.number, bare(anew, line));
      if (anywhere || claims.some((each) => anew.includes(each.text))) unproven.add(line.number);
    }
  }
  return { writing, texts, unproven, claims, lost };
}

const textOf = (part: WrittenPart): string => part.sentences.map((each) => each.text).join(" ").replace(/\s+/gu, " ").trim();

function placeOf(lines: readonly DocumentLine[], number: number, says: string): DocumentLine | undefined {
  const fits = lines.filter((each) => bare(says, each) === each.text.trim());
  return fits.find((each) => each.number === number) ?? (fits.length === 1 ? fits[0] : undefined);
}

/** Without the mark that the file itself gives the line. */
function bare(text: string, { mark = "" }: DocumentLine): string {
  return (mark !== "" && text.startsWith(mark) ? text.slice(mark.length) : text).trim();
}
