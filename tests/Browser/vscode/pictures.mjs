// The pictures of the extension's page in a store, taken in real VS Code of the packaged extension, beside a host with the demo's people:
//   node tests/Browser/vscode/pictures.mjs [FOLDER]      (the folder of the page's pictures, where none is given)
// Needs what the suite vscode-e2e needs, and, to look as on a desktop, the typefaces Inter and JetBrains Mono (Debian: fonts-inter fonts-jetbrains-mono).
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromiumPath, launch, skip } from "../kit/browser.mjs";
import { CodeServer } from "../kit/codeServer.mjs";
import { deskOf } from "../kit/desk.mjs";
import { root } from "../kit/fakeHost.mjs";
import { RealHost } from "../kit/realHost.mjs";
import { endAll } from "../kit/suite.mjs";
import { Workbench } from "../kit/workbench.mjs";

if (chromiumPath() === undefined || !RealHost.built() || !CodeServer.installed()) skip("it wants Chromium, the built host and code-server, as the suite vscode-e2e does");

const folder = resolve(process.argv[2] ?? join(root, "clients", "vscode", "pictures"));
const size = { width: 1280, height: 800 };
/** A store shows a page's pictures as they are; larger ones are slow to come. */
const mostBytes = 300_000;
/** What is the editor's own, and says nothing of the extension. */
const noise = ["[id='status.host']", "[id='status.forwardedPorts']", "[id='status.workbench.keyboardLayout']", "[id^='remote.forwardedPorts']", "[id='status.notifications']", "[id='status.editor.eol']", "[id='status.editor.encoding']", "[id='status.editor.indentation']", ".editor-actions .editor-type-picker"].join(", ");
const quiet = {
  "editor.scrollBeyondLastLine": false, "editor.fontFamily": "JetBrains Mono", "editor.fontLigatures": false, "editor.fontSize": 14, "editor.lineHeight": 1.6, "editor.codeLensFontFamily": "Inter", "editor.occurrencesHighlight": "off", "editor.renderLineHighlight": "none", "editor.overviewRulerBorder": false, "editor.hideCursorInOverviewRuler": true,
  "editor.scrollbar.vertical": "hidden", "breadcrumbs.enabled": false, "window.menuBarVisibility": "hidden", "diffEditor.renderOverviewRuler": false, "workbench.editor.empty.hint": "hidden", "workbench.hover.delay": 10_000,
};

const host = await RealHost.demo();
const editor = new CodeServer(host.home, host.environment);
let browser;
try {
  await seed();
  host.finds(editor.bin);
  await host.assistant("install", "vscode", "--yes");
  editor.settings(quiet);
  fonts();
  await editor.start();
  browser = await launch({ env: host.environment });
  mkdirSync(folder, { recursive: true });
  for (const [name, png] of await take()) {
    const bytes = await webp(png);
    writeFileSync(join(folder, `${name}.webp`), bytes);
    console.log(`${name}: ${Math.ceil(bytes.length / 1000)} KB${bytes.length > mostBytes ? ", which is too large" : ""}`);
  }
} finally {
  await endAll(() => browser?.close(), () => editor.end(), () => host.end());
}

/** A job hunt in its sixth week, and what came of it. All of it is made up; `.example` is nobody's. */
async function seed() {
  const day = (from) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const hunt = [
    ["saved", "Fjord Boats", "Workshop planner", "Bergen", 9], ["saved", "Kumo Textiles", "Studio manager", "Osaka"], ["saved", "Harbour Letterpress", "Events lead", "Bristol", 16],
    ["applied", "Atelier Martin", "Conservator", "Lyon"], ["applied", "Norte Bikes", "Customer care", "Bilbao", 4],
    ["screening", "Volkov Clocks", "Repair coordinator", "Riga"], ["screening", "Lantern & Sons", "Operations", "Leeds"],
    ["interview", "Vale Organs", "Restoration lead", "York", 2],
    ["offer", "Silver Loom", "Programme manager", "Remote"],
    ["rejected", "Brass & Reed", "Store manager", "Ghent"],
  ];
  const made = {};
  for (const [stage, company, role, place, due] of hunt) {
    made[company] = (await host.json("call", "applications/create", JSON.stringify({ stage, details: { company, role, place, ...(due === undefined ? {} : { deadline: day(due) }) } }))).id;
  }
  await host.assistant("models", "choose", "rehearsal", "--yes");
  const dmitri = (await host.json("call", "contacts/list", JSON.stringify({ query: "Dmitri" }))).contacts[0].id;
  await host.json("call", "applications/link", JSON.stringify({ id: made["Volkov Clocks"], ref: { kind: "contact", id: dmitri } }));
  await host.assistant("demo", "answer", "Dmitri", "--text", "Thank you for your letter. We would like to invite you to an interview on Tuesday at 10.", "--yes");
}

