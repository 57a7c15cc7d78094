import { expect, test } from "vitest";
import { makerOf } from "./maker.js";

test.each([
  ["host", { kind: "rules" }],
  ["plugin:applications", { kind: "plugin", name: "applications" }],
  ["model:qwen3:8b", { kind: "model", name: "qwen3:8b" }],
  ["assistant-cli", { kind: "client", name: "assistant-cli" }],
  ["plugin:", { kind: "client", name: "plugin:" }],
])("makerOf_of %s_is who it was", (madeBy, maker) => expect(makerOf({ madeBy })).toEqual(maker));
