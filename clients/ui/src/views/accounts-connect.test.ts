import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Account, AccountConnectResponse, ConnectStep, Provider } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import { AccountConnectElement } from "./accounts-connect.js";

const gmail: Provider = {
  id: "mail.gmail", name: "Gmail",
  form: {
    type: "object", description: "A project of your own.",
    guide: [{ text: "Make a project.", url: "https://console.example/new" }, { text: "Trust nobody.", url: "javascript:alert(1)" }, "nonsense"],
    properties: { clientFile: { type: "string", title: "Client file" }, clientSecret: { type: "string", format: "password", title: "Client secret" } },
  },
  grants: [{ level: "headers", words: "Send and headers." }, { level: "bodies", words: "Also texts." }, { level: "drafts", words: "Also drafts." }],
};
const local: Provider = { id: "mail.local", name: "Local", form: { type: "object", properties: {} }, grants: [{ level: "headers", words: "Send." }] };
const account: Account = { id: "a1", revision: 1, provider: "mail.gmail", address: "ana@example.org", state: "needsSetup", grant: "bodies", grantWords: "Also texts." };
const page = "https://accounts.example/o/oauth2?state=x";
const step: ConnectStep = { message: "Waiting for you to sign in at Google", url: page, until: "2026-11-22T10:10:00Z" };

afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession, set: (view: AccountConnectElement) => void = () => undefined): Promise<AccountConnectElement> {
  const view = new AccountConnectElement();
  set(view);
  await show(view, session, { view: "accounts", path: ["connect"] });
  await settled(view);
  return view;
}

const input = (view: AccountConnectElement, selector: string): HTMLInputElement => find(view, selector) as HTMLInputElement;

const fill = (view: AccountConnectElement, selector: string, value: string): void => {
  input(view, selector).value = value;
};

test("render_a provider with a guide_shows its steps, levels in words and only safe links", async () => {
  const view = await bed(new FakeSession({ "accounts/providers": { providers: [local, gmail] } }), (each) => (each.provider = "mail.gmail"));
  const text = textOf(view);
  for (const each of ["A project of your own.", "Make a project.", "Trust nobody.", "Also drafts.", "Client file"]) expect(text).toContain(each);
  expect(findAll(view, "ol.guide li").length).toBe(2);
  expect(findAll(view, "ol.guide a").map((each) => each.getAttribute("href"))).toEqual(["https://console.example/new"]);
  expect(input(view, "#clientSecret").type).toBe("password");
});

test("connect_a sign-in_opens nothing by itself, shows the page and goes on when it is done", async () => {
  let end: (value: AccountConnectResponse) => void = () => undefined;
  const session = new FakeSession({ "accounts/providers": { providers: [gmail] }, "accounts/connect": (_params, options) => {
    options?.onProgress?.(step);
    return new Promise((resolve) => (end = resolve));
  } });
  const view = await bed(session);
  fill(view, "#address", "ana@example.org");
  fill(view, "#clientFile", "/home/ana/client.json");
  input(view, "input[value='bodies']").click();
  press(view, "Connect");
  await settled(view);

  expect(session.asked.at(-1)?.params).toEqual({ provider: "mail.gmail", address: "ana@example.org", grant: "bodies", settings: { clientFile: "/home/ana/client.json" } });
  const link = find(view, "#step a");
  expect([link.getAttribute("href"), link.getAttribute("rel"), link.getAttribute("target")]).toEqual([page, "noopener noreferrer", "_blank"]);
  end({ account: { ...account, state: "active" }, leftToYou: ["Google still keeps the wider permission."] });
  await settled(view);
  for (const each of ["ana@example.org is connected", "What only you can do", "Google still keeps the wider permission."]) expect(textOf(view)).toContain(each);
});

test("cancel_while it waits for the sign-in_ends the wait and keeps the form", async () => {
  let ended = false;
  const view = await bed(new FakeSession({ "accounts/providers": { providers: [gmail] }, "accounts/connect": (_params, options) => new Promise((_resolve, reject) => {
    options?.onProgress?.(step);
    options?.signal?.addEventListener("abort", () => {
      ended = true;
      reject(new RpcError(errorCode.requestCancelled, "cancelled"));
    });
  }) }));
  fill(view, "#address", "ana@example.org");
  press(view, "Connect");
  await settled(view);
  press(view, "Cancel");
  await settled(view);

  expect(ended).toBe(true);
  expect(findAll(view, "#step, [role='alert']")).toEqual([]);
  expect(input(view, "#address").value).toBe("ana@example.org");
});

test("connect_settings that do not serve_stand at their fields", async () => {
  const view = await bed(new FakeSession({ "accounts/providers": { providers: [gmail] }, "accounts/connect": () => {
    throw new RpcError(errorCode.invalid, "invalid", { problems: [{ path: "$.settings.clientFile", problem: "is no client file of Google's", remedy: "Download it anew" }, { path: "$.address", problem: "is not the account that was chosen" }] });
  } }));
  press(view, "Connect");
  await settled(view);

  expect(find(view, "#clientFile-wrong").textContent).toContain("Download it anew");
  expect(find(view, "#clientFile").getAttribute("aria-invalid")).toBe("true");
  expect(find(view, "#address").getAttribute("aria-invalid")).toBe("true");
});

test("render_an account to connect again_asks for no new project", async () => {
  const view = await bed(new FakeSession({ "accounts/providers": { providers: [local, gmail] } }), (each) => (each.account = account));
  expect(findAll(view, "ol.guide").length).toBe(0);
  expect(input(view, "#address").value).toBe("ana@example.org");
  expect(input(view, "input[value='bodies']").checked).toBe(true);
});
