import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { BoardElement } from "@assistant/ui/board";
import type { FromPage, ToPage } from "./messages.js";

// The document of these tests has no form-associated elements: buttons are drawn as unknown ones.
vi.mock("@assistant/ui/controls", () => ({}));

const said: FromPage[] = [];
const tell = (message: ToPage): void => void window.dispatchEvent(new MessageEvent("message", { data: message }));
const asked = (): number => said.filter(({ kind }) => kind === "ready").length;
const empty: ToPage = { kind: "board", board: { columns: [], archived: 0 }, canMove: true };

beforeAll(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("acquireVsCodeApi", () => ({ postMessage: (message: FromPage) => void said.push(message) }));
  document.body.innerHTML = '<p id="away" hidden></p><as-board></as-board>';
  await import("./page.js");
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("page_that is not answered_asks again until it is", () => {
  expect(asked()).toBe(1);
  vi.advanceTimersByTime(5000);
  expect(asked()).toBe(3);
  tell(empty);
  vi.advanceTimersByTime(60_000);
  expect(asked()).toBe(3);
});

test("page_while the host is away_says why and moves nothing, until there is a board again", () => {
  const away = document.querySelector<HTMLElement>("#away");
  const board = document.querySelector<BoardElement>("as-board");
  tell({ kind: "away", why: "The host is not connected; it is tried again" });
  expect(away).toMatchObject({ hidden: false, textContent: "The host is not connected; it is tried again" });
  expect(board?.canMove).toBe(false);
  tell(empty);
  expect(away?.hidden).toBe(true);
  expect(board?.canMove).toBe(true);
});
