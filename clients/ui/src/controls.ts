// Fluent's own components that the views use. Imported once by a shell; the views' tests do without.
import "@fluentui/web-components/badge.js";
import "@fluentui/web-components/button.js";
import "@fluentui/web-components/spinner.js";
