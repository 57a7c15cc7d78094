import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { IncomingMessage, OutboxItem, TrackingRow } from "@assistant/protocol";
import { FakeSession, find, findAll, keptToasts, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { TrackingView } from "./tracking.js";

const row: TrackingRow = { outboxId: "o1", person: "Ana Ruiz", address: "ana@example.org", subject: "Tuesday", state: "bounced", since: "2026-11-20T08:00:00Z", nextStep: "Correct the address" };
const sent: OutboxItem = { id: "o1", revision: 3, draftId: "d1", accountId: "a1", to: ["Ana Ruiz <ana@example.org>"], subject: "Tuesday", state: "sent", since: "2026-11-20T08:00:00Z", notBefore: "2026-11-20T08:00:00Z", approvedBy: "Me", approvedAt: "2026-11-20T07:59:00Z", hash: "ab", submissions: 1, evidence: [{ source: "provider", name: "sent copy", value: "cur/1" }] };
const bounce: IncomingMessage = { id: "m1", outboxId: "o1", from: "mailer-daemon@example.org", subject: "Undelivered", received: "2026-11-20T08:01:00Z", verdict: { kind: "bounce", confidence: "certain", evidence: [{ source: "reportField", name: "Status", value: "5.1.1" }], bounce: { hard: true, reason: "userUnknown", status: "5.1.1" } } };
const answers: Answers = { "tracking/list": { rows: [row] }, "tracking/show": { row, sent, incoming: [bounce] } };

const toasts = keptToasts();
afterEach(() => document.body.replaceChildren());

test("render_nothing sent_says so and leads to the drafts", async () => {
  const view = await show(new TrackingView(), new FakeSession({ "tracking/list": { rows: [] } }), { view: "tracking", path: [] });
  expect(textOf(view)).toContain("Nothing was sent yet");
  expect(find(view, "a[href='#/outbox']")).toBeDefined();
});

test("render_one message_shows the verdict with the field it rests on", async () => {
  const view = await show(new TrackingView(), new FakeSession(answers), { view: "tracking", path: ["o1"] });
  expect(textOf(view)).toContain("certain: a standard field says so");
  expect(findAll(view, ".evidence code").map(textOf)).toEqual(["5.1.1", "cur/1"]);
});

test("read_without the grant_says what is missing and where it is given", async () => {
  const session = new FakeSession({ ...answers, "tracking/read": () => { throw new RpcError(errorCode.needsSetup, "The account grants headers only.", { subject: "account:a1", remedy: "Connect it again with bodies." }); } });
  const view = await show(new TrackingView(), session, { view: "tracking", path: ["o1"] });
  press(view, "Read the text");
  await settled(view);
  expect(textOf(view)).toContain("Connect it again with bodies.");
  expect(find(view, "a[href='#/accounts']")).toBeDefined();
});

test("check_of an account that cannot be read_says so before the provider's words", async () => {
  const problem = { path: "$.accounts[0]", problem: "The server did not answer.", remedy: "Try again later." };
  const view = await show(new TrackingView(), new FakeSession({ ...answers, "tracking/check": { accounts: [{ accountId: "a1", seen: 0, matched: 0, problem }], found: [] } }), { view: "tracking", path: [] });
  press(view, "Check now");
  await settled(view);
  expect(toasts.at(-1)).toEqual({ text: "An account could not be checked.", said: ["The server did not answer.", "Try again later."], failing: true });
});

test("event_of a change_reads the list again", async () => {
  const session = new FakeSession(answers);
  await show(new TrackingView(), session, { view: "tracking", path: [] });
  const before = session.asked.length;
  session.raise("outbox.changed", "o1");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(session.asked.slice(before).map((each) => each.method)).toEqual(["tracking/list"]);
});

test("disconnect_after showing_leaves no listener", async () => {
  const session = new FakeSession(answers);
  const view = await show(new TrackingView(), session, { view: "tracking", path: [] });
  view.remove();
  expect(session.listeners).toBe(0);
});
