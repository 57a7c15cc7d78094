import { drawn } from "../kit/page.mjs";
import { check } from "../kit/suite.mjs";

/** What has the focus, through every shadow root: its name, and whether a person sees that it has it. */
const focused = (page) => page.evaluate(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement;
  if (at === null || at === document.body) return { lost: true };
  // A list has one stop; the ring is on its active row.
  const row = at.getAttribute("aria-activedescendant");
  const ringed = row === null ? at : at.getRootNode().getElementById(row);
  const ring = (style) => (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const { top, left, bottom, right } = ringed.getBoundingClientRect();
  const name = (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent ?? "").replace(/\s+/gu, " ").trim();
  return {
    lost: false, name, row: row === null ? undefined : ringed.textContent.replace(/\s+/gu, " ").trim(), place: `${at.localName} “${name.slice(0, 60)}”`,
    seen: at.matches(":focus-visible") && [null, "::before", "::after"].some((part) => ring(getComputedStyle(ringed, part))) && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
  };
});

/** A person with a keyboard and no pointer. After each key the focus is somewhere in the page, and seen. */
export class Keyboard {
  #page;

  constructor(page) {
    this.#page = page;
  }

  async press(key) {
    const before = await focused(this.#page);
    await this.#page.keyboard.press(key);
    return this.#look(`${key} on ${before.place ?? "nothing"}`);
  }

  /** Looks once more, for what the answer to a key may have taken away. */
  still(after) {
    return this.#look(after);
  }

  /** Presses Tab until what is named so has the focus. */
  to(name) {
    return this.#until("Tab", (here) => here.row === undefined && here.name === name, name);
  }

  back(name) {
    return this.#until("Shift+Tab", (here) => here.row === undefined && here.name === name, name);
  }

  /** Goes to the list of that name, and down it to the row that says all of this. */
  async row(list, ...texts) {
    await this.#until("Tab", (here) => here.row !== undefined && here.name === list, `the list ${list}`);
    let here = await this.press("Home");
    for (let turn = 0; turn < 80; turn++) {
      if (texts.every((each) => here.row?.includes(each))) return here;
      here = await this.press("ArrowDown");
    }
    throw new Error(`No row says ${texts.join(" and ")}; the last one says ${here.row}.`);
  }

  async #until(key, wanted, name) {
    const passed = [];
    for (let turn = 0; turn < 120; turn++) {
      const here = await this.press(key).catch((error) => {
        throw new Error(`${error.message} On the way to ${name} it passed ${passed.slice(-60).join(", ")}.`, { cause: error });
      });
      if (wanted(here)) return here;
      passed.push(here.name.slice(0, 30));
    }
    throw new Error(`${key} does not come to ${name}; it passed ${passed.slice(0, 60).join(", ")}.`);
  }

  async #look(after) {
    // An answer is drawn in the turn after it came, and a focus that went with what it replaced is given on there.
    await drawn(this.#page);
    const here = await focused(this.#page);
    check(!here.lost, `After ${after} nothing has the focus.`);
    check(here.seen, `After ${after} the focus is on ${here.place}, and cannot be seen.`);
    return here;
  }
}

/** From a draft to the reply, without a pointer: the list, the preview, a question that is left, the approval, what was sent, and what came back. */
export async function keyboardScene({ page, host, step, says }) {
  const keys = new Keyboard(page);
  let to = "";
  await step("keyboard: the first key offers to skip the navigation, and a link of it leads to the outbox", async () => {
    await page.reload();
    await page.locator("as-shell main").waitFor();
    check((await keys.press("Tab")).name === "Skip to the content", "The first stop is another.");
    await keys.to("Outbox");
    await keys.press("Enter");
    await page.locator("as-outbox [role=option]").first().waitFor();
  });
  await step("keyboard: a draft is chosen from the list by arrows, and shown as it would go out", async () => {
    to = (await page.locator("as-outbox [role=option]").first().innerText()).split("\n")[0].trim();
    await keys.row("Drafts", to);
    await keys.press("Enter");
    await says("You approve exactly what stands above");
    await keys.still("choosing a draft");
  });
  await step("keyboard: a question is left by Escape, and the focus is back where it was asked", async () => {
    await keys.to("Delete");
    await keys.press("Enter");
    await page.locator("as-dialog dialog[open]").waitFor();
    check((await keys.still("asking")).name === "Cancel", "The question does not begin at its no.");
    await keys.press("Escape");
    await page.locator("as-dialog").waitFor({ state: "detached" });
    check((await keys.still("leaving the question")).name === "Delete", "The focus is elsewhere.");
  });
  await step("keyboard: it is approved, and leaves", async () => {
    await keys.back("Approve and send");
    await keys.press("Enter");
    await says(/^Approved, to/u, "as-toasts");
    await keys.still("approving");
    // What was pressed is gone with its draft, and so is the draft's row.
    await page.locator("as-outbox [role=option]", { hasText: to }).waitFor({ state: "detached" });
    await keys.still("its row was gone");
    await keys.back("Approved and sent");
    await keys.press("Enter");
    await page.locator("as-outbox [role=option]", { hasText: to }).filter({ hasText: "Sent" }).first().waitFor({ timeout: 40_000 });
    await keys.row("Approved and sent", to, "Sent");
    await keys.press("Enter");
    await says("The message as sent");
  });
  await step("keyboard: the reply is looked for, found, and opened", async () => {
    await host.assistant("demo", "answer", to.split(" ")[0], "--yes");
    await keys.back("Tracking");
    await keys.press("Enter");
    await keys.to("Check now");
    await keys.press("Enter");
    await page.locator("as-tracking [role=option]", { hasText: to }).filter({ hasText: "Replied" }).first().waitFor({ timeout: 30_000 });
    await keys.still("checking");
    await keys.row("Tracking", to, "Replied");
    await keys.press("Enter");
    await says("In-Reply-To");
    await keys.to("Read the text");
    await keys.press("Enter");
    await page.locator("as-sent .text").first().waitFor();
    await keys.still("reading");
  });
}
