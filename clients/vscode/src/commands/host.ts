import { homedir, hostname } from "node:os";
import * as vscode from "vscode";
import type { Finding } from "@assistant/protocol";
import { findingText, findings, iconOf } from "../trees/findings.js";
import type { Row } from "../trees/tree.js";
import { missingText } from "../host/missing.js";
import { allScopes, pair, usualScopes } from "../host/pairing.js";
import { needTrust } from "../say.js";
import { scopeWord } from "../words.js";
import { command } from "./desk.js";
import type { Desk } from "./desk.js";

export function hostCommands(desk: Desk, refresh: () => void): void {
  const { link } = desk;
  const { t } = vscode.l10n;

  // What a host wants it says once, to who connects: whether a remedy has helped is asked anew.
  desk.context.subscriptions.push(vscode.tasks.onDidEndTaskProcess(({ execution }) => {
    if (execution.task.source !== "Assistant") return;
    if (link.link.kind === "open" && (link.link.welcome.needs ?? []).length > 0) link.reconnect();
    refresh();
  }));
  command(desk, "connect", () => link.reconnect());
  command(desk, "refresh", () => {
    link.start();
    refresh();
  });
  command(desk, "choosePath", async () => {
    // Of the machine that this runs on: without a place to begin at, a remote window shows the files of the other one.
    const [file] = (await vscode.window.showOpenDialog({ defaultUri: vscode.Uri.file(homedir()), openLabel: t("Use This Program"), title: t("Where is the program 'assistant'?") })) ?? [];
    if (file !== undefined) await vscode.workspace.getConfiguration("assistant").update("path", file.fsPath, vscode.ConfigurationTarget.Global);
  });
  command(desk, "howToInstall", () => vscode.commands.executeCommand("workbench.action.openWalkthrough", { category: `${desk.context.extension.id}#start`, step: "host" }));
  command(desk, "terminal", (words) => runInTerminal(desk, Array.isArray(words) ? words.map(String) : []));
  command(desk, "setup", () => runInTerminal(desk, ["setup"]));
  command(desk, "dashboard", () => runInTerminal(desk, ["open"]));
  command(desk, "pair", async (given) => pairing(desk, given));
  command(desk, "unpair", async () => {
    await link.forget();
    void vscode.window.showInformationMessage(t("This editor has forgotten its key. `assistant clients` ends it at the host too."));
  });
  command(desk, "doctor", async () => {
    const program = link.program;
    if (program.kind === "missing") return missing(missingText(link.where, program.setting));
    const picks = (await findings(link)).map((finding) => {
      const { message, remedy } = findingText(finding);
      return { label: `$(${iconOf(finding)}) ${message}`, detail: remedy ?? "", description: finding.code, finding };
    });
    const chosen = await vscode.window.showQuickPick(picks, { title: t("Doctor"), placeHolder: t("What is wrong, and what puts it right"), matchOnDetail: true, matchOnDescription: true, ignoreFocusOut: true });
    if (chosen !== undefined) await offer(desk, chosen.finding);
    return undefined;
  });
  command(desk, "remedy", async (given) => {
    const subject = (given as Row | undefined)?.subject;
    if (subject?.kind === "finding") await offer(desk, subject.finding);
  });
}

/** What the program's absence comes to, with the ways out. */
async function missing(text: string): Promise<void> {
  const { t } = vscode.l10n;
  const [choose, how] = [t("Choose the Program…"), t("How to Install")];
  const chosen = await vscode.window.showErrorMessage(text, choose, how);
  if (chosen !== undefined) await vscode.commands.executeCommand(chosen === choose ? "assistant.choosePath" : "assistant.howToInstall");
}

