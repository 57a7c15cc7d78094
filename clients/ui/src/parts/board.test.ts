import { afterEach, expect, test } from "vitest";
import type { ApplicationCard, Stage } from "@assistant/protocol";
import { find, findAll, textOf } from "../testing.js";
import { BoardElement } from "./board.js";
import type { Lane, Move } from "./board.js";

const stage = (name: string, kind: Stage["kind"] = "open"): Stage => ({ name, title: name.charAt(0).toUpperCase() + name.slice(1), kind });
const card = (id: string, at: string): ApplicationCard => ({ id, revision: 1, company: `Company ${id}`, role: "Engineer", stage: at, since: "2026-11-20T08:00:00Z" });
const lanes: readonly Lane[] = [
  { stage: stage("saved"), count: 2, cards: [card("a", "saved"), card("b", "saved")] },
  { stage: stage("applied"), count: 0, cards: [] },
  { stage: stage("interview"), count: 1, cards: [card("c", "interview")] },
  { stage: stage("rejected", "lost"), count: 7, cards: [], hidden: true },
];

afterEach(() => document.body.replaceChildren());

async function bed(given: readonly Lane[] = lanes, canMove = true): Promise<{ board: BoardElement; moves: Move[]; opened: string[]; more: string[] }> {
  const board = new BoardElement();
  const said = { moves: [] as Move[], opened: [] as string[], more: [] as string[] };
  Object.assign(board, { lanes: given, canMove, label: "Board" });
  board.addEventListener("move", (event) => said.moves.push((event as CustomEvent<Move>).detail));
  board.addEventListener("open", (event) => said.opened.push((event as CustomEvent<string>).detail));
  board.addEventListener("more", (event) => said.more.push((event as CustomEvent<string>).detail));
  document.body.append(board);
  await drawn(board);
  return { board, ...said };
}

async function drawn(board: BoardElement): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    await Promise.resolve();
    await board.updateComplete;
  }
}

const cardOf = (board: BoardElement, id: string): HTMLElement => {
  const found = findAll(board, ".card").find((each) => textOf(each).includes(`Company ${id}`));
  if (found === undefined) throw new Error(`There is no card ${id}.`);
  return found;
};
async function press(board: BoardElement, on: HTMLElement, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
    await drawn(board);
  }
}
const said = (board: BoardElement): string => textOf(find(board, "[aria-live]"));

test("render_columns_show their counts, their cards, and what is hidden by choice", async () => {
  const { board } = await bed();
  expect(findAll(board, "as-lane").map((lane) => textOf(find(lane, "header")))).toEqual(["Saved 2", "Applied 0", "Interview 1", "Rejected 7"]);
  expect(findAll(board, ".card")).toHaveLength(3);
  expect(textOf(findAll(board, "as-lane")[3] ?? board)).toContain("Hidden");
});

test("space and arrows_carry a card to another column and say each step", async () => {
  const { board, moves } = await bed();
  await press(board, cardOf(board, "a"), " ");
  expect(said(board)).toContain("picked up from Saved");
  await press(board, cardOf(board, "a"), "ArrowRight", "ArrowRight");
  expect(said(board)).toContain("to Interview, 3 of 4");
  expect(moves).toEqual([]);
  await press(board, cardOf(board, "a"), " ");
  expect(moves.map(({ card: { id }, stage: to }) => `${id} ${to}`)).toEqual(["a interview"]);
  expect(said(board)).toContain("dropped in Interview");
});

test("drop_of a card_takes the focus along, as soon as the card is shown there", async () => {
  const { board } = await bed();
  await press(board, cardOf(board, "a"), " ", "ArrowRight", "ArrowRight", " ");
  await drawn(board);
  const [saved, applied, interview, rejected] = lanes as [Lane, Lane, Lane, Lane];
  board.lanes = [{ ...saved, count: 1, cards: saved.cards.slice(1) }, applied, { ...interview, count: 2, cards: [card("a", "interview"), ...interview.cards] }, rejected];
  await drawn(board);
  expect(find(board, "[data-stage=interview]").shadowRoot?.activeElement?.textContent).toContain("Company a");
});

