// suite dashboard-axe: axe-core over every view, theme and width, full, empty, loading, failing, and with 10,000 rows; that no page reports an error or
// scrolls sideways, that none draws every row it has, and that none says anything in English in German. node axe.mjs
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dataOf, englishIn, textsOf } from "./dashboard/german.mjs";
import { chromiumPath, launch, skip } from "./kit/browser.mjs";
import { loadFakeHost, pages } from "./kit/fakeHost.mjs";
import { drawn, go, openDashboard, settled, show } from "./kit/page.mjs";
import { Suite, check } from "./kit/suite.mjs";
import { routes } from "./routes.mjs";

if (chromiumPath() === undefined) skip("there is no Chromium (apt-get install chromium)");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { FakeHost } = await loadFakeHost();
const browser = await launch();
const suite = new Suite("dashboard-axe");
const lists = routes.filter(([name]) => !name.includes("-"));
// Capturing reads nothing before it is given something; it has no state of its own to wait in.
const waiting = lists.filter(([name]) => name !== "capture");

/** Pages that are looked at side by side: while one waits for the browser to draw, axe reads the others. */
const atOnce = 4;
const jobs = [];

/** Looks at a page of its own, over a host of its own, so that what one page needs of its host no other sees. */
function look({ rows, ...options }, at) {
  jobs.push(async () => {
    const host = await FakeHost.start({ pages, rows: rows ?? 40 });
    const page = await openDashboard(browser, host, options);
    await page.evaluate(axe);
    await at(page, host);
    await page.context().close();
    await host.stop();
  });
}

// Where one pane is shown at a time, the heading of level one may be in another; the skip link's target is in the same shadow tree, reached by script.
// How large a target is, WCAG 2.2's own rule, axe leaves out unless it is asked.
const structure = { "region": { enabled: false }, "page-has-heading-one": { enabled: false }, "skip-link": { enabled: false }, "target-size": { enabled: true } };
/** What axe looks for: the rules of WCAG 2.2 A and AA with axe's own best practices, or a part of them where the rest was seen elsewhere. */
const rules = {
  all: { rules: structure },
  structure: { rules: { ...structure, "color-contrast": { enabled: false } } },
  colours: { runOnly: ["color-contrast"] },
  scrolling: { runOnly: ["scrollable-region-focusable"] },
};

/** What axe finds in the page as it is, by the rules that are asked for; and whether it scrolls sideways or reports an error. */
async function clean(page, wanted) {
  const found = wanted === undefined ? [] : await page.evaluate(async (options) => {
    // What Fluent's buttons tell assistive technology they tell through ElementInternals, which axe cannot read: it is written out for it.
    // A colour on its way is passed over: a button that can be pressed from now on would have its new state with its old colour.
    const walk = (root) => {
      for (const each of root.getAnimations()) if (each instanceof CSSTransition) each.finish();
      for (const element of root.querySelectorAll("*")) {
        if (element.localName === "fluent-button") {
          element.setAttribute("role", "button");
          if (element.disabled || element.disabledFocusable) element.setAttribute("aria-disabled", "true");
          else element.removeAttribute("aria-disabled");
        }
        if (element.shadowRoot !== null) walk(element.shadowRoot);
      }
    };
    walk(document);
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], preload: false, ...options });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.flat().join(" ")} (${node.failureSummary?.split("\n")[1]?.trim()})`).join(", ")}`);
  }, wanted);
  check(found.length === 0, found.join("\n"));
  const wide = await page.evaluate(() => {
    const found = [];
    const walk = (root) => {
      for (const element of root.querySelectorAll("*")) {
        // What scrolls down must not scroll sideways too; code in a block of its own may.
        if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && /auto|scroll/u.test(getComputedStyle(element).overflowY) && !/^(CODE|PRE|TEXTAREA)$/u.test(element.tagName)) found.push(`${element.localName}.${element.className} by ${element.scrollWidth - element.clientWidth} px`);
        if (element.shadowRoot !== null) walk(element.shadowRoot);
      }
    };
    walk(document);
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push("the page");
    return found;
  });
  check(wide.length === 0, `Scrolls sideways: ${wide.join(", ")}`);
  check(page.complaints.length === 0, `The page reports: ${page.complaints.join(" | ")}`);
}

/** One pane at a time where there is room for one, two on a tablet, all that the view has in a workspace; and none wider than reads well. */
async function panes(page, width) {
  const found = await page.evaluate(() => {
    const found = [];
    const walk = (root) => {
      for (const element of root.querySelectorAll("*")) {
        if (element.localName === "as-workspace" && element.checkVisibility()) {
          const sections = [...element.shadowRoot.querySelectorAll(".panes > section")];
          const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
          found.push({ all: sections.length, seen: sections.filter((each) => each.checkVisibility()).map((each) => Math.round(each.clientWidth / rem)) });
        }
        if (element.shadowRoot !== null) walk(element.shadowRoot);
      }
    };
    walk(document);
    return found;
  });
  for (const { all, seen } of found) {
    const room = width < 700 ? 1 : width < 1000 ? 2 : all;
    check(seen.length === Math.min(room, all), `${seen.length} panes are seen of ${all}, where there is room for ${room}.`);
    check(seen.every((each) => each <= 46), `A pane is stretched: ${seen.join(", ")} rem wide.`);
  }
}

