// What happens while nobody looks: the host ends and comes back, and what changes elsewhere.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../kit/realHost.mjs";
import { check } from "../kit/suite.mjs";

/** Nothing is pressed and no window is loaded anew: what was shown is shown again, and so is what changed meanwhile. */
export async function outage({ step, page, bench, host, editor, settings, picture, until, draftTo }) {
  const mail = (text) => page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: text }).first();
  const down = join(host.home, "down");
  await step("the host ends, and the views say so", async () => {
    // The program, but for the time in which it cannot be started.
    const sometimes = join(host.home, "assistant");
    writeFileSync(sometimes, `#!/bin/sh\n[ ! -e '${down}' ] || { echo "The disk of the host is away." >&2; exit 1; }\nexec '${program}' "$@"\n`, { mode: 0o755 });
    await bench.run("View: Close All Editors");
    await mail("Emi Tanaka").click();
    await bench.lens("Approve and send").waitFor();
    const named = () => editor.log("Assistant.log").filter((line) => line.includes("the setting names")).length;
    const before = named();
    editor.settings(settings, { "assistant.path": sometimes });
    await until("the program that the setting names", () => named() > before);
    await mail("Emi Tanaka").waitFor();
    writeFileSync(down, "");
    await host.assistant("stop", "--yes");
    await page.locator(".sidebar .welcome-view-content:visible", { hasText: "The host is not connected. It is tried again by itself." }).first().waitFor();
    await page.locator(".statusbar .codicon-debug-disconnect").waitFor();
    await picture("lost");
    // A board that is opened now says so, too, and is no empty page.
    await bench.run("Assistant: Open Board");
    const board = await bench.webview("#away:not([hidden])");
    check((await board.locator("#away").innerText()).startsWith("The host is not connected"), "The board does not say that the host is away.");
    await page.locator(".tab.active .tab-actions .action-label").click();
  });
  await step("it is back, and so are the views, the draft and the key, without a click", async () => {
    rmSync(down);
    await mail("Emi Tanaka").waitFor({ timeout: 40_000 });
    await bench.lens("Approve and send").waitFor();
    // What another client does now arrives, too: the events are asked for anew.
    const { id, revision, subject } = await draftTo("Emi");
    const changed = await host.json("call", "drafts/update", JSON.stringify({ id, revision, subject: "Back again" }));
    await page.locator(".tabs-container .tab.active", { hasText: "Back again" }).waitFor();
    await host.json("call", "drafts/update", JSON.stringify({ id, revision: changed.revision, subject }));
    editor.settings(settings);
    await bench.run("View: Close All Editors");
  });
}

/** What changes while this window shows something else. */
export async function unseen({ step, page, bench, host, draftTo }) {
  await step("the number on the activity bar follows while another view is shown", async () => {
    const badge = (count) => page.locator(".activitybar .action-item", { has: page.locator("[aria-label*='Assistant']") }).locator(".badge-content:visible", { hasText: new RegExp(`^${count}$`, "u") });
    const waiting = async () => (await host.json("call", "today/list")).items.length;
    const before = await waiting();
    await badge(before).waitFor();
    await bench.run("View: Show Explorer");
    await page.locator(".explorer-viewlet").waitFor();
    const { id, revision } = await host.json("call", "drafts/create", JSON.stringify({ subject: "Unseen", body: "Hello", to: ["Emi Tanaka <emi@example.org>"], accountId: (await draftTo("Emi")).accountId }));
    await badge(before + 1).waitFor();
    await host.json("call", "drafts/delete", JSON.stringify({ id, revision }));
    await badge(before).waitFor();
    await bench.show("Today");
  });
}
