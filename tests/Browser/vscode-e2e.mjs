// suite vscode-e2e: the packaged extension in real VS Code (code-server, in a browser), against the real host: from "no program" to a card that moved
// because somebody answered. SHOTS=FOLDER keeps pictures, LOOK=dark, hc-light or hc-dark of all in that theme. node vscode-e2e.mjs
import { chromiumPath, launch, skip } from "./kit/browser.mjs";
import { CodeServer } from "./kit/codeServer.mjs";
import { deskOf } from "./kit/desk.mjs";
import { root } from "./kit/fakeHost.mjs";
import { RealHost } from "./kit/realHost.mjs";
import { Suite, check, endAll, same } from "./kit/suite.mjs";
import { deafen, stillDeaf } from "./kit/webviews.mjs";
import { Workbench } from "./kit/workbench.mjs";
import { composing } from "./vscode/composing.mjs";
import { doubt, restored } from "./vscode/doubt.mjs";
import { emptiness, namedCommands, walkthrough, withoutFolder } from "./vscode/first-run.mjs";
import { german } from "./vscode/german.mjs";
import { letters } from "./vscode/letters.mjs";
import { searching, themes } from "./vscode/looks.mjs";
import { mailboxes } from "./vscode/mailboxes.mjs";
import { keyEnd, outage, unseen } from "./vscode/outage.mjs";
import { wsl } from "./vscode/wsl.mjs";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

if (chromiumPath() === undefined) skip("there is no Chromium (apt-get install chromium)");
if (!RealHost.built()) skip("the host is not built");
if (!CodeServer.installed()) skip("there is no code-server (tests/Browser/vscode/install.sh)");

const suite = new Suite("vscode-e2e");
const shots = process.env.SHOTS;
const look = process.env.LOOK ?? "light";
const media = { colorScheme: look.endsWith("dark") ? "dark" : "light", forcedColors: look.startsWith("hc-") ? "active" : "none" };
const host = await RealHost.demo();
const editor = new CodeServer(host.home, host.environment);
let browser;
let page;
let bench;
let desk;
const complaints = [];

let going = true;
async function step(title, run) {
  if (!going) return;
  going = await suite.case(title, run);
  if (going) return;
  for (const [at, each] of (page?.context().pages() ?? []).entries()) await each.screenshot({ path: join(root, "artifacts", "test", `vscode-e2e${at === 0 ? "" : `-${at}`}.png`) }).catch(() => undefined);
}

const picture = async (name, of = page) => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  // What goes away fades.
  await of.waitForTimeout(400);
  await of.screenshot({ path: join(shots, `${name}.png`) });
};

