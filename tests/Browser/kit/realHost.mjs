import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Bridge } from "./bridge.mjs";
import { root } from "./fakeHost.mjs";
import { endAll } from "./suite.mjs";

const run = promisify(execFile);
// Another build of the program, for looking at one that is not here.
export const program = process.env.ASSISTANT_PROGRAM ?? join(root, "artifacts", "bin", "Assistant.Host", "release", "assistant");

/** A command takes seconds on a busy machine; one that takes longer than this hangs. */
const patience = 120_000;

/** The real program in a home of its own, spoken to by its command line, with the demo's data and its web door open. */
export class RealHost {
  #home = mkdtempSync(join(tmpdir(), "assistant-browser-"));
  #path = process.env.PATH;
  #bridge;

  static built() {
    return existsSync(program);
  }

  static async demo() {
    const host = new RealHost();
    try {
      await host.assistant("demo", "--yes");
      return host;
    } catch (error) {
      await endAll(() => host.end());
      throw error;
    }
  }

  get home() {
    return this.#home;
  }

  /** What the program and a browser of the same user see of the machine: a home, and no desktop. */
  get environment() {
    const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...rest } = process.env;
    return { ...rest, PATH: this.#path, HOME: this.#home, ASSISTANT_HOME: this.#home, XDG_STATE_HOME: join(this.#home, "state"), XDG_CONFIG_HOME: join(this.#home, "config"), NO_COLOR: "1" };
  }

  get program() {
    return program;
  }

  /** Has its commands look for programs in a folder first. */
  finds(folder) {
    this.#path = `${folder}:${this.#path}`;
  }

  /** Runs one command; gives what it printed. */
  async assistant(...words) {
    try {
      return (await run(program, words, { env: this.environment, timeout: patience, cwd: this.#home, maxBuffer: 64 * 1024 * 1024 })).stdout;
    } catch (error) {
      throw new Error(`assistant ${words.join(" ")}: ${error.stderr || error.stdout || error.message}`, { cause: error });
    }
  }

  async json(...words) {
    return JSON.parse(await this.assistant(...words, "--json"));
  }

  /** Calls a method of the host without a key, over one connection: a command takes half a second each time. Where the host has ended, the next call begins another. */
  call(method, params = {}) {
    this.#bridge ??= new Bridge(program, { env: this.environment, cwd: this.#home }, () => (this.#bridge = undefined));
    return this.#bridge.call(method, params);
  }

  async end() {
    await this.#bridge?.end();
    await this.assistant("demo", "--remove", "--yes").catch(() => undefined);
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