test("escape_while carrying_puts the card back and moves nothing", async () => {
  const { board, moves } = await bed();
  await press(board, cardOf(board, "a"), " ", "ArrowRight", "Escape");
  expect(said(board)).toContain("stays in Saved");
  await press(board, cardOf(board, "a"), "ArrowRight");
  expect(moves).toEqual([]);
});

test("space_twice in the same column_moves nothing", async () => {
  const { board, moves } = await bed();
  await press(board, cardOf(board, "a"), " ", " ");
  expect(moves).toEqual([]);
  expect(said(board)).toContain("stays in Saved");
});

test("arrows_without a card in hand_go from card to card and over empty columns", async () => {
  const { board } = await bed();
  await press(board, cardOf(board, "a"), "ArrowDown");
  expect(cardOf(board, "b").tabIndex).toBe(0);
  expect(cardOf(board, "a").tabIndex).toBe(-1);
  await press(board, cardOf(board, "b"), "ArrowRight");
  expect(find(board, "[data-stage=interview]").shadowRoot?.activeElement?.textContent).toContain("Company c");
});

test("enter_on a card_opens it", async () => {
  const { board, opened } = await bed();
  await press(board, cardOf(board, "c"), "Enter");
  expect(opened).toEqual(["c"]);
});

test("menu_of a card_names every stage and moves by a press", async () => {
  const { board, moves } = await bed();
  find(board, "button.move").click();
  await drawn(board);
  const choices = findAll(board, ".stages button");
  expect(choices.map(textOf)).toEqual(["Saved is here", "Applied", "Interview", "Rejected"]);
  choices[3]?.click();
  await drawn(board);
  expect(moves.map(({ stage: to }) => to)).toEqual(["rejected"]);
});

test("drag_of a card_lights the column under it and moves when it is dropped", async () => {
  const { board, moves } = await bed();
  const event = (name: string): Event => new Event(name, { bubbles: true, composed: true, cancelable: true });
  find(board, ".slot").dispatchEvent(Object.assign(event("dragstart"), { dataTransfer: null }));
  await drawn(board);
  const over = Object.assign(event("dragover"), { dataTransfer: null });
  const lane = find(board, "[data-stage=interview]");
  lane.dispatchEvent(over);
  await drawn(board);
  expect(over.defaultPrevented).toBe(true);
  expect(lane.hasAttribute("over")).toBe(true);
  lane.dispatchEvent(Object.assign(event("drop"), { dataTransfer: null }));
  expect(moves.map(({ card: { id }, stage: to }) => `${id} ${to}`)).toEqual(["a interview"]);
});

test("render_without the right to move_offers neither dragging nor menu nor picking up", async () => {
  const { board, moves } = await bed(lanes, false);
  expect(findAll(board, "button.move")).toEqual([]);
  expect(find(board, ".slot").getAttribute("draggable")).toBe("false");
  await press(board, cardOf(board, "a"), " ", "ArrowRight", " ");
  expect(moves).toEqual([]);
});

test("render_of 10,000 cards_draws those in sight and asks for the rest near the end", async () => {
  const many = Array.from({ length: 10_000 }, (_each, n) => card(`n${n}`, "saved"));
  const { board, more } = await bed([{ stage: stage("saved"), count: 12_000, cards: many }]);
  expect(findAll(board, ".card").length).toBeLessThan(40);
  expect(more).toEqual([]);
  await press(board, cardOf(board, "n0"), "End");
  expect(cardOf(board, "n9999").tabIndex).toBe(0);
  board.lanes = [{ stage: stage("saved"), count: 12_000, cards: many.slice(0, 5) }];
  await drawn(board);
  expect(more).toContain("saved");
});
