import * as vscode from "vscode";
import type { DraftDiagnostics } from "./diagnostics.js";
import { rangeOf } from "./diagnostics.js";
import { idOf } from "./address.js";

/** What puts a problem right in one step. */
export class DraftFixes implements vscode.CodeActionProvider {
  readonly #diagnostics: DraftDiagnostics;

  constructor(diagnostics: DraftDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    return this.#diagnostics.at(document, range).flatMap((found) => {
      const its = context.diagnostics.filter((each) => each.code === found.code && each.range.isEqual(rangeOf(found)));
      const fix = (title: string, is: boolean, change: (action: vscode.CodeAction) => void): vscode.CodeAction => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = its;
        action.isPreferred = is;
        change(action);
        return action;
      };
      const away = (title: string, whole: vscode.Range): vscode.CodeAction => fix(title, false, (action) => {
        action.edit = new vscode.WorkspaceEdit();
        action.edit.delete(document.uri, whole);
      });
      const { line } = found;
      switch (found.code) {
        case "claim": return [fix(vscode.l10n.t("Mark as checked: I know that this is true"), true, (action) => (action.command = { command: "assistant.tick", title: "", arguments: [idOf(document.uri), found.claim] }))];
        case "variable": return [away(vscode.l10n.t("Take the variable out"), rangeOf(found))];
        case "attachment": return [away(vscode.l10n.t("Take this attachment off"), new vscode.Range(line, 0, line + 1, 0)), fix(vscode.l10n.t("Choose the file…"), true, (action) => (action.command = { command: "assistant.attach", title: "", arguments: [document.uri, line] }))];
        case "forgotten": return [fix(vscode.l10n.t("Attach a file…"), true, (action) => (action.command = { command: "assistant.attach", title: "", arguments: [document.uri] }))];
        case "syntax":
        case "company":
        case "account":
        case "host": return [];
      }
    });
  }
}
