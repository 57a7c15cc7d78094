import type { Evidence, OutboxItem } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { nameOf, outboxState, shortTime } from "../words.js";
import { RowTree } from "./tree.js";
import type { Row } from "./tree.js";

/** As many as a person looks through; the command line and the dashboard have all. */
const shown = 100;

/** Every approved message with its state, and below it what that state rests on. */
export function outboxTree(link: HostLink): RowTree {
  return new RowTree(link, ["outbox.changed", "message.replied", "message.bounced", "draft.changed"], async () => (await link.call("outbox/list", { limit: shown })).items.map((item) => outboxRow(link, item)));
}

function outboxRow(link: HostLink, item: OutboxItem): Row {
  const { word, icon, colour } = outboxState(item.state);
  const to = item.to.map(nameOf).join(", ");
  return {
    id: `outbox:${item.id}`, label: to, description: `${word} · ${item.subject}`, tooltip: [item.subject, to, `${word} · ${shortTime(item.since)}`, item.reason, item.nextStep].filter((each) => each !== undefined).join("\n"),
    icon, ...(colour === undefined ? {} : { colour }), context: `outbox.${item.state}`, command: item.state === "sent" ? "assistant.openSent" : "assistant.openOutbox", subject: { kind: "outbox", item },
    rows: async () => {
      const { item: now, steps } = await link.call("outbox/show", { id: item.id });
      return [
        ...(now.nextStep === undefined ? [] : [{ id: `${item.id}:next`, label: now.nextStep, icon: "arrow-right", subject: { kind: "none" as const } }]),
        ...now.evidence.map((each, at) => evidenceRow(`${item.id}:evidence:${at}`, each)),
        ...steps.map((step, at): Row => ({ id: `${item.id}:step:${at}`, label: outboxState(step.state).word, description: [shortTime(step.at), step.reason].filter((each) => each !== undefined).join(" · "), icon: outboxState(step.state).icon, subject: { kind: "none" } })),
      ];
    },
  };
}

function evidenceRow(id: string, { name, value }: Evidence): Row {
  return { id, label: name, description: value, tooltip: `${name}: ${value}`, icon: "law", subject: { kind: "none" } };
}
