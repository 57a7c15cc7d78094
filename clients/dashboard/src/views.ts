import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Session } from "@assistant/protocol";
import type { Route } from "@assistant/ui";
import type { DashboardMessages } from "./messages.js";
import "@assistant/ui/views/accounts";
import "@assistant/ui/views/clients";
import "@assistant/ui/views/contacts";
import "@assistant/ui/views/outbox";
import "@assistant/ui/views/plugins";
import "@assistant/ui/views/privacy";
import "@assistant/ui/views/templates";
import "@assistant/ui/views/today";
import "@assistant/ui/views/tracking";

/** A view of the dashboard: its place in the address, its name, and how it is drawn. */
export interface ViewEntry {
  readonly name: keyof DashboardMessages["views"];
  readonly draw: (session: Session, route: Route) => TemplateResult;
}

/** In the order of the navigation. A view is added with a line here, an import above, and its name in the messages. */
export const views: readonly ViewEntry[] = [
  { name: "today", draw: (session, route) => html`<as-today .session=${session} .route=${route}></as-today>` },
  { name: "outbox", draw: (session, route) => html`<as-outbox .session=${session} .route=${route}></as-outbox>` },
  { name: "tracking", draw: (session, route) => html`<as-tracking .session=${session} .route=${route}></as-tracking>` },
  { name: "contacts", draw: (session, route) => html`<as-contacts .session=${session} .route=${route}></as-contacts>` },
  { name: "templates", draw: (session, route) => html`<as-templates .session=${session} .route=${route}></as-templates>` },
  { name: "accounts", draw: (session, route) => html`<as-accounts .session=${session} .route=${route}></as-accounts>` },
  { name: "plugins", draw: (session, route) => html`<as-plugins .session=${session} .route=${route}></as-plugins>` },
  { name: "clients", draw: (session, route) => html`<as-clients .session=${session} .route=${route}></as-clients>` },
  { name: "privacy", draw: (session, route) => html`<as-privacy .session=${session} .route=${route}></as-privacy>` },
];
