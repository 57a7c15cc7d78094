import { render } from "lit";
import { expect, test } from "vitest";
import { markdown } from "./markdown.js";

function shown(source: string): HTMLElement {
  const place = document.createElement("div");
  render(markdown(source), place);
  return place;
}

test("markdown_headings, lists and words_become elements", () => {
  const place = shown("# One\n\nA **b** `c`.\n\n* first\n  goes on\n* second (held by: A.B)\n");
  expect(place.querySelector("h1")?.textContent).toBe("One");
  expect(place.querySelector("strong")?.textContent).toBe("b");
  expect([...place.querySelectorAll("li")].map((item) => item.textContent)).toEqual(["first goes on", "second (held by: A.B)"]);
});

test("markdown_of what looks like markup_stays text", () => {
  const place = shown("<img src=x onerror=alert(1)> [words](javascript:void) `<b>`");
  expect(place.querySelector("img, a, b")).toBeNull();
  expect(place.textContent).toContain("<img src=x onerror=alert(1)> words <b>");
});
