/** What a person does in VS Code's window, by what they see there. */
export class Workbench {
  #page;

  constructor(page) {
    this.#page = page;
  }

  get page() {
    return this.#page;
  }

  /** Runs a command by its name in the command palette, which is asked for again where something took the focus from it as it opened. */
  async run(name) {
    const { keyboard } = this.#page;
    const input = this.#page.locator(".quick-input-widget input[type=text]");
    for (let ask = 0; ; ask++) {
      await keyboard.press("F1");
      try {
        await input.fill(`>${name}`, { timeout: 4000 });
        await this.#page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor({ timeout: 10_000 });
        break;
      } catch (error) {
        if (ask === 3) throw error;
      }
    }
    await keyboard.press("Enter");
  }

  /** Chooses a row of the quick pick that stands there, after typing what finds it. */
  async pick(text, typed = text) {
    const input = this.#page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(typed);
    await this.#page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().click();
  }

  /** Answers an input box; what stands in it already is kept where nothing is given. */
  async answer(prompt, text) {
    const box = this.#page.locator(".quick-input-widget", { hasText: prompt });
    await box.waitFor();
    if (text !== undefined) await box.locator("input[type=text], input[type=password]").fill(text);
    const asked = await box.innerText();
    await this.#page.keyboard.press("Enter");
    // The next question stands in the same place, and may tell of this one.
    await this.#page.waitForFunction((before) => document.querySelector(".quick-input-widget")?.innerText !== before, asked);
  }

  toast(text) {
    return this.#page.locator(".notification-toast", { hasText: text }).first();
  }

  async closeToasts() {
    await this.run("Notifications: Clear All Notifications");
  }

  /** A row of a view in the side bar. */
  row(text) {
    return this.#page.locator(".sidebar .monaco-list-row", { hasText: text }).first();
  }

  /** Clicks a row until what it opens is in front: again where it was drawn anew under the click. */
  async open(row, tab) {
    for (let ask = 0; ; ask++) {
      await row.click();
      try {
        await this.#page.locator(".tabs-container .tab.active", { hasText: tab }).waitFor({ timeout: 5000 });
        return;
      } catch (error) {
        if (ask === 3) throw error;
      }
    }
  }

  /** Presses a button that stands on a row while it is pointed at; again where the row was drawn anew meanwhile. */
  async act(row, action) {
    for (let ask = 0; ; ask++) {
      await row.hover();
      try {
        await row.locator(`.action-label[aria-label="${action}"]`).click({ timeout: 5000 });
        return;
      } catch (error) {
        if (ask === 3) throw error;
      }
    }
  }

  /** An entry of a row's context menu, which is asked for again where the row was drawn anew meanwhile. */
  async menu(row, action) {
    const entry = this.#page.locator(".monaco-menu .action-item", { hasText: action }).first();
    for (let ask = 0; ; ask++) {
      await row.click({ button: "right" });
      try {
        await entry.hover({ timeout: 5000 });
        break;
      } catch (error) {
        if (ask === 3) throw error;
        await this.#page.keyboard.press("Escape");
      }
    }
    // A menu takes no click for a moment after it opened, so that opening it chooses nothing.
    await this.#page.keyboard.press("Enter");
  }

  /** Asks for the quick fixes at the cursor, again until they are there, and takes one. */
  async fix(title, seen = async () => undefined) {
    const offered = this.#page.locator(".action-widget .monaco-list-row", { hasText: title });
    for (let ask = 0; ask < 5 && !(await offered.isVisible()); ask++) {
      // The same key chooses in a list that has just come after all.
      if (ask > 0) await this.#page.keyboard.press("Escape");
      await this.#page.keyboard.press("Control+.");
      await offered.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await seen();
    await offered.click();
  }

  get dialog() {
    return this.#page.locator(".monaco-dialog-box");
  }

  /** Has the extension's views in the side bar of a window that has just opened: where they are not brought back, by their icon. */
  async reveal() {
    const icon = this.#page.locator(".activitybar .action-item", { has: this.#page.locator("[aria-label*='Assistant']") }).first();
    await icon.waitFor({ timeout: 60_000 });
    const today = this.#page.locator(".sidebar .pane-header[aria-label^='Today'], .sidebar .pane-header[aria-label^='Heute']").first();
    // A click on the icon of what is shown already hides it, and so does one on what was just about to be shown: then once more.
    for (let ask = 0; ask < 10 && !(await today.isVisible()); ask++) {
      if (!(await icon.evaluate((item) => item.classList.contains("checked")))) await icon.click();
      await today.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await today.waitFor();
  }

  async show(view) {
    await this.run(`View: Show Assistant`);
    const header = this.#page.locator(`.sidebar .pane-header[aria-label^="${view}"]`);
    await header.waitFor();
    if ((await header.getAttribute("aria-expanded")) === "false") await header.click();
    return header;
  }

  lens(text) {
    // The editor keeps what stood above a text that is gone.
    return this.#page.locator(".codelens-decoration a:visible", { hasText: text }).first();
  }

  /** What is underlined in the editor that has the focus, as the problems view lists it. */
  problem(text) {
    return this.#page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();
  }

  /**
   * The board's page, opened. Now and then the editor leaves a webview empty, even the one that the extension opens in its place: its page around it waits long for
   * the service worker that all of them share (after its mark `content/started`). A person closes and opens it, and so does this, twice at most and not in silence.
   */
  async board(command = "Assistant: Open Board") {
    for (let turn = 1; ; turn++) {
      await this.run(command);
      try {
        return await this.webview("as-board", 30);
      } catch (error) {
        if (turn === 3) throw error;
        console.log(`          The board stayed empty and is opened anew. ${error.message}`);
        await this.run("View: Close Editor");
      }
    }
  }

  /** The document that has the page's script of a webview, where one is shown. */
  async webview(selector, seconds = 20) {
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      for (const frame of this.#page.frames()) {
        if (await frame.locator(selector).count().catch(() => 0)) return frame;
      }
      await this.#page.waitForTimeout(200);
    }
    // The editor's page around a webview marks how far it came; what it waits for is the service worker of all.
    const mark = (frame) => Promise.race([frame.evaluate(async () => {
      const { installing, waiting, active } = (await navigator.serviceWorker?.getRegistration()) ?? {};
      return `${performance.getEntriesByType("mark").at(-1)?.name ?? ""}; ${navigator.serviceWorker?.controller ? "controlled" : "uncontrolled"}, worker ${(installing ?? waiting ?? active)?.state}`;
    }).catch(() => ""), this.#page.waitForTimeout(2000).then(() => "no answer")]);
    const there = await Promise.all(this.#page.frames().map(async (frame) => `${frame.url().replace(/\?.*/u, "").slice(-60)} (${await mark(frame)})`));
    throw new Error(`No webview shows ${selector}; there is: ${there.join(", ")}`);
  }
}