// Every view as it stands: its structure in the light theme, its colours in each, and how it is laid out in either language at every width. What a tablet
// shows has its colours from the other two widths; what the system's colours change beside them is in the frame and in the lists.
const themes = { light: { 320: rules.all, 768: rules.structure, 1200: rules.all }, dark: { 320: rules.colours, 768: undefined, 1200: rules.colours }, contrast: { 320: rules.colours, 1200: rules.colours } };
const words = { en: new Map(), de: new Map() };
for (const [theme, looks] of Object.entries(themes)) {
  for (const [width, wanted] of Object.entries(looks).map(([width, wanted]) => [Number(width), wanted])) {
    const locale = theme === "dark" ? "de" : "en";
    look({ theme, width, locale }, async (page) => {
      for (const [name, route] of theme === "contrast" && width === 320 ? lists : routes) {
        await suite.case(`${name} ${theme} ${width}`, async () => {
          page.complaints.length = 0;
          await show(page, route);
          if (width === 1200 && theme !== "contrast") words[locale].set(name, await textsOf(page));
          await panes(page, width);
          await clean(page, wanted);
        });
      }
    });
  }
}

// What has nothing, waits, or fails: each that is seen says so and offers a way on; what waits offers it after a while, which is passed over here.
const wayOn = async (page, name) => {
  const ways = await page.evaluate(() => {
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    const found = [];
    const walk = (root) => {
      for (const each of root.getAnimations()) if (each.animationName === "late") each.finish();
      for (const element of root.querySelectorAll("*")) {
        if (element.classList.contains("state") && seen(element)) found.push({ says: element.textContent.trim().slice(0, 60), ways: [...element.querySelectorAll("a, fluent-button, button, code")].filter(seen).length });
        if (element.shadowRoot !== null) walk(element.shadowRoot);
      }
    };
    walk(document);
    return found;
  });
  check(ways.length > 0, `${name} does not say how it stands.`);
  for (const each of ways) check(each.ways > 0, `${name} offers no next step: "${each.says}".`);
};
// The offline templates and the prompts that came with the program are always there.
const neverEmpty = new Set(["models", "prompts"]);
// And so are these parts, whatever the width.
const alwaysThere = new Set(["models-offline", "spending-budget", "prompts-one", "prompts-edit", "prompts-voice", "accounts-connect", "accounts-gmail", "privacy-promises", "privacy-data", "privacy-erase"]);
// A form to be filled in reads nothing before it is; nor does an import before its file, or a preview before somebody is chosen.
const forms = new Set(["capture", "capture-import", "applications-new", "compose-filled", "contacts-new", "contacts-import", "templates-new", "templates-preview", "documents-new", "models-new", "clients-new", "privacy-export"]);
for (const [width, theme, which] of [[320, "dark", routes], [1200, "contrast", routes], [1200, "light", waiting]]) {
  look({ width, theme, locale: theme === "dark" ? "de" : "en", route: "#/nowhere" }, async (page, host) => {
    // What is not reached is drawn as what fails: seen once.
    for (const state of which === waiting ? ["empty", "loading", "failing", "unavailable"] : ["empty", "loading", "failing"]) {
      // From a view that reads nothing, so that each state begins with nothing read.
      await show(page, "#/nowhere");
      host.reseed(state === "empty" ? 0 : 40);
      if (state === "empty") host.desk.plugins.length = host.desk.clients.length = 0;
      host.behaviour.delay = state === "loading" ? "never" : 0;
      host.behaviour.fails = state === "failing" ? "internal" : state === "unavailable" ? "unavailable" : "none";
      for (const [name, route] of which) {
        await suite.case(`${name} ${state} ${theme} ${width}`, async () => {
          page.complaints.length = 0;
          await go(page, { privacy: "#/privacy/audit", spending: "#/spending/ledger" }[name] ?? route);
          if (state === "loading" && !forms.has(name)) await page.locator("fluent-spinner:visible").first().waitFor({ timeout: 5000 });
          else if (state === "loading") await drawn(page);
          else await settled(page);
          // A list that is never empty fills a narrow page by itself.
          if (!forms.has(name) && (state !== "empty" || (!alwaysThere.has(name) && (width > 320 || !neverEmpty.has(name))))) await wayOn(page, name);
          // The notes are the same ones in every pane: their structure is seen where a view has one alone.
          await clean(page, theme !== "contrast" && waiting.some(([each]) => each === name) ? rules.all : rules.colours);
        });
      }
    }
  });
}

