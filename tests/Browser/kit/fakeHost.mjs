import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const clients = join(root, "clients");

/** The fake host is TypeScript, typed by the contracts; it is bundled when a suite starts, and the bundle is removed when it ends. */
export async function loadFakeHost() {
  const esbuild = createRequire(join(clients, "package.json"))("esbuild");
  const folder = mkdtempSync(join(tmpdir(), "assistant-fake-host-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "fakeHost.mjs");
  await esbuild.build({
    entryPoints: [join(clients, "testing", "src", "index.ts")], outfile, bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "error",
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}

/** The built pages. */
export const pages = join(root, "artifacts", "web");
