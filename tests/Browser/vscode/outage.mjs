// What happens while nobody looks: the host ends and comes back, and what changes elsewhere.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../kit/suite.mjs";

/** Ends the host so that no window starts it again, until it may. */
export function absence({ page, host, editor, settings, until }) {
  const [sometimes, down] = ["assistant", "down"].map((name) => join(host.home, name));
  return {
    begin: async () => {
      // The program, but for the time in which it cannot be started.
      writeFileSync(sometimes, `#!/bin/sh\n[ ! -e '${down}' ] || { echo "The disk of the host is away." >&2; exit 1; }\nexec '${host.program}' "$@"\n`, { mode: 0o755 });
      const named = () => editor.log("Assistant.log").filter((line) => line.includes("the setting names")).length;
      const before = named();
      editor.settings(settings, { "assistant.path": sometimes });
      await until("the program that the setting names", () => named() > before);
      await page.locator(".sidebar .monaco-list-row", { hasText: "Emi Tanaka" }).first().waitFor();
      writeFileSync(down, "");
      // A bridge that was being started when the program went away may still have started one.
      const said = page.locator(".sidebar .welcome-view-content:visible", { hasText: "The host is not connected. It is tried again by itself." }).first();
      await until("the views that say so", async () => {
        await host.assistant("stop", "--yes").catch(() => undefined);
        return said.waitFor({ timeout: 3_000 }).then(() => true, () => false);
      });
    },
    end: () => rmSync(down),
  };
}

/** Nothing is pressed and no window is loaded anew: what was shown is shown again, and so is what changed meanwhile. */
export async function outage(scene) {
  const { step, page, bench, host, editor, settings, picture, draftTo } = scene;
  const mail = (text) => page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: text }).first();
  const away = absence(scene);
  const saysAway = async () => {
    const board = await bench.webview("#away:not([hidden])");
    check((await board.locator("#away").innerText()).startsWith("The host is not connected"), "The board does not say that the host is away.");
  };
  await step("the host ends, and the views say so", async () => {
    await bench.run("View: Close All Editors");
    await bench.run("Assistant: Open Board");
    await bench.webview("as-lane .card");
    // The board's page is gone while another tab is in front of it, and hears of nothing.
    await bench.open(mail("Emi Tanaka"), "speak at our spring");
    await bench.lens("Approve and send").waitFor();
    await away.begin();
    await page.locator(".statusbar .codicon-debug-disconnect").waitFor();
    for (const view of ["Outbox", "Applications", "Accounts"]) {
      await page.locator(".sidebar .pane", { has: page.locator(`.pane-header[aria-label^='${view}']`) }).locator(".welcome-view-content", { hasText: "The host is not connected; the view Today says why." }).waitFor();
    }
    await picture("lost");
    await bench.run("Assistant: Open Board");
    await saysAway();
    // One that is opened only now says so, too, and is no empty page.
    await page.locator(".tab.active .tab-actions .action-label").click();
    await bench.run("Assistant: Open Board");
    await saysAway();
    await picture("board-away");
  });
  await step("it is back, and so are the views, the board, the draft and the key, without a click", async () => {
    away.end();
    await mail("Emi Tanaka").waitFor({ timeout: 40_000 });
    const board = await bench.webview("as-lane .card");
    await board.locator("#away[hidden]").waitFor({ state: "attached" });
    await page.locator(".tab.active .tab-actions .action-label").click();
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

/** The key that this editor holds is ended elsewhere. Ends without one. */
export async function keyEnd({ step, page, bench, host }) {
  await step("a key that is ended at the host is said at once, with the button that pairs anew", async () => {
    await bench.open(page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: "Emi Tanaka" }).first(), "speak at our spring");
    await bench.lens("Approve and send").waitFor();
    const { clients } = await host.json("clients", "list");
    await host.assistant("clients", "revoke", clients.find(({ name }) => name.startsWith("VS Code")).id, "--yes");
    await bench.toast("The host no longer takes this editor's key").locator(".monaco-button", { hasText: "Pair This Editor" }).waitFor();
    await bench.lens("Pair this editor to approve").waitFor();
  });
}
