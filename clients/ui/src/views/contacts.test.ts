import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Contact } from "@assistant/protocol";
import { FakeSession, find, press, rest, settled, show, textOf } from "../testing.js";
import { ContactsView } from "./contacts.js";

const ana: Contact = { id: "c1", revision: 3, name: "Ana Ruiz", kind: "person", addresses: [{ address: "ana@example.org", mayWrite: false, whyNot: "The address does not exist (5.1.1)." }], fields: { company: "Norte" }, source: "people.csv:3", changed: "2026-11-20T08:00:00Z" };

afterEach(() => document.body.replaceChildren());

test("render_nobody yet_says so and leads to importing", async () => {
  const view = await show(new ContactsView(), new FakeSession({ "contacts/list": { contacts: [] } }), { view: "contacts", path: [] });
  expect(textOf(view)).toContain("No contacts yet");
  expect(textOf(view)).toContain("Import CSV");
});

test("render_a suppressed address_says why it must not be written to", async () => {
  const view = await show(new ContactsView(), new FakeSession({ "contacts/list": { contacts: [ana] }, "contacts/get": ana }), { view: "contacts", path: ["c1"] });
  expect(textOf(view)).toContain("Must not be written to");
  expect(textOf(view)).toContain("The address does not exist (5.1.1).");
});

test("render_without the scope to decide_offers no way to allow it again", async () => {
  const session = new FakeSession({ "contacts/list": { contacts: [ana] }, "contacts/get": ana });
  session.state = { kind: "open", welcome: { hostVersion: "0", person: "Ana", scopes: ["read", "draft"], demo: false, needs: [] } };
  const view = await show(new ContactsView(), session, { view: "contacts", path: ["c1"] });
  expect(textOf(view)).not.toContain("Allow again");
});

test("rule_of a contact_is shown on their page and changed there", async () => {
  const session = new FakeSession({ "contacts/list": { contacts: [ana] }, "contacts/get": ana, "drafting/rules": { rules: [] }, "drafting/setRule": { subjectId: "c1", rule: "localOnly" } });
  const view = await show(new ContactsView(), session, { view: "contacts", path: ["c1"] });
  await rest(view);
  const select = find(find(view, "as-subject-rule"), "select") as HTMLSelectElement;
  expect([select.value, select.getAttribute("aria-label")]).toEqual(["any", "Rule for Ana Ruiz"]);
  select.value = "localOnly";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(session.asked.find((each) => each.method === "drafting/setRule")?.params).toEqual({ subjectId: "c1", rule: "localOnly" });
});

test("save_of a changed contact_names the revision, and keeps what was typed where it is stale", async () => {
  const session = new FakeSession({ "contacts/list": { contacts: [ana] }, "contacts/get": ana, "contacts/update": () => { throw new RpcError(errorCode.conflict, "stale", { expected: 3, actual: 4 }); } });
  const view = await show(new ContactsView(), session, { view: "contacts", path: ["c1", "edit"] });
  const form = find(view, "as-contact-form") as HTMLElement & { renderRoot: ShadowRoot };
  const name = form.renderRoot.querySelector<HTMLInputElement>("#name");
  if (name === null) throw new Error("There is no field for the name.");
  name.value = "Ana R.";
  press(view, "Save");
  await settled(view);
  expect(session.asked.at(-1)).toMatchObject({ method: "contacts/update", params: { id: "c1", revision: 3, name: "Ana R." } });
  expect(textOf(view)).toContain("It was changed meanwhile");
  expect(name.value).toBe("Ana R.");
});

test("render_a contact_leads to its export and to its erasure", async () => {
  const view = await show(new ContactsView(), new FakeSession({ "contacts/list": { contacts: [ana] }, "contacts/get": ana }), { view: "contacts", path: ["c1"] });
  for (const each of ["export", "erase"]) expect(find(view, `a[href='#/privacy/${each}?about=contact%3Ac1&name=Ana+Ruiz']`)).toBeDefined();
});
