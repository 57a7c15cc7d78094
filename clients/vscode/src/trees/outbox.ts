import type { Evidence, IncomingMessage, OutboxItem, TrackingRow } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { evidenceText, said } from "../said.js";
import { cameBack, nameOf, outboxState, shortTime, verdictWord } from "../words.js";
import { RowTree } from "./tree.js";
import type { Row } from "./tree.js";

/** As many as a person looks through; the command line and the dashboard have all. */
const shown = 100;

/** Every approved message with what became of it, and below it what that rests on. */
export function outboxTree(link: HostLink): RowTree {
  return new RowTree(link, ["outbox.changed", "message.replied", "message.bounced", "message.autoReplied", "draft.changed"], async () => {
    const [{ items }, { rows }] = await Promise.all([link.call("outbox/list", { limit: shown }), link.call("tracking/list", { limit: shown })]);
    const tracked = new Map(rows.map((each) => [each.outboxId, each]));
    return items.map((item) => outboxRow(link, item, tracked.get(item.id)));
  });
}

function outboxRow(link: HostLink, item: OutboxItem, tracked: TrackingRow | undefined): Row {
  const { word, icon, colour } = (tracked === undefined ? undefined : cameBack(tracked)) ?? outboxState(item.state);
  const to = item.to.map(nameOf).join(", ");
  const words = [item.reason, item.nextStep ?? tracked?.nextStep].filter((each) => each !== undefined).map(said);
  return {
    id: `outbox:${item.id}`, label: to, description: `${word} · ${item.subject}`, tooltip: [item.subject, to, `${word} · ${shortTime(tracked?.since ?? item.since)}`, ...words].join("\n"),
    icon, ...(colour === undefined ? {} : { colour }), context: `outbox.${item.state}`, command: item.state === "sent" ? "assistant.openSent" : "assistant.openOutbox", subject: { kind: "outbox", item },
    rows: async () => {
      const [{ item: now, steps }, { incoming }] = await Promise.all([link.call("outbox/show", { id: item.id }), tracked === undefined ? { incoming: [] } : link.call("tracking/show", { outboxId: item.id })]);
      return [
        ...(now.nextStep === undefined ? [] : [{ id: `${item.id}:next`, label: said(now.nextStep), icon: "arrow-right", subject: { kind: "none" as const } }]),
        ...incoming.map(incomingRow),
        ...now.evidence.map((each, at) => evidenceRow(`${item.id}:evidence:${at}`, each)),
        ...steps.map((step, at): Row => ({ id: `${item.id}:step:${at}`, label: outboxState(step.state).word, description: [shortTime(step.at), ...(step.reason === undefined ? [] : [said(step.reason)])].join(" · "), icon: outboxState(step.state).icon, subject: { kind: "none" } })),
      ];
    },
  };
}

/** What came back, and below it the lines that say what it is. */
function incomingRow({ id, from, subject, received, verdict }: IncomingMessage): Row {
  return {
    id: `incoming:${id}`, label: verdictWord(verdict), description: `${shortTime(received)} · ${subject}`, tooltip: [subject, from, verdict.quotedLine].filter((each) => each !== undefined).join("\n"),
    icon: "mail-read", subject: { kind: "none" }, open: true, rows: () => verdict.evidence.map((each, at) => evidenceRow(`incoming:${id}:${at}`, each)),
  };
}

function evidenceRow(id: string, evidence: Evidence): Row {
  const { name, value } = evidenceText(evidence);
  return { id, label: name, description: value, tooltip: `${name}: ${value}`, icon: "law", subject: { kind: "none" } };
}
