import { html } from "lit";
import type { TemplateResult } from "lit";
import type { RecordRef } from "@assistant/protocol";
import { hrefWith } from "../router.js";
import { keepingMessages as words } from "../views/privacy-keeping.messages.js";

/** From a record's own page to its export and to its erasure, each of which shows what it is about to do first. */
export function keepingLinks(about: RecordRef, name: string): TemplateResult {
  const t = words();
  const query = { about: `${about.kind}:${about.id}`, name };
  return html`<section><h2>${t.ofRecord}</h2><div class="line"><a class="action" href=${hrefWith(["privacy", "export"], query)}>${t.takeOut}</a><a class="action" href=${hrefWith(["privacy", "erase"], query)}>${t.eraseIt}</a></div></section>`;
}
