import * as vscode from "vscode";
import { ConnectionLost, RpcError, isCancelled } from "@assistant/protocol";
import { said } from "./said.js";
import { sentence, stopped } from "./sentence.js";

/** What went wrong, in the host's words, with what puts it right. */
export function say(error: unknown): { readonly text: string; readonly remedy?: string } {
  if (error instanceof RpcError) {
    if (error.is("notAuthorised")) return { text: vscode.l10n.t("This editor may not do that yet."), remedy: vscode.l10n.t("Pair it: the host then asks you once.") };
    const problem = error.problems[0];
    const remedy = error.remedy ?? problem?.remedy;
    const text = problem === undefined ? said(error.message) : error.message.endsWith(problem.problem) ? said(problem.problem) : `${said(error.message)} ${said(problem.problem)}`;
    return remedy === undefined ? { text: sentence(text) } : { text: stopped(text), remedy: said(remedy) };
  }
  return { text: error instanceof Error ? error.message : String(error) };
}

/** What is only done in a folder that the person trusts. */
class NeedsTrust extends Error {}

/** Ends a command in Restricted Mode, with the reason. */
export function needTrust(why: string): void {
  if (!vscode.workspace.isTrusted) throw new NeedsTrust(why);
}

/** Runs what a person asked for; what fails is said with the button that helps, never swallowed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isCancelled(error) || error instanceof vscode.CancellationError) return undefined;
    const { text, remedy } = say(error);
    const helps = helpFor(error);
    void vscode.window.showErrorMessage(remedy === undefined ? text : `${text} ${remedy}`, ...helps.map(({ title }) => title)).then((chosen) => {
      const help = helps.find(({ title }) => title === chosen);
      if (help !== undefined) void vscode.commands.executeCommand(help.command);
    });
    return undefined;
  }
}

/** What of the host, of a provider or of the machine is wrong, the doctor knows more of; what a person can put right where they stand, it does not. */
const forTheDoctor = ["needsSetup", "providerUnavailable", "pluginFailed", "storageUnavailable", "internalError"] as const;

function helpFor(error: unknown): readonly { readonly title: string; readonly command: string }[] {
  const { t } = vscode.l10n;
  if (error instanceof NeedsTrust) return [{ title: t("Manage Workspace Trust"), command: "workbench.trust.manage" }];
  if (error instanceof RpcError && error.is("notAuthorised")) return [{ title: t("Pair This Editor"), command: "assistant.pair" }];
  if (error instanceof ConnectionLost || (error instanceof RpcError && forTheDoctor.some((each) => error.is(each)))) return [{ title: t("Doctor"), command: "assistant.doctor" }];
  return [];
}
