import * as vscode from "vscode";
import type { Contact, Draft, Method } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import type { DraftFiles } from "../drafts/files.js";
import type { DraftLenses } from "../drafts/lenses.js";
import type { Questions } from "../drafts/questions.js";
import type { Shown } from "../drafts/shown.js";
import { idOf, isDraft, scheme, uriOf } from "../drafts/address.js";
import { attempt } from "../say.js";

/** What every command works with. */
export interface Desk {
  readonly context: vscode.ExtensionContext;
  readonly link: HostLink;
  readonly files: DraftFiles;
  readonly lenses: DraftLenses;
  readonly shown: Shown;
  readonly questions: Questions;
}

/** Registers a command whose failure is said. */
export function command(desk: Desk, name: string, run: (...given: unknown[]) => unknown): void {
  desk.context.subscriptions.push(vscode.commands.registerCommand(`assistant.${name}`, (...given: unknown[]) => attempt(() => {
    desk.link.hurry();
    return Promise.resolve().then(() => run(...given));
  })));
}

/** The draft that a command is about: one named by its address, by a row or by its id, else the one in the editor. */
export function draftOf(given: unknown): string | undefined {
  if (typeof given === "string") return given;
  if (given instanceof vscode.Uri) return idOf(given);
  const subject = (given as { readonly subject?: { readonly kind: string; readonly id?: string } } | undefined)?.subject;
  if (subject?.kind === "draft") return subject.id;
  const document = vscode.window.activeTextEditor?.document;
  if (isDraft(document)) return idOf(document.uri);
  // The other side of a difference to a draft is about that draft.
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme ? idOf(input.modified) : undefined;
}

export async function open(draft: Pick<Draft, "id" | "subject" | "to">, body?: number): Promise<vscode.TextEditor> {
  // By its address and in one step: who types at once is not moved, and a document that is opened apart outlives its tab, with its problems.
  return vscode.window.showTextDocument(uriOf(draft), { preview: false, ...(body === undefined ? {} : { selection: new vscode.Range(body, 0, body, 0) }) });
}

/** Saves what is typed, so that what the host shows is what stands here. False where it cannot be saved. */
export async function saved(id: string): Promise<boolean> {
  const document = vscode.workspace.textDocuments.find((each) => isDraft(each) && idOf(each.uri) === id);
  return document?.isDirty !== true || document.save();
}

/** A person of the records, or nobody where `nobody` offers that as a choice. Undefined where the choice was left. */
export async function chooseContact(link: HostLink, placeHolder: string, nobody?: string): Promise<{ readonly contact: Contact | undefined } | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly contact: Contact | undefined }>();
  pick.placeholder = placeHolder;
  pick.matchOnDescription = true;
  // The host finds people by their company, too; the editor would leave out what it does not see the words in.
  pick.matchOnDetail = true;
  // That something else took the focus is no answer.
  pick.ignoreFocusOut = true;
  let turn = 0;
  const list = async (query: string): Promise<void> => {
    const mine = ++turn;
    pick.busy = true;
    const { contacts } = await link.call("contacts/list", { ...(query === "" ? {} : { query }), limit: 50 });
    if (mine !== turn) return;
    pick.busy = false;
    const people = contacts.map((contact) => ({ label: contact.name, description: contact.addresses[0]?.address ?? "", detail: contact.fields["company"] ?? "", contact }));
    // Last, so that who is typed is who is chosen.
    pick.items = nobody === undefined ? people : [...people, { label: `$(dash) ${nobody}`, alwaysShow: true, contact: undefined }];
  };
  pick.onDidChangeValue((value) => void attempt(() => list(value.trim())));
  pick.show();
  void attempt(() => list(""));
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
    });
  } finally {
    pick.dispose();
  }
}

/** Whether this editor may do what needs an administrator; where not, the way to a key for it is offered. */
export async function administer({ link }: Desk, method: Method, why: string): Promise<boolean> {
  const { t } = vscode.l10n;
  if (link.may(method)) return true;
  const pair = t("Pair This Editor");
  if ((await vscode.window.showInformationMessage(why, { modal: true, detail: t("Pairing asks the host for it, and you say yes there.") }, pair)) === pair) await vscode.commands.executeCommand("assistant.pair", "admin");
  return link.may(method);
}
