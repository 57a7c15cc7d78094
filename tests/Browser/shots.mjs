// Pictures of the dashboard over the fake host, to be looked at: node shots.mjs FOLDER [ROUTE ...]
// Names: VIEW-WIDTH-THEME.png. Without routes, every view's list and one message of each.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./kit/browser.mjs";
import { loadFakeHost, pages } from "./kit/fakeHost.mjs";
import { openDashboard, widths } from "./kit/page.mjs";
import { routes } from "./routes.mjs";

const [folder = "artifacts/shots", ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const { FakeHost } = await loadFakeHost();
const host = await FakeHost.start({ pages, rows: Number(process.env.ROWS ?? 40) });
const browser = await launch();
for (const [name, route] of wanted.length === 0 ? routes : wanted.map((route) => [route.replace(/^#\//u, "").replaceAll("/", "-"), route])) {
  for (const width of process.env.WIDTHS?.split(",").map(Number) ?? widths) {
    for (const theme of process.env.THEMES?.split(",") ?? ["light", "dark"]) {
      const page = await openDashboard(browser, host, { route, width, theme, locale: process.env.LOCALE ?? "en", height: width === 320 ? 640 : 800 });
      await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
      if (page.complaints.length > 0) console.log(`${name} ${width} ${theme}: ${page.complaints.join(" | ")}`);
      await page.context().close();
    }
  }
}
await browser.close();
await host.stop();
