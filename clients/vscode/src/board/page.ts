import type { ApplicationCard } from "@assistant/protocol";
import "@assistant/ui/controls";
import "@assistant/ui/board";
import type { BoardElement, Lane, Move } from "@assistant/ui/board";
import { setLocale } from "@assistant/ui/locale";
import { showTheme } from "@assistant/ui/theme";
import type { FromPage, ToPage } from "./messages.js";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
const board = document.querySelector<BoardElement>("as-board");
const away = document.querySelector<HTMLElement>("#away");
/** Columns that were asked for in full, until the next board. */
const whole = new Map<string, readonly ApplicationCard[]>();
let lanes: readonly Lane[] = [];

setLocale(document.documentElement.lang === "de" ? "de" : "en");

/** The editor's theme, as it says on the body; it changes without a reload. */
function theme(): void {
  const { classList } = document.body;
  showTheme(classList.contains("vscode-dark") || (classList.contains("vscode-high-contrast") && !classList.contains("vscode-high-contrast-light")));
}
theme();
new MutationObserver(theme).observe(document.body, { attributes: true, attributeFilter: ["class"] });

/** Says why the host is not there; without a reason it is. */
function showAway(why: string): void {
  if (away === null) return;
  away.textContent = why;
  away.hidden = why === "";
}

function draw(): void {
  if (board !== null) board.lanes = lanes.map((lane) => ({ ...lane, cards: whole.get(lane.stage.name) ?? lane.cards }));
}

/** The editor may have sent its answer before this page was shown, or taken it for hidden: what was not answered after this long is asked again. */
const patience = 2000;
let waiting: ReturnType<typeof setTimeout> | undefined;

function ask(): void {
  editor.postMessage({ kind: "ready" });
  waiting = setTimeout(ask, patience);
}

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  clearTimeout(waiting);
  switch (data.kind) {
    case "board":
      whole.clear();
      lanes = data.board.columns;
      if (board !== null) board.canMove = data.canMove;
      showAway("");
      draw();
      break;
    case "away":
      if (board !== null) board.canMove = false;
      showAway(data.why);
      break;
    case "stage":
      whole.set(data.stage, data.cards);
      draw();
      break;
  }
});

if (board !== null) {
  board.label = document.title;
  board.addEventListener("open", (event) => editor.postMessage({ kind: "open", id: (event as CustomEvent<string>).detail }));
  board.addEventListener("more", (event) => editor.postMessage({ kind: "more", stage: (event as CustomEvent<string>).detail }));
  board.addEventListener("move", (event) => {
    const { card, stage } = (event as CustomEvent<Move>).detail;
    // Shown there at once; the board that comes back is what the host has.
    lanes = lanes.map((lane) => (lane.stage.name === card.stage ? { ...lane, count: lane.count - 1, cards: lane.cards.filter((each) => each.id !== card.id) } : lane.stage.name === stage ? { ...lane, count: lane.count + 1, cards: [...lane.cards, { ...card, stage }] } : lane));
    whole.clear();
    draw();
    editor.postMessage({ kind: "move", id: card.id, stage, revision: card.revision });
  });
}
ask();
