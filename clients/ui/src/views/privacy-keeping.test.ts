import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { ErasePlan, EraseReceipt } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { PrivacyEraseElement } from "./privacy-erase.js";
import { PrivacyExportElement } from "./privacy-export.js";

const plan: ErasePlan = { name: "Ana Ruiz", about: { kind: "contact", id: "c1" }, parts: [{ kinds: [{ kind: "drafts", count: 3 }] }, { plugin: "applications", kinds: [{ kind: "links", count: 2 }] }], stays: ["What was sent stays in their mailbox."], obstacles: [] };
const receipt: EraseReceipt = { id: "r-12345678", about: { kind: "contact", id: "c1" }, at: "2026-11-21T08:00:00Z", parts: plan.parts, problems: [{ path: "plugin:x", problem: "It does not answer." }] };
const answers: Answers = { "erase/plan": plan, "erase/run": receipt, "erase/list": { receipts: [] }, "contacts/list": { contacts: [{ id: "c1", revision: 1, name: "Ana Ruiz", kind: "person", addresses: [], fields: {}, source: "typed", changed: "2026-11-21T08:00:00Z" }] }, "applications/list": { applications: [] } };

afterEach(() => document.body.replaceChildren());
const asked = (session: FakeSession, method: string): unknown[] => session.asked.filter((each) => each.method === method).map((each) => each.params);
const erase = (session: FakeSession, about?: string): Promise<PrivacyEraseElement> => show(new PrivacyEraseElement(), session, { view: "privacy", path: ["erase"], ...(about === undefined ? {} : { query: { about } }) });
async function type(view: PrivacyEraseElement, text: string): Promise<void> {
  const box = find(view, "#word") as HTMLInputElement;
  box.value = text;
  box.dispatchEvent(new Event("input"));
  await settled(view);
}
const runs = (view: PrivacyEraseElement): boolean => findAll(view, "fluent-button").find((each) => textOf(each) === "Erase it")?.hasAttribute("disabled") === false;

test("erase_before a choice_offers a person, an application and everything, each by its plan", async () => {
  const view = await erase(new FakeSession(answers));
  expect(findAll(view, "a").map((each) => each.getAttribute("href"))).toEqual(["#/privacy/erase?about=contact%3Ac1&name=Ana+Ruiz", "#/privacy/erase?about=everything"]);
});

test("erase_of a person_shows the plan and what stays, and waits for the name to be typed", async () => {
  const session = new FakeSession(answers);
  const view = await erase(session, "contact:c1");
  for (const each of ["drafts 3", "Plugin applications", "What was sent stays in their mailbox.", "Type “Ana Ruiz”"]) expect(textOf(view)).toContain(each);
  expect(runs(view)).toBe(false);
  await type(view, "Ana");
  expect(runs(view)).toBe(false);
  await type(view, "Ana Ruiz");
  expect(runs(view)).toBe(true);
  expect(asked(session, "erase/run")).toEqual([]);
  press(view, "Erase it");
  await settled(view);
  expect(asked(session, "erase/run")).toEqual([{ about: { kind: "contact", id: "c1" } }]);
  for (const each of ["Erased", "r-12345678", "It does not answer."]) expect(textOf(view)).toContain(each);
});

test("erase_with something in the way_says what and offers no button", async () => {
  const view = await erase(new FakeSession({ ...answers, "erase/plan": { ...plan, obstacles: [{ path: "$", problem: "A message is on its way.", remedy: "Wait." }] } }), "contact:c1");
  expect(textOf(view)).toContain("A message is on its way.");
  expect(findAll(view, "#word")).toEqual([]);
});

test("erase_without the right_shows the plan and the command", async () => {
  const session = new FakeSession(answers);
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read"] } };
  const view = await erase(session, "contact:c1");
  expect(textOf(view)).toContain("assistant erase c1");
  expect(asked(session, "erase/list")).toEqual([]);
});

test("erase_of an application without the right_shows the command that takes applications", async () => {
  const session = new FakeSession(answers);
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read"] } };
  expect(textOf(await erase(session, "application:a1"))).toContain("assistant erase --application a1");
});

test("erase_of everything_shows the mailboxes before, and afterwards what was done there and what is left", async () => {
  const account = { provider: "mail.gmail", address: "mira@home.example" };
  const session = new FakeSession({ ...answers, "erase/plan": { ...plan, accounts: [account] }, "erase/run": { ...receipt, accounts: [{ ...account, done: ["Google revoked the permission."], leftToYou: ["The project stays."] }] } });
  const view = await erase(session, "everything");
  for (const each of ["Mailboxes that are disconnected first", "mira@home.example mail.gmail"]) expect(textOf(view)).toContain(each);
  await type(view, "everything");
  press(view, "Erase it");
  await settled(view);
  for (const each of ["Mailboxes that were disconnected", "Google revoked the permission.", "Left to you : The project stays."]) expect(textOf(view)).toContain(each);
});

test("erase_of everything_asks for everything, and a failure leaves the plan", async () => {
  const session = new FakeSession({ ...answers, "erase/run": () => { throw new RpcError(errorCode.wrongState, "A text is being written."); } });
  const view = await erase(session, "everything");
  await type(view, "everything");
  press(view, "Erase it");
  await settled(view);
  expect(asked(session, "erase/run")).toEqual([{ everything: true }]);
  expect(textOf(view)).toContain("A text is being written.");
  expect(runs(view)).toBe(false);
});

test("export_to a path_says what was written, and a wrong path is shown at its field", async () => {
  const session = new FakeSession({ "export/create": ({ path }) => { if (!path.startsWith("/")) throw new RpcError(errorCode.invalid, "no", { problems: [{ path: "$.path", problem: "It is no full path." }] }); return { path, made: "2026-11-21T08:00:00Z", files: 18, bytes: 2048, records: { contacts: 7 }, problems: [], warnings: ["Whoever has it can read it."] }; } });
  const view = await show(new PrivacyExportElement(), session, { view: "privacy", path: ["export"], query: { about: "contact:c1", name: "Ana Ruiz" } });
  (find(view, "#path") as HTMLInputElement).value = "here";
  press(view, "Export what belongs to Ana Ruiz");
  await settled(view);
  expect(textOf(view)).toContain("It is no full path.");
  (find(view, "#path") as HTMLInputElement).value = "/home/ana/out";
  press(view, "Export what belongs to Ana Ruiz");
  await settled(view);
  expect(asked(session, "export/create").at(-1)).toEqual({ path: "/home/ana/out", about: { kind: "contact", id: "c1" } });
  for (const each of ["/home/ana/out", "18 files", "contacts 7", "Whoever has it can read it."]) expect(textOf(view)).toContain(each);
});
