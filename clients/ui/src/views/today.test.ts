import { afterEach, expect, test } from "vitest";
import type { Draft, OutboxItem, Proposal, TrackingRow } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { TodayView } from "./today.js";

const draft: Draft = { id: "d1", revision: 1, state: "open", accountId: "a1", to: ["Ana <ana@example.org>"], cc: [], bcc: [], replyTo: [], subject: "Hello", body: "", attachments: [], problems: [], changed: "2026-11-20T08:00:00Z" };
const item: OutboxItem = { id: "o9", revision: 1, draftId: "d9", accountId: "a1", to: ["Ben <ben@example.org>"], subject: "Lost", state: "needsPerson", since: "2026-11-20T08:00:00Z", notBefore: "2026-11-20T08:00:00Z", approvedBy: "Me", approvedAt: "2026-11-20T08:00:00Z", hash: "", submissions: 1, evidence: [], nextStep: "say whether it was sent" };
const row = (state: TrackingRow["state"], id: string, due?: string): TrackingRow => ({ outboxId: id, person: id, address: "x@example.org", subject: "S", state, since: "2026-11-20T08:00:00Z", nextStep: "n", ...(due === undefined ? {} : { due }) });
const proposal: Proposal = { id: "p1", revision: 1, kind: "followUp.set", state: "open", about: { kind: "contact", id: "c1" }, title: "Follow up with Ben", quotedLine: "I am back on Monday.", evidence: [{ source: "header", name: "Auto-Submitted", value: "auto-replied" }], values: {}, madeBy: "host", made: "2026-11-20T08:00:00Z" };
const account = { id: "a1", revision: 1, provider: "mail.local", address: "me@example.org", state: "active", grant: "headers", grantWords: "" } as const;

const answers: Answers = {
  "accounts/list": { accounts: [account] },
  "outbox/list": ({ states }) => ({ items: states === undefined ? [] : [item] }),
  "tracking/list": { rows: [row("replied", "replied"), row("waiting", "later", "2999-01-01"), row("away", "away"), row("waiting", "due", "2020-01-01")] },
  "proposals/list": { proposals: [proposal] },
  "drafts/list": { drafts: [draft] },
};
const nothing: Answers = { "accounts/list": { accounts: [account] }, "outbox/list": { items: [] }, "tracking/list": { rows: [] }, "proposals/list": { proposals: [] }, "drafts/list": { drafts: [] } };

afterEach(() => document.body.replaceChildren());

test("render_a day_lists what waits, the most pressing first, and leaves out what can wait", async () => {
  const view = await show(new TodayView(), new FakeSession(answers), { view: "today", path: [] });
  expect(findAll(view, "[role=option] .strong").map(textOf)).toEqual(["Ben", "replied", "due", "Follow up with Ben", "Ana"]);
  expect(textOf(view)).toContain("5 things wait for you");
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

test("render_an account that needs setup_puts it first with its remedy", async () => {
  const broken = { ...account, state: "needsSetup", need: { code: "account.reconnect", message: "The grant ended.", remedy: "Connect it again." } } as const;
  const view = await show(new TodayView(), new FakeSession({ ...answers, "accounts/list": { accounts: [broken] } }), { view: "today", path: [] });
  expect(textOf(findAll(view, "[role=option]")[0] ?? view)).toContain("Connect it again.");
});

test("accept_of a proposal_decides it, and the undo takes it back", async () => {
  const session = new FakeSession({ ...answers, "proposals/accept": proposal, "proposals/undo": proposal });
  const view = await show(new TodayView(), session, { view: "today", path: ["proposal", "p1"] });
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
  const session = new FakeSession({ ...answers, "drafts/list": () => { throw new Error("disk"); } });
  const view = await show(new TodayView(), session, { view: "today", path: [] });
  expect(textOf(view)).toContain("disk");
  session.answer("drafts/list", { drafts: [draft] });
  press(view, "Try again");
  await settled(view);
  expect(textOf(view)).toContain("5 things wait for you");
});