/** The typefaces that a desktop would have, for all that the browser draws. */
function fonts() {
  const at = join(host.environment.XDG_CONFIG_HOME, "fontconfig");
  mkdirSync(at, { recursive: true });
  const prefer = (family, first) => `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>${first}</string></edit></match>`;
  writeFileSync(join(at, "fonts.conf"), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${["system-ui", "sans-serif"].map((each) => prefer(each, "Inter")).join("")}${prefer("monospace", "JetBrains Mono")}</fontconfig>`);
}

/** As WebP, which takes a third of what PNG takes; the browser encodes it. */
async function webp(png) {
  const page = await browser.newPage();
  const encoded = await page.evaluate(async (source) => {
    const image = await createImageBitmap(await (await fetch(source)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 0.9 })).arrayBuffer());
    return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
  }, `data:image/png;base64,${png.toString("base64")}`);
  await page.close();
  return Buffer.from(encoded, "base64");
}

/** Each picture by its name, in the order of a person's way. */
async function take() {
  const taken = new Map();
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 2, locale: "en-GB", colorScheme: "light" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(editor.url);
  const bench = new Workbench(page);
  await bench.reveal();
  await page.addStyleTag({ content: `${noise} { display: none !important } .editor-widget .cursor, .monaco-editor .cursor { visibility: hidden !important }` });
  const { until, confirmPairing } = deskOf({ page, bench, host });
  const mail = (text) => page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: text }).first();
  const claim = page.locator(".monaco-editor .squiggly-warning").first();

  /** Nothing is pointed at, unless the picture is of that; and what comes and goes has come or gone. */
  const shoot = async (name, { pointing = false } = {}) => {
    if (!pointing) await page.mouse.move(size.width / 2, 2);
    await page.waitForTimeout(700);
    taken.set(name, await page.screenshot());
  };
  const dark = (is) => page.emulateMedia({ colorScheme: is ? "dark" : "light" });
  /** Gives the side bar a width by its edge. */
  const sideBar = async (width) => {
    const { x, width: now } = await page.locator(".part.sidebar").boundingBox();
    await page.mouse.move(x + now, 400);
    await page.mouse.down();
    await page.mouse.move(x + width, 400, { steps: 5 });
    await page.mouse.up();
  };
  const compose = async (name) => {
    await mail(name).click();
    await bench.lens("Compose").click();
    await bench.pick("A first letter");
    await bench.answer("What should it say?", "");
    await bench.toast("Composed.").waitFor({ timeout: 60_000 });
    await until("the marked claim", () => claim.isVisible());
  };

  await mail("Emi Tanaka").click();
  await bench.lens("Pair this editor to approve").click();
  await confirmPairing();
  await sideBar(330);

  await dark(true);
  await compose("Emi Tanaka");
  // The difference alone: beside the draft's own tab there is no room for its title.
  await bench.run("View: Close Other Editors in Group");
  await shoot("compose");

  await bench.closeToasts();
  await bench.run("View: Close All Editors");
  await dark(false);
  await page.locator(".sidebar .monaco-list-row", { hasText: "Emi Tanaka" }).first().click();
  // The line lies over the mark, so that only a place can be pointed at; it is there once the document has come to rest.
  await claim.waitFor();
  await page.waitForTimeout(500);
  const { x, y, width, height } = await claim.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
  await page.locator(".monaco-hover", { hasText: "Quick Fix" }).first().waitFor();
  await shoot("draft", { pointing: true });

  await page.mouse.click(x + width / 2, y + height / 2);
  await bench.fix("Mark as checked: I know that this is true");
  await bench.lens("Approve and send").click();
  await bench.dialog.waitFor();
  await shoot("approve");
  await page.keyboard.press("Escape");

  await bench.run("View: Close All Editors");
  await sideBar(560);
  const bounced = page.locator(".sidebar .monaco-list-row", { hasText: "Chloé Martin" }).filter({ hasText: "Bounced" }).first();
  await bounced.locator(".monaco-tl-twistie").click();
  await bench.menu(bounced, "Show Steps and Evidence");
  await page.locator(".sidebar .monaco-list-row", { hasText: "Volkov Clocks" }).first().hover();
  await shoot("today", { pointing: true });

  await bench.run("View: Close All Editors");
  await dark(true);
  await page.setViewportSize({ width: size.width, height: 640 });
  await bench.run("Assistant: Open Board");
  const board = await bench.webview("as-lane .card");
  await board.locator("as-lane .card").nth(9).waitFor();
  await bench.run("View: Toggle Primary Side Bar Visibility");
  await shoot("board");
  await page.setViewportSize({ width: 520, height: 640 });
  await board.locator(".switch select").waitFor();
  await shoot("narrow");
  return taken;
}