// A folder that nobody has trusted yet, without the question at the start.
const trust = { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" };
const posting = "Platform Engineer\nNorte Systems Lda, Porto\n\nWe look for an engineer who knows C# and PostgreSQL.\nApply by 15 January 2027.\nCompany: Norte Systems Lda\n";

try {
  await step("`assistant install vscode` builds one package, under 500 KB, and puts it into the editor that is `code`", async () => {
    host.finds(editor.bin);
    const installed = await host.json("install", "vscode");
    same(installed.editors[0], join(editor.bin, "code"), "the editor");
    check(statSync(installed.package).size < 500_000, `${statSync(installed.package).size} bytes`);
  });
  await step("the editor shows it", async () => {
    writeFileSync(join(editor.folder, "posting.md"), posting);
    writeFileSync(join(editor.folder, "cv.txt"), "Ana Ruiz, printer.\n");
    writeFileSync(join(editor.folder, "scan.pdf"), "%PDF-1.7\n\0");
    writeFileSync(join(editor.folder, "large.txt"), posting.repeat(40_000));
    mkdirSync(join(editor.folder, "letters"));
    editor.settings(trust, { "assistant.dataFolder": join(host.home, "nobody") });
    await editor.start();
    browser = await launch({ env: host.environment });
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: "en-GB", ...media });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (/Content Security Policy/u.test(message.text()) && /board|assistant/u.test(message.text())) complaints.push(message.text());
    });
    await page.goto(editor.url);
    await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    bench = new Workbench(page);
    desk = deskOf({ page, bench, host });
    await page.locator(".activitybar [aria-label*='Assistant']").first().waitFor({ timeout: 60_000 });
  });
  await step("without the program it says so, with the ways out", async () => {
    await bench.show("Today");
    // A remote window, as the editor sees it.
    await page.locator(".sidebar .welcome-view-content", { hasText: "was not found on the machine of this window" }).locator(".monaco-button", { hasText: "How to Install" }).first().waitFor();
    await picture("not-found");
    await bench.run("Assistant: Doctor");
    await bench.toast("was not found on the machine of this window (").locator(".monaco-button", { hasText: "How to Install" }).waitFor();
    await bench.closeToasts();
    editor.settings(trust, { "assistant.path": "/nowhere/assistant" });
    await page.locator(".sidebar .welcome-view-content", { hasText: "names no program" }).first().waitFor();
    await picture("missing");
    await page.locator(".sidebar .welcome-view-content .monaco-button", { hasText: "Choose the Program" }).first().click();
    // Not in the folder that is open, which may be another machine's.
    await desk.until("a dialog that begins in the person's own folder", async () => (await page.locator(".quick-input-widget input[type=text]").inputValue()) === `${host.home}/`);
    await page.keyboard.press("Escape");
  });
  await step("without the setting it finds the host that runs, and shows what waits", async () => {
    editor.settings(trust);
    await bench.row(/./u).waitFor({ timeout: 40_000 });
    await page.locator(".activitybar .action-item", { has: page.locator("[aria-label*='Assistant']") }).locator(".badge-content:visible", { hasText: /^\d+$/u }).waitFor();
  });
  await step("in Restricted Mode a draft is written and kept, and says why nothing is approved", async () => {
    await bench.row("Farid Haddad").click();
    await bench.lens("Restricted Mode: nothing is approved here").waitFor();
    await page.locator(".monaco-editor .view-line").first().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("PS: written in Restricted Mode.");
    await desk.save();
    await desk.until("the kept draft", async () => (await desk.draftTo("Farid")).body.includes("written in Restricted Mode"));
    await picture("restricted");
    await page.keyboard.press("Control+z");
    await desk.save();
    await bench.lens("Restricted Mode").click();
    await page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
    await page.locator(".monaco-modal-editor-block .codicon-close").first().click();
    await bench.lens("Pair this editor to approve").waitFor();
  });
  await step("without a key nothing can be approved, and the way to one is offered", async () => {
    await host.json("call", "drafts/list");
    const draft = page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).first();
    await draft.click();
    await bench.lens("Pair this editor to approve").waitFor();
  });
  await step("pairing shows a code; a yes at the host gives this editor its key", async () => {
    await bench.lens("Pair this editor to approve").click();
    await desk.confirmPairing();
    await bench.lens("Approve and send").waitFor();
    await picture("draft");
  });
  await step("the extension's own work at its activation took under 50 ms", async () => {
    const lines = editor.log("Assistant.log").filter((line) => line.includes("Activated in"));
    check(lines.length > 0, "Its log says nothing of it.");
    console.log(lines.map((line) => `          ${line.trim()}`).join("\n"));
    for (const line of lines) check(Number(/Activated in (\d+) ms/u.exec(line)[1]) < 50, line);
  });

  const scene = { step, browser, page, bench, host, editor, settings: trust, picture, media, ...desk };
  const { type, save, until, draftOf } = desk;
  await letters(scene);

  let applied = "";
  await step("what is selected becomes a draft for a person", async () => {
    await page.keyboard.press("Control+p");
    await bench.pick("posting.md");
    await page.locator(".monaco-editor .view-line", { hasText: "Norte Systems Lda" }).first().click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("n");
    await bench.pick("Farid Haddad", "Farid");
    const subject = "Norte Systems Lda, Porto";
    same((await until("the draft", () => draftOf(subject))).body, subject, "body");
    await page.locator(".tab.active", { hasText: "Norte Systems Lda" }).waitFor();
    await bench.run("Assistant: Delete Draft");
    await bench.dialog.locator(".monaco-button", { hasText: "Delete" }).click();
    await until("no such draft", async () => (await draftOf(subject)) === undefined);
  });
  await step("a posting among the files becomes an application", async () => {
    await bench.run("View: Show Explorer");
    const file = (name) => page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
    await bench.menu(file("scan.pdf"), "New Application from This Posting");
    await bench.toast("scan.pdf cannot be read as text.").waitFor();
    await bench.menu(file("large.txt"), "Tailor Letter to This Posting");
    await bench.toast("A posting has at most 2 MiB.").waitFor();
    await bench.closeToasts();
    await file("letters").click({ button: "right" });
    const entry = (text) => page.locator(".monaco-menu .action-item", { hasText: text });
    await entry("Rename").waitFor();
    same(await entry("This Posting").count(), 0, "what is offered for a folder");
    await page.keyboard.press("Escape");
    // Of the file that is open one line is selected, and the explorer means the whole.
    await bench.menu(file("posting.md"), "New Application from This Posting");
    await page.locator(".quick-input-widget", { hasText: "The company" }).waitFor();
    same(await page.locator(".quick-input-widget input[type=text]").inputValue(), "Norte Systems Lda", "the company that was read");
    await bench.answer("The company");
    await bench.answer("The role", "Platform Engineer");
    await page.locator(".tab.active", { hasText: "Norte Systems" }).waitFor();
    await bench.show("Applications");
    await bench.row("Norte Systems").waitFor();
  });
  await step("a row of the tree is dragged from stage to stage, and the move is taken back", async () => {
    applied = (await host.json("call", "applications/list")).applications[0].id;
    const stage = async () => (await host.json("application", "show", applied)).stage;
    await bench.row("Norte Systems").dragTo(page.locator(".sidebar .monaco-list-row", { hasText: /^Screening/u }).first());
    await until("the stage after the drop", async () => (await stage()) === "screening");
    await bench.menu(bench.row("Norte Systems"), "Undo Last Move");
    await until("the stage it had", async () => (await stage()) === "saved");
    // Another client moves it, and nobody looks into this window meanwhile.
    await host.assistant("application", "move", applied, "screening", "--yes");
    await page.locator(".sidebar .monaco-list-row", { hasText: /^Screening\s*1/u }).first().waitFor();
    await host.assistant("application", "undo", applied, "--yes");
    await page.locator(".sidebar .monaco-list-row", { hasText: /^Saved\s*1/u }).first().waitFor();
  });
  await step("a letter about it is written to a person there, approved, and goes out", async () => {
    await bench.act(bench.row("Norte Systems"), "Draft Mail About It");
    await bench.pick("Dmitri Volkov", "Volkov");
    await page.locator(".monaco-editor .view-line", { hasText: "Subject: Platform Engineer" }).or(page.locator(".monaco-editor .view-line", { hasText: "Platform Engineer" })).first().waitFor();
    await page.locator(".statusbar", { hasText: "Ln 9, Col 1" }).waitFor();
    await page.keyboard.press("Control+End");
    await type("Dear Dmitri,\n\nI would like to work at Acme Robotics.");
    // The book knows it as another company.
    const other = await host.call("applications/create", { details: { company: "Acme Robotics", role: "Welder" } });
    await page.keyboard.press("Control+Shift+m");
    await bench.problem("This names Acme Robotics, and the letter is to Norte Systems Lda.").dblclick();
    await page.locator(".statusbar", { hasText: "(13 selected)" }).waitFor();
    await page.locator(".monaco-editor.focused").first().waitFor();
    await picture("wrong-company");
    await page.keyboard.insertText("Norte Systems");
    await bench.problem("This names Acme Robotics").waitFor({ state: "hidden" });
    await page.keyboard.press("Control+j");
    await page.keyboard.press("Control+End");
    await type("\n\nAna");
    await host.call("applications/delete", { id: other.id, revision: other.revision });
    await save();
    const row = page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: "Platform Engineer" }).first();
    await bench.act(row, "Approve and Send… (Ctrl+Alt+Enter)");
    await bench.dialog.locator(".monaco-button", { hasText: "Approve and Send" }).click();
    await until("the sent letter", async () => (await host.json("call", "outbox/list")).items.some((each) => each.subject === "Platform Engineer" && each.state === "sent"), 40);
    await bench.closeToasts();
  });
  await step("the answer comes; what it means is proposed, with its line", async () => {
    await host.assistant("demo", "answer", "Dmitri", "--text", "Thank you. We would like to invite you to an interview on Tuesday at 10.", "--yes");
    await bench.run("Assistant: Check for Replies");
    await bench.row("invite you to an interview").waitFor({ timeout: 30_000 });
    await picture("proposal");
    await page.locator(".sidebar .monaco-list-row", { hasText: /^Move Platform Engineer at Norte Systems Lda to Interview$/u }).first().click();
    await bench.dialog.filter({ hasText: "“Thank you. We would like to invite you to an interview on Tuesday at 10.”" }).filter({ hasText: "Line, read by rules and not by a model" }).filter({ hasText: "Proposed by the plugin Applications." }).waitFor();
    await picture("proposal-asked");
    await bench.dialog.locator(".monaco-button", { hasText: "Cancel" }).click();
  });
  await step("the accepted proposal moves the application", async () => {
    const proposal = page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-lightbulb") }).filter({ hasText: /Norte|interview/iu }).first();
    await bench.act(proposal, "Accept");
    await until("the stage", async () => (await host.json("application", "show", applied)).stage === "interview");
    await bench.toast("Accepted").waitFor();
    await bench.closeToasts();
  });
  await step("a follow-up that is due stands in the view, and its letter is begun from it", async () => {
    const contactId = (await host.call("contacts/list", { query: "Dmitri" })).contacts[0].id;
    await host.call("followUps/set", { contactId, due: new Date().toISOString().slice(0, 10), reason: "ask for the address" });
    await page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-bell") }).filter({ hasText: "Write to Dmitri" }).first().click();
    await bench.dialog.filter({ hasText: "ask for the address" }).locator(".monaco-button", { hasText: "Write to Them" }).click();
    await page.locator(".quick-input-widget", { hasText: "What should it say?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".monaco-editor .view-line", { hasText: /^To:\sDmitri\sVolkov/u }).waitFor();
    await bench.run("Assistant: Delete Draft");
    await bench.dialog.locator(".monaco-button", { hasText: "Delete" }).click();
    await host.call("followUps/close", { contactId, reason: "done" });
    await page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-bell") }).first().waitFor({ state: "hidden" });
  });
  await composing(scene);
  await step("a letter is tailored to the posting that is open", async () => {
    await host.assistant("models", "choose", "offline", "--yes");
    await page.keyboard.press("Control+p");
    await bench.pick("posting.md");
    // The editor selects what was selected there before.
    await page.locator(".monaco-editor .view-line", { hasText: "Platform Engineer" }).first().click();
    await bench.run("Assistant: Tailor Letter to This Posting");
    await bench.answer("The company", "Norte Systems Lda");
    await bench.answer("The role", "Platform Engineer");
    await bench.pick("Farid Haddad", "Farid");
    await bench.answer("What should it say?");
    await bench.toast("Composed.").waitFor({ timeout: 60_000 });
    const letter = (await host.json("call", "drafts/list")).drafts.find((each) => each.about?.id === applied);
    check(letter?.body.includes("I am applying as Platform Engineer at Norte Systems Lda"), `There is ${letter?.body}`);
    await picture("tailored");
    await bench.closeToasts();
    await bench.run("View: Close All Editors");
  });
  await mailboxes(scene);
  await step("a proposal is dismissed, and the dismissal taken back", async () => {
    const open = async () => (await host.json("call", "proposals/list", JSON.stringify({ state: "open" }))).proposals.length;
    const before = await open();
    await bench.act(page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-lightbulb") }).first(), "Dismiss");
    await bench.toast("Dismissed").waitFor();
    same(await open(), before - 1, "open proposals");
    await bench.toast("Dismissed").locator(".monaco-button", { hasText: "Undo" }).click();
    await until("the open proposal", async () => (await open()) === before);
  });
  await unseen(scene);
  await step("the board shows it, under a policy that lets nothing in, and a card is carried by the keyboard and by the pointer", async () => {
    await deafen(page, 2);
    await bench.run("Assistant: Open Board");
    // Opened anew once by itself, and then by the person.
    const silent = bench.toast("The board is empty: the editor has not loaded its page.");
    await silent.waitFor({ timeout: 40_000 });
    same(await stillDeaf(page), 0, "pages that are still to stay silent");
    await picture("board-silent");
    await silent.locator(".monaco-button", { hasText: "Open It Anew" }).click();
    const frame = await bench.webview("as-board", 30);
    const card = frame.locator("as-lane[data-stage=interview] .card", { hasText: "Norte Systems" });
    await card.waitFor();
    const policy = await frame.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
    check(/^default-src 'none'; script-src 'nonce-[\w-]{20,}'; /u.test(policy), policy);
    same(await frame.evaluate(async () => fetch("https://example.org/").then(() => "fetched", () => "refused")), "refused", "a fetch from the page");
    await picture("board");
    await card.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await until("the stage after the board", async () => (await host.json("application", "show", applied)).stage !== "interview");
    await picture("board-moved");
    await frame.locator(".card", { hasText: "Norte Systems" }).dragTo(frame.locator("as-lane[data-stage=interview]"));
    await until("the stage after the drop", async () => (await host.json("application", "show", applied)).stage === "interview");
  });
  await searching(scene);
  await themes(scene);
  await outage(scene);
  await walkthrough(scene);
  await doubt(scene);
  await restored(scene);
  await emptiness(scene);
  await withoutFolder(scene);
  await namedCommands(scene);
  await keyEnd(scene);
  await german(scene);
  await wsl(scene);
  await step("nothing on the way was reported as an error", async () => same(complaints.join(" | "), "", "the browser's console"));
} finally {
  await endAll(() => browser?.close(), () => editor.end(), () => host.end());
}
suite.report();
