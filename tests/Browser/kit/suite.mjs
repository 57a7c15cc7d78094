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
    const started = Date.now();
    try {
      await run();
      if (process.env.VERBOSE) console.log(`  ok      ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
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
    if (this.#failures > 0 || this.#count === 0) process.exitCode = 1;
  }
}

/**
 * Ends what a suite used, in this order, each though another could not be ended. What goes wrong is printed, fails the process and is never thrown: thrown in a
 * `finally` it would stand in the place of the error that is on its way out.
 */
export async function endAll(...ends) {
  for (const end of ends) {
    try {
      await end();
    } catch (error) {
      process.exitCode = 1;
      console.log(`  FAILED  to end what was used: ${error instanceof Error ? error.stack : error}`);
    }
  }
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

export function same(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
}
