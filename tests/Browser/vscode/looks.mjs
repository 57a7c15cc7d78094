// The extension's looks: the editor's themes, and little room.
import { same } from "../kit/suite.mjs";

/** The board, and a draft, in every theme of the editor. Ends in the one that the window began with, at the width that the window had. */
export async function themes({ step, page, bench, picture, until, media }) {
  await step("light, dark and narrow: the board takes the editor's colours, and one column where there is room for one", async () => {
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    const frame = await bench.webview("body.vscode-light as-board");
    const background = () => frame.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const seen = new Set([await background()]);
    await page.emulateMedia({ colorScheme: "dark" });
    await until("the dark theme", async () => !seen.has(await background()));
    await picture("board-dark");
    const { width, height } = page.viewportSize();
    await page.setViewportSize({ width: 640, height: 800 });
    await frame.locator(".switch select").waitFor();
    await picture("board-narrow");
    await page.setViewportSize({ width, height });
    await bench.open(page.locator(".sidebar .monaco-list-row", { has: page.locator(".codicon-mail") }).filter({ hasText: "Emi Tanaka" }).first(), "speak at our spring");
    await bench.lens("Approve and send").waitFor();
    await picture("draft-dark");
  });
  await step("in high contrast the board parts by lines, dark and light", async () => {
    await bench.run("Assistant: Open Board");
    for (const [colorScheme, theme] of [["dark", "vscode-high-contrast"], ["light", "vscode-high-contrast-light"]]) {
      await page.emulateMedia({ colorScheme, forcedColors: "active" });
      const frame = await bench.webview(`body.${theme} as-board`);
      await frame.locator("as-lane .card").first().waitFor();
      await picture(`board-${theme}`);
    }
    await page.emulateMedia(media);
  });
}

/** What a tree shows of a search, and how the search ends. */
export async function searching({ step, page, bench, picture }) {
  const view = page.locator(".sidebar .pane-header[aria-label^='Applications']");
  const nothing = page.locator(".sidebar .welcome-view-content:visible", { hasText: "No application fits the search." }).first();
  await step("a search that finds nothing says so beside its words, and its button ends it", async () => {
    await bench.run("Assistant: Search Applications");
    await bench.answer("Words,", "company:nowhere");
    await nothing.waitFor();
    await view.filter({ hasText: "company:nowhere" }).waitFor();
    await picture("no-match");
    await nothing.locator(".monaco-button", { hasText: "Clear the Search" }).click();
    await bench.row("Norte Systems").waitFor();
    await view.filter({ hasNotText: "company:nowhere" }).waitFor();
  });
  await step("what a search finds stands in one list, each with its stage", async () => {
    await bench.run("Assistant: Focus on Applications View");
    await view.locator("xpath=..").locator(".monaco-list:focus").waitFor();
    await page.keyboard.press("Control+f");
    await bench.answer("Words,", "company:norte");
    await bench.row(/^Norte\sSystems.*Platform\sEngineer\s·\sInterview/u).waitFor();
    same(await page.locator(".sidebar .monaco-list-row", { hasText: /^Screening/u }).count(), 0, "stages");
    await bench.act(view, "Clear the Search");
    await page.locator(".sidebar .monaco-list-row", { hasText: /^Screening/u }).first().waitFor();
  });
}
