import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Document, Draft, DraftPreview, OutboxItem } from "@assistant/protocol";
import { FakeSession, find, findAll, keptToasts, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { OutboxView } from "./outbox.js";
import { splitAddresses } from "../records/draft.js";

const hash = "6262601f8980cbcb";
const draft: Draft = {
  id: "d1", revision: 4, state: "open", accountId: "a1", to: ["Ana Ruiz <ana@example.org>"], cc: [], bcc: [], replyTo: [], subject: "Tuesday", body: "Dear Ana", attachments: [], problems: [], changed: "2026-11-20T08:00:00Z",
  provenance: { work: "filled template", composer: "drafting/offline", sources: [{ name: "firstName", value: "Ana", source: "contact.firstName" }] },
};
const preview: DraftPreview = { draftId: "d1", revision: 4, hash, from: "Me <me@example.org>", to: draft.to, cc: [], bcc: [], replyTo: [], subject: "Tuesday", text: "Dear Ana\n", html: "<p>Dear Ana</p>", attachments: [], problems: [] };
const item: OutboxItem = { id: "o1", revision: 1, draftId: "d1", accountId: "a1", to: draft.to, subject: "Tuesday", state: "approved", since: "2026-11-20T08:00:00Z", notBefore: "2026-11-20T08:00:10Z", approvedBy: "Me", approvedAt: "2026-11-20T08:00:00Z", hash, submissions: 0, evidence: [] };
const answers: Answers = { "drafts/list": { drafts: [draft] }, "drafts/get": draft, "drafts/preview": preview, "drafts/history": { revisions: [] }, "outbox/list": { items: [item] }, "outbox/show": { item, steps: [] }, "outbox/approve": { items: [item] }, "outbox/cancel": item };

const toasts = keptToasts();

afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession, ...path: string[]): Promise<OutboxView> {
  const view = await show(new OutboxView(), session, { view: "outbox", path });
  await new Promise((resolve) => setTimeout(resolve));
  await settled(view);
  return view;
}

test("render_one draft_shows it as it would go out and where its facts come from", async () => {
  const view = await bed(new FakeSession(answers), "drafts", "d1");
  const text = textOf(view);
  for (const each of ["Me <me@example.org>", "Dear Ana", "Contact: first name", `SHA-256 ${hash}`]) expect(text).toContain(each);
});

test("approve_after the preview_names its hash and can be taken back", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "drafts", "d1");
  press(view, "Approve and send");
  await settled(view);
  expect(session.asked.find((each) => each.method === "outbox/approve")?.params).toEqual({ items: [{ draftId: "d1", hash }], undoSeconds: 10 });
  toasts[0]?.action?.run();
  await settled(view);
  expect(session.asked.at(-1)).toEqual({ method: "outbox/cancel", params: { id: "o1" } });
});

test("approve_without the right_offers the command instead", async () => {
  const session = new FakeSession(answers);
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read", "draft"] } };
  const view = await bed(session, "drafts", "d1");
  expect(textOf(view)).toContain("assistant outbox approve d1");
  expect(() => press(view, "Approve and send")).toThrow();
});

test("approve_of a draft with problems_is not offered, and each is named", async () => {
  const rest: DraftPreview = { draftId: "d1", revision: 4, from: preview.from, to: draft.to, cc: [], bcc: [], replyTo: [], subject: "Tuesday", text: "", html: "", attachments: [], problems: [] };
  const view = await bed(new FakeSession({ ...answers, "drafts/preview": { ...rest, problems: [{ path: "$.to[0]", problem: "The address is suppressed.", remedy: "Choose another." }] } }), "drafts", "d1");
  expect(textOf(view)).toContain("The address is suppressed. Choose another.");
  expect(() => press(view, "Approve and send")).toThrow();
});

test("approve_of what changed meanwhile_says so and approves nothing else", async () => {
  const session = new FakeSession({ ...answers, "outbox/approve": () => { throw new RpcError(errorCode.conflict, "stale"); } });
  const view = await bed(session, "drafts", "d1");
  press(view, "Approve and send");
  await settled(view);
  expect(toasts[0]?.failing).toBe(true);
  expect(toasts[0]?.text).toContain("It was changed meanwhile");
});

test("change_of a draft_names the revision it was made against", async () => {
  const session = new FakeSession({ ...answers, "drafts/update": draft });
  const view = await bed(session, "drafts", "d1");
  press(view, "Change");
  await settled(view);
  await settled(view);
  (find(view, "[name=subject]") as HTMLInputElement).value = "Wednesday";
  press(view, "Save");
  await settled(view);
  expect(session.asked.find((each) => each.method === "drafts/update")?.params).toMatchObject({ id: "d1", revision: 4, subject: "Wednesday", to: ["Ana Ruiz <ana@example.org>"] });
});

test.each([
  ["approved", ["Take back"]],
  ["refused", ["Make a new draft of it"]],
  ["needsPerson", ["Say what became of it", "Make a new draft of it"]],
  ["quarantined", ["Let it go out"]],
  ["sent", []],
] as const)("actions_of an item that is %s_are those that the host would take", async (state, expected) => {
  const view = await bed(new FakeSession({ ...answers, "outbox/show": { item: { ...item, state }, steps: [] }, "outbox/source": { message: { bytes: btoa("Subject: Tuesday\r\n\r\nDear Ana"), size: 26 }, digest: "ab" } }), "items", "o1");
  const all = ["Take back", "Make a new draft of it", "Say what became of it", "Let it go out"];
  expect(findAll(view, "fluent-button").map(textOf).filter((each) => all.includes(each)).sort()).toEqual([...expected].sort());
});

