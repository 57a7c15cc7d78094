// The extension in German, in a window that is not paired at first: its own words, and what the host says in English.
import { englishIn, textsOf } from "../dashboard/german.mjs";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deskOf } from "../kit/desk.mjs";
import { root } from "../kit/fakeHost.mjs";
import { check, same } from "../kit/suite.mjs";
import { Workbench } from "../kit/workbench.mjs";

/** What a person writes or names, and the host tells on: the title of a draft and of a task. */
const peoples = new Set(["approve", "draft", "task"]);

/** What the host says now of all that the views show, as it says it. */
async function hostSentences(host) {
  const ask = (method, params) => host.call(method, params);
  const [today, proposals, outbox, tracking, accounts, plugins, doctor, drafts] = await Promise.all([ask("today/list"), ask("proposals/list", { state: "open" }), ask("outbox/list"), ask("tracking/list"), ask("accounts/list"), ask("plugins/list"), ask("host/doctor"), ask("drafts/list")]);
  const shown = await Promise.all(outbox.items.map(({ id }) => ask("outbox/show", { id })));
  const needs = [...accounts.accounts, ...plugins.plugins].flatMap(({ need }) => (need === undefined ? [] : [need]));
  const all = [
    ...today.items.flatMap(({ kind, title, reason }) => (peoples.has(kind) ? [reason] : [title, reason])),
    ...proposals.proposals.map(({ title }) => title),
    ...shown.flatMap(({ item, steps }) => [item.reason, item.nextStep, ...steps.map(({ reason }) => reason), ...item.evidence.filter(({ source }) => source === "provider" || source === "person").flatMap(({ name, value }) => [name, value])]),
    ...tracking.rows.map(({ nextStep }) => nextStep),
    ...accounts.accounts.map(({ grantWords }) => grantWords),
    ...plugins.plugins.flatMap(({ reason, permissions }) => [reason, ...permissions.map((each) => each.reason)]),
    ...[...needs, ...doctor.findings].flatMap(({ message, remedy }) => [message, remedy]),
    ...drafts.drafts.flatMap(({ problems, claims = [] }) => [...problems.flatMap(({ problem, remedy }) => [problem, remedy]), ...claims.map(({ reason }) => reason)]),
  ];
  const subjects = new Set([...outbox.items, ...drafts.drafts].map(({ subject }) => subject));
  // One word is also in a sentence of the other language.
  return [...new Set(all.filter((each) => each !== undefined && /\p{L} \p{L}/u.test(each) && !subjects.has(each)))];
}

