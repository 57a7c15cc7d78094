import { html } from "lit";
import { afterEach, expect, test } from "vitest";
import { ListElement } from "./list.js";

interface Row {
  readonly id: string;
}

const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: `r${index}` }));

async function bed(count: number): Promise<ListElement> {
  const list = new ListElement();
  list.items = rows(count);
  list.keyOf = ((row: Row) => row.id);
  list.row = ((row: Row) => html`<span>${row.id}</span>`);
  list.label = "Rows";
  document.body.append(list);
  await list.updateComplete;
  return list;
}

const options = (list: ListElement): HTMLElement[] => [...list.renderRoot.querySelectorAll<HTMLElement>("[role=option]")];
const box = (list: ListElement): HTMLElement => list.renderRoot.querySelector<HTMLElement>("[role=listbox]") ?? document.body;

async function press(list: ListElement, key: string): Promise<void> {
  box(list).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  await list.updateComplete;
}

afterEach(() => document.body.replaceChildren());

test("render_10,000 rows_draws a window and says the whole", async () => {
  const list = await bed(10_000);
  expect(options(list).length).toBeLessThan(60);
  expect(options(list)[0]?.getAttribute("aria-setsize")).toBe("10000");
  expect(options(list)[0]?.getAttribute("aria-posinset")).toBe("1");
});

test("render_with more to come_does not claim to know the size", async () => {
  const list = await bed(200);
  list.more = true;
  await list.updateComplete;
  expect(options(list)[0]?.getAttribute("aria-setsize")).toBe("-1");
});

test("keys_End, Enter and Home_move and choose", async () => {
  const list = await bed(10_000);
  const chosen: string[] = [];
  list.addEventListener("choose", (event) => chosen.push((event as CustomEvent<string>).detail));
  await press(list, "End");
  expect(box(list).getAttribute("aria-activedescendant")).toBe("row-9999");
  await press(list, "Enter");
  await press(list, "Home");
  await press(list, "ArrowDown");
  await press(list, " ");
  expect(chosen).toEqual(["r9999", "r1"]);
});

test("keys_of a list that shrank_stay inside it", async () => {
  const list = await bed(100);
  await press(list, "End");
  list.items = rows(3);
  await list.updateComplete;
  expect(box(list).getAttribute("aria-activedescendant")).toBe("row-2");
});

test("active row_after a jump_is in the document", async () => {
  const list = await bed(10_000);
  await press(list, "End");
  expect(list.renderRoot.querySelector("#row-9999")).not.toBeNull();
});

test("near the end_with more to come_asks for it", async () => {
  const list = await bed(40);
  const asked: Event[] = [];
  list.addEventListener("more", (event) => asked.push(event));
  list.more = true;
  await list.updateComplete;
  expect(asked.length).toBe(1);
});
