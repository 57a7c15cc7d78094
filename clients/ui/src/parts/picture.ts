/** What a chart is drawn with. Nothing that runs, loads or links is among it; style sheets are left out because the page's own colours apply. */
const elements: ReadonlySet<string> = new Set(["svg", "title", "desc", "g", "text", "tspan", "rect", "path", "line", "circle"]);
const attributes: ReadonlySet<string> = new Set(["viewBox", "width", "height", "role", "aria-labelledby", "id", "class", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "d", "fill", "fill-opacity", "font-family", "font-size", "font-weight", "stroke", "stroke-width", "opacity", "text-anchor"]);
const space = "http://www.w3.org/2000/svg";

/** A picture that the host drew, made anew from what is named above, its words as `worded` has them; undefined where it is none. */
export function picture(source: string, worded: (text: string) => string = (text) => text): SVGElement | undefined {
  if (source === "") return undefined;
  // Taken out before it is parsed: the page's policy complains of a style sheet wherever it stands.
  const root = new DOMParser().parseFromString(source.replace(/<style[\s>].*?<\/style>/gsu, ""), "image/svg+xml").documentElement;
  const made = root.localName === "svg" ? copy(root, worded) : undefined;
  return made instanceof SVGElement ? made : undefined;
}

function copy(from: Element, worded: (text: string) => string): Element | undefined {
  if (!elements.has(from.localName)) return undefined;
  const made = document.createElementNS(space, from.localName);
  for (const { name, value } of from.attributes) if (attributes.has(name)) made.setAttribute(name, value);
  for (const child of from.childNodes) {
    const part = child.nodeType === Node.TEXT_NODE ? document.createTextNode(worded(child.nodeValue ?? "")) : child instanceof Element ? copy(child, worded) : undefined;
    if (part !== undefined) made.append(part);
  }
  return made;
}
