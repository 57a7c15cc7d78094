import * as vscode from "vscode";
import type { Draft } from "@assistant/protocol";
import { nameOf as personOf, short } from "../words.js";

export const scheme = "assistant-draft";

/** `assistant-draft://<id>/<subject>.md`: the id says which and is not shown; the path is what the tab and the breadcrumbs say. */
export function uriOf(draft: Pick<Draft, "id" | "subject" | "to">): vscode.Uri {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.scheme === scheme && idOf(each.uri) === draft.id);
  // One whose subject changes just now is still open under its earlier name.
  if (open !== undefined) return open.uri;
  return vscode.Uri.from({ scheme, authority: draft.id, path: nameOf(draft) });
}

/** What a draft is called, as a path: by its subject, else by whom it is to. */
export function nameOf(draft: Pick<Draft, "subject" | "to">): string {
  const called = draft.subject.trim() === "" ? personOf(draft.to[0] ?? "") : draft.subject;
  const name = short(called.replace(/[\\/:*?"<>|#%\p{Cc}]+/gu, " ").replace(/\s+/gu, " ").trim(), 50).replace(/^\.+/u, "");
  return `/${name === "" ? vscode.l10n.t("Draft") : name}.md`;
}

export function idOf(uri: vscode.Uri): string {
  return uri.authority;
}

export function isDraft(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  return document?.uri.scheme === scheme;
}

/** What the tabs show of it, alone or at the right of a difference. Nothing where the editor keeps a document that no tab shows, as of an earlier name. */
export function inputsOf(uri: vscode.Uri): readonly (vscode.TabInputText | vscode.TabInputTextDiff)[] {
  const is = (each: vscode.Uri): boolean => each.toString() === uri.toString();
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(({ input }) => ((input instanceof vscode.TabInputText && is(input.uri)) || (input instanceof vscode.TabInputTextDiff && is(input.modified)) ? [input] : [])));
}
