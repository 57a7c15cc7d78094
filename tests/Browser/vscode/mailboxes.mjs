// Mailboxes: one that is connected by a form, one that is signed in to in the browser, and what becomes of mail from one that refuses.
import { check, same } from "../kit/suite.mjs";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Ends with two accounts, robin@desk.example and second@desk.example, and a draft to Farid that may be approved. */
export async function mailboxes({ step, page, bench, host, editor, settings, picture, until, draftOf, draftTo, save }) {
  await step("a mailbox is connected in the view, by the form of its provider", async () => {
    for (const name of ["cur", "new", "tmp"]) mkdirSync(join(host.home, "mail", name), { recursive: true });
    writeFileSync(join(host.home, "refuses"), "#!/bin/sh\ncat > /dev/null\nexit 65\n", { mode: 0o755 });
    await bench.show("Accounts");
    await bench.act(bench.row(/^Accounts/u), "Connect Account…");
    await bench.pick("Mail on this machine");
    await bench.answer("Your address", "second desk");
    await bench.answer("Your name", "Second Desk");
    await bench.pick("Send mail", "");
    await bench.pick("Leave it open", "");
    // What is half answered stays when something else takes the focus.
    await page.locator(".quick-input-widget", { hasText: "Maildir folder" }).waitFor();
    await page.locator(".sidebar .monaco-list").first().focus();
    await bench.answer("Maildir folder", join(host.home, "mail"));
    await bench.answer("Program that sends", join(host.home, "refuses"));
    await bench.answer("Arguments");
    await bench.answer("Sent folder");
    await bench.pick(/^No/u, "");
    // What the host finds wrong is asked again, and nothing else.
    await bench.answer("Give it as name@domain", "second@desk.example");
    await bench.toast("second@desk.example is connected.").waitFor();
    await bench.row("second@desk.example").waitFor();
    await picture("accounts");
    await bench.closeToasts();
  });
  await browserSignIn({ step, page, bench, picture });
  await step("a plugin shows its log, is disabled and enabled, and set up by its form", async () => {
    const plugin = (state) => page.locator(".sidebar .monaco-list-row", { hasText: /^Applications/u }).filter({ hasText: state }).first();
    await bench.menu(plugin(/Running|Ready/u), "Show Log");
    await page.locator(".tab.active", { hasText: "applications.log.json" }).waitFor();
    await bench.menu(plugin(/Running|Ready/u), "Disable");
    await plugin("Disabled").waitFor();
    await picture("plugin-disabled");
    await bench.act(plugin("Disabled"), "Enable");
    await plugin("Running").waitFor();
    await bench.menu(plugin("Running"), "Set Up…");
    await page.locator(".quick-input-widget", { hasText: "Applications, 1 / 1" }).locator(".monaco-list-row", { hasText: /^Yes.*The reply goes to the model that you chose/u }).waitFor();
    await picture("plugin-form");
    await bench.pick(/^No/u, "");
    await until("what it was told", async () => (await host.json("call", "plugins/settings", JSON.stringify({ id: "applications" }))).values?.readRepliesWithModel === false);
    await bench.run("View: Close All Editors");
  });
  await step("what is refused says so, and a new draft is made of it", async () => {
    await page.locator(".sidebar .monaco-list-row", { hasText: "Farid, would" }).first().click();
    await page.locator(".monaco-editor .view-line", { hasText: "Account:" }).first().click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText("Account: second@desk.example");
    await save();
    await until("the other account", async () => (await draftOf("Farid, would you speak at our spring meetup?")).accountId !== (await draftTo("Emi")).accountId);
    await bench.lens("Approve and send").click();
    await bench.dialog.locator(".monaco-button", { hasText: "Approve and Send" }).click();
    const refused = page.locator(".sidebar .monaco-list-row", { hasText: "Farid, would" }).filter({ hasText: "Refused" }).first();
    await refused.waitFor({ timeout: 40_000 });
    await bench.lens("Refused").waitFor();
    await picture("refused");
    await bench.closeToasts();
    await bench.act(refused, "Make a New Draft of It");
    await bench.toast("This is a new draft of it").waitFor();
    await bench.lens("Approve and send").waitFor();
    await bench.closeToasts();
  });
  await step("what waits for an account is said before it is disconnected", async () => {
    // Longer than any test waits.
    editor.settings(settings, { "assistant.undoSeconds": 600 });
    await bench.lens("Approve and send").click();
    await bench.dialog.locator(".monaco-button", { hasText: "Approve and Send" }).click();
    await bench.toast("Approved, to Farid Haddad. It leaves at").waitFor();
    await bench.closeToasts();
    await bench.act(bench.row("second@desk.example"), "Disconnect…");
    const text = await bench.dialog.innerText();
    for (const part of ["Disconnect second@desk.example?", "1 approved message waits in its outbox; it is not sent until the account is connected again."]) check(text.includes(part), `${part} is missing in:\n${text}`);
    await picture("disconnect");
    await bench.dialog.locator(".monaco-button", { hasText: "Cancel" }).click();
    editor.settings(settings);
  });
  await step("in the outbox it is taken back within the undo window, too", async () => {
    const farid = (state) => page.locator(".sidebar .monaco-list-row", { hasText: "Farid, would" }).filter({ hasText: state }).first();
    await bench.act(farid("Approved"), "Take Back");
    await farid("Taken back").waitFor();
    await bench.closeToasts();
  });
}

/** Opens Google's page as the editor opens pages, and says no there: the host hears of it at the loopback address that the page was told. Nobody is asked at Google. */
async function browserSignIn({ step, page, bench, picture }) {
  await step("a sign-in opens in the person's browser as the host wrote it, and what is said there comes back", async () => {
    const context = page.context();
    let asked;
    await context.route("https://accounts.google.com/**", (route) => {
      asked = new URL(route.request().url());
      const back = new URL(asked.searchParams.get("redirect_uri"));
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("state", asked.searchParams.get("state"));
      return route.fulfill({ status: 302, headers: { location: back.href } });
    });
    await bench.act(bench.row(/^Accounts/u), "Connect Account…");
    await bench.pick("Gmail");
    // What has to be done before stands beside the questions.
    await page.locator(".view-line", { hasText: "console.cloud.google.com/projectcreate" }).first().waitFor();
    await page.locator(".view-line", { hasText: "No text of any mail" }).first().waitFor();
    await bench.answer("Your address", "ana+jobs@desk.example");
    await bench.answer("Your name", "");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Also read texts" }).first().waitFor();
    await picture("levels");
    await bench.pick("Send mail", "");
    await bench.answer("Gmail, 1 / 3");
    await bench.answer("Gmail, 2 / 3", "1234-abcd.apps.googleusercontent.com");
    await picture("connect");
    await bench.answer("Gmail, 3 / 3", "not-a-secret");
    const [browser] = await Promise.all([context.waitForEvent("page"), bench.dialog.locator(".monaco-button", { hasText: /^Open$/u }).click()]);
    await browser.waitForURL(/^http:\/\/127\.0\.0\.1:/u);
    same(asked.searchParams.get("login_hint"), "ana+jobs@desk.example", "the address on the page");
    check(/^http:\/\/127\.0\.0\.1:\d+\//u.test(asked.searchParams.get("redirect_uri")), asked.searchParams.get("redirect_uri"));
    await browser.close();
    await bench.toast("did not allow it").waitFor();
    await context.unroute("https://accounts.google.com/**");
    await bench.closeToasts();
    await bench.run("View: Close All Editors");
  });
}
