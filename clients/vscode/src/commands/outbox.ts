import * as vscode from "vscode";
import type { Evidence } from "@assistant/protocol";
import { command, open } from "./desk.js";
import type { Desk } from "./desk.js";
import type { Row } from "../trees/tree.js";
import { evidenceText, said } from "../said.js";
import { needTrust } from "../say.js";
import { stopped } from "../sentence.js";
import { cameBack, longTime, nameOf, outboxState, verdictWord } from "../words.js";

export function outboxCommands(desk: Desk): void {
  const { link, shown } = desk;
  const { t } = vscode.l10n;
  const idOf = (given: unknown): string => {
    const subject = (given as Row | undefined)?.subject;
    if (typeof given === "string") return given;
    if (subject?.kind === "outbox") return subject.item.id;
    if (subject?.kind === "today" && subject.today.about?.kind === "outbox") return subject.today.about.id;
    throw new Error(t("Choose a message in the outbox."));
  };

  command(desk, "cancelItem", (given) => link.call("outbox/cancel", { id: idOf(given) }));
  command(desk, "retryItem", async (given) => {
    const draft = await link.call("outbox/retry", { id: idOf(given) });
    await open(draft);
    void vscode.window.showInformationMessage(t("This is a new draft of it: sending it needs your approval again."));
  });
  command(desk, "settleItem", async (given) => {
    const { id, subject, to, reason } = (await link.call("outbox/show", { id: idOf(given) })).item;
    const [sent, not] = [t("It Was Sent"), t("It Was Not Sent")];
    const detail = [...(reason === undefined ? [] : [stopped(said(reason))]), t("Look into the Sent folder of your mailbox first: this cannot be undone.")].join("\n\n");
    const chosen = await vscode.window.showWarningMessage(t("What became of “{0}”, to {1}?", subject, to.map(nameOf).join(", ")), { modal: true, detail }, sent, not);
    if (chosen !== undefined) await link.call("outbox/settle", { id, wasSent: chosen === sent });
  });
  command(desk, "releaseItem", async (given) => {
    needTrust(t("In Restricted Mode nothing is let go. Trust this folder first."));
    const { id, subject, to, reason } = (await link.call("outbox/show", { id: idOf(given) })).item;
    const yes = t("Let It Go");
    const detail = [...(reason === undefined ? [] : [stopped(said(reason))]), t("It may have been sent since it was held back. Look into the Sent folder of your mailbox first.")].join("\n\n");
    if ((await vscode.window.showWarningMessage(t("Send “{0}” to {1} from here?", subject, to.map(nameOf).join(", ")), { modal: true, detail }, yes)) === yes) await link.call("outbox/release", { id });
  });
  command(desk, "openSent", async (given) => {
    const id = idOf(given);
    const [{ message }, { item }] = await Promise.all([link.call("outbox/source", { id }), link.call("outbox/show", { id })]);
    await show(`${item.subject}.eml`, id, await bytesOf(message));
  });
  command(desk, "openOutbox", async (given) => {
    const id = idOf(given);
    const [{ item, steps }, { row, incoming }] = await Promise.all([link.call("outbox/show", { id }), link.call("tracking/show", { outboxId: id })]);
    const sentences = [item.reason, item.nextStep].filter((each) => each !== undefined).flatMap((each) => [stopped(said(each)), ""]);
    const back = incoming.flatMap(({ verdict, subject, from, received }) => [`${longTime(received)}, ${from}: **${verdictWord(verdict)}**`, "", subject, "", ...verdict.evidence.map(line), ""]);
    const evidence = item.evidence.map(line);
    const lines = [`# ${item.subject}`, "", `${item.to.join(", ")}: **${(cameBack(row) ?? outboxState(item.state)).word}**`, "", ...sentences, ...back, ...evidence, ...(evidence.length === 0 ? [] : [""]), ...steps.map((step, at) => `${at + 1}. ${longTime(step.at)}: ${[outboxState(step.state).word, ...(step.reason === undefined ? [] : [said(step.reason)])].join(". ")}`), ""];
    await show(`${item.subject}.md`, id, lines.join("\n"));
  });

  const line = (evidence: Evidence): string => {
    const { name, value } = evidenceText(evidence);
    return `- ${name}: \`${value}\``;
  };

  async function show(name: string, id: string, text: string): Promise<void> {
    await vscode.window.showTextDocument(shown.put(id, name, text), { preview: true });
  }

  async function bytesOf(content: { readonly bytes?: string; readonly blob?: string; readonly size: number }): Promise<string> {
    if (content.bytes !== undefined) return Buffer.from(content.bytes, "base64").toString("utf8");
    const parts: Buffer[] = [];
    for (let offset = 0; content.blob !== undefined && offset < content.size;) {
      const part = Buffer.from((await link.call("blobs/read", { blob: content.blob, offset })).bytes, "base64");
      if (part.length === 0) break;
      parts.push(part);
      offset += part.length;
    }
    return Buffer.concat(parts).toString("utf8");
  }
}
