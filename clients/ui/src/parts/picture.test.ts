import { expect, test } from "vitest";
import { picture } from "./picture.js";

const wrap = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img" onload="steal()" style="color:red">${inside}</svg>`;

test("picture_of a chart_keeps its shapes, texts and titles", () => {
  const made = picture(wrap("<title>Bars</title><g><rect class=\"b\" x=\"1\" width=\"3\"/><text class=\"t\">3 of 4 &lt;5</text></g>"));
  expect(made?.querySelector("title")?.textContent).toBe("Bars");
  expect(made?.querySelector("rect")?.getAttribute("width")).toBe("3");
  expect(made?.querySelector("text")?.textContent).toBe("3 of 4 <5");
});

test.each([
  "<script>steal()</script>", "<image href=\"https://x.example/1.png\"/>", "<use href=\"#a\"/>", "<a href=\"javascript:steal()\"><text>x</text></a>", "<foreignObject><div>x</div></foreignObject>", "<style>@import url(https://x.example)</style>", "<rect fill=\"red\" onclick=\"steal()\" style=\"x:y\" href=\"https://x.example\"/>",
])("picture_with %s_leaves out what runs, loads, links or styles", (inside) => {
  const made = picture(wrap(`${inside}<g/>`));
  expect(made).toBeDefined();
  expect(made?.outerHTML).not.toMatch(/script|steal|href|foreignObject|style|import|<image|<use|onload/u);
});

test.each(["", "<p>no</p>", "<svg", "plain"])("picture_of %s_is none", (source) => {
  expect(picture(source)?.outerHTML ?? "none").toMatch(/^none$|^<svg/u);
});
