import { amount, count, dayOfYear, fullDay, fullTime } from "../format.js";
import { locale } from "../locale.js";
import type { Locale } from "../locale.js";
import { stageTitle } from "../parts/stage-titles.js";
import { accounts } from "./accounts.de.js";
import { drafting } from "./drafting.de.js";
import { health } from "./health.de.js";
import { hunt } from "./hunt.de.js";
import { keeping } from "./keeping.de.js";
import { mailroom } from "./mailroom.de.js";
import { plugins } from "./plugins.de.js";
import { Sentence } from "./sentence.js";
import type { Piece, Sentences } from "./sentence.js";
import { writing } from "./writing.de.js";

/**
 * The host speaks English, and its sentences are kept in records, told by plugins and read by scripts. A client knows them by heart, as gettext does: the English
 * sentence is the key. What it does not know (another version's, another plugin's, what a server answered) stays as it was said, marked as English.
 */
const catalogues: Readonly<Partial<Record<Locale, readonly Sentences[]>>> = { de: [accounts, drafting, health, hunt, keeping, mailroom, plugins, writing] };

class Book {
  readonly #whole: ReadonlyMap<string, string>;
  readonly #gapped: readonly Sentence[];
  readonly #known = new Map<string, readonly Piece[] | undefined>();

  constructor(all: readonly Sentences[]) {
    const entries = all.flatMap((each) => Object.entries(each));
    this.#whole = new Map(entries.filter(([english]) => !Sentence.hasGaps(english)));
    this.#gapped = entries.filter(([english]) => Sentence.hasGaps(english)).map(([english, translation]) => new Sentence(english, translation)).sort((a, b) => b.weight - a.weight);
  }

  read(text: string): readonly Piece[] | undefined {
    if (!this.#known.has(text)) {
      if (this.#known.size >= mostKept) this.#known.clear();
      this.#known.set(text, this.#find(text) ?? (text.endsWith(".") ? undefined : unstopped(this.#find(`${text}.`))));
    }
    return this.#known.get(text);
  }

  #find(text: string): readonly Piece[] | undefined {
    const whole = this.#whole.get(text);
    if (whole !== undefined) return [{ text: whole }];
    // What is known through and through comes before what holds something unknown.
    for (const mayStay of [false, true]) {
      for (const each of this.#gapped) {
        const pieces = each.read(text, (kind, value) => this.#gap(kind, value, mayStay && each.weight >= enough));
        if (pieces !== undefined) return pieces;
      }
      if (!mayStay && stop.test(text)) {
        const pieces = this.#several(text);
        if (pieces !== undefined) return pieces;
      }
    }
    return undefined;
  }

  /** A text of several sentences, each of which is known. */
  #several(text: string): readonly Piece[] | undefined {
    for (const { index: end } of text.matchAll(stops)) {
      const first = this.read(text.slice(0, end + 1));
      const rest = first === undefined ? undefined : this.read(text.slice(end + 2));
      if (first !== undefined && rest !== undefined) return [...first, { text: " " }, ...rest];
    }
    return undefined;
  }

  #gap(kind: string, text: string, mayStay: boolean): readonly Piece[] | undefined {
    switch (kind) {
      case "n": return /^\d[\d,]*(?:\.\d+)?$/u.test(text) ? [{ text: count(Number(text.replaceAll(",", ""))) }] : undefined;
      case "amount": return /^\d+(?:\.\d+)?$/u.test(text) ? [{ text: amount(Number(text)) }] : undefined;
      case "day": return months.test(text) ? [{ text: dayOfYear(text) }] : undefined;
      case "date": return days.test(text) ? [{ text: written(text) }] : undefined;
      case "version": return /^\S+$/u.test(text) ? [{ text }] : undefined;
      case "stage": return [{ text: stageTitle({ name: text.toLowerCase(), title: text }) }];
      // A sentence that is nothing but others is only that where it knows them.
      case "said": return this.read(text) ?? (mayStay ? [{ text, lang: "en" }] : undefined);
      case "words": return this.read(text) ?? [{ text, lang: "" }];
      default: return [{ text }];
    }
  }
}

const stop = /[.?] /u;
const stops = /[.?] /gu;
/** A list draws the same sentences again and again; a session says a few hundred. */
const mostKept = 2000;
/** Below this many letters of its own a sentence is only what joins others. */
const enough = 5;
const months = /^\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)$/u;
const days = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\dZ)?)?$/u;

/** A sentence that stands inside another has lost its full stop. */
function unstopped(pieces: readonly Piece[] | undefined): readonly Piece[] | undefined {
  const last = pieces?.at(-1);
  return pieces === undefined || last?.text.endsWith(".") !== true ? pieces : [...pieces.slice(0, -1), { ...last, text: last.text.slice(0, -1) }];
}

const written = (text: string): string => (text.includes(":") ? fullTime(`${text.replace(" ", "T").replace(/Z$/u, "")}Z`) : fullDay(text));

const books = new Map<Locale, Book>();

/** What the host said, piece by piece in the reader's language; in one piece where it is not known in it. */
export function piecesOf(text: string, otherwise: "en" | "" = "en"): readonly Piece[] {
  const all = catalogues[locale()];
  if (all === undefined) return [{ text }];
  const book = books.get(locale()) ?? new Book(all);
  books.set(locale(), book);
  return book.read(text) ?? [{ text, lang: otherwise }];
}

/** Whether all of it can be said in the reader's language. */
export const isKnown = (text: string): boolean => piecesOf(text).every((each) => each.lang !== "en");

/** The same as one text, for where no element can stand: a label, a title, a picture's text, a view of an editor. */
export const saidText = (text: string): string => piecesOf(text).map((each) => each.text).join("");
