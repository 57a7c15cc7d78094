import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { root } from "./fakeHost.mjs";

const modules = join(root, "tests", "Browser", "vscode", "node_modules");
const node = join(modules, ".bin", "node");
const entry = join(modules, "code-server", "out", "node", "entry.js");

/** A start on a busy machine; one that takes longer than this hangs. */
const patience = 90_000;

/** Real VS Code in a browser tab, with a profile and a folder of its own below `home`. */
export class CodeServer {
  #process;
  #home;
  #environment;
  #port = 0;

  static installed() {
    return existsSync(entry);
  }

  constructor(home, environment) {
    this.#home = join(home, "editor");
    // Node's own folder first: its terminals and extensions find the Node that it was built with.
    this.#environment = { ...environment, PATH: `${join(modules, ".bin")}:${process.env.PATH}`, XDG_DATA_HOME: join(this.#home, "share") };
    mkdirSync(join(this.#home, "data", "User"), { recursive: true });
    mkdirSync(join(this.#home, "data", "Machine"), { recursive: true });
    mkdirSync(this.folder, { recursive: true });
    mkdirSync(this.bin, { recursive: true });
    writeFileSync(join(this.#home, "config.yaml"), "auth: none\n");
    writeFileSync(join(this.bin, "code"), `#!/bin/sh\nexec ${[node, ...this.#words()].map((word) => `'${word}'`).join(" ")} "$@"\n`, { mode: 0o755 });
  }

  get folder() {
    return join(this.#home, "work");
  }

  get url() {
    return `http://127.0.0.1:${this.#port}/?folder=${this.folder}`;
  }

  /** What a person sets; `machine` is what holds for this machine alone, which a remote window keeps apart. */
  settings(values, machine = {}) {
    const quiet = {
      "workbench.startupEditor": "none", "chat.disableAIFeatures": true, "telemetry.telemetryLevel": "off", "extensions.autoCheckUpdates": false, "extensions.autoUpdate": false, "files.autoSave": "off", "window.confirmBeforeClose": "never",
      "workbench.tips.enabled": false, "editor.minimap.enabled": false, "security.workspace.trust.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden", "git.enabled": false, "window.autoDetectColorScheme": true, "remote.autoForwardPorts": false, "editor.wordWrap": "on", "window.commandCenter": false, "workbench.layoutControl.enabled": false,
    };
    writeFileSync(join(this.#home, "data", "User", "settings.json"), JSON.stringify({ ...quiet, ...values }, null, 2));
    writeFileSync(join(this.#home, "data", "Machine", "settings.json"), JSON.stringify(machine));
  }

  /** A folder for PATH in which this editor is the command `code`, as VS Code puts itself there. */
  get bin() {
    return join(this.#home, "bin");
  }

  /** Starts it; once more on the same port, so that a browser has its pages already. `changed` are variables that it has other values of, or none. */
  async start(changed = {}) {
    if (this.#port === 0) {
      const probe = createServer().listen(0, "127.0.0.1");
      await once(probe, "listening");
      this.#port = probe.address().port;
      probe.close();
      await once(probe, "close");
    }
    writeFileSync(join(this.#home, "config.yaml"), `bind-addr: 127.0.0.1:${this.#port}\nauth: none\ncert: false\n`);
    const out = openSync(join(this.#home, "server.log"), "w");
    this.#process = spawn(node, [...this.#words(), "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"], { env: { ...this.#environment, ...changed }, stdio: ["ignore", out, out], detached: true });
    closeSync(out);
    const until = Date.now() + patience;
    while (!(await fetch(`http://127.0.0.1:${this.#port}/healthz`).then((answer) => answer.ok, () => false))) {
      if (this.#process.exitCode !== null || Date.now() > until) throw new Error(`code-server did not start: ${readFileSync(join(this.#home, "server.log"), "utf8").slice(-1000)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** The lines that an extension wrote to its log, of every window. */
  log(name) {
    const found = [];
    const walk = (folder) => {
      for (const each of readdirSync(folder, { withFileTypes: true })) {
        if (each.isDirectory()) walk(join(folder, each.name));
        else if (each.name === name) found.push(...readFileSync(join(folder, each.name), "utf8").split("\n"));
      }
    };
    walk(join(this.#home, "data"));
    return found;
  }

  /** Ends it with all that it started: extensions that outlive it would start their programs anew. */
  async end() {
    if (this.#process === undefined || this.#process.exitCode !== null) return;
    const gone = once(this.#process, "exit");
    process.kill(-this.#process.pid);
    const late = setTimeout(() => process.kill(-this.#process.pid, "SIGKILL"), 5000);
    await gone;
    clearTimeout(late);
  }

  #words() {
    return [entry, "--config", join(this.#home, "config.yaml"), "--user-data-dir", join(this.#home, "data"), "--extensions-dir", join(this.#home, "extensions")];
  }
}
