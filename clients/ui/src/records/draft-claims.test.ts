import { afterEach, expect, test } from "vitest";
import type { Claim, Draft, DraftPreview, Writing } from "@assistant/protocol";
import { FakeSession, find, findAll, keptToasts, press, settled, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { DraftPane } from "./draft.js";

const claim: Claim = { id: "k1", kind: "number", text: "240", sentence: "Your 240 posters hang here.", reason: "No source has the number “240”.", ticked: false };
const draft: Draft = {
  id: "d1", revision: 4, state: "open", accountId: "a1", contactId: "c1", to: ["Ben <ben@example.org>"], cc: [], bcc: [], replyTo: [], subject: "Letterpress", body: "Dear Ben,\n\nYour 240 posters hang here. Come by.\n\nAna",
  attachments: [], claims: [claim], problems: [{ path: "$.claims[0]", problem: "No source has the number “240”." }], changed: "2026-11-20T08:00:00Z",
};
const preview: DraftPreview = { draftId: "d1", revision: 4, from: "Me <me@example.org>", to: draft.to, cc: [], bcc: [], replyTo: [], subject: draft.subject, text: draft.body, html: "", attachments: [], problems: draft.problems };
const writing: Writing = {
  id: "w1", task: "outreach", state: "done", contactId: "c1", started: "2026-11-20T08:00:00Z", draftId: "d1", draftRevision: 4, text: draft.body,
  parts: [{ sentences: [{ text: claim.sentence, sources: ["contact.company"] }] }], sources: [{ id: "contact.company", kind: "contact", text: "Harbour Letterpress" }, { id: "sender.name", kind: "sender", text: "Ana" }],
};
const answers: Answers = { "drafts/get": draft, "drafts/preview": preview, "drafts/history": { revisions: [] }, "writing/list": { writings: [writing] }, "writing/get": writing };

const toasts = keptToasts();

afterEach(() => document.body.replaceChildren());

async function rest(view: DraftPane): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(view);
  }
}

async function bed(session: FakeSession): Promise<DraftPane> {
  const view = new DraftPane();
  Object.assign(view, { session, recordId: "d1", pane: "message" });
  document.body.append(view);
  await rest(view);
  return view;
}

test("claims_of a draft_stand out, each with its reason and what the sentence rests on", async () => {
  const view = await bed(new FakeSession(answers));
  expect(findAll(view, ".body mark").map(textOf)).toEqual(["240"]);
  const text = textOf(find(view, "as-draft-claims"));
  for (const each of ["Number", "No source has the number", "Harbour Letterpress ( Contact: company )"]) expect(text).toContain(each);
  expect(text).not.toContain("sender.name");
});

test("approve_while a claim stands_is there, cannot be pressed, and says why", async () => {
  const view = await bed(new FakeSession(answers));
  const approve = findAll(view, "fluent-button").find((each) => textOf(each) === "Approve and send");
  expect(approve?.hasAttribute("disabled")).toBe(true);
  expect(textOf(view)).toContain("once the marked claim is true or gone");
});

test("tick_by a person_names the claim and the revision, and then it can be approved", async () => {
  const ticked: Draft = { ...draft, claims: [{ ...claim, ticked: true }], problems: [] };
  const session = new FakeSession({ ...answers, "drafts/tick": ticked });
  const view = await bed(session);
  session.answer("drafts/get", ticked);
  session.answer("drafts/preview", { ...preview, problems: [], hash: "ab12" });
  press(view, "It is true");
  await rest(view);
  expect(session.asked.find((each) => each.method === "drafts/tick")?.params).toEqual({ id: "d1", revision: 4, claimIds: ["k1"] });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await rest(view);
  expect(findAll(view, "fluent-button").find((each) => textOf(each) === "Approve and send")?.hasAttribute("disabled")).toBe(false);
});

test("tick_without the right_offers the command instead", async () => {
  const session = new FakeSession(answers);
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read", "draft"] } };
  const view = await bed(session);
  expect(textOf(view)).toContain("assistant draft tick d1 k1");
  expect(() => press(view, "It is true")).toThrow();
});

test("take it out_drops the sentence as a new version, and can be undone", async () => {
  const session = new FakeSession({ ...answers, "drafts/update": { ...draft, revision: 5 }, "drafts/restore": draft });
  const view = await bed(session);
  press(view, "Take it out");
  await rest(view);
  expect(session.asked.find((each) => each.method === "drafts/update")?.params).toEqual({ id: "d1", revision: 4, body: "Dear Ben,\n\nCome by.\n\nAna" });
  toasts[0]?.action?.run();
  await rest(view);
  expect(session.asked.find((each) => each.method === "drafts/restore")?.params).toEqual({ id: "d1", revision: 5, from: 4 });
});

test("take it out_of a sentence that was rewritten_opens the text to be changed by hand", async () => {
  const session = new FakeSession({ ...answers, "drafts/get": { ...draft, body: "Your 240 big posters." } });
  const view = await bed(session);
  press(view, "Take it out");
  await rest(view);
  expect(find(view, "textarea[name=body]")).toBeDefined();
  expect(session.asked.some((each) => each.method === "drafts/update")).toBe(false);
});
