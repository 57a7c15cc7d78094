import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Document } from "@assistant/protocol";
import { hrefWith } from "../router.js";
import { tailorMessages as words } from "../views/tailor.messages.js";

/** A text and a DOCX are changed line by line where they are; a PDF is not. */
export function canTailor({ versions }: Document, number: number): boolean {
  const type = versions.find((each) => each.number === number)?.type ?? "";
  return type.startsWith("text/") || type === "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/** To where a document is changed line by line, with a version or a writing chosen already. */
export function tailorLink(id: string, chosen: { readonly version?: string; readonly writing?: string }, label: string = words().open, spoken?: string): TemplateResult {
  return html`<a class="action" aria-label=${spoken ?? label} href=${hrefWith(["documents", id, "tailor"], chosen)}>${label}</a>`;
}