// A text that arrives, and what would be sent.
for (const [width, theme] of [[320, "dark"], [1200, "light"], [1200, "contrast"]]) {
  look({ width, theme }, async (page, host) => {
    await suite.case(`compose with what would be sent ${theme} ${width}`, async () => {
      await show(page, routes.find(([name]) => name === "compose-filled")[1]);
      await page.locator("fluent-button", { hasText: "See what would be sent" }).click();
      await page.getByText("Its payload").or(page.getByText("The exact payload")).first().waitFor();
      await clean(page, rules.all);
    });
    await suite.case(`compose while it writes ${theme} ${width}`, async () => {
      page.complaints.length = 0;
      host.desk.writings.unshift({ ...host.desk.writings[8], id: "0193wr-running0", state: "running" });
      host.behaviour.methods.set("writing/watch", { delay: "never" });
      await show(page, "#/today");
      await show(page, "#/compose");
      await page.getByText("Waiting for the model").waitFor();
      await clean(page, rules.all);
    });
  });
}

/** How many children of one kind the fullest element of the page has, and which it is: whatever its markup, a list that draws everything is that one. */
const mostAlike = (page) => page.evaluate(() => {
  let [most, where] = [0, ""];
  const walk = (root) => {
    const counts = new Map();
    for (const child of root.children) counts.set(child.localName, (counts.get(child.localName) ?? 0) + 1);
    for (const [name, n] of counts) if (n > most) [most, where] = [n, `${root.localName ?? root.host.localName}${root.id ? `#${root.id}` : ""}.${root.className ?? ""} > ${name}`];
    for (const child of root.children) {
      walk(child);
      if (child.shadowRoot !== null) walk(child.shadowRoot);
    }
  };
  walk(document.body);
  return [most, where];
});

// 10,000 rows: few of them in the document, wherever they stand, and read to the end.
look({ width: 1200, rows: 10_000 }, async (page) => {
  for (const [name, route] of routes) {
    await suite.case(`${name} draws few of 10,000`, async () => {
      await show(page, route);
      const [n, where] = await mostAlike(page);
      check(n <= 250, `${n} rows are drawn in ${where}.`);
    });
  }
});
look({ width: 1200, rows: 10_000 }, async (page) => {
  const few = ["today", "applications", "capture", "insight", "privacy", "compose", "models", "spending", "prompts"];
  for (const [name, route] of lists.filter(([name]) => !few.includes(name)).concat([["applications-list", "#/applications/list"], ["outbox-items", "#/outbox/items"], ["privacy-audit", "#/privacy/audit"]])) {
    await suite.case(`${name} with 10,000 rows`, async () => {
      page.complaints.length = 0;
      await show(page, route);
      const list = page.locator("as-list").last();
      await list.locator("[role=listbox]").focus();
      // The End key goes to the last row that is there, which brings more; the last of all knows how many there are.
      const atEnd = () => list.locator("[role=option]").last().evaluate((row) => (row.ariaPosInSet === row.ariaSetSize ? Number(row.ariaSetSize) : 0));
      for (let turn = 0; turn < 60 && (await atEnd()) === 0; turn++) {
        await page.keyboard.press("End");
        await page.waitForTimeout(60);
      }
      check((await atEnd()) > 8000, `The last row is not reached by the End key; the list ends at ${await atEnd()}.`);
      const drawn = await list.locator("[role=option]").count();
      check(drawn < 100, `${drawn} rows are in the document.`);
      await clean(page, rules.all);
    });
  }
  await suite.case("a board with 10,000 cards", async () => {
    page.complaints.length = 0;
    await show(page, "#/applications");
    const lane = page.locator("as-lane[data-stage=applied]");
    await lane.locator(".card").first().focus();
    const place = () => lane.locator(".card:focus").evaluate((card) => { const slot = card.closest("[role=listitem]"); return [Number(slot.ariaPosInSet), Number(slot.ariaSetSize)]; });
    let [at, all] = await place();
    for (let turn = 0; turn < 60 && at < all; turn++) {
      await page.keyboard.press("End");
      await page.waitForTimeout(60);
      [at, all] = await place();
    }
    check(all > 3000 && at === all, `The End key reaches ${at} of ${all}.`);
    const drawn = await page.locator("as-lane .card").count();
    check(drawn < 200, `${drawn} cards are in the document.`);
    await clean(page, rules.all);
  });
});

// Twice the text size, as a person with weak eyes has it: what that changes is what fits, and what has to scroll.
look({ width: 768, text: 2 }, async (page) => {
  for (const [name, route] of routes) {
    await suite.case(`${name} with text twice as large`, async () => {
      page.complaints.length = 0;
      await show(page, route);
      await clean(page, rules.scrolling);
    });
  }
});

await Promise.all(Array.from({ length: atOnce }, async () => {
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job();
}));
await browser.close();

// What stands in the views in either language, read above: no German one says anything in English but where that is named.
const desk = await FakeHost.start({ pages, rows: 40 });
const data = dataOf(desk.desk);
await desk.stop();
// These are somebody else's plugins, and say what they say.
for (const [name] of routes.filter(([name]) => !["plugins-failed", "plugins-setup"].includes(name))) {
  await suite.case(`${name} in German`, () => {
    const english = englishIn(words.de.get(name) ?? [], words.en.get(name) ?? [], data);
    check(words.de.has(name) && english.length === 0, `It says in English: ${english.join(" | ")}`);
  });
}
suite.report();
