import * as vscode from "vscode";
import type { Proposal, TodayItem } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { said } from "../said.js";
import { sentence } from "../sentence.js";
import { nameOf, proposedBy, short, shortDay } from "../words.js";
import { RowTree } from "./tree.js";
import type { Row } from "./tree.js";

const icons: Readonly<Partial<Record<string, string>>> = { approve: "mail", draft: "edit", followUp: "bell", proposal: "lightbulb", stuck: "warning", setup: "tools", reply: "reply", bounce: "error", silence: "watch", task: "checklist" };
const yellow = new Set(["proposal", "stuck", "setup", "bounce"]);

/** What there is to do now. What stands in the badge is counted from the same answer. */
export function todayTree(link: HostLink, counted: (count: number) => void): RowTree {
  return new RowTree(link, ["draft.changed", "outbox.changed", "proposal.changed", "proposal.made", "followUp.changed", "account.changed", "contact.changed", "application.changed", "message.replied", "message.bounced", "plugin.changed", "plugin.failed"], async () => {
    const [today, { proposals }] = await Promise.all([link.call("today/list", {}), link.call("proposals/list", { state: "open", limit: 100 })]);
    counted(today.items.length + (today.more ?? 0));
    const open = new Map(proposals.map((each) => [each.id, each]));
    // A host without an owner is a welcome with its button, where nothing else waits.
    const own = today.items.length === 1 && link.needsSetup && today.items[0]?.kind === "setup";
    const rows = (own ? [] : today.items).map((item) => todayRow(item, item.kind === "proposal" ? open.get(item.about?.id ?? "") : undefined));
    for (const { path, problem, remedy } of today.problems ?? []) rows.push({ id: `problem:${path}`, label: said(problem), description: remedy === undefined ? path : said(remedy), icon: "warning", colour: "charts.yellow", command: "assistant.doctor", subject: { kind: "none" } });
    return rows;
  }, { whole: true });
}

function todayRow(item: TodayItem, proposal: Proposal | undefined): Row {
  const { about, person } = item;
  const title = said(item.title);
  // Who it is about comes first where there is little room; what it says stands behind it.
  const who = person === undefined || item.title.includes(nameOf(person)) ? undefined : nameOf(person);
  const description = [who === undefined ? undefined : title, item.due === undefined ? undefined : shortDay(item.due)].filter((each) => each !== undefined).join(" · ");
  const icon = icons[item.kind] ?? "circle-outline";
  const common = { id: item.key, label: who ?? short(title, 80), description, tooltip: `${title}\n${said(item.reason)}`, icon, ...(yellow.has(item.kind) ? { colour: "charts.yellow" } : {}) };
  if (about?.kind === "draft") return { ...common, context: `today.draft${item.kind === "approve" ? ".ready" : ""}`, command: "assistant.openDraft", subject: { kind: "draft", id: about.id } };
  if (item.kind === "proposal" && about !== undefined) {
    const line = proposal?.quotedLine;
    const read = (proposal?.evidence ?? []).filter(({ value }) => value === line).map(({ name }) => sentence(said(name)));
    const tooltip = proposal === undefined || line === undefined ? common.tooltip : [common.tooltip, ...read, proposedBy(proposal)].join("\n");
    return {
      ...common, tooltip, context: "today.proposal", command: "assistant.showProposal", subject: { kind: "proposal", id: about.id, ...(proposal === undefined ? {} : { proposal }) }, open: true,
      // The line that led to it is what a person decides by: it stands there without a click.
      ...(line === undefined ? {} : { rows: () => [{ id: `${item.key}:line`, label: vscode.l10n.t("“{0}”", short(line, 120)), tooltip: [line, ...read].join("\n"), icon: "quote", subject: { kind: "none" as const } }] }),
    };
  }
  return { ...common, context: `today.${item.kind}`, command: "assistant.openToday", subject: { kind: "today", today: item } };
}

/** The number on the activity bar. */
export function badgeOf(count: number): vscode.ViewBadge | undefined {
  return count === 0 ? undefined : { value: count, tooltip: count === 1 ? vscode.l10n.t("1 thing waits for you") : vscode.l10n.t("{0} things wait for you", count) };
}
