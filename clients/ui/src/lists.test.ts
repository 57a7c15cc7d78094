import { afterEach, expect, test } from "vitest";
import type { Application, ApplicationCard, Claim, Document, Draft, DraftPreview, OutboxItem, Proposal, Writing } from "@assistant/protocol";
import "./records/application-documents.js";
import "./records/application-people.js";
import "./records/draft.js";
import "./records/item.js";
import "./records/proposals-about.js";
import "./records/writing.js";
import { FakeSession, find, findAll, press, rest, textOf } from "./testing.js";
import type { Answers } from "./testing.js";
import { View } from "./view.js";
import "./views/privacy-export.js";
import "./views/unmatched.js";

const at = "2026-11-20T08:00:00Z";
const many = <T>(make: (n: number) => T): readonly T[] => Array.from({ length: 10_000 }, (_, n) => make(n));

const about = { kind: "application", id: "a" };
const application: Application = { id: "a", revision: 4, company: { id: "co", name: "Acme" }, role: "Engineer", stage: "applied", stageKind: "open", since: at, isArchived: false, tags: [], tasks: [], links: [], created: at, changed: at };
const linked = (kind: string): Application => ({ ...application, links: many((n) => ({ ref: { kind, id: `${n}` }, role: "cv" })) });
const document = (id: string, kind: Document["kind"]): Document => ({ id, revision: 1, kind, title: `Paper ${id}.`, about: [about], current: 1, versions: [], created: at, changed: at });
const documents: Answers = { "documents/list": { documents: [] }, "documents/get": ({ id }) => document(id, "cv"), "documents/text": ({ id }) => ({ id, version: 1, text: `Noted ${id}.`, lines: [], readBy: "text" }) };
const claims = many((n): Claim => ({ id: `k${n}`, kind: "number", text: `figure ${n}.`, sentence: "", reason: "No source has it.", ticked: false }));
const draft: Draft = { id: "d", revision: 4, state: "open", accountId: "a1", to: [], cc: [], bcc: [], replyTo: [], subject: "Letterpress", body: "", claims, attachments: many((n) => ({ id: `f${n}`, name: `File ${n}.pdf`, type: "application/pdf", size: 9, digest: "ab" })), problems: [], changed: at };
const preview: DraftPreview = { draftId: "d", revision: 4, from: "", to: [], cc: [], bcc: [], replyTo: [], subject: "", text: "", html: "", attachments: [], problems: [] };
const drafts: Answers = { "drafts/get": draft, "drafts/preview": preview, "drafts/history": { revisions: [] }, "documents/list": { documents: [] } };
const item: OutboxItem = { id: "o", revision: 1, draftId: "d", accountId: "a1", to: [], subject: "Tuesday", state: "sent", since: at, notBefore: at, approvedBy: "Me", approvedAt: at, hash: "ab", submissions: 0, evidence: [] };
const writing: Writing = { id: "w", task: "coverLetter", state: "done", contactId: "c", started: at, text: "", claims, sources: many((n) => ({ id: `posting:${n}`, kind: "posting", text: `Line ${n}.` })) };
const writings: Answers = { "writing/get": writing, "contacts/get": { id: "c", revision: 1, name: "Ben", kind: "person", addresses: [], fields: {}, source: "typed", changed: at } };
const proposals = many((n): Proposal => ({ id: `p${n}`, revision: 1, kind: "stage.move", state: "open", about, title: `Move ${n}.`, evidence: [], values: {}, madeBy: "rules", made: at }));
const card = (n: number): ApplicationCard => ({ id: `${n}`, revision: 1, company: `Company ${n}`, role: "Engineer.", stage: "applied", since: at });
const unmatched = { view: "applications", path: ["unmatched", "m"] };

