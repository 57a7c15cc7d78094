import * as vscode from "vscode";
import type { Where } from "./where.js";

/** Where the program was looked for and not found, and what helps beyond installing it there. `setting` is what the setting names instead, where it names anything. */
export function missingText(where: Where, setting: string | undefined): string {
  const { t } = vscode.l10n;
  if (setting !== undefined) return t("The setting assistant.path names {0}, and that is no program.", setting);
  // A browser tab has no side of its own for an extension to run on.
  const hasNearSide = vscode.env.uiKind === vscode.UIKind.Desktop;
  switch (where.kind) {
    case "here": return t("The program 'assistant' was not found: no host runs, and it is not on PATH.");
    case "there": return [t("The program 'assistant' was not found on the machine of this window ({0}): no host runs there, and it is not on PATH there.", where.name), ...(hasNearSide ? [t("For a host on your own computer, install this extension there, too: it then runs there.")] : [])].join(" ");
    case "wsl": return [t("The program 'assistant' was not found in WSL ({0}): no host runs there, and it is not on PATH there.", where.name), ...(hasNearSide ? [t("For a host on Windows, install this extension there, too: it then runs there.")] : [])].join(" ");
    case "beside": return [t("The program 'assistant' was not found on your own computer, where this extension runs: no host runs on it, and it is not on PATH."), t("For a host on the machine of this window ({0}), install this extension there, and set remote.extensionKind to \"workspace\" for it.", where.name)].join(" ");
  }
}
