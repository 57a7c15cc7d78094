/** Widths that the views are made for: a phone and a task pane, a tablet, a workspace. */
export const widths = [320, 768, 1200];

/**
 * A page of the dashboard that is let in and shows `route`. The theme is what the system says, as a person has it; `contrast` is forced colours.
 * What the page reports as an error is kept in `page.complaints`.
 */
export async function openDashboard(browser, host, { route = "#/today", width = 1200, height = 800, theme = "light", locale = "en", text = 1 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, locale: locale === "de" ? "de-DE" : "en-GB", colorScheme: theme === "dark" ? "dark" : "light", forcedColors: theme === "contrast" ? "active" : "none",
    reducedMotion: "reduce", timezoneId: "UTC",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  await page.goto(host.start);
  await page.locator("as-shell main").waitFor();
  if (text !== 1) await page.evaluate((size) => (document.documentElement.style.fontSize = `${size * 100}%`), text);
  await show(page, route);
  return page;
}

/** Goes to a route of the same page, and waits until it shows what it loads. */
export async function show(page, route) {
  await go(page, route);
  await settled(page);
}

/** Goes to a route of the same page; when this returns, the page has heard of it. */
export function go(page, route) {
  return page.evaluate((hash) => new Promise((resolve) => {
    const before = location.href;
    location.hash = hash;
    if (location.href === before) resolve();
    else addEventListener("hashchange", () => resolve(), { once: true });
  }), route);
}

/** Nothing is loading, and the browser has drawn twice. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const busy = (root) => [...root.querySelectorAll("*")].some((element) => element.localName === "fluent-spinner" || (element.shadowRoot !== null && busy(element.shadowRoot)));
    return document.querySelector("as-app")?.shadowRoot?.querySelector("as-shell") !== null && !busy(document);
  });
  await drawn(page);
}

/** The browser has drawn twice. */
export function drawn(page) {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
