import { expect, test } from "vitest";
import { letterOf, subjectOf } from "./selection-text.js";

test.each([
  ["# A word about printing\n\nDear Ana", "a.md", "A word about printing"],
  ["\n\n> quoted", "a.md", "quoted"],
  ["import x from 'y';", "main.ts", "main.ts"],
  ["", "a.md", "a.md"],
])("subject_of %j in %s_is %s", (text, name, subject) => expect(subjectOf(text, name)).toBe(subject));

test("subject_of a long line_ends at a word", () => expect(subjectOf("word ".repeat(40), "a")).toMatch(/^(?:word ){3,}word…$/u));

test("letter_of prose_is as it is", () => expect(letterOf("\r\nDear Ana,\r\n\r\nhello\r\n", "markdown")).toBe("Dear Ana,\n\nhello"));

test("letter_of code_stands between fences that it does not contain", () => expect(letterOf("a ``` b", "typescript")).toBe("````typescript\na ``` b\n````"));