test("render_a sent item_shows its bytes", async () => {
  const view = await bed(new FakeSession({ ...answers, "outbox/show": { item: { ...item, state: "sent" }, steps: [] }, "outbox/source": { message: { bytes: btoa("Subject: Tuesday\r\n\r\nDear Ana"), size: 26 }, digest: "abcd" } }), "items", "o1");
  await settled(view);
  await new Promise((resolve) => setTimeout(resolve));
  await settled(view);
  expect(textOf(view)).toContain("Subject: Tuesday Dear Ana");
});

test("render_no draft_leads to templates and contacts", async () => {
  const view = await bed(new FakeSession({ ...answers, "drafts/list": { drafts: [] } }), "drafts");
  expect(find(view, "a[href='#/contacts']")).toBeDefined();
});

test("splitAddresses_with a comma in a name_keeps it whole", () => {
  expect(splitAddresses('"Ruiz, Ana" <ana@example.org>, ben@example.org;; ')).toEqual(['"Ruiz, Ana" <ana@example.org>', "ben@example.org"]);
});

test("render_a large message on its way_says how far it is until it has left", async () => {
  const uploading: OutboxItem = { ...item, state: "submitting", progress: { done: 449, total: 1000 } };
  const session = new FakeSession({ ...answers, "outbox/list": { items: [uploading] }, "outbox/show": { item: uploading, steps: [] } });
  const view = await bed(session, "items", "o1");
  const bars = findAll(view, "progress");
  expect(bars.length).toBe(2);
  for (const bar of bars) expect([(bar as HTMLProgressElement).value, bar.getAttribute("max"), bar.getAttribute("aria-label")]).toEqual([449, "1000", "44 % handed over"]);

  session.answer("outbox/list", { items: [{ ...item, state: "sent" }] });
  session.answer("outbox/show", { item: { ...item, state: "sent", leftToYou: "A draft stays." }, steps: [] });
  session.raise("outbox.progress", "o1");
  await new Promise((resolve) => setTimeout(resolve, 200));
  await settled(view);
  expect(findAll(view, "progress")).toEqual([]);
  expect(textOf(view)).toContain("A draft stays.");
});

test("attach_of a document's version_names it and shows which one is attached", async () => {
  const cv: Document = { id: "cv", revision: 1, kind: "cv", title: "My CV", about: [], current: 2, created: draft.changed, changed: draft.changed, versions: [2, 1].map((number) => ({ number, origin: "typed", type: "text/markdown", size: 9, digest: "ab", created: draft.changed })) };
  const attached: Draft = { ...draft, revision: 5, attachments: [{ id: "f1", name: "My CV.pdf", type: "application/pdf", size: 900, digest: "ab", document: { id: "cv", version: 1, title: "My CV" } }] };
  const session = new FakeSession({ ...answers, "documents/list": { documents: [cv] }, "documents/get": cv, "drafts/attachDocument": attached });
  const view = await bed(session, "drafts", "d1");
  const files = find(view, "as-draft-files");
  const choose = async (id: string, value: string): Promise<void> => {
    const box = find(files, `#${id}`) as HTMLSelectElement;
    box.value = value;
    box.dispatchEvent(new Event("change"));
    await new Promise((resolve) => setTimeout(resolve));
    await settled(view);
  };
  await choose("document", "cv");
  await choose("as", "pdf");
  await choose("version", "1");
  await choose("layout", "modern");
  session.answer("drafts/get", attached);
  find(files, "fluent-button[appearance=primary]").click();
  await new Promise((resolve) => setTimeout(resolve));
  await settled(view);
  expect(session.asked.filter((each) => each.method === "drafts/attachDocument").map((each) => each.params)).toEqual([{ id: "d1", revision: 4, documentId: "cv", version: 1, format: "pdf", layout: "modern" }]);
  expect(textOf(files)).toContain("My CV , Version 1");
});

test("retry_of what was refused_makes a draft, shows it and sends nothing", async () => {
  const refused: OutboxItem = { ...item, state: "refused" };
  const session = new FakeSession({ ...answers, "outbox/list": { items: [refused] }, "outbox/show": { item: refused, steps: [] }, "outbox/retry": { ...draft, id: "d2" } });
  const view = await bed(session, "items", "o1");
  press(view, "Make a new draft of it");
  await settled(view);
  expect(session.asked.find((each) => each.method === "outbox/retry")?.params).toEqual({ id: "o1" });
  expect(session.asked.some((each) => each.method === "outbox/approve")).toBe(false);
  expect(toasts[0]?.text).toContain("Sending it needs a new approval");
  expect(location.hash).toBe("#/outbox/drafts/d2");
});

test("retry_that fails_says why and stays", async () => {
  const refused: OutboxItem = { ...item, state: "refused" };
  location.hash = "#/outbox/items/o1";
  const session = new FakeSession({ ...answers, "outbox/list": { items: [refused] }, "outbox/show": { item: refused, steps: [] }, "outbox/retry": () => { throw new RpcError(errorCode.wrongState, "It is under way again."); } });
  const view = await bed(session, "items", "o1");
  press(view, "Make a new draft of it");
  await settled(view);
  expect(toasts.map((each) => each.failing)).toEqual([true]);
  expect(location.hash).toBe("#/outbox/items/o1");
});
