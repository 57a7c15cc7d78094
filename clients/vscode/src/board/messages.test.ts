import { expect, test } from "vitest";
import { boardPage } from "./html.js";
import { fromPage } from "./messages.js";

test.each([{ kind: "ready" }, { kind: "open", id: "1" }, { kind: "more", stage: "saved" }, { kind: "move", id: "1", stage: "saved", revision: 3 }])("fromPage_of %j_is that", (message) => expect(fromPage({ ...message, more: 1 })).toEqual(message));

test.each([undefined, null, "ready", {}, { kind: "run" }, { kind: "open" }, { kind: "open", id: 1 }, { kind: "move", id: "1", stage: "s" }, { kind: "move", id: "1", stage: "s", revision: "3" }, { kind: "move", id: "1", stage: "s", revision: 1.5 }])("fromPage_of %j_is nothing", (message) => expect(fromPage(message)).toBeUndefined());

test("boardPage_has a policy that lets in its own script and nothing else", () => {
  const page = boardPage({ nonce: "n0nce", source: "https://own.example", script: "s.js", style: "s.css", language: "en", title: "Board" });
  expect(page).toContain("default-src 'none'; script-src 'nonce-n0nce'; style-src https://own.example;");
  expect(page).not.toMatch(/unsafe-|connect-src|\son\w+=|style="/u);
  expect(page.match(/<script /gu)).toHaveLength(1);
});