/** What the extension says in English where it has not got the German for it: sentences of it as patterns, for their gaps. */
const own = Object.entries(JSON.parse(readFileSync(join(root, "clients", "vscode", "l10n", "bundle.l10n.de.json"), "utf8")))
  .filter(([english, german]) => english !== german && /\p{L} \p{L}/u.test(english))
  .map(([english]) => new RegExp(english.split(/\{\d\}/u).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&")).join(".+"), "u"));

/** Holds that nothing of the host's sentences and of the extension's own stands in these texts in English. */
function holdGerman(texts, sentences) {
  const english = [...sentences.filter((sentence) => texts.some((text) => text.includes(sentence))), ...texts.filter((text) => own.some((pattern) => pattern.test(text)))];
  check(english.length === 0, english.join("\n"));
}

/** Every row of every view, opened to its leaves, and what is said of those that say more when they are pointed at. */
async function readViews(page) {
  const headers = page.locator(".sidebar .pane-header");
  const found = [];
  for (let at = 0; at < (await headers.count()); at++) {
    // One view at a time, in a window that has room for all its rows.
    for (let other = 0; other < (await headers.count()); other++) {
      if (((await headers.nth(other).getAttribute("aria-expanded")) === "true") !== (other === at)) await headers.nth(other).click();
    }
    const view = page.locator(".sidebar .pane", { has: page.locator(".pane-header[aria-expanded=true]") });
    await view.locator(".monaco-list-row").first().waitFor();
    const closed = view.locator(".monaco-list-row[aria-expanded=false] .monaco-tl-twistie.collapsible");
    while ((await closed.count()) > 0) {
      const row = await closed.first().evaluateHandle((twistie) => twistie.closest(".monaco-list-row"));
      await closed.first().click();
      await page.waitForFunction((each) => !each.isConnected || each.getAttribute("aria-expanded") === "true", row);
    }
    const rows = view.locator(".monaco-list-row");
    found.push(...(await rows.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")))));
    const hovers = page.locator(".workbench-hover-container");
    // Steps and lines of evidence say all that they have.
    for (const row of await view.locator(`.monaco-list-row:is([aria-level="1"], :has(${["circle-filled", "circle-outline", "mail", "tools", "warning"].map((icon) => `.codicon-${icon}`).join()}))`).all()) {
      await row.hover({ position: { x: 60, y: 10 } });
      const hover = hovers.locator(".hover-contents").last();
      if (!(await hover.waitFor({ timeout: 600 }).then(() => true, () => false))) continue;
      found.push(await hover.innerText());
      // What is said of one row may lie on the next, for as long as the pointer stays.
      await page.mouse.move(page.viewportSize().width - 5, 5);
      await hovers.first().waitFor({ state: "hidden" });
    }
  }
  return found;
}

/** Leaves no window behind. */
export async function german({ step, page: first, host, editor, settings, picture }) {
  let page;
  let bench;
  let desk;
  const draft = () => page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: "Emi Tanaka" }).first();
  await step("in German it speaks German", async () => {
    editor.settings({ ...settings, "workbench.hover.delay": 0 });
    page = await first.context().newPage();
    // What a language pack sets; the editor's own words stay as they are without one.
    await page.addInitScript(() => Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { value: "de", writable: false }));
    await page.goto(editor.url);
    bench = new Workbench(page);
    desk = deskOf({ page, bench, host });
    await bench.reveal();
    // The draft, and not a message to her in the outbox, which may be drawn first.
    await bench.open(draft(), "speak at our spring");
    await bench.lens("Diesen Editor koppeln, um freizugeben").waitFor();
    await picture("german", page);
  });
  await step("what the host says in English is German in every view, too, and so are the stages that it came with", async () => {
    const sentences = await hostSentences(host);
    const size = page.viewportSize();
    await page.setViewportSize({ width: size.width, height: 4000 });
    const texts = await readViews(page);
    await page.setViewportSize(size);
    if (process.env.VERBOSE) console.log(texts.map((text) => `          ${text.replaceAll("\n", " / ")}`).join("\n"));
    check(sentences.length > 40 && texts.length > 60, `It read ${texts.length} texts, and knows of ${sentences.length} sentences.`);
    holdGerman(texts, sentences);
    for (const stage of ["Gemerkt", "Gespräch", "Angebot"]) check(texts.some((text) => text.startsWith(`${stage}, `)), `No stage is called ${stage}.`);
  });
  await step("what this editor may not do it says in German, and is paired in German by the button beside it", async () => {
    await page.locator(".sidebar .pane-header", { hasText: "Heute" }).click();
    await bench.act(page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-lightbulb") }).first(), "Ablehnen");
    const refused = bench.toast("Dieser Editor darf das noch nicht. Koppeln Sie ihn: Der Host fragt Sie dann einmal.");
    await refused.waitFor();
    const said = await refused.innerText();
    await refused.locator(".monaco-button", { hasText: "Diesen Editor koppeln" }).click();
    const paired = await desk.confirmPairing(["Freigeben, entscheiden und verwalten", "Der Code dieses Editors ist", "Gekoppelt. Dieser Editor darf jetzt: lesen, Entwürfe schreiben, "]);
    holdGerman([said, ...paired], []);
    await bench.open(draft(), "speak at our spring");
    await bench.lens("Freigeben und senden").waitFor();
  });
  await step("what would leave this machine, and to whom, is told in German", async () => {
    await host.assistant("models", "add", "fern", "--provider", "openAi", "--name", "fern-1", "--endpoint", "https://0.0.0.0:9/v1", "--yes");
    await host.assistant("models", "choose", "fern", "--yes");
    await bench.lens("Schreiben lassen").click();
    await bench.pick("Ein erster Brief");
    await bench.answer("Was soll darin stehen?", "");
    await bench.dialog.waitFor();
    const asked = await bench.dialog.innerText();
    for (const each of ["Das verlässt Ihren Rechner, an fern-1 (OpenAI-kompatibel), https://", "Es enthält:", "Kontakt: Name", "Sie: Name", "Der Entwurf bisher: "]) check(asked.includes(each), `${each} is not said: ${asked}`);
    holdGerman([asked], []);
    await picture("german-before-it-leaves", page);
    await page.keyboard.press("Escape");
    await bench.dialog.waitFor({ state: "hidden" });
    await host.assistant("models", "choose", "rehearsal", "--yes");
  });
  await step("what stands in the way of a draft and what the doctor finds are German as well", async () => {
    const { id, revision } = await host.call("drafts/create", { subject: "Angefangen", body: "", accountId: (await desk.draftTo("Emi")).accountId });
    const sentences = await hostSentences(host);
    await bench.row("Angefangen").click();
    await bench.lens("zu beheben, bevor es sich freigeben lässt").waitFor();
    await page.keyboard.press("Control+Shift+m");
    const problems = page.locator(".markers-panel .monaco-list-row .marker-message-details-container, .markers-panel .monaco-list-row .marker");
    await problems.first().waitFor();
    const texts = await problems.allInnerTexts();
    await picture("german-problems", page);
    await bench.run("Assistant: Doktor");
    const found = page.locator(".quick-input-list .monaco-list-row", { has: page.locator(".codicon-warning, .codicon-pass") });
    await found.first().waitFor();
    texts.push(...(await found.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")))));
    await picture("german-doctor", page);
    await page.keyboard.press("Escape");
    if (process.env.VERBOSE) console.log(texts.map((text) => `          ${text.replaceAll("\n", " / ")}`).join("\n"));
    holdGerman(texts, sentences);
    // Each stands by itself, and begins as a sentence does.
    for (const problem of ["Kein Empfänger. Fügen Sie eine Adresse hinzu.", "Der Text ist leer. Schreiben Sie etwas."]) check(texts.some((text) => text.includes(problem)), texts.join("\n"));
    await bench.run("Assistant: Freigeben und senden");
    const refused = bench.toast("Das lässt sich noch nicht freigeben.");
    await refused.waitFor();
    const said = await refused.innerText();
    holdGerman([said], sentences);
    check(said.includes("Kein Empfänger. Fügen Sie eine Adresse hinzu. Der Text ist leer. Schreiben Sie etwas."), said);
    await picture("german-refused", page);
    await bench.closeToasts();
    await host.call("drafts/delete", { id, revision });
  });
  await step("a change is proposed, dismissed and proposed again in German", async () => {
    const { proposals } = await host.call("proposals/list", { state: "open" });
    const sentences = await hostSentences(host);
    const row = page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-lightbulb") }).first();
    await row.click();
    await bench.dialog.waitFor();
    const asked = await bench.dialog.innerText();
    check(asked.includes("Vorgeschlagen von den Regeln für eingehende Mail."), asked);
    await picture("german-proposal", page);
    await bench.dialog.locator(".monaco-button", { hasText: "Ablehnen" }).click();
    const done = bench.toast("Abgelehnt: ");
    await done.waitFor();
    holdGerman([asked, await done.innerText()], sentences);
    await done.locator(".monaco-button", { hasText: "Rückgängig" }).click();
    await desk.until("the open proposal", async () => (await host.call("proposals/list", { state: "open" })).proposals.length === proposals.length);
  });
  await step("a message is approved and taken back in German", async () => {
    const sentences = await hostSentences(host);
    await bench.open(draft(), "speak at our spring");
    await bench.lens("Freigeben und senden").click();
    await bench.dialog.waitFor();
    const asked = await bench.dialog.innerText();
    check(asked.includes("Genau das senden?"), asked);
    await picture("german-approve", page);
    await bench.dialog.locator(".monaco-button", { hasText: "Freigeben und senden" }).click();
    const approved = bench.toast("Freigegeben, an Emi Tanaka. Versand um ");
    await approved.waitFor();
    const said = await approved.innerText();
    await picture("german-approved", page);
    await approved.locator(".monaco-button", { hasText: "Zurücknehmen" }).click();
    const status = page.locator(".statusbar", { hasText: "Zurückgenommen: Es ist wieder ein Entwurf." });
    await status.waitFor();
    holdGerman([asked, said, await status.innerText()], sentences);
    same((await desk.draftTo("Emi")).state, "open", "state");
    await page.locator(".sidebar .pane-header", { hasText: "Postausgang" }).click();
    await page.locator(".sidebar .monaco-list-row", { hasText: "Zurückgenommen · " }).filter({ hasText: "Emi Tanaka" }).first().waitFor();
  });
  await step("on the board it speaks German as well", async () => {
    const frame = await bench.board("Assistant: Tafel öffnen");
    await frame.locator("as-lane[data-stage=interview] h2", { hasText: "Gespräch" }).waitFor();
    const english = englishIn(await textsOf(frame));
    check(english.length === 0, english.join("\n"));
    await picture("german-board", page);
    await page.close();
  });
}
