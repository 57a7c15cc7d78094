import * as vscode from "vscode";
import { makerOf } from "@assistant/protocol";
import type { AccountState, OutboxState, PluginState, Proposal, TimelineKind, TrackingRow, Verdict } from "@assistant/protocol";
import { said } from "./said.js";

/** `Ana Ruiz <ana@example.org>` -> `Ana Ruiz`; an address alone stays. */
export function nameOf(address: string): string {
  const name = /^\s*"?([^"<]*?)"?\s*</u.exec(address)?.[1];
  return name === undefined || name === "" ? address.replace(/^<|>$/gu, "") : name;
}

/** The time of today, else the day. */
export function shortTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  return at.toDateString() === now.toDateString() ? at.toLocaleTimeString(vscode.env.language, { hour: "2-digit", minute: "2-digit" }) : at.toLocaleDateString(vscode.env.language, { day: "numeric", month: "short" });
}

/** The time to the second, for what happens in a moment. */
export function exactTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(vscode.env.language);
}

/** The day and the time, for what is read later. */
export function longTime(iso: string): string {
  return new Date(iso).toLocaleString(vscode.env.language, { dateStyle: "medium", timeStyle: "short" });
}

/** A day as the host writes it, `2026-12-09`; a time as well. */
export function shortDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.slice(0, 10).split("-").map(Number);
  return new Date(year, month - 1, date).toLocaleDateString(vscode.env.language, { day: "numeric", month: "short" });
}

export const short = (text: string, most = 60): string => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);

/** An icon and words above a line of text. A plain space between them is not drawn there. */
export const withIcon = (icon: string, words: string): string => `$(${icon})\u00a0${words}`;

/** Each state with its icon, its colour, and the word that the dashboard has for it, too. */
export function outboxState(state: OutboxState): { readonly word: string; readonly icon: string; readonly colour?: string } {
  const { t } = vscode.l10n;
  switch (state) {
    case "approved": return { word: t("Approved"), icon: "clock", colour: "charts.blue" };
    case "claimed": return { word: t("Being built"), icon: "sync", colour: "charts.blue" };
    case "staged": return { word: t("Ready to leave"), icon: "sync", colour: "charts.blue" };
    case "submitting": return { word: t("Leaving"), icon: "sync", colour: "charts.blue" };
    case "sent": return { word: t("Sent"), icon: "pass", colour: "charts.green" };
    case "refused": return { word: t("Refused"), icon: "error", colour: "charts.red" };
    case "unknown": return { word: t("Unknown"), icon: "question", colour: "charts.yellow" };
    case "needsPerson": return { word: t("Needs you"), icon: "person", colour: "charts.yellow" };
    case "cancelled": return { word: t("Taken back"), icon: "discard" };
    case "quarantined": return { word: t("Held back"), icon: "lock", colour: "charts.yellow" };
  }
}

/** What became of what was sent, once something came back; undefined before that. */
export function cameBack({ state, verdict }: TrackingRow): { readonly word: string; readonly icon: string; readonly colour?: string } | undefined {
  const { t } = vscode.l10n;
  switch (state) {
    case "replied": return { word: t("Replied"), icon: "mail-reply", colour: "charts.green" };
    case "away": return { word: verdict?.backOn === undefined ? t("Away") : t("Away until {0}", shortDay(verdict.backOn)), icon: "watch" };
    case "bounced": return { word: t("Bounced"), icon: "error", colour: "charts.red" };
    case "delayed": return { word: t("Delayed"), icon: "watch", colour: "charts.yellow" };
    case "sending":
    case "waiting":
    case "failed": return undefined;
  }
}

/** What a message is that came back. */
export function verdictWord({ kind }: Verdict): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case "reply": return t("Reply");
    case "autoReply": return t("Automatic reply");
    case "bounce": return t("Bounce");
    case "delayNotice": return t("Delay notice");
    case "receipt": return t("Receipt");
    case "calendarResponse": return t("Calendar response");
    case "listMail": return t("List mail");
    case "complaint": return t("Complaint");
    case "unrelated": return t("Unrelated");
  }
}

export function accountState(state: AccountState): { readonly word: string; readonly icon: string; readonly colour?: string } {
  const { t } = vscode.l10n;
  switch (state) {
    case "active": return { word: t("Connected"), icon: "mail", colour: "charts.green" };
    case "needsSetup": return { word: t("Needs you"), icon: "tools", colour: "charts.yellow" };
    case "disconnected": return { word: t("Disconnected"), icon: "debug-disconnect" };
  }
}

export function pluginState(state: PluginState): { readonly word: string; readonly icon: string; readonly colour?: string } {
  const { t } = vscode.l10n;
  switch (state) {
    case "idle": return { word: t("Ready"), icon: "circle-outline" };
    case "active": return { word: t("Running"), icon: "circle-filled", colour: "charts.green" };
    case "needsSetup": return { word: t("Needs you"), icon: "tools", colour: "charts.yellow" };
    case "failed": return { word: t("Failed"), icon: "error", colour: "charts.red" };
    case "disabled": return { word: t("Disabled"), icon: "circle-slash" };
  }
}

/** What a key lets do; a scope of another version as it is called. */
export function scopeWord(scope: string): string {
  const { t } = vscode.l10n;
  switch (scope) {
    case "read": return t("read");
    case "draft": return t("write drafts");
    case "propose": return t("propose changes");
    case "decide": return t("decide on proposals");
    case "approve": return t("approve messages");
    case "admin": return t("administer");
    default: return scope;
  }
}

/** Who proposed a change. */
export function proposedBy(proposal: Proposal): string {
  const { t } = vscode.l10n;
  const maker = makerOf(proposal);
  switch (maker.kind) {
    case "rules": return t("Proposed by the rules for incoming mail.");
    case "plugin": return t("Proposed by the plugin {0}.", said(maker.name.charAt(0).toUpperCase() + maker.name.slice(1)));
    case "model": return t("Proposed by the model {0}.", maker.name);
    case "client": return t("Proposed by {0}.", maker.name);
  }
}

/** What befell an application. */
export function happened(kind: TimelineKind): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case "created": return t("Saved");
    case "changed": return t("Details changed");
    case "moved": return t("Moved");
    case "moveUndone": return t("Move taken back");
    case "archived": return t("Put away");
    case "unarchived": return t("Fetched back");
    case "taskAdded": return t("Task added");
    case "taskDone": return t("Task done");
    case "taskReopened": return t("Task opened again");
    case "linked": return t("Added");
    case "unlinked": return t("Taken off");
    case "draft": return t("Mail begun");
    case "sent": return t("Mail sent");
    case "replied": return t("They answered");
    case "bounced": return t("Not delivered");
    case "proposed": return t("Change proposed");
    case "merged": return t("Merged");
    case "imported": return t("Imported");
  }
}
