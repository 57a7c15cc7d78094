/**
 * A catalogue of what the host says: its English sentence, as its source has it, and the same in another language. A gap is named in braces and stands in both:
 * `{day}`, `{date}`, `{size}`, `{amount}` and `{n}` hold what their names say and are written as the reader's language writes them; `{version}` holds one word; `{said}` holds another sentence of the host,
 * `{words}` one of the host or of a person; any other name holds what is left as it is. A digit behind a name tells two gaps of one kind apart.
 */
export type Sentences = Readonly<Record<string, string>>;

/** A part of what was said; `lang` where it is not in the reader's language. */
export interface Piece {
  readonly text: string;
  readonly lang?: "en" | "";
}

/** How the gaps of one kind are read: `undefined` where a text is none of that kind. */
export type GapReader = (kind: string, text: string) => readonly Piece[] | undefined;

const gap = /\{(\w+)\}/u;

/** One sentence with gaps. */
export class Sentence {
  readonly #literals: readonly string[];
  readonly #gaps: readonly string[];
  readonly #translation: readonly string[];
  /** How much of it is its own words: of two that fit, the one with more of them is meant. */
  readonly weight: number;

  constructor(english: string, translation: string) {
    const parts = english.split(gap);
    this.#literals = parts.filter((_, index) => index % 2 === 0);
    this.#gaps = parts.filter((_, index) => index % 2 === 1);
    this.#translation = translation.split(gap);
    this.weight = this.#literals.join("").length;
  }

  static hasGaps(english: string): boolean {
    return gap.test(english);
  }

  /** The translation of a text that is this sentence, with what stands in its gaps; `undefined` where it is another. */
  read(text: string, gapOf: GapReader): readonly Piece[] | undefined {
    const [first = ""] = this.#literals;
    if (!text.startsWith(first) || !text.endsWith(this.#literals.at(-1) ?? "")) return undefined;
    const values = this.#fill(text.slice(first.length), 0, gapOf);
    return values === undefined ? undefined : this.#translation.flatMap((part, index) => (index % 2 === 0 ? (part === "" ? [] : [{ text: part }]) : (values[this.#gaps.indexOf(part)] ?? [])));
  }

  #fill(rest: string, index: number, gapOf: GapReader): readonly (readonly Piece[])[] | undefined {
    if (index === this.#gaps.length) return rest === "" ? [] : undefined;
    const next = this.#literals[index + 1] ?? "";
    const isLast = index === this.#gaps.length - 1;
    for (let end = isLast ? rest.length - next.length : rest.indexOf(next, 1); end > 0; end = isLast ? 0 : rest.indexOf(next, end + 1)) {
      const value = rest.startsWith(next, end) ? gapOf((this.#gaps[index] ?? "").replace(/\d+$/u, ""), rest.slice(0, end)) : undefined;
      const others = value === undefined ? undefined : this.#fill(rest.slice(end + next.length), index + 1, gapOf);
      if (value !== undefined && others !== undefined) return [value, ...others];
    }
    return undefined;
  }
}
