// Several pictures on one sheet, for looking: node sheet.mjs OUT.png FILE ...
import { readFileSync } from "node:fs";
import { launch } from "./kit/browser.mjs";

const [out, ...files] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1900, height: 900 } });
await page.setContent(`<body style="margin:8px;background:#888;display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start">${files.map((file) => `<img style="max-width:930px" src="data:image/png;base64,${readFileSync(file).toString("base64")}">`).join("")}</body>`);
await page.screenshot({ path: out, fullPage: true });
await browser.close();
