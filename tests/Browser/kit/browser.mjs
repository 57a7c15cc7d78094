import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Debian's Chromium, or the one that CHROMIUM names; undefined where there is none. */
export function chromiumPath() {
  return [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
}

const quiet = [
  // Root in a container has no user namespaces for the browser's sandbox; the pages under test are ours.
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  // Nothing may leave the machine: the browser's own services are off, and every name that is not ours leads nowhere.
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** A browser whose every name but localhost, and those in `names` (name to address), is not found. */
export function launch({ names = {}, args = [], env = {} } = {}) {
  const rules = [...Object.entries(names).map(([name, address]) => `MAP ${name} ${address}`), "MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1", "EXCLUDE [::1]", "EXCLUDE ::1"];
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [...quiet, `--host-resolver-rules=${rules.join(", ")}`, ...args],
    env: { ...process.env, ...env },
  });
}

/** Says why a suite cannot run, and ends: code 77 is how test.sh counts it as skipped. */
export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}
