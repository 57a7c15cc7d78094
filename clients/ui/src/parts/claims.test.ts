import { render } from "lit";
import { expect, test } from "vitest";
import type { Claim } from "@assistant/protocol";
import { changes, marked, restsOn, without } from "./claims.js";
import { wordDiff } from "./word-diff.js";

const claim = (text: string, sentence: string, ticked = false): Claim => ({ id: "k", kind: "number", text, sentence, reason: "No source has it.", ticked });

function shown(text: string, ...claims: Claim[]): HTMLElement {
  const place = document.createElement("div");
  render(marked(text, claims), place);
  return place;
}

test("marked_a claim in its sentence_stands out there alone", () => {
  const place = shown("We have 12. You have 12 clocks.", claim("12", "You have 12 clocks."));
  expect(place.querySelectorAll("mark")).toHaveLength(1);
  expect(place.textContent).toBe("We have 12. You have 12 clocks.");
  expect(marked("We have 12. You have 12 clocks.", [claim("12", "You have 12 clocks.")])[0]).toBe("We have 12. You have ");
});

test("marked_a claim whose sentence was changed_stands out wherever it is said", () => {
  expect(shown("12 and 12", claim("12", "Gone.")).querySelectorAll("mark")).toHaveLength(2);
});

test("marked_claims that overlap_keep the text whole", () => {
  expect(shown("since 12 March 2019 on", claim("12 March 2019", ""), claim("2019", "")).textContent).toBe("since 12 March 2019 on");
});

test("changes_a claim that is partly new_stands out as far as it reaches, in what stayed too", () => {
  const place = document.createElement("div");
  render(changes(wordDiff("Led the team", "Led the whole team"), [claim("the whole team", "Led the whole team")]), place);
  expect([...place.querySelectorAll("mark")].map((each) => each.textContent)).toEqual(["the ", "whole ", "team"]);
  expect(place.textContent).toBe("Led the whole team");
});

test("marked_what looks like markup_stays text", () => {
  const place = shown("<b>12</b>", claim("12", "<b>12</b>"));
  expect(place.querySelector("b")).toBeNull();
  expect(place.textContent).toBe("<b>12</b>");
});

test.each([
  ["One. Two. Three.", "Two.", "One. Three."],
  ["One.\n\nTwo.\n\nThree.", "Two.", "One.\n\nThree."],
  ["One.\n\nTwo. Three.", "Two.", "One.\n\nThree."],
  ["One. Two.\n\nThree.", "Two.", "One.\n\nThree."],
  ["Two.", "Two.", ""],
  ["One.\n\nTwo.", "Two.", "One.\n\n"],
])("without_in %j_leaves its neighbours as they were", (text, sentence, expected) => {
  expect(without(text, claim("x", sentence))).toBe(expected);
});

test("without_of a sentence that is not there_says so", () => {
  expect(without("One.", claim("x", "Two."))).toBeUndefined();
});

test("restsOn_of a known sentence_gives its sources; of another, nothing", () => {
  const source = { id: "cv:1", kind: "cv", text: "Porto" } as const;
  const parts = [{ sentences: [{ text: "You have 12 clocks.", sources: ["cv:1"] }] }];
  expect(restsOn(claim("12", "You have 12 clocks."), parts, [source])).toEqual([source]);
  expect(restsOn(claim("12", "Another."), parts, [source])).toBeUndefined();
});
