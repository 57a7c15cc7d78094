import * as vscode from "vscode";
import type { Application, TimelineEntry } from "@assistant/protocol";
import { stageTitle } from "../said.js";
import { titles } from "../trees/applications.js";
import type { ApplicationsTree } from "../trees/applications.js";
import type { Row } from "../trees/tree.js";
import { happened, longTime } from "../words.js";
import { command } from "./desk.js";
import { newDraft } from "./drafts.js";
import type { Desk } from "./desk.js";

export function applicationCommands(desk: Desk, tree: ApplicationsTree): void {
  const { link, shown } = desk;
  const { t } = vscode.l10n;
  const idOf = (given: unknown): string => {
    const subject = (given as Row | undefined)?.subject;
    if (typeof given === "string") return given;
    if (subject?.kind === "application") return subject.card.id;
    throw new Error(t("Choose an application in the view Applications."));
  };

  command(desk, "openApplication", async (given) => {
    const id = idOf(given);
    const [application, { entries }, { stages }] = await Promise.all([link.call("applications/get", { id }), link.call("applications/timeline", { id, limit: 50 }), link.call("applications/pipeline", {})]);
    const uri = shown.put(id, `${application.company.name}, ${application.role}.md`, applicationText(application, entries, titles(stages)));
    await vscode.window.showTextDocument(uri, { preview: true });
  });
  command(desk, "moveApplication", async (given) => {
    const id = idOf(given);
    const [{ stages }, { stage, revision }] = await Promise.all([link.call("applications/pipeline", {}), link.call("applications/get", { id })]);
    const chosen = await vscode.window.showQuickPick(stages.filter((each) => each.name !== stage).map((each) => ({ label: stageTitle(each), name: each.name })), { placeHolder: t("To which stage?"), ignoreFocusOut: true });
    if (chosen !== undefined) await link.call("applications/move", { id, stage: chosen.name, revision });
  });
  command(desk, "undoMove", (given) => link.call("applications/undo", { id: idOf(given) }));
  command(desk, "draftForApplication", async (given) => {
    const id = idOf(given);
    const { role } = await link.call("applications/get", { id });
    await newDraft(desk, { subject: role, body: "", about: { kind: "application", id } });
  });
  command(desk, "openPosting", async (given) => {
    const { link: address } = await link.call("applications/get", { id: idOf(given) });
    if (address === undefined || !/^https?:/u.test(address)) throw new Error(t("This application has no link."));
    await vscode.env.openExternal(vscode.Uri.parse(address));
  });
  command(desk, "search", async () => {
    const query = await vscode.window.showInputBox({ prompt: t("Words, \"quoted words\" and filters"), placeHolder: "stage:interview company:acme due:<7d", value: tree.query, ignoreFocusOut: true });
    if (query === undefined) return;
    // Asked once here, so that a filter that is not there is said, with its place.
    if (query.trim() !== "") await link.call("applications/search", { query, limit: 1 });
    tree.search(query);
  });
  command(desk, "clearSearch", () => tree.search(""));
}

function applicationText(application: Application, entries: readonly TimelineEntry[], title: (stage: string) => string): string {
  const { t } = vscode.l10n;
  const fact = (name: string, value: string | undefined): readonly string[] => (value === undefined ? [] : [`- ${name}: ${value}`]);
  return [
    `# ${application.role}`, "", `**${application.company.name}**`, "",
    ...fact(t("Stage"), title(application.stage)), ...fact(t("Since"), longTime(application.since)), ...fact(t("Place"), application.place), ...fact(t("Link"), application.link), ...fact(t("Source"), application.source), ...fact(t("Deadline"), application.deadline), ...fact(t("Applied"), application.applied),
    ...(application.tasks.length === 0 ? [] : ["", `## ${t("Tasks")}`, "", ...application.tasks.map((task) => `- [${task.done === undefined ? " " : "x"}] ${task.title}${task.due === undefined ? "" : ` (${task.due})`}`)]),
    "", `## ${t("What happened")}`, "", ...entries.map((entry) => `- ${longTime(entry.at)}: ${happened(entry.kind)}${entry.toStage === undefined ? "" : `, ${[entry.fromStage, entry.toStage].filter((each) => each !== undefined).map(title).join(" → ")}`}${entry.text === undefined ? "" : `: ${entry.text}`}`), "",
  ].join("\n");
}
