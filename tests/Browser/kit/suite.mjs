import { appendFileSync } from "node:fs";

/**
 * Cases of one suite, counted. Prints what fails as it fails, and at the end the one line that every counting suite prints, which also goes to the
 * file that ASSISTANT_SUITE_LOG names. `passed` and `failed` are for test.sh.
 */
export class Suite {
  #name;
  #count = 0;
  #failures = 0;
  #started = Date.now();

  constructor(name) {
    this.#name = name;
  }

  /** Runs one case; what it throws is its failure, and the suite goes on. */
  async case(title, run) {
    this.#count++;
    try {
      await run();
      if (process.env.VERBOSE) console.log(`  ok      ${title}`);
      return true;
    } catch (error) {
      this.#failures++;
      console.log(`  FAILED  ${title}: ${error instanceof Error ? (process.env.VERBOSE ? error.stack : error.message.split("\n").slice(0, 12).join("\n          ")) : error}`);
      return false;
    }
  }

  /** Ends the process's verdict: exit code 1 where anything failed, or where nothing ran. */
  report() {
    const line = `suite ${this.#name}: N=${this.#count} failures=${this.#failures} seconds=${Math.ceil((Date.now() - this.#started) / 1000)}`;
    console.log(line);
    if (process.env.ASSISTANT_SUITE_LOG) appendFileSync(process.env.ASSISTANT_SUITE_LOG, `${line}\n`);
    console.log(`${this.#count - this.#failures} passed, ${this.#failures} failed`);
    process.exitCode = this.#failures > 0 || this.#count === 0 ? 1 : 0;
  }
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

export function same(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
}
