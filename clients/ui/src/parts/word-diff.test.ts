import { expect, test } from "vitest";
import { wordDiff } from "./word-diff.js";

const short = (before: string, after: string): string => wordDiff(before, after).map(({ kind, text }) => `${{ same: "", gone: "-", new: "+" }[kind]}${text.trim()}`).join("|");
const side = (before: string, after: string, kind: "gone" | "new"): string => wordDiff(before, after).filter((each) => each.kind === "same" || each.kind === kind).map(({ text }) => text.trim()).join(" ").replace(/\s+/gu, " ");

test.each([
  ["", "", ""],
  ["one two", "one two", "one two"],
  ["", "one", "+one"],
  ["one", "", "-one"],
  ["Dear Ana, hello", "Dear Ana, good day", "Dear Ana,|-hello|+good day"],
  ["a b c d", "a c d e", "a|-b|c d|+e"],
  ["a b", "a\n\nb", "a\n\nb"],
  ["Bicycle mechanic", "Bicycle mechanic, as asked", "Bicycle mechanic|+, as asked"],
  ["2015 to 2018.", "2015 to 2018, in Hamburg.", "2015 to 2018|+, in Hamburg|."],
  ["1,200 a year", "1,300 a year", "-1,200|+1,300|a year"],
])("wordDiff_of %j and %j_names what went and what came", (before, after, expected) => {
  expect(short(before, after)).toBe(expected);
});

test("wordDiff_of any two texts_holds both whole", () => {
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const text = (): string => Array.from({ length: next(40) }, () => "abcd"[next(4)]).join(" ");
  for (let turn = 0; turn < 500; turn++) {
    const [before, after] = [text(), text()];
    expect(side(before, after, "gone")).toBe(before);
    expect(side(before, after, "new")).toBe(after);
  }
});

test("wordDiff_of long texts with nothing in common_stays bounded", () => {
  const words = (letter: string): string => Array.from({ length: 20_000 }, (_, n) => `${letter}${n}`).join(" ");
  expect(wordDiff(words("a"), words("b")).map((each) => each.kind)).toEqual(["gone", "new"]);
});