/** A part that shows a list of the host's as rows of unequal height: what it is given, its rows, and what the first and the fifty-first of them say. */
const lists: readonly (readonly [name: string, element: string, given: object, answers: Answers, rows: string, first: string, later: string])[] = [
  ["an application's people", "as-application-people", { application: linked("contact") }, { "contacts/get": ({ id }) => ({ id, revision: 1, name: `Person ${id}.`, kind: "person", addresses: [], fields: {}, source: "typed", changed: at }) }, ".rows > li", "Person 0.", "Person 50."],
  ["an application's papers", "as-application-documents", { application: linked("document") }, documents, ".rows > li", "Paper 0.", "Paper 50."],
  ["an application's notes", "as-application-documents", { application }, { ...documents, "documents/list": ({ kind }) => ({ documents: kind === undefined ? many((n) => document(`${n}`, "note")) : [] }) }, ".rows > li", "Noted 0.", "Noted 50."],
  ["what is proposed", "as-proposals-about", { about, heading: "Proposed" }, { "proposals/list": { proposals } }, "li.callout", "Move 0.", "Move 50."],
  ["what no source of a draft has", "as-draft", { recordId: "d", pane: "message" }, drafts, "li.claim", "figure 0.", "figure 50."],
  ["a draft's files", "as-draft", { recordId: "d", pane: "message" }, { ...drafts, "drafts/get": { ...draft, claims: [] } }, "as-draft-files .rows > li, .rows > li", "File 0.pdf", "File 50.pdf"],
  ["how far a message went", "as-item", { recordId: "o", pane: "evidence" }, { "outbox/show": { item, steps: many((n) => ({ state: "staged", at, reason: `Step ${n}.` })) } }, "ol > li", "Step 0.", "Step 50."],
  ["what no source of a text has", "as-writing", { recordId: "w", pane: "message" }, writings, "li.claim", "figure 0.", "figure 50."],
  ["a text's sources", "as-writing", { recordId: "w", pane: "evidence" }, writings, ".sources > li", "Line 0.", "Line 50."],
  ["what an answer may belong to", "as-unmatched", { route: unmatched }, { "applications/unmatched": { replies: [{ messageId: "m", outboxId: "o", received: at, candidates: many(card) }] } }, ".rows > li", "Company 0,", "Company 50,"],
];

afterEach(() => globalThis.document.body.replaceChildren());

async function bed(element: string, given: object, answers: Answers): Promise<{ readonly view: View; readonly session: FakeSession }> {
  const view = globalThis.document.createElement(element);
  if (!(view instanceof View)) throw new Error(`There is no ${element}.`);
  const session = new FakeSession(answers);
  Object.assign(view, { session, ...given });
  globalThis.document.body.append(view);
  await rest(view);
  return { view, session };
}

test.each(lists)("%s_ten thousand of them_are drawn and read a page at a time", async (_name, element, given, answers, selector, first, later) => {
  const { view, session } = await bed(element, given, answers);
  const rows = (): readonly string[] => findAll(view, selector).map(textOf);
  expect([rows().length, rows()[0]]).toEqual([50, expect.stringContaining(first)]);
  press(view, "Next");
  await rest(view);
  expect([rows().length, rows()[0]]).toEqual([50, expect.stringContaining(later)]);
  expect(session.asked.length).toBeLessThan(150);
});

test("what an export left out_ten thousand of it_is drawn a page at a time", async () => {
  const problems = many((n) => ({ path: `$.files[${n}]`, problem: `Left ${n}.` }));
  const { view } = await bed("as-privacy-export", { route: { view: "privacy", path: ["export"] } }, { "export/create": { path: "/out", made: at, files: 1, bytes: 1, records: {}, problems, warnings: [] } });
  find(view, "fluent-button").click();
  await rest(view);
  const rows = (): readonly string[] => findAll(view, "section li").map(textOf);
  expect([rows().length, rows()[0]]).toEqual([50, expect.stringContaining("Left 0.")]);
  press(view, "Next");
  await rest(view);
  expect(rows()[0]).toContain("Left 50.");
});
