import * as vscode from "vscode";
import { speak } from "@assistant/ui/locale";
import { BoardPanel } from "./board/panel.js";
import { accountCommands } from "./commands/accounts.js";
import { agreeingCommands } from "./commands/agreeing.js";
import { applicationCommands } from "./commands/applications.js";
import { composeCommands } from "./commands/compose.js";
import { command } from "./commands/desk.js";
import type { Desk } from "./commands/desk.js";
import { draftCommands } from "./commands/drafts.js";
import { hostCommands } from "./commands/host.js";
import { outboxCommands } from "./commands/outbox.js";
import { selectionCommands } from "./commands/selection.js";
import { todayCommands } from "./commands/today.js";
import { scheme } from "./drafts/address.js";
import { DraftCompletion } from "./drafts/completion.js";
import { DraftDiagnostics } from "./drafts/diagnostics.js";
import { DraftFiles } from "./drafts/files.js";
import { DraftFixes } from "./drafts/fixes.js";
import { DraftLenses } from "./drafts/lenses.js";
import { Questions } from "./drafts/questions.js";
import { Shown, shownScheme } from "./drafts/shown.js";
import { HostLink } from "./host/link.js";
import { Status } from "./status.js";
import { accountsTree } from "./trees/accounts.js";
import { ApplicationsTree } from "./trees/applications.js";
import { outboxTree } from "./trees/outbox.js";
import { badgeOf, todayTree } from "./trees/today.js";

/** Whether this editor was ever connected: only then is the host asked at a start, before a view is looked at. */
const usedBefore = "used";

/** Wires everything up and asks nobody for anything yet: a window that never writes a mail pays for no more than this. */
export function activate(context: vscode.ExtensionContext): void {
  speak(vscode.env.language.startsWith("de") ? "de" : "en");
  const begun = process.cpuUsage();
  const log = vscode.window.createOutputChannel("Assistant", { log: true });
  const link = new HostLink(context, log);
  const files = new DraftFiles(link);
  const lenses = new DraftLenses(link, files);
  const shown = new Shown();
  const questions = new Questions();
  const diagnostics = new DraftDiagnostics(link, files);
  const status = new Status(link);
  const desk: Desk = { context, link, files, lenses, shown, questions };
  const drafts: vscode.DocumentSelector = { scheme };

  const today = todayTree(link, (count) => {
    status.waiting(count);
    todayView.badge = badgeOf(count);
  });
  const applications = new ApplicationsTree(link);
  const trees = [today, outboxTree(link), applications, accountsTree(link)] as const;
  const todayView = vscode.window.createTreeView("assistant.today", { treeDataProvider: today });
  const applicationsView = vscode.window.createTreeView("assistant.applications", { treeDataProvider: applications, dragAndDropController: applications, canSelectMany: true, showCollapseAll: true });
  context.subscriptions.push(
    log, link, files, lenses, shown, questions, diagnostics, status, ...trees, todayView,
    vscode.window.createTreeView("assistant.outbox", { treeDataProvider: trees[1], showCollapseAll: true }),
    applicationsView,
    // A tree that shows a part says which.
    applications.onDidChangeTreeData(() => (applicationsView.description = applications.query)),
    vscode.window.createTreeView("assistant.accounts", { treeDataProvider: trees[3] }),
    vscode.workspace.registerFileSystemProvider(scheme, files, { isCaseSensitive: true }),
    vscode.workspace.registerTextDocumentContentProvider(shownScheme, shown),
    vscode.languages.registerCompletionItemProvider(drafts, new DraftCompletion(link, files), "{", ",", " "),
    vscode.languages.registerCodeActionsProvider(drafts, new DraftFixes(diagnostics), { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    vscode.languages.registerCodeLensProvider(drafts, lenses),
    link.onLink(({ kind }) => {
      log.info(`The host is ${kind}.`);
      // What waited there is not known any more.
      if (kind === "missing" || kind === "lost") todayView.badge = undefined;
      if (kind === "open") void context.globalState.update(usedBefore, true);
    }),
    link.onKeyEnd(() => void vscode.window.showWarningMessage(vscode.l10n.t("The host no longer takes this editor's key. Pair it again to approve."), vscode.l10n.t("Pair This Editor")).then((chosen) => {
      if (chosen !== undefined) void vscode.commands.executeCommand("assistant.pair");
    })),
    // The editor asks only what is in sight; the number on the activity bar is seen from everywhere.
    today.onDidChangeTreeData(() => {
      if (!todayView.visible) void today.getChildren();
    }),
  );

  const board = new BoardPanel(desk);
  context.subscriptions.push(vscode.window.registerWebviewPanelSerializer(BoardPanel.type, board));
  command(desk, "board", () => board.show());
  hostCommands(desk, () => trees.forEach((tree) => tree.refresh()));
  draftCommands(desk);
  composeCommands(desk);
  agreeingCommands(desk);
  selectionCommands(desk);
  todayCommands(desk);
  outboxCommands(desk);
  applicationCommands(desk, applications);
  accountCommands(desk);

  // After the editor is through with its start; what counts the badge is asked when it is open.
  if (context.globalState.get<boolean>(usedBefore) === true && vscode.workspace.getConfiguration("assistant").get<boolean>("connectAtStart") !== false) {
    const timer = setTimeout(() => link.start(), 1000);
    context.subscriptions.push(new vscode.Disposable(() => clearTimeout(timer)));
  }
  // Time of the processor and not of the clock, which other extensions and programs move.
  const { user, system } = process.cpuUsage(begun);
  log.info(`Activated in ${Math.ceil((user + system) / 1000)} ms of work.`);
}
