import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Document, DocumentText } from "@assistant/protocol";
import { FakeSession, find, findAll, keptToasts, press, rest, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { DocumentsView } from "./documents.js";

const document1: Document = {
  id: "d1", revision: 3, kind: "cv", title: "My CV", about: [{ kind: "application", id: "a1" }], current: 2, created: "2026-11-01T08:00:00Z", changed: "2026-11-20T08:00:00Z",
  versions: [{ number: 2, origin: "tailored", type: "text/markdown", size: 90, digest: "ab", parent: 1, created: "2026-11-20T08:00:00Z" }, { number: 1, origin: "uploaded", type: "text/markdown", size: 80, digest: "cd", fileName: "cv.docx", created: "2026-11-01T08:00:00Z" }],
};
const textOfVersion = (version: number | undefined): DocumentText => ({ id: "d1", version: version ?? 2, text: version === 1 ? "Built the service\nLed four" : "Built and ran the service\nLed four people", lines: [], readBy: "docx" });
const answers: Answers = {
  "documents/list": { documents: [document1] }, "documents/get": document1, "documents/text": ({ version }) => textOfVersion(version), "documents/addVersion": { ...document1, revision: 4, current: 3 },
  "applications/get": { id: "a1", revision: 1, company: { id: "c", name: "Acme" }, role: "Engineer", stage: "saved", stageKind: "open", since: "2026-11-20T08:00:00Z", isArchived: false, tags: [], tasks: [], links: [], created: "2026-11-20T08:00:00Z", changed: "2026-11-20T08:00:00Z" },
};

const toasts = keptToasts();

afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession, path: readonly string[], query?: Record<string, string>): Promise<DocumentsView> {
  const view = await show(new DocumentsView(), session, { view: "documents", path, ...(query === undefined ? {} : { query }) });
  await rest(view);
  return view;
}
const asked = (session: FakeSession, method: string): unknown[] => session.asked.filter((each) => each.method === method).map((each) => each.params);

test("render_of a document_shows its current text, what it is about, and its versions with where each came from", async () => {
  const view = await bed(new FakeSession(answers), ["d1"]);
  for (const each of ["My CV", "Built and ran the service", "Acme, Engineer", "from version 1", "cv.docx"]) expect(textOf(view)).toContain(each);
});

test("sent_of a document_says which version went out, to whom and with which mail", async () => {
  const session = new FakeSession({ ...answers, "documents/sent": { sent: [
    { documentId: "d1", title: "My CV", kind: "cv", version: 1, basis: "chosen", name: "cv.pdf", digest: "ab", outboxId: "o1", subject: "Application", to: ["Ana Ruiz <ana@example.org>"], state: "sent", at: "2026-11-20T08:00:00Z" },
    { documentId: "d1", title: "My CV", kind: "cv", version: 2, basis: "sameBytes", name: "mine.docx", digest: "cd", outboxId: "o2", subject: "Again", to: ["Ben <ben@example.org>"], state: "needsPerson", at: "2026-11-20T09:00:00Z" },
  ] } });
  const view = await bed(session, ["d1"]);
  const sent = textOf(find(view, "as-documents-sent"));
  for (const each of ["My CV , Version 1", "cv.pdf", "Ana Ruiz", "Application", "the same bytes", "Not known whether it left"]) expect(sent).toContain(each);
  expect(asked(session, "documents/sent")).toEqual([{ limit: 200, documentId: "d1" }]);
});

test("compare_of two versions_shows each with its own words, what went and what came", async () => {
  const view = await bed(new FakeSession(answers), ["d1", "compare"]);
  expect(findAll(view, ".both ins").map((each) => textOf(each))).toEqual(["and ran", "people"]);
  const [before, after] = findAll(view, ".both .text");
  expect(before?.textContent).toBe("Built the service\nLed four");
  expect(after?.textContent).toBe("Built and ran the service\nLed four people");
});

test("compare_with versions in the address_asks for those", async () => {
  const session = new FakeSession(answers);
  await bed(session, ["d1", "compare"], { from: "2", to: "1" });
  expect(asked(session, "documents/text")).toEqual([{ id: "d1", version: 2 }, { id: "d1", version: 1 }]);
});

test("edit_of a text_becomes a new version of the one that was shown", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, ["d1"], { version: "1" });
  press(view, "Edit the text");
  await rest(view);
  (find(view, "textarea#text") as HTMLTextAreaElement).value = "Another text";
  press(view, "Save");
  await rest(view);
  expect(asked(session, "documents/addVersion")).toEqual([{ id: "d1", revision: 3, input: { text: "Another text" }, parent: 1 }]);
});

test("render_of a file without text_says why and leaves the file to be saved", async () => {
  const view = await bed(new FakeSession({ ...answers, "documents/text": () => { throw new RpcError(errorCode.invalid, "It is a scan.", { remedy: "Give a file with text." }); } }), ["d1"]);
  for (const each of ["Its text cannot be read", "It is a scan.", "Give a file with text.", "Save the file"]) expect(textOf(view)).toContain(each);
});

test("delete_of a document_can be taken back", async () => {
  const session = new FakeSession({ ...answers, "documents/delete": {}, "documents/undelete": document1 });
  const view = await bed(session, ["d1"]);
  press(view, "Delete");
  await rest(view);
  toasts[0]?.action?.run();
  await rest(view);
  expect(asked(session, "documents/undelete")).toEqual([{ id: "d1" }]);
});

test("create_of a text_is about what the address names, and says at the field what is wrong", async () => {
  const session = new FakeSession({ ...answers, "documents/create": ({ title }) => { if (title === "") throw new RpcError(errorCode.invalid, "no", { problems: [{ path: "$.title", problem: "is empty" }] }); return document1; } });
  const view = await bed(session, ["new"], { about: "application:a1", kind: "letter" });
  (find(view, "#text") as HTMLTextAreaElement).value = "Dear Rita";
  press(view, "Save");
  await rest(view);
  expect(textOf(find(view, "as-document-form"))).toContain("is empty");
  (find(view, "#title") as HTMLInputElement).value = "Letter";
  press(view, "Save");
  await rest(view);
  expect(asked(session, "documents/create").at(-1)).toEqual({ kind: "letter", title: "Letter", about: [{ kind: "application", id: "a1" }], input: { text: "Dear Rita" } });
});
