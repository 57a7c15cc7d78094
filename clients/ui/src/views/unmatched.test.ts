import { afterEach, expect, test } from "vitest";
import type { ApplicationCard } from "@assistant/protocol";
import { FakeSession, findAll, keptToasts, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { UnmatchedElement } from "./unmatched.js";

const card: ApplicationCard = { id: "a1", revision: 1, company: "Acme", role: "Engineer", stage: "applied", since: "2026-11-20T08:00:00Z" };
const answers: Answers = {
  "applications/unmatched": { replies: [{ messageId: "m1", outboxId: "o1", received: "2026-11-20T08:00:00Z", candidates: [card] }, { messageId: "m2", outboxId: "o2", received: "2026-11-20T08:00:00Z", candidates: [] }] },
  "applications/assign": { outcome: "It belongs to Acme now.", proposalId: "p1" }, "applications/list": { applications: [{ ...card, id: "a2", company: "Beta" }] },
};

const toasts = keptToasts();
afterEach(() => document.body.replaceChildren());
const bed = async (session: FakeSession, ...path: readonly string[]): Promise<UnmatchedElement> => {
  const view = await show(new UnmatchedElement(), session, { view: "applications", path: ["unmatched", ...path] });
  await new Promise((resolve) => setTimeout(resolve));
  await settled(view);
  return view;
};
const assigned = (session: FakeSession): unknown[] => session.asked.filter((each) => each.method === "applications/assign").map((each) => each.params);

test("render_of answers_says what each may fit, and makes nothing of them", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  expect(findAll(view, "[role=option]").map(textOf).map((each) => each.replace(/^.*(may|fits)/u, "$1"))).toEqual(["may fit 1", "fits none"]);
  expect(assigned(session)).toEqual([]);
});

test("choose_of a candidate_assigns the answer to it, and says first what came of it", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "m1");
  press(view, "It is this one");
  await settled(view);
  expect(assigned(session)).toEqual([{ messageId: "m1", applicationId: "a1" }]);
  expect(toasts).toEqual([{ said: ["It belongs to Acme now."] }, { text: "A change is proposed: decide on it under the application." }]);
});

test("none of them_is said without an application", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "m2");
  press(view, "It belongs to none");
  await settled(view);
  expect(assigned(session)).toEqual([{ messageId: "m2" }]);
});

test("assign_without the right_shows the command instead", async () => {
  const session = new FakeSession(answers);
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read", "draft"] } };
  expect(textOf(await bed(session, "m1"))).toContain("assistant application assign m1");
});
