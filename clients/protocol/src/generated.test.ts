// @vitest-environment node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("generated types are what the contracts say", async () => {
  const generator = (await import(join(import.meta.dirname, "../generate.mjs"))) as { render(): string };
  const kept = readFileSync(join(import.meta.dirname, "generated.ts"), "utf8");
  expect(kept === generator.render(), "clients/protocol/src/generated.ts is stale: run `npm run generate` in clients").toBe(true);
});
