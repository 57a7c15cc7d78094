// Fluent's own components that the views use. Imported once by a shell; the views' tests do without.
import "@fluentui/web-components/badge.js";
import "@fluentui/web-components/button.js";
import "@fluentui/web-components/spinner.js";

// A button that cannot be pressed for a while keeps the focus (`disabled-focusable`). Fluent refuses its keys; clicks reach our listeners before Fluent's.
document.addEventListener(
  "click",
  (event) => {
    if (event.composedPath().some((each) => each instanceof Element && each.matches("fluent-button[disabled-focusable]"))) event.stopImmediatePropagation();
  },
  { capture: true },
);
