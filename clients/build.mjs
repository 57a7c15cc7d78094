// Builds the pages: one script, one style sheet, no source that is fetched from anywhere. node build.mjs [FOLDER]; else artifacts/web.
import { build } from "esbuild";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, "../artifacts/web"));
const started = Date.now();

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "assets"), { recursive: true });
await build({
  entryPoints: [join(here, "dashboard/src/main.ts")],
  outfile: join(target, "assets/main.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome120", "firefox121", "safari17"],
  legalComments: "linked",
  logLevel: "warning",
});
copyFileSync(join(here, "dashboard/src/index.html"), join(target, "index.html"));
for (const name of ["page.css", "icon.svg"]) copyFileSync(join(here, "dashboard/src", name), join(target, "assets", name));
// Beside a host that was built already; one that is built later takes them along itself.
const beside = join(here, "../artifacts/bin/Assistant.Host/release");
if (process.argv[2] === undefined && existsSync(beside)) {
  rmSync(join(beside, "web"), { recursive: true, force: true });
  cpSync(target, join(beside, "web"), { recursive: true });
}
console.log(`Built the pages in ${Date.now() - started} ms: ${Math.round(readFileSync(join(target, "assets/main.js")).length / 1024)} KiB`);
