import * as vscode from "vscode";
import type { Proposal } from "@assistant/protocol";
import { command } from "./desk.js";
import { newDraft } from "./drafts.js";
import { compose } from "./compose.js";
import type { Desk } from "./desk.js";
import { evidenceText, problemText, said } from "../said.js";
import { attempt } from "../say.js";
import { sentence } from "../sentence.js";
import type { Row } from "../trees/tree.js";
import { proposedBy } from "../words.js";

export function todayCommands(desk: Desk): void {
  const { link } = desk;
  const { t } = vscode.l10n;
  const proposalOf = (given: unknown): string => {
    const subject = (given as Row | undefined)?.subject;
    if (subject?.kind !== "proposal") throw new Error(t("Choose a proposal in the view Today."));
    return subject.id;
  };

  command(desk, "acceptProposal", async (given) => {
    const proposal = await link.call("proposals/accept", { id: proposalOf(given) });
    undo(desk, t("Accepted: {0}", said(proposal.title)), proposal);
  });
  command(desk, "dismissProposal", async (given) => {
    const proposal = await link.call("proposals/dismiss", { id: proposalOf(given) });
    undo(desk, t("Dismissed: {0}", said(proposal.title)), proposal);
  });
  command(desk, "showProposal", async (given) => {
    const row = given as Row;
    const id = proposalOf(given);
    const proposal = row.subject.kind === "proposal" ? row.subject.proposal : undefined;
    const [accept, dismiss] = [t("Accept"), t("Dismiss")];
    const line = proposal?.quotedLine;
    // The line first, by which a person decides, with what it is where that is said.
    const rests = proposal?.evidence ?? [];
    const lines = rests.filter(({ value }) => value === line).map((each) => `${sentence(evidenceText(each).name)}: ${t("“{0}”", each.value)}`);
    const others = rests.filter(({ value }) => value !== line).map(evidenceText).map(({ name, value }) => `${name}: ${value}`);
    const detail = [...(line === undefined || lines.length > 0 ? lines : [t("“{0}”", line)]), ...others, ...(proposal === undefined ? [] : [proposedBy(proposal)])].join("\n\n");
    const chosen = await vscode.window.showInformationMessage(proposal === undefined ? row.label : said(proposal.title), { modal: true, detail }, accept, dismiss);
    if (chosen === undefined) return;
    const done = await link.call(chosen === accept ? "proposals/accept" : "proposals/dismiss", { id });
    undo(desk, chosen === accept ? t("Accepted: {0}", said(done.title)) : t("Dismissed: {0}", said(done.title)), done);
  });
  command(desk, "openToday", async (given) => {
    const subject = (given as Row | undefined)?.subject;
    if (subject?.kind !== "today") return;
    const { about, kind, title, reason, person, commands } = subject.today;
    if (kind === "stuck" && about?.kind === "outbox") return vscode.commands.executeCommand("assistant.openOutbox", about.id);
    if (about?.kind === "application") return vscode.commands.executeCommand("assistant.openApplication", about.id);
    const [write, terminal] = [t("Write to Them"), t("In the Terminal")];
    const words = commands?.[0];
    const buttons = [...(about?.kind === "contact" ? [write] : []), ...(words === undefined ? [] : [terminal])];
    const chosen = await vscode.window.showInformationMessage(said(title), { modal: true, detail: [person, said(reason)].filter((each) => each !== undefined).join("\n\n") }, ...buttons);
    if (chosen === write && about !== undefined) {
      const draft = await newDraft(desk, { subject: "", body: "", contactId: about.id });
      if (draft !== undefined) await compose(desk, draft, { task: "followUp" });
    }
    if (chosen === terminal && words !== undefined) await vscode.commands.executeCommand("assistant.terminal", words.split(" "));
    return undefined;
  });
  command(desk, "check", async () => {
    const { accounts, found } = await vscode.window.withProgress({ location: { viewId: "assistant.today" } }, () => link.call("tracking/check", {}));
    const problem = accounts.find((each) => each.problem !== undefined)?.problem;
    if (problem !== undefined) throw new Error(problemText(problem));
    void vscode.window.setStatusBarMessage(found.length === 0 ? t("Nothing new answers your mail.") : found.length === 1 ? t("1 new message answers your mail.") : t("{0} new messages answer your mail.", found.length), 5000);
  });
}

function undo({ link }: Desk, text: string, { id }: Proposal): void {
  const button = vscode.l10n.t("Undo");
  void vscode.window.showInformationMessage(text, button).then((chosen) => (chosen === button ? attempt(() => link.call("proposals/undo", { id })) : undefined));
}
