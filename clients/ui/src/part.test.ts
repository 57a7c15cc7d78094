import { afterEach, describe, expect, it } from "vitest";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { Part } from "./part.js";
import { find } from "./testing.js";

/** A record with a section of two buttons; what it shows is told from outside. */
class Inner extends Part {
  static override properties = { shows: {} };
  declare shows: "both" | "one" | "none" | "disabled";

  override render(): TemplateResult {
    return html`${this.shows === "none" ? nothing : html`<section><h2>Answers</h2>${this.shows === "one" ? nothing : html`<button id="yes" ?disabled=${this.shows === "disabled"}>Yes</button>`}<button id="no">No</button></section>`}`;
  }
}
customElements.define("test-inner", Inner);

class Outer extends Part {
  static override properties = { shows: {} };
  declare shows: "record" | "nothing";

  override render(): TemplateResult {
    return html`<section class="pane" tabindex="-1">${this.shows === "record" ? html`<test-inner .shows=${"both"}></test-inner>` : nothing}</section>`;
  }
}
customElements.define("test-outer", Outer);

/** What has the focus, through shadow roots. */
function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement;
  return at;
}

async function shown(): Promise<{ outer: Outer; inner: Inner; part: (id: string) => HTMLElement }> {
  const outer = new Outer();
  outer.shows = "record";
  document.body.append(outer);
  await outer.updateComplete;
  const inner = find(outer, "test-inner");
  if (!(inner instanceof Inner)) throw new Error("There is no record.");
  await inner.updateComplete;
  return { outer, inner, part: (id) => find(inner, `#${id}`) };
}

describe("a focus whose place is drawn anew", () => {
  afterEach(() => document.body.replaceChildren());

  it("passes to the heading of the section that stays, for as long as it has it", async () => {
    const { inner, part } = await shown();
    part("yes").focus();
    inner.shows = "one";
    await inner.updateComplete;
    const heading = focused();
    expect(heading?.textContent).toBe("Answers");
    part("no").focus();
    expect(heading?.hasAttribute("tabindex")).toBe(false);
  });

  it("passes to the pane where its section goes too, and where the whole record does", async () => {
    const { outer, inner, part } = await shown();
    part("yes").focus();
    inner.shows = "none";
    await inner.updateComplete;
    expect(focused()?.className).toBe("pane");

    inner.shows = "both";
    await inner.updateComplete;
    part("yes").focus();
    outer.shows = "nothing";
    await outer.updateComplete;
    expect(focused()?.className).toBe("pane");
  });

  it("passes on where what has it can no longer be used", async () => {
    const { inner, part } = await shown();
    part("yes").focus();
    inner.shows = "disabled";
    await inner.updateComplete;
    expect(focused()?.textContent).toBe("Answers");
  });

  it("stays where what has it stays, and is not taken from elsewhere", async () => {
    const { inner, part } = await shown();
    part("no").focus();
    inner.shows = "one";
    await inner.updateComplete;
    expect(focused()).toBe(part("no"));

    const other = document.body.appendChild(document.createElement("button"));
    other.focus();
    inner.shows = "none";
    await inner.updateComplete;
    expect(focused()).toBe(other);
  });
});
