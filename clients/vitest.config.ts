import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "happy-dom",
    include: ["*/src/**/*.test.ts", "*/test/**/*.test.ts"],
    // Nothing is loaded from anywhere: a test that asks for the network fails.
    environmentOptions: { happyDOM: { settings: { disableCSSFileLoading: true, disableJavaScriptFileLoading: true } } },
  },
});
