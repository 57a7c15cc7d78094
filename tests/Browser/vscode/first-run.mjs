// What a person sees who has nothing yet: the walkthrough, a host without an owner, empty views, and what the doctor finds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../kit/fakeHost.mjs";
import { program } from "../kit/realHost.mjs";
import { check, same } from "../kit/suite.mjs";
import { Workbench } from "../kit/workbench.mjs";

const extension = join(root, "clients", "vscode");

/** The walkthrough, in an editor that is connected and paired. */
export async function walkthrough({ step, page, bench, host, picture, media }) {
  const at = (title) => page.locator(".getting-started-step", { hasText: title }).first();
  const open = async () => {
    const entry = page.locator(".quick-input-list .monaco-list-row", { hasText: "Write mail in your editor" }).first();
    for (let ask = 0; ask < 4 && !(await at("Find the host").isVisible()); ask++) {
      await bench.run("Welcome: Open Walkthrough");
      await entry.click({ timeout: 5000 }).catch(() => undefined);
      await at("Find the host").waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await at("Find the host").waitFor();
  };
  await step("the walkthrough ticks what is done already, and shows its pictures in the theme's colours", async () => {
    await open();
    for (const title of ["Find the host", "Let this editor approve"]) await at(title).locator("[role=checkbox][aria-checked=true]").waitFor();
    for (const title of ["Approve exactly what goes out", "Keep your applications"]) {
      let fills;
      // The editor draws the step that was chosen before over this one where its page comes later; then this is chosen once more.
      for (let ask = 0; fills === undefined; ask++) {
        if (ask > 0) await at("Write a draft").click();
        await at(title).click();
        try {
          fills = await (await bench.webview("svg rect", 8)).locator("svg rect").evaluateAll((all) => all.map((each) => getComputedStyle(each).fill));
        } catch (error) {
          if (ask === 3) throw error;
        }
      }
      await picture(`walkthrough-${title.split(" ")[0].toLowerCase()}`);
      // Black is what a colour that is not there comes to, and in high contrast the editor's own.
      check(fills.length > 5 && (media.forcedColors === "active" || !fills.includes("rgb(0, 0, 0)")), `fills: ${fills.join(" ")}`);
    }
  });
  await step("the buttons that pair and that begin a draft lead on", async () => {
    const press = async (title, button) => {
      await open();
      await at(title).click();
      await at(title).locator(".monaco-button", { hasText: button }).click();
    };
    const picks = page.locator(".quick-input-widget");
    await press("Let this editor approve", "Pair This Editor");
    await picks.filter({ hasText: "Approve and decide" }).waitFor();
    await picks.locator("input[type=text]").press("Escape");
    await press("Write a draft", "New Draft");
    await picks.filter({ hasText: "Emi Tanaka" }).waitFor();
    // To leave it begins nothing; to choose nobody does.
    const drafts = async () => (await host.json("call", "drafts/list")).drafts.length;
    const before = await drafts();
    await picks.locator("input[type=text]").press("Escape");
    await press("Write a draft", "New Draft");
    await bench.pick("Nobody yet");
    // There are two accounts by now, and the host does not choose between them.
    await picks.locator("input[placeholder^='From which account?']").waitFor();
    await bench.pick("robin@desk.example");
    await page.locator(".statusbar", { hasText: "Ln 9, Col 1" }).waitFor();
    same(await drafts(), before + 1, "drafts");
    await bench.run("View: Close All Editors");
  });
}

/** A data folder that nobody has used: set up here, by its button. Ends back at the folder that the window had. */
export async function emptiness({ step, page, bench, host, editor, settings, picture }) {
  const welcome = (text) => page.locator(".sidebar .welcome-view-content:visible", { hasText: text }).first();
  const header = (name) => page.locator(`.sidebar .pane-header[aria-label^='${name}']`);
  const fold = async (name, open) => {
    if ((await header(name).getAttribute("aria-expanded")) !== String(open)) await header(name).click();
  };
  const task = (name) => page.locator(".part.panel", { hasText: name }).first();
  await step("a host without an owner says so, and its button sets it up", async () => {
    editor.settings(settings, { "assistant.path": program, "assistant.dataFolder": join(host.home, "fresh") });
    await welcome("This host has no owner yet").waitFor({ timeout: 40_000 });
    await picture("needs-setup");
    await welcome("This host has no owner yet").locator(".monaco-button", { hasText: "Set Up the Host" }).click();
    await task("assistant setup").waitFor();
    await welcome("Nothing waits for you").waitFor({ timeout: 40_000 });
  });
  await step("every view that is empty says what comes into it, with the button that begins it", async () => {
    for (const [view, text, button] of [["Outbox", "Nothing was approved yet", "New Draft"], ["Applications", "No applications yet", "New Application from This Posting"]]) {
      await fold(view, true);
      await welcome(text).locator(".monaco-button", { hasText: button }).waitFor();
    }
    await picture("empty");
    for (const view of ["Outbox", "Applications"]) await fold(view, false);
    await fold("Accounts", true);
    await bench.row("Connect your first mailbox…").waitFor();
  });
  await step("what the doctor finds is a row, and its buttons put it right here or run the remedy", async () => {
    await bench.row(/^Doctor/u).click();
    const finding = bench.row("No account is connected.");
    await finding.waitFor();
    await picture("findings");
    await bench.act(finding, "Put It Right…");
    await bench.dialog.locator(".monaco-button", { hasText: "Connect Account…" }).click();
    // This folder's host has not paired the editor.
    await bench.dialog.filter({ hasText: "needs a key that may administer" }).locator(".monaco-button", { hasText: "Cancel" }).click();
    await bench.act(finding, "Put It Right…");
    await bench.dialog.locator(".monaco-button", { hasText: "Run “assistant account add --help”" }).click();
    await task("assistant account add --help").waitFor();
    await bench.run("View: Hide Panel");
    for (const view of ["Outbox", "Applications"]) await fold(view, true);
    editor.settings(settings);
    // Back at the demo's host: a window that is still with the other one would start it again.
    await bench.row("Emi Tanaka").waitFor();
    // `assistant stop` asks a person at a terminal, but for a demo.
    process.kill(Number(/^pid=(?<id>\d+)$/mu.exec(readFileSync(join(host.home, "fresh", "host.lock"), "utf8")).groups.id));
  });
}

/** What runs in a terminal, in a window that has no folder open: a newcomer's. */
export async function withoutFolder({ step, page, editor }) {
  await step("in a window without a folder what runs in a terminal runs, too", async () => {
    const other = await page.context().newPage();
    await other.goto(`${new URL(editor.url).origin}/?ew=true`);
    const bench = new Workbench(other);
    await bench.reveal();
    // A window that opens has more to do than one that changes.
    await bench.row("Emi Tanaka").waitFor({ timeout: 40_000 });
    await bench.run("Assistant: Set Up the Host");
    // What it said is drawn, and no text that could be found; its name is.
    await other.locator(".part.panel", { hasText: "assistant setup" }).first().waitFor();
    await other.close();
  });
}

/** Every command that a text of the extension tells a person to run, is one that the program has. */
export async function namedCommands({ step, host }) {
  await step("every command that the texts name is one that the program has", async () => {
    const texts = ["package.nls.json", "package.nls.de.json", "l10n/bundle.l10n.json", "l10n/bundle.l10n.de.json", "README.md"].map((name) => readFileSync(join(extension, name), "utf8")).join("\n");
    const named = new Set([...texts.matchAll(/[`“„]assistant (?<word>[a-z][a-z-]+)/gu)].map((each) => each.groups.word));
    check(named.size >= 4, [...named].join(" "));
    for (const word of named) same((await host.assistant(word, "--help")).includes(`./assistant ${word}`), true, word);
  });
}
