// Builds the extension: one script for the editor, one page for the board. node build.mjs [--vsix [FILE]]; the package goes to artifacts/vscode.
import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const started = Date.now();
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const common = { bundle: true, minify: true, legalComments: "none", logLevel: "warning" };
await Promise.all([
  build({ ...common, entryPoints: [join(here, "src/extension.ts")], outfile: join(dist, "extension.cjs"), platform: "node", format: "cjs", target: "node20", external: ["vscode"] }),
  // The host's sentences in German, for who reads it: nobody else's editor loads them.
  build({ ...common, entryPoints: [join(here, "src/german.ts")], outfile: join(dist, "german.cjs"), platform: "node", format: "cjs", target: "node20" }),
  build({ ...common, entryPoints: [join(here, "src/board/page.ts")], outfile: join(dist, "board.js"), format: "iife", target: "chrome120" }),
]);
copyFileSync(join(here, "src/board/board.css"), join(dist, "board.css"));
// The editor and the store show pictures by https alone. ASSISTANT_PICTURES=https://… says where those of the page are; without it the packaged page goes
// without them, for a picture that does not load is worse than none.
const pictures = process.env.ASSISTANT_PICTURES?.replace(/\/$/u, "");
const page = readFileSync(join(here, "README.md"), "utf8").replace(/!\[(?<alt>[^\]]*)\]\(pictures\/(?<name>[\w-]+\.webp)\)\n\n/gu, (_, alt, name) => (pictures === undefined ? "" : `![${alt}](${pictures}/${name})\n\n`));
writeFileSync(join(dist, "README.md"), page);
const kib = (name) => Math.round(statSync(join(dist, name)).size / 1024);
console.log(`Built the extension in ${Date.now() - started} ms: ${kib("extension.cjs")} KiB, ${kib("german.cjs")} KiB of German, and ${kib("board.js")} KiB for the board`);

const asked = process.argv.indexOf("--vsix");
// `vsce` runs this file once more before it packs.
if (asked >= 0) {
  const file = resolve(process.argv[asked + 1] ?? join(here, "../../artifacts/vscode/assistant.vsix"));
  mkdirSync(dirname(file), { recursive: true });
  const packager = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
  const { status } = spawnSync(process.execPath, [packager, "package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--readme-path", "dist/README.md", "-o", file], { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0 || !existsSync(file)) process.exit(status ?? 1);
  console.log(`${file}: ${Math.round(statSync(file).size / 1024)} KiB`);
}