/** A finding whole, for a list cuts it off, with its remedy; what that has a command for is a button, the editor's own way first. */
async function offer(desk: Desk, finding: Finding): Promise<void> {
  const { message, remedy } = findingText(finding);
  const words = /`assistant (?<words>[^`<>]+)`/u.exec(remedy ?? "")?.groups?.["words"];
  const own = words === undefined ? undefined : ownWay(words);
  const run = vscode.l10n.t("Run “assistant {0}”", words ?? "");
  const chosen = await vscode.window.showInformationMessage(message, { modal: true, ...(remedy === undefined ? {} : { detail: remedy }) }, ...(own === undefined ? [] : [own.title]), ...(words === undefined ? [] : [run]));
  if (chosen === undefined || words === undefined) return;
  if (chosen === own?.title) await vscode.commands.executeCommand(own.command);
  else runInTerminal(desk, words.split(" "));
}

/** Where the editor does by itself what a remedy names a command for. */
function ownWay(words: string): { readonly title: string; readonly command: string } | undefined {
  const { t } = vscode.l10n;
  if (words.startsWith("account add")) return { title: t("Connect Account…"), command: "assistant.connectAccount" };
  if (words.startsWith("outbox ")) return { title: t("Show the Outbox"), command: "assistant.outbox.focus" };
  return undefined;
}

/** The program itself in a terminal, without a shell in between: nothing of the words is interpreted. */
function runInTerminal({ link }: Desk, words: readonly string[]): void {
  const { program } = link;
  if (program.kind === "missing") {
    void missing(missingText(link.where, program.setting));
    return;
  }
  // In a remote window terminals open on the other machine, and the program is on this one.
  if (link.where.kind === "beside") {
    void copy([program.path, ...words, ...link.folderWords].map((word) => (/[^\w./\\:-]/u.test(word) ? `"${word}"` : word)).join(" "));
    return;
  }
  // As a task, so that what it said stays to be read when it has ended. In the person's own folder: a window may have none, and a task would not begin.
  const task = new vscode.Task({ type: "process" }, vscode.TaskScope.Workspace, ["assistant", ...words].join(" "), "Assistant", new vscode.ProcessExecution(program.path, [...words, ...link.folderWords], { cwd: homedir() }), []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated, focus: true, echo: false };
  void vscode.tasks.executeTask(task);
}

async function copy(line: string): Promise<void> {
  const { t } = vscode.l10n;
  const button = t("Copy the Command");
  if ((await vscode.window.showInformationMessage(t("Run this in a terminal on your own machine: {0}", line), button)) === button) await vscode.env.clipboard.writeText(line);
}

async function pairing(desk: Desk, given: unknown): Promise<void> {
  const { link } = desk;
  const { t } = vscode.l10n;
  needTrust(t("In Restricted Mode this editor is not paired. Trust this folder first."));
  const kinds = [
    { label: t("Approve and decide"), detail: t("Approve messages after it has shown you each, accept proposals, write drafts"), scopes: usualScopes },
    { label: t("Approve, decide and administer"), detail: t("Also connect accounts and set up plugins"), scopes: allScopes },
  ];
  const scopes = given === "admin" ? allScopes : (await vscode.window.showQuickPick(kinds, { title: t("Pair This Editor"), placeHolder: t("What may this editor do? You say yes to it at the host."), ignoreFocusOut: true }))?.scopes;
  if (scopes === undefined) return;
  const stop = new AbortController();
  const answer = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t("Pairing"), cancellable: true }, (progress, token) => {
    token.onCancellationRequested(() => stop.abort());
    return pair(link, `VS Code, ${hostname()}`.slice(0, 100), scopes, ({ code }) => {
      progress.report({ message: t("confirm the code {0} at the host: `assistant pair {0}`", code) });
      const [terminal, copy] = [t("Confirm in the Terminal"), t("Copy the Command")];
      void vscode.window.showInformationMessage(t("The code of this editor is {0}. Confirm it in a terminal or in the dashboard.", code), terminal, copy).then(async (chosen) => {
        if (chosen === terminal) runInTerminal(desk, ["pair", code]);
        if (chosen === copy) await vscode.env.clipboard.writeText(`assistant pair ${code}`);
      });
    }, stop.signal);
  });
  switch (answer?.state) {
    case undefined: return;
    case "granted":
      if (answer.clientKey === undefined) return;
      await link.keep(answer.clientKey);
      void vscode.window.showInformationMessage(t("Paired. This editor may now: {0}.", (answer.scopes ?? []).map(scopeWord).join(", ")));
      return;
    case "refused": throw new Error(t("You said no at the host. Nothing has changed."));
    case "waiting":
    case "expired": throw new Error(t("The code was not confirmed in time. Pair again for a new one."));
  }
}
