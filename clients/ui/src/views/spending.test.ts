import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Application, Contact, LedgerEntry } from "@assistant/protocol";
import { FakeSession, find, findAll, press, rest, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { SpendingView } from "./spending.js";

const contact: Contact = { id: "c1", revision: 1, name: "Ben Okafor", kind: "person", addresses: [], fields: {}, source: "typed", changed: "2026-11-20T08:00:00Z" };
const entry: LedgerEntry = { id: "l1", at: "2026-11-20T08:00:00Z", task: "outreach", subjectId: "c1", provider: "openAi", model: "gpt-4o-mini", isLocal: false, fields: ["contact.name", "cv:3"], usage: { inputTokens: 1488, outputTokens: 306, milliseconds: 900, cost: 0.0031 }, outcome: "done" };
const answers: Answers = {
  "contacts/get": contact, "contacts/list": { contacts: [contact] }, "drafting/budget": { perDay: 2, spentToday: 0.37 }, "drafting/rules": { rules: [{ subjectId: "c1", rule: "localOnly" }] },
  "drafting/ledger": (request) => (request.cursor === undefined ? { entries: [entry], next: "p50" } : { entries: [{ ...entry, id: "l2", outcome: "timeout" }] }),
};

async function bed(session: FakeSession, ...path: string[]): Promise<SpendingView> {
  const view = await show(new SpendingView(), session, { view: "spending", path });
  await rest(view);
  return view;
}

const asked = (session: FakeSession, method: string): unknown => session.asked.find((each) => each.method === method)?.params;

afterEach(() => document.body.replaceChildren());

test("ledger_with more than a page_goes on and back", async () => {
  const view = await bed(new FakeSession(answers), "ledger");
  for (const each of ["First mail", "2 sources sent", "Ben Okafor", "1,488 in", "0.0031", "done"]) expect(textOf(find(view, "tbody"))).toContain(each);
  press(view, "Next");
  await rest(view);
  expect(textOf(view)).toContain("timeout");
  expect(textOf(view)).toContain("Page 2");
  press(view, "‹ Previous");
  await rest(view);
  expect(textOf(view)).not.toContain("timeout");
});

test("ledger_of a call for an application_names it and leads to it", async () => {
  const application = { id: "a1", company: { id: "k1", name: "Acme" }, role: "Optician" } as unknown as Application;
  const gone = (): never => { throw new RpcError(errorCode.notFound, "There is no contact."); };
  const view = await bed(new FakeSession({ ...answers, "contacts/get": gone, "applications/get": application, "drafting/ledger": { entries: [{ ...entry, subjectId: "a1" }] } }), "ledger");
  expect(findAll(view, "tbody a[href='#/applications/a1']").map(textOf)).toEqual(["Acme, Optician"]);
});

test("ledger_of a call about a contact for an application_names both", async () => {
  const application = { id: "a1", company: { id: "k1", name: "Acme" }, role: "Optician" } as unknown as Application;
  const contacts = (request: { id: string }): Contact => { if (request.id === "c1") return contact; throw new RpcError(errorCode.notFound, "There is no contact."); };
  const view = await bed(new FakeSession({ ...answers, "contacts/get": contacts, "applications/get": application, "drafting/ledger": { entries: [{ ...entry, aboutId: "a1" }] } }), "ledger");
  expect(findAll(view, "tbody a").map((each) => [textOf(each), each.getAttribute("href")])).toEqual([["Ben Okafor", "#/contacts/c1"], ["Acme, Optician", "#/applications/a1"]]);
  expect(textOf(find(view, "tbody"))).toContain("for Acme, Optician");
});

test("ledger_with nothing in it_leads to writing", async () => {
  const view = await bed(new FakeSession({ ...answers, "drafting/ledger": { entries: [] } }), "ledger");
  expect(find(view, "as-ledger a[href='#/compose']")).toBeDefined();
});

test("budget_saved_sends both ceilings; an empty one is none", async () => {
  const session = new FakeSession({ ...answers, "drafting/setBudget": { perSubject: 0.5, spentToday: 0.37 } });
  const view = await bed(session, "budget");
  expect(textOf(view)).toContain("0.37 of 2");
  (find(view, "#perDay") as HTMLInputElement).value = "";
  (find(view, "#perSubject") as HTMLInputElement).value = "0,5";
  press(view, "Save");
  await rest(view);
  expect(asked(session, "drafting/setBudget")).toEqual({ perSubject: 0.5 });
});

test("budget_of what is no amount_is said at its field and not sent", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "budget");
  (find(view, "#perDay") as HTMLInputElement).value = "much";
  press(view, "Save");
  await rest(view);
  expect(find(view, "#perDay").getAttribute("aria-invalid")).toBe("true");
  expect(asked(session, "drafting/setBudget")).toBeUndefined();
});

test("budget_without the right_offers the command instead", async () => {
  const session = new FakeSession(answers);
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read", "draft"] } };
  const view = await bed(session, "budget");
  expect(textOf(view)).toContain("assistant budget");
  expect(findAll(view, "#perDay")).toEqual([]);
});

test("rules_of a contact that is chosen in the list_are changed beside it", async () => {
  const session = new FakeSession({ ...answers, "drafting/setRule": { subjectId: "c1", rule: "never" } });
  const view = await bed(session, "rules");
  const row = find(find(view, "as-rules"), "[role=option]");
  expect(textOf(row)).toBe("Ben Okafor Models on this machine only");
  row.click();
  await rest(view);
  expect(textOf(find(view, "label[for=rule]"))).toBe("Rule for Ben Okafor");
  const select = find(view, "#rule") as HTMLSelectElement;
  select.value = "never";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(asked(session, "drafting/setRule")).toEqual({ subjectId: "c1", rule: "never" });
});
