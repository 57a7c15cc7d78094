import { afterEach, expect, test } from "vitest";
import type { Document, DocumentText, Writing } from "@assistant/protocol";
import { FakeSession, find, findAll, press, rest, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { DocumentsView } from "./documents.js";

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const cv: Document = {
  id: "d1", revision: 3, kind: "cv", title: "My CV", about: [], current: 2, created: "2026-11-01T08:00:00Z", changed: "2026-11-20T08:00:00Z",
  versions: [{ number: 2, origin: "tailored", type: docx, size: 90, digest: "ab", parent: 1, created: "2026-11-20T08:00:00Z" }, { number: 1, origin: "uploaded", type: docx, size: 80, digest: "cd", fileName: "cv.docx", created: "2026-11-01T08:00:00Z" }],
};
const text = (version: number): DocumentText => ({
  id: "d1", version, text: "", readBy: "docx",
  lines: [{ number: 1, text: "Ana Ruiz", mark: "# " }, { number: 2, text: version === 1 ? "Led four" : "Led a team", mark: "- " }, { number: 3, text: "Kept servers", mark: "- " }],
});
const writing: Writing = {
  id: "w1", task: "cvTailoring", state: "done", contactId: "c1", started: "2026-11-20T08:00:00Z", text: "",
  sources: [{ id: "cv:2", kind: "cv", text: "- Led a team" }, { id: "cv:9", kind: "cv", text: "Kept servers" }, { id: "cv:4", kind: "cv", text: "Set type" }],
  parts: [{ of: "cv:2", sentences: [{ text: "- Led a team of 40", sources: ["cv:2"] }] }, { of: "cv:9", sentences: [{ text: "Kept Linux servers", sources: ["cv:9"] }] }, { of: "cv:4", sentences: [{ text: "Set metal type", sources: ["cv:4"] }] }],
  claims: [{ id: "k1", kind: "number", text: "40", sentence: "Led a team of 40", reason: "No source has it." }],
};
const answers: Answers = {
  "documents/list": { documents: [cv] }, "documents/get": cv, "documents/text": ({ version }) => text(version ?? 2), "documents/tailor": { ...cv, revision: 4, current: 3 },
  "writing/list": { writings: [writing, { ...writing, id: "w2", task: "fit" }] }, "writing/get": writing, "contacts/get": { id: "c1", revision: 1, name: "Ben Okafor", kind: "person", addresses: [], fields: {}, source: "typed", changed: "2026-11-20T08:00:00Z" },
};

afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession, query?: Record<string, string>): Promise<DocumentsView> {
  const view = await show(new DocumentsView(), session, { view: "documents", path: ["d1", "tailor"], ...(query === undefined ? {} : { query }) });
  await rest(view);
  return view;
}
const asked = (session: FakeSession): unknown[] => session.asked.filter((each) => each.method === "documents/tailor").map((each) => each.params);
const choose = (view: DocumentsView, selector: string, value: string): void => {
  const select = find(view, selector) as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event("change"));
};
const write = async (view: DocumentsView, line: number, words: string): Promise<void> => {
  (find(view, `fluent-button[aria-label='Change line ${line}']`)).click();
  await rest(view);
  (find(view, "#own") as HTMLTextAreaElement).value = words;
  press(view, "Take it");
  await rest(view);
};

test("render_of a suggestion_shows every line, and what the suggestion changes in it wherever that line is now", async () => {
  const view = await bed(new FakeSession(answers), { writing: "w1" });
  expect(findAll(view, ".lines > li").map((each) => textOf(each))).toHaveLength(3);
  expect(findAll(view, ".lines ins").map(textOf)).toEqual(["of 40", "Linux"]);
  expect(textOf(view)).toContain("for lines that this version does not have: Set metal type");
  expect(textOf(find(view, "#writing"))).toContain("Suggested for Ben Okafor");
  expect(findAll(view, "#writing option")).toHaveLength(2);
});

test("keep_of a suggestion_takes what is ticked, and nothing that no source has", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, { writing: "w1" });
  expect((find(view, "input[aria-label='Take the change of line 2']") as HTMLInputElement).disabled).toBe(true);
  expect(textOf(view)).toContain("1 change is ticked");
  press(view, "Keep as a new version");
  await rest(view);
  expect(asked(session)).toEqual([{ id: "d1", revision: 3, version: 2, changes: [{ line: 3, old: "Kept servers", new: "Kept Linux servers" }] }]);
  expect(location.hash).toBe("#/documents/d1/compare");
});

test("keep_of a suggestion whose claims are true_takes them too", async () => {
  const session = new FakeSession({ ...answers, "writing/get": { ...writing, claims: (writing.claims ?? []).map((each) => ({ ...each, ticked: true })) } });
  const view = await bed(session, { writing: "w1" });
  expect(textOf(view)).toContain("2 changes are ticked");
});

test("render_of a claim that no line says word for word_lets no line be taken", async () => {
  const view = await bed(new FakeSession({ ...answers, "writing/get": { ...writing, claims: [{ id: "k1", kind: "skill", text: "Cobol", sentence: "", reason: "No source has it." }] } }), { writing: "w1" });
  expect(findAll(view, ".tick input").map((each) => (each as HTMLInputElement).disabled)).toEqual([true, true]);
});

test("keep_of own words_begins with the version that was chosen", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  expect(textOf(view)).toContain("No change is ticked.");
  choose(view, "#version", "1");
  await rest(view);
  await write(view, 2, "Led four \n people");
  expect(findAll(view, ".lines ins").map(textOf)).toEqual(["people"]);
  press(view, "Keep as a new version");
  await rest(view);
  expect(asked(session)).toEqual([{ id: "d1", revision: 3, version: 1, changes: [{ line: 2, old: "Led four", new: "Led four people" }] }]);
});

test("write_of an unproven line in own words_lets it be taken", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, { writing: "w1" });
  await write(view, 2, "Led a team of four");
  expect(textOf(view)).toContain("2 changes are ticked");
});

test("tick_of a change_taken off is not kept", async () => {
  const view = await bed(new FakeSession(answers), { writing: "w1" });
  const tick = find(view, "input[aria-label='Take the change of line 3']") as HTMLInputElement;
  tick.checked = false;
  tick.dispatchEvent(new Event("change"));
  await rest(view);
  expect(textOf(view)).toContain("No change is ticked.");
  expect(find(view, ".end fluent-button").hasAttribute("disabled-focusable")).toBe(true);
});

test.each([[docx, true], ["application/pdf", false]])("render_of a document as %s_leads to tailoring where its lines can be changed", async (type, leads) => {
  const view = await show(new DocumentsView(), new FakeSession({ ...answers, "documents/get": { ...cv, versions: cv.versions.map((each) => ({ ...each, type })) }, "documents/sent": { sent: [] } }), { view: "documents", path: ["d1"] });
  await rest(view);
  expect(findAll(view, "a[href='#/documents/d1/tailor?version=2']").length > 0).toBe(leads);
});
