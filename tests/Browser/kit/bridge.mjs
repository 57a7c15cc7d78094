import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** An answer takes milliseconds, and seconds on a busy machine; one that takes longer than this hangs. */
const patience = 60_000;

/** `assistant stdio`, with a message a line: a connection that stays, as an editor holds one. */
export class Bridge {
  #child;
  #waiting = new Map();
  #asked = 0;

  /** `ended` is called when it can be asked no more. */
  constructor(program, options, ended) {
    this.#child = spawn(program, ["stdio"], { ...options, stdio: ["pipe", "pipe", "ignore"] });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const { id, result, error } = JSON.parse(line);
      const asked = this.#waiting.get(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(`${asked.method}: ${JSON.stringify(error)}`));
    });
    this.#child.stdin.on("error", () => undefined);
    this.#child.on("exit", () => {
      ended();
      for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: the host ended.`));
    });
  }

  async call(method, params) {
    const id = ++this.#asked;
    let late;
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { method, resolve, reject });
        late = setTimeout(() => reject(new Error(`${method}: no answer.`)), patience);
        this.#child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
      });
    } finally {
      clearTimeout(late);
      this.#waiting.delete(id);
    }
  }

  async end() {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.stdin.end();
    await gone;
  }
}
