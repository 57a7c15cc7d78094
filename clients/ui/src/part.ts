import { LitElement } from "lit";
import type { PropertyValues } from "lit";

/** What a focus passes to: a part of the page that a reader knows as one, or what takes a focus anyhow. */
const regions = "header, section, article, main, [tabindex]";

/**
 * A component whose drawing never loses the focus. What had it and is taken away, or can no longer be used, passes it on to the heading of the nearest
 * part around it that stays, and where that has none to the part itself: there the next key goes on, and a screen reader says what took the place.
 */
export abstract class Part extends LitElement {
  protected override update(changed: PropertyValues): void {
    const [had, ...around] = focusPath();
    super.update(changed);
    if (had !== undefined && around.includes(this) && (!had.isConnected || had.matches(":disabled"))) passFocus(around);
  }
}

function passFocus(around: readonly Element[]): void {
  const part = around.find((each): each is HTMLElement => each instanceof HTMLElement && each.isConnected && each.matches(regions) && each.checkVisibility());
  if (part === undefined) return;
  const target = part.querySelector<HTMLElement>("h1, h2, h3") ?? part;
  // Only for now: what can have the focus for good would also take it from a click.
  if (!target.hasAttribute("tabindex")) {
    target.tabIndex = -1;
    target.addEventListener("blur", () => target.removeAttribute("tabindex"), { once: true });
  }
  target.focus({ preventScroll: true });
}

/** What has the focus, and what is around it, the nearest first, through slots and shadow roots; empty where nothing has it. */
function focusPath(): readonly Element[] {
  let at = document.activeElement;
  if (at === null || at === document.body) return [];
  while (at.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement;
  const path: Element[] = [];
  for (let each: Element | null = at; each !== null; each = each.assignedSlot ?? each.parentElement ?? hostOf(each)) path.push(each);
  return path;
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
