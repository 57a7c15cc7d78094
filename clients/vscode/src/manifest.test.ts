import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const here = join(import.meta.dirname, "..");
const json = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(here, name), "utf8")) as Record<string, unknown>;
const manifest = json("package.json") as unknown as {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when: string }[];
    readonly viewsWelcome: readonly { readonly when: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly type: string; readonly default: unknown; readonly scope: string; readonly markdownDescription: string }>> };
    readonly walkthroughs: readonly { readonly steps: readonly { readonly id: string; readonly description: string; readonly media: { readonly markdown?: string; readonly svg?: string } }[] }[];
  };
};
const sources = readdirSync(join(here, "src"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).map((name) => readFileSync(join(here, "src", name), "utf8")).join("\n");
const { commands, menus, keybindings, viewsWelcome, configuration, walkthroughs } = manifest.contributes;
const names = commands.map((each) => each.command);

test("manifest_every command_is registered, and every registered one is there", () => {
  const registered = [...sources.matchAll(/command\(desk, "(?<name>\w+)"/gu)].map((each) => `assistant.${each.groups?.["name"] ?? ""}`);
  const listed = [...sources.matchAll(/\["(?<name>\w+Plugin)", "plugins\//gu)].map((each) => `assistant.${each.groups?.["name"] ?? ""}`);
  expect([...registered, ...listed].sort()).toEqual([...names].sort());
});

test("manifest_every menu and key_names a command that there is, and says when", () => {
  for (const { command, when } of [...Object.values(menus).flat(), ...keybindings]) {
    expect(names).toContain(command);
    expect(when).not.toBe("");
  }
});

test("manifest_every context that a when or a step asks for_is set somewhere", () => {
  const set = new Set([...sources.matchAll(/"setContext", "(?<name>assistant\.\w+)"/gu)].map((each) => each.groups?.["name"] ?? ""));
  const asked = [...Object.values(menus).flat(), ...keybindings, ...viewsWelcome].flatMap(({ when }) => when.match(/(?<!(?:[vV]iew == |[\w.]))assistant\.\w+/gu) ?? []);
  const completing = [...JSON.stringify(walkthroughs).matchAll(/onContext:(?<name>assistant\.\w+)/gu)].map((each) => each.groups?.["name"] ?? "");
  expect(asked.length).toBeGreaterThan(0);
  for (const name of [...asked, ...completing]) expect(set).toContain(name);
});

test("manifest_no key_is what a keyboard with AltGr types with: there it is Ctrl and Alt", () => {
  for (const { key } of keybindings) expect(key).not.toMatch(/ctrl\+(?:shift\+)?alt\+(?:shift\+)?\S(?: |$)/u);
});

test("manifest_every setting_has a description, and a default of its type", () => {
  for (const [name, { type, default: value, markdownDescription }] of Object.entries(configuration.properties)) {
    expect(markdownDescription, name).toMatch(/^%setting\.\w+%$/u);
    expect(typeof value, name).toBe(type === "integer" ? "number" : type);
  }
});

test("manifest_commands that want a row_are not in the palette", () => {
  const hidden = new Set(menus["commandPalette"]?.filter((each) => each.when === "false").map((each) => each.command));
  for (const { command } of menus["view/item/context"] ?? []) if (!["assistant.preview", "assistant.approve", "assistant.deleteDraft", "assistant.connectAccount"].includes(command)) expect(hidden).toContain(command);
});

test("manifest_every text_is in both languages, and none is left over", () => {
  const used = [...readFileSync(join(here, "package.json"), "utf8").matchAll(/"%(?<key>[\w.]+)%"/gu)].map((each) => each.groups?.["key"] ?? "");
  expect(Object.keys(json("package.nls.json")).sort()).toEqual([...new Set(used)].sort());
  expect(Object.keys(json("package.nls.de.json")).sort()).toEqual([...new Set(used)].sort());
});

test("l10n_every text of the code_is in the German bundle with the same gaps, and none is left over", () => {
  const literal = String.raw`"(?<text>(?:[^"\\]|\\.)*)"`;
  const called = [...sources.matchAll(new RegExp(String.raw`\b(?:l10n\.t|t|say)\(\s*${literal}`, "gu")), ...sources.matchAll(new RegExp(String.raw`\? t\(${literal}`, "gu")), ...sources.matchAll(new RegExp(String.raw`wrong\(\w+, (?:[^"\n]*\? )?${literal}(?: : ${literal.replace("text", "other")})?`, "gu"))];
  const texts = new Set(called.flatMap((each) => [each.groups?.["text"], each.groups?.["other"]]).filter((each) => each !== undefined).map((each) => JSON.parse(`"${each}"`) as string));
  const german = json("l10n/bundle.l10n.de.json") as Record<string, string>;
  expect(Object.keys(german).sort()).toEqual([...texts].sort());
  expect(Object.keys(json("l10n/bundle.l10n.json")).sort()).toEqual([...texts].sort());
  const gaps = (text: string): readonly string[] => [...new Set(text.match(/\{\d\}/gu) ?? [])].sort();
  for (const [english, translated] of Object.entries(german)) expect(gaps(translated), english).toEqual(gaps(english));
});

test("manifest_settings that say which program runs_are of this machine, never of a folder", () => {
  for (const name of ["assistant.path", "assistant.dataFolder", "assistant.model", "assistant.undoSeconds"]) expect(configuration.properties[name]?.scope).toBe("machine");
});

test("manifest_the walkthrough's pages_are there in both languages", () => {
  const steps = walkthroughs.flatMap((each) => each.steps);
  const pages = steps.flatMap(({ media }) => (media.markdown === undefined ? [] : [media.markdown.replaceAll("%", "")]));
  for (const { media } of steps) if (media.svg !== undefined) expect(readFileSync(join(here, media.svg), "utf8")).toMatch(/^<svg [^>]*viewBox/u);
  for (const language of ["package.nls.json", "package.nls.de.json"]) {
    const texts = json(language) as Record<string, string>;
    for (const page of pages) expect(readFileSync(join(here, texts[page] ?? page), "utf8")).toMatch(/^## /u);
    expect(new Set(pages.map((page) => texts[page])).size).toBe(pages.length);
  }
});

test("manifest_every step of the walkthrough_has a button, and every button of a text a command that there is", () => {
  const others = [...["today", "outbox", "applications", "accounts"].map((each) => `assistant.${each}.focus`), "workbench.action.openSettings"];
  for (const language of ["package.nls.json", "package.nls.de.json"]) {
    const texts = json(language) as Record<string, string>;
    for (const { id } of walkthroughs.flatMap((each) => each.steps)) expect(texts[`walk.${id}.text`]).toMatch(/\]\(command:/u);
    for (const link of Object.values(texts).join("\n").matchAll(/\]\(command:(?<command>[\w.]+)/gu)) expect([...names, ...others]).toContain(link.groups?.["command"]);
  }
});

test("l10n_what is shown_is never a literal", () => {
  const shown = [...sources.matchAll(/\b(?:show(?:Information|Warning|Error)Message|new (?:Error|ConnectionLost|vscode\.CodeAction)|setStatusBarMessage|FileSystemError\.\w+)\(\s*["`][^"`]*/gu)].map(([text]) => text);
  expect(shown).toEqual([]);
});

test("questions_that something else took the focus_is no answer to any of them", () => {
  const count = (pattern: RegExp): number => [...sources.matchAll(pattern)].length;
  expect(count(/ignoreFocusOut(?::| =) true/gu)).toBe(count(/\bshow(?:InputBox|QuickPick)\(|\bcreate(?:InputBox|QuickPick)\b/gu));
});
