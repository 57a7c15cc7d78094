import { afterEach, expect, test } from "vitest";
import { find, findAll, textOf } from "../testing.js";
import { ChoiceElement } from "./choice.js";

const options = (count: number) => Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `ana${n}@desk.example` }));

async function bed(count: number): Promise<{ readonly choice: ChoiceElement; readonly chosen: string[] }> {
  const choice = new ChoiceElement();
  const chosen: string[] = [];
  choice.label = "From";
  choice.options = options(count);
  choice.value = "v1";
  choice.addEventListener("choose", (event) => chosen.push((event as CustomEvent<string>).detail));
  document.body.append(choice);
  await choice.updateComplete;
  return { choice, chosen };
}

afterEach(() => document.body.replaceChildren());

test("choice_of few_is a menu", async () => {
  const { choice, chosen } = await bed(3);
  const select = find(choice, "select") as HTMLSelectElement;
  expect([select.value, findAll(choice, "option").length]).toEqual(["v1", 3]);
  select.value = "v2";
  select.dispatchEvent(new Event("change"));
  expect(chosen).toEqual(["v2"]);
});

test("choice_of ten thousand_draws few, and finds one by its letters", async () => {
  const { choice, chosen } = await bed(10_000);
  expect(textOf(choice)).toContain("ana1@desk.example");
  find(choice, "fluent-button").click();
  await choice.updateComplete;
  const input = find(choice, "input") as HTMLInputElement;
  expect(choice.shadowRoot?.activeElement).toBe(input);
  expect(findAll(choice, "[role=option]").length).toBeLessThan(100);
  input.value = "ANA9876";
  input.dispatchEvent(new Event("input"));
  await choice.updateComplete;
  const rows = findAll(choice, "[role=option]");
  expect(rows.map(textOf)).toEqual(["ana9876@desk.example"]);
  rows[0]?.click();
  await choice.updateComplete;
  expect(chosen).toEqual(["v9876"]);
  expect(choice.shadowRoot?.activeElement?.localName).toBe("fluent-button");
});

test("choice_left by Escape_keeps what was chosen", async () => {
  const { choice, chosen } = await bed(60);
  find(choice, "fluent-button").click();
  await choice.updateComplete;
  find(choice, "input").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await choice.updateComplete;
  expect(chosen).toEqual([]);
  expect(findAll(choice, "as-list")).toEqual([]);
  expect(textOf(choice)).toContain("ana1@desk.example");
});
