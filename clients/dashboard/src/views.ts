import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Session } from "@assistant/protocol";
import type { Route } from "@assistant/ui";
import type { DashboardMessages } from "./messages.js";
import "@assistant/ui/views/accounts";
import "@assistant/ui/views/applications";
import "@assistant/ui/views/capture";
import "@assistant/ui/views/clients";
import "@assistant/ui/views/compose";
import "@assistant/ui/views/contacts";
import "@assistant/ui/views/documents";
import "@assistant/ui/views/insight";
import "@assistant/ui/views/models";
import "@assistant/ui/views/outbox";
import "@assistant/ui/views/plugins";
import "@assistant/ui/views/privacy";
import "@assistant/ui/views/prompts";
import "@assistant/ui/views/spending";
import "@assistant/ui/views/templates";
import "@assistant/ui/views/today";
import "@assistant/ui/views/tracking";
import "@assistant/ui/views/writings";

/** A view of the dashboard: its place in the address, its name, and how it is drawn. */
export interface ViewEntry {
  readonly name: keyof DashboardMessages["views"];
  readonly draw: (session: Session, route: Route) => TemplateResult;
}

/** In the order of the navigation. A view is added with a line here, an import above, and its name in the messages. */
export const views: readonly ViewEntry[] = [
  { name: "today", draw: (session, route) => html`<as-today .session=${session} .route=${route}></as-today>` },
  { name: "applications", draw: (session, route) => html`<as-applications .session=${session} .route=${route}></as-applications>` },
  { name: "capture", draw: (session, route) => html`<as-capture .session=${session} .route=${route}></as-capture>` },
  { name: "documents", draw: (session, route) => html`<as-documents .session=${session} .route=${route}></as-documents>` },
  { name: "insight", draw: (session, route) => html`<as-insight .session=${session} .route=${route}></as-insight>` },
  { name: "compose", draw: (session, route) => html`<as-compose .session=${session} .route=${route}></as-compose>` },
  { name: "outbox", draw: (session, route) => html`<as-outbox .session=${session} .route=${route}></as-outbox>` },
  { name: "tracking", draw: (session, route) => html`<as-tracking .session=${session} .route=${route}></as-tracking>` },
  { name: "contacts", draw: (session, route) => html`<as-contacts .session=${session} .route=${route}></as-contacts>` },
  { name: "templates", draw: (session, route) => html`<as-templates .session=${session} .route=${route}></as-templates>` },
  { name: "writings", draw: (session, route) => html`<as-writings .session=${session} .route=${route}></as-writings>` },
  { name: "models", draw: (session, route) => html`<as-models .session=${session} .route=${route}></as-models>` },
  { name: "spending", draw: (session, route) => html`<as-spending .session=${session} .route=${route}></as-spending>` },
  { name: "prompts", draw: (session, route) => html`<as-prompts .session=${session} .route=${route}></as-prompts>` },
  { name: "accounts", draw: (session, route) => html`<as-accounts .session=${session} .route=${route}></as-accounts>` },
  { name: "plugins", draw: (session, route) => html`<as-plugins .session=${session} .route=${route}></as-plugins>` },
  { name: "clients", draw: (session, route) => html`<as-clients .session=${session} .route=${route}></as-clients>` },
  { name: "privacy", draw: (session, route) => html`<as-privacy .session=${session} .route=${route}></as-privacy>` },
];
