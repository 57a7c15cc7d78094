import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Account } from "@assistant/protocol";
import { FakeSession, find, findAll, keptToasts, press, settled, show, textOf } from "../testing.js";
import { AccountsView } from "./accounts.js";

const account: Account = { id: "a1", revision: 1, provider: "mail.gmail", address: "ana@example.org", state: "active", grant: "bodies", grantWords: "Also texts.", signature: { from: "provider", text: "Ana Ruiz\nBerlin" } };

const toasts = keptToasts();

afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession): Promise<AccountsView> {
  const view = await show(new AccountsView(), session, { view: "accounts", path: ["a1"] });
  await settled(view);
  return view;
}

const area = (view: AccountsView): HTMLTextAreaElement => find(view, "#signature") as HTMLTextAreaElement;

test.each([
  ["Use the mailbox's own", "ignored", { from: "provider" }],
  ["Use this text", "Ana", { from: "own", text: "Ana" }],
  ["Use this text", "  ", { from: "none" }],
  ["Use none", "ignored", { from: "none" }],
])("set_%s with '%s'_asks for exactly that", async (label, text, signature) => {
  const session = new FakeSession({ "accounts/list": { accounts: [account] }, "accounts/set": account });
  const view = await bed(session);
  expect(area(view).value).toBe("Ana Ruiz\nBerlin");
  area(view).value = text;
  press(view, label);
  await settled(view);
  expect(session.asked.find((each) => each.method === "accounts/set")?.params).toEqual({ id: "a1", signature });
  expect(toasts.map((each) => each.failing ?? false)).toEqual([false]);
});

test("set_a mailbox without a signature_says why and changes nothing", async () => {
  const view = await bed(new FakeSession({ "accounts/list": { accounts: [account] }, "accounts/set": () => {
    throw new RpcError(errorCode.invalid, "$.signature: Gmail has no signature for this address", { problems: [{ path: "$.signature", problem: "Gmail has no signature for this address" }] });
  } }));
  press(view, "Use the mailbox's own");
  await settled(view);
  expect(toasts.map((each) => each.failing)).toEqual([true]);
  expect(toasts[0]?.said).toEqual(["Gmail has no signature for this address"]);
});

test("render_without the right to administer_shows the signature and no way to change it", async () => {
  const session = new FakeSession({ "accounts/list": { accounts: [account] } });
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read"] } };
  const view = await bed(session);
  expect(textOf(view)).toContain("Ana Ruiz Berlin");
  expect(findAll(view, "textarea")).toEqual([]);
});

/** What a person says to the question in front of them. */
async function answer(view: AccountsView, label: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  findAll(document, "as-dialog fluent-button").find((each) => textOf(each) === label)?.click();
  await new Promise((resolve) => setTimeout(resolve));
  await settled(view);
}

test("disconnect_after a yes_shows what was done and what is left", async () => {
  const session = new FakeSession({ "accounts/list": { accounts: [account] }, "accounts/disconnect": { receipt: ["The key was revoked."], leftToYou: ["Delete the app's entry."] } });
  const view = await bed(session);
  press(view, "Disconnect");
  await settled(view);
  expect(session.asked.some((each) => each.method === "accounts/disconnect")).toBe(false);
  await answer(view, "Disconnect");
  expect(session.asked.find((each) => each.method === "accounts/disconnect")?.params).toEqual({ id: "a1" });
  for (const each of ["ana@example.org is disconnected", "The key was revoked.", "Delete the app's entry."]) expect(textOf(view)).toContain(each);
});

test.each([
  [{ waiting: 1, inDoubt: 1 }, ["1 approved message waits in its outbox", "whether 1 message went out"], []],
  [{ waiting: 3 }, ["3 approved messages wait in its outbox"], ["went out"]],
  [{ inDoubt: 2 }, ["whether 2 messages went out", "its Sent folder"], ["approved"]],
  [{}, [], ["approved", "went out"]],
])("disconnect_%j in the outbox_is said before the yes", async (outbox, said, unsaid) => {
  const session = new FakeSession({ "accounts/list": { accounts: [{ ...account, ...outbox }] }, "accounts/disconnect": { receipt: [], leftToYou: [] } });
  const view = await bed(session);
  press(view, "Disconnect");
  await new Promise((resolve) => setTimeout(resolve));
  const question = textOf(find(document, "as-dialog"));
  await answer(view, "Disconnect");
  for (const each of said) expect(question).toContain(each);
  for (const each of unsaid) expect(question).not.toContain(each);
});

test("disconnect_that fails_says why and keeps the account", async () => {
  const session = new FakeSession({ "accounts/list": { accounts: [account] }, "accounts/disconnect": () => { throw new RpcError(errorCode.internalError, "The provider does not answer."); } });
  const view = await bed(session);
  press(view, "Disconnect");
  await answer(view, "Disconnect");
  expect(toasts.map((each) => each.failing)).toEqual([true]);
  expect(toasts[0]?.said).toContain("The provider does not answer.");
  expect(textOf(view)).not.toContain("is disconnected");
  press(view, "Disconnect");
});
