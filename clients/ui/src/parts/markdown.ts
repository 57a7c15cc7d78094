import { html } from "lit";
import type { TemplateResult } from "lit";

/**
 * The little Markdown that the host's own documents are written in: headings, paragraphs, lists, tables as lines, code, emphasis.
 * Everything becomes text in elements that are named here; links are shown as their words, and nothing in a text can become markup.
 */
export function markdown(source: string): readonly TemplateResult[] {
  const blocks: TemplateResult[] = [];
  let paragraph: string[] = [];
  let items: string[] = [];
  const end = (): void => {
    if (paragraph.length > 0) blocks.push(html`<p>${inline(paragraph.join(" "))}</p>`);
    if (items.length > 0) blocks.push(html`<ul class="bullets">${items.map((item) => html`<li>${inline(item)}</li>`)}</ul>`);
    paragraph = [];
    items = [];
  };
  for (const line of source.split(/\r?\n/u)) {
    const heading = /^(#{1,6})\s+(.*)$/u.exec(line);
    const item = /^\s*[-*]\s+(.*)$/u.exec(line);
    if (heading !== null) {
      end();
      blocks.push(heading[1]?.length === 1 ? html`<h1>${inline(heading[2] ?? "")}</h1>` : html`<h2>${inline(heading[2] ?? "")}</h2>`);
    } else if (item !== null) {
      if (paragraph.length > 0) end();
      items.push(item[1] ?? "");
    } else if (line.trim() === "") end();
    else if (items.length > 0 && /^\s/u.test(line)) items.push(`${items.pop() ?? ""} ${line.trim()}`);
    else {
      if (items.length > 0) end();
      paragraph.push(line.trim());
    }
  }
  end();
  return blocks;
}

function inline(text: string): readonly (string | TemplateResult)[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*|\[[^\]]+\]\([^)]+\)|\(held by: [^)]+\))/u).map((part) => {
    if (/^`.+`$/u.test(part)) return html`<code>${part.slice(1, -1)}</code>`;
    if (/^\*\*.+\*\*$/u.test(part)) return html`<strong>${part.slice(2, -2)}</strong>`;
    if (/^\*.+\*$/u.test(part)) return html`<em>${part.slice(1, -1)}</em>`;
    if (part.startsWith("(held by: ")) return html`<span class="small quiet wrap">${part}</span>`;
    return /^\[([^\]]+)\]\(/u.exec(part)?.[1] ?? part;
  });
}
