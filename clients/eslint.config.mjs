import js from "@eslint/js";
import tseslint from "typescript-eslint";

// `export default` is for configuration files alone, which tools look for under that name.
const noDefaultExport = { selector: "ExportDefaultDeclaration", message: "Export by name." };

export default tseslint.config(
  { ignores: ["**/node_modules/**", "**/dist/**", "**/generated.ts"] },
  js.configs.recommended,
  {
    files: ["*/src/**/*.ts", "*/test/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      // Numbers are the commonest thing put into a text.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A promise given to a listener is handled where the component shows its failure.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/unbound-method": "off",
      "no-restricted-syntax": ["error", noDefaultExport],
    },
  },
  // Imports point down: dashboard -> ui -> protocol.
  { files: ["protocol/src/**"], rules: { "no-restricted-imports": ["error", { patterns: ["@assistant/*", "lit", "lit/*", "@fluentui/*"] }] } },
  { files: ["ui/src/**"], rules: { "no-restricted-imports": ["error", { patterns: ["@assistant/ui", "@assistant/dashboard"] }] } },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly", Buffer: "readonly", setTimeout: "readonly" } },
  },
);
