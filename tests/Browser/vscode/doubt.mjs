// What only a person can decide: what a restored folder had not sent, and what nobody knows of when its mailbox is cut off.
import { check, same } from "../kit/suite.mjs";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { absence } from "./outage.mjs";

/** A backup takes the place of the folder while a message waits in it. */
export async function restored(scene) {
  const { step, page, bench, host, editor, settings, picture } = scene;
  const away = absence(scene);
  const emi = (state) => page.locator(".sidebar .monaco-list-row", { hasText: "Emi Tanaka" }).filter({ hasText: state }).first();
  await step("what a restored folder had not sent is held back until it is released here, and can be taken back", async () => {
    await bench.open(page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: "Emi Tanaka" }).first(), "speak at our spring");
    await host.assistant("outbox", "approve", "Emi", "--undo", "600", "--yes");
    await emi("Approved").waitFor();
    const backup = join(host.home, "a.backup");
    await host.assistant("backup", backup, "--no-passphrase", "--yes");
    await away.begin();
    await host.assistant("restore", backup, "--into", join(host.home, "demo"), "--yes");
    away.end();
    await emi("Held back").waitFor({ timeout: 40_000 });
    await bench.lens("Held back").waitFor();
    await picture("held-back");
    await emi("Held back").hover();
    await emi("Held back").locator('.action-label[aria-label="Take Back"]').waitFor();
    await bench.act(emi("Held back"), "Release…");
    await bench.dialog.filter({ hasText: "to Emi Tanaka from here?" }).filter({ hasText: "restored: from a backup" }).waitFor();
    await picture("release");
    await bench.dialog.locator(".monaco-button", { hasText: "Let It Go" }).click();
    await bench.act(emi("Approved"), "Take Back");
    await emi("Taken back").waitFor();
    await bench.lens("Approve and send").waitFor();
    await bench.run("View: Close All Editors");
    await host.assistant("outbox", "release", "--all", "--yes");
    editor.settings(settings);
  });
}

/** Wants the mailbox second@desk.example and a draft to Farid that goes through it. */
export async function doubt({ step, page, bench, host, editor, settings, picture, until }) {
  const farid = (state) => page.locator(".sidebar .monaco-list-row", { hasText: "Farid, would" }).filter({ hasText: state }).first();
  const mailbox = bench.row("second@desk.example");
  await step("a mailbox is disconnected with what nobody knows of, and then the outbox asks the person what became of it", async () => {
    // No code by which sysexits.h says anything.
    writeFileSync(join(host.home, "refuses"), "#!/bin/sh\ncat > /dev/null\nexit 99\n", { mode: 0o755 });
    editor.settings(settings, { "assistant.undoSeconds": 0 });
    await bench.open(page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: "Farid, would" }).first(), "speak at our spring");
    await bench.lens("Approve and send").click();
    await bench.dialog.locator(".monaco-button", { hasText: "Approve and Send" }).click();
    await farid("Unknown").waitFor({ timeout: 40_000 });
    await bench.closeToasts();
    await picture("unknown");
    await bench.act(mailbox, "Disconnect…");
    const text = await bench.dialog.innerText();
    check(text.includes("Nobody knows yet whether 1 message went out."), text);
    await picture("disconnect-in-doubt");
    await bench.dialog.locator(".monaco-button", { hasText: "Disconnect" }).click();
    // What only the person can do is no line that is cut off.
    const done = bench.dialog.filter({ hasText: "second@desk.example is disconnected." });
    await done.waitFor();
    check(!(await done.innerText()).includes("`assistant"), "It names a command for a terminal.");
    await picture("disconnected");
    // What it leaves to the person is begun here, and may wait.
    await done.locator(".monaco-button", { hasText: "Say What Became of It…" }).click();
    await bench.dialog.filter({ hasText: "What became of “Farid, would you speak at our spring meetup?”" }).locator(".monaco-button", { hasText: "Cancel" }).click();
    await mailbox.filter({ hasText: "Disconnected" }).waitFor();
    await farid("Needs you").waitFor();
    await bench.lens("Say what became of it").waitFor();
    await picture("needs-you");
    await bench.act(farid("Needs you"), "Say What Became of It…");
    await bench.dialog.filter({ hasText: "What became of “Farid, would you speak at our spring meetup?”, to Farid Haddad?" }).filter({ hasText: /Its account was disconnected before there was evidence whether it went out[^.]*\.\s*Look into/u }).waitFor();
    await picture("settle");
    const doubted = (await host.json("call", "outbox/list")).items.find((each) => each.state === "needsPerson");
    await bench.dialog.locator(".monaco-button", { hasText: "It Was Not Sent" }).click();
    await until("the message that was not sent", async () => (await host.json("call", "outbox/show", JSON.stringify({ id: doubted.id }))).item.state === "refused");
    await bench.lens("Refused").waitFor();
    await picture("settled");
    editor.settings(settings);
    await bench.run("View: Close All Editors");
  });
  await step("a mailbox that is disconnected is connected again by its button, under the name that it had", async () => {
    await bench.act(mailbox.filter({ hasText: "Disconnected" }), "Set Up…");
    await bench.pick("Send mail", "");
    await bench.pick("Leave it open", "");
    await bench.answer("Maildir folder", join(host.home, "mail"));
    await bench.answer("Program that sends", join(host.home, "refuses"));
    await bench.answer("Arguments");
    await bench.answer("Sent folder");
    await bench.pick(/^No/u, "");
    await mailbox.filter({ hasText: "Connected" }).waitFor();
    same((await host.json("call", "accounts/list")).accounts.find((each) => each.address === "second@desk.example").displayName, "Second Desk", "the name");
    await bench.closeToasts();
  });
}
