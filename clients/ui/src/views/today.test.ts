import { afterEach, expect, test } from "vitest";
import type { Proposal, TodayItem, TodayListResponse } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { setLocale } from "../locale.js";
import { TodayView } from "./today.js";

const proposal: Proposal = { id: "p1", revision: 1, kind: "followUp.set", state: "open", about: { kind: "contact", id: "c1" }, title: "Follow up with Ben", quotedLine: "I am back on Monday.", evidence: [{ source: "header", name: "Auto-Submitted", value: "auto-replied" }], values: {}, madeBy: "host", made: "2026-11-20T08:00:00Z" };
const items: readonly TodayItem[] = [
  { key: "setup:account.reconnect:a1", kind: "setup", title: "The grant ended.", reason: "Connect it again.", weight: 90, commands: ["doctor"] },
  { key: "stuck:o9", kind: "stuck", about: { kind: "outbox", id: "o9" }, person: "Ben <ben@example.org>", title: "Lost", reason: "nobody knows", weight: 80 },
  { key: "proposal:p1", kind: "proposal", about: { kind: "proposal", id: "p1" }, title: "Follow up with Ben", reason: "they wrote: \"I am back on Monday.\"", weight: 60 },
  { key: "followUp:c1", kind: "followUp", about: { kind: "contact", id: "c1" }, person: "Ana", title: "Write to Ana", reason: "No answer; due since 1 Nov", due: "2026-11-01", weight: 50, commands: ["draft new c1"] },
  { key: "task:t1", kind: "task", plugin: "applications", about: { kind: "application", id: "ap1" }, title: "Send the portfolio", reason: "due today", due: "2026-11-21", weight: 40 },
];
const day: TodayListResponse = { day: "2026-11-21", items, counts: {}, more: 3, problems: [{ path: "plugin:speech", problem: "It did not answer in time." }] };
const account = { id: "a1", revision: 1, provider: "mail.local", address: "me@example.org", state: "active", grant: "headers", grantWords: "" } as const;

const answers: Answers = { "today/list": day, "proposals/list": { proposals: [proposal] }, "accounts/list": { accounts: [account] } };
const nothing: Answers = { ...answers, "today/list": { ...day, items: [], more: 0, problems: [] } };

afterEach(() => document.body.replaceChildren());

test("render_a day_lists what waits in the host's order, each with its reason", async () => {
  const view = await show(new TodayView(), new FakeSession(answers), { view: "today", path: [] });
  expect(findAll(view, "[role=option] .strong").map(textOf)).toEqual(["The grant ended.", "Ben", "Follow up with Ben", "Ana", "Send the portfolio"]);
  for (const each of ["8 things wait for you", "nobody knows", "3 more are not shown", "It did not answer in time."]) expect(textOf(view)).toContain(each);
});

test.each([
  ["setup:account.reconnect:a1", "#/accounts/a1", "assistant doctor"],
  ["followUp:c1", "#/compose?contact=c1&task=followUp", "assistant draft new c1"],
  ["task:t1", "#/applications/ap1", "due today"],
])("choose_of %s_says why and leads to what is done about it", async (key, link, said) => {
  const view = await show(new TodayView(), new FakeSession(answers), { view: "today", path: [key] });
  await settled(view);
  expect(find(view, `article a[href='${link}']`)).toBeDefined();
  expect(textOf(view)).toContain(said);
});

test("render_nothing waiting_says so and what can be done", async () => {
  const view = await show(new TodayView(), new FakeSession(nothing), { view: "today", path: [] });
  expect(textOf(view)).toContain("Nothing waits for you");
  expect(find(view, "a[href='#/tracking']")).toBeDefined();
});

test("render_nothing set up_leads to the first step", async () => {
  const view = await show(new TodayView(), new FakeSession({ ...nothing, "accounts/list": { accounts: [] } }), { view: "today", path: [] });
  expect(find(view, "a[href='#/accounts']")).toBeDefined();
});

test.each([
  ["host", "Proposed by the rules for incoming mail", "Vorgeschlagen von den Regeln für eingehende Mail"],
  ["plugin:applications", "Proposed by the plugin Applications", "Vorgeschlagen von der Erweiterung Bewerbungen"],
  ["model:small", "Proposed by the model small", "Vorgeschlagen von dem Modell small"],
  ["assistant-cli", "Proposed by assistant-cli", "Vorgeschlagen von assistant-cli"],
])("render_a proposal of %s_says in words who made it", async (madeBy, english, german) => {
  for (const [locale, said] of [["de", german], ["en", english]] as const) {
    setLocale(locale);
    const view = await show(new TodayView(), new FakeSession({ ...answers, "proposals/list": { proposals: [{ ...proposal, madeBy }] } }), { view: "today", path: ["proposal:p1"] });
    await settled(view);
    expect(textOf(view)).toContain(`${said}, `);
  }
});

test("accept_of a proposal_decides it, and the undo takes it back", async () => {
  const session = new FakeSession({ ...answers, "proposals/accept": proposal, "proposals/undo": proposal });
  const view = await show(new TodayView(), session, { view: "today", path: ["proposal:p1"] });
  await settled(view);
  expect(textOf(view)).toContain("I am back on Monday.");
  let undo: (() => void) | undefined;
  document.addEventListener("as-toast", (event) => (undo = (event as CustomEvent<{ action?: { run: () => void } }>).detail.action?.run), { once: true });
  press(view, "Accept");
  await settled(view);
  undo?.();
  await settled(view);
  expect(session.asked.filter((each) => each.method.startsWith("proposals/a") || each.method === "proposals/undo").map((each) => each.method)).toEqual(["proposals/accept", "proposals/undo"]);
});

test("failure of reading_is shown with a way to try again", async () => {
  const session = new FakeSession({ ...answers, "today/list": () => { throw new Error("disk"); } });
  const view = await show(new TodayView(), session, { view: "today", path: [] });
  expect(textOf(view)).toContain("disk");
  session.answer("today/list", day);
  press(view, "Try again");
  await settled(view);
  expect(textOf(view)).toContain("8 things wait for you");
});
