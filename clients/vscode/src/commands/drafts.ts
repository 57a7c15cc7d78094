import * as vscode from "vscode";
import { RpcError } from "@assistant/protocol";
import type { ApprovalItem, OutboxItem, RecordRef } from "@assistant/protocol";
import { uriOf } from "../drafts/address.js";
import { mailbox, read } from "../drafts/letter.js";
import { fitsDialog, messageText } from "../drafts/shown.js";
import { problemText } from "../said.js";
import { needTrust } from "../say.js";
import { exactTime, nameOf } from "../words.js";
import { chooseContact, command, draftOf, open, saved } from "./desk.js";
import type { Desk } from "./desk.js";
import { untilItLeaves } from "./leaving.js";

/** Where the body of a new draft begins. */
const firstBodyLine = 8;

export function draftCommands(desk: Desk): void {
  const { link, files, shown, questions } = desk;
  const { t } = vscode.l10n;
  const current = (given: unknown): string => {
    const id = draftOf(given);
    if (id === undefined) throw new Error(t("No draft is open here."));
    return id;
  };

  /** Those that may still be open: what stands there as the exact message follows its draft. */
  const previews = new Map<string, { readonly name: string; readonly uri: vscode.Uri }>();
  desk.context.subscriptions.push(link.onChange(["draft.changed"], (change) => {
    for (const [id, { name, uri }] of previews) {
      if (!shown.has(uri)) previews.delete(id);
      else if (change.kind !== "event" || change.event.ids.length === 0 || change.event.ids.includes(id)) link.call("drafts/preview", { id }).then((preview) => shown.put(id, name, messageText(preview)), () => undefined);
    }
  }));
  command(desk, "newDraft", async () => newDraft(desk, { subject: "", body: "" }));
  command(desk, "openDraft", async (given) => open(await files.draft(current(given))));
  command(desk, "preview", async (given) => {
    const id = current(given);
    if (!(await saved(id))) return;
    const preview = await link.call("drafts/preview", { id });
    const name = t("Preview of {0}.txt", preview.subject);
    const uri = shown.put(id, name, messageText(preview));
    previews.set(id, { name, uri });
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
  });
  command(desk, "approve", async (given) => {
    const id = current(given);
    needTrust(t("In Restricted Mode nothing is approved. Trust this folder, or approve in another window."));
    if (!(await saved(id))) return;
    const preview = await link.call("drafts/preview", { id });
    const { hash } = preview;
    if (hash === undefined || preview.problems.length > 0) {
      await open(await files.draft(id));
      await vscode.commands.executeCommand("workbench.actions.view.problems");
      throw new Error([t("This cannot be approved yet."), ...preview.problems.map(problemText)].join(" "));
    }
    // The yes is to this hash, and the host refuses it where one byte has changed since.
    const yes = t("Approve and Send");
    const text = messageText(preview);
    const agreed = fitsDialog(text) ? (await vscode.window.showInformationMessage(t("Send exactly this?"), { modal: true, detail: text }, yes)) === yes : await questions.ask(shown.put(id, t("Send exactly this.txt"), text), yes);
    if (!agreed) return;
    const undoSeconds = vscode.workspace.getConfiguration("assistant").get<number>("undoSeconds") ?? 10;
    const item = await approve(desk, { draftId: id, hash }, undoSeconds);
    if (item === undefined) return;
    const to = item.to.map(nameOf).join(", ");
    if (undoSeconds > 1) undoable(desk, item, to);
    else void vscode.window.showInformationMessage(t("Approved, to {0}. It leaves at once.", to));
  });
  command(desk, "takeBack", async (given) => {
    const { outboxId } = await files.draft(current(given));
    if (outboxId === undefined) throw new Error(t("This is not in the outbox."));
    await link.call("outbox/cancel", { id: outboxId });
    void vscode.window.setStatusBarMessage(t("Taken back: it is a draft again."), 5000);
  });
  command(desk, "tick", async (given, claim) => {
    const id = current(given);
    if (!(await saved(id))) return;
    const { revision } = await files.draft(id);
    if (typeof claim === "string") await link.call("drafts/tick", { id, revision, claimIds: [claim] });
  });
  command(desk, "deleteDraft", async (given) => {
    const draft = await files.draft(current(given));
    const yes = t("Delete");
    if ((await vscode.window.showWarningMessage(t("Delete the draft “{0}”?", draft.subject), { modal: true }, yes)) !== yes) return;
    await link.call("drafts/delete", { id: draft.id, revision: draft.revision });
    await closeEditors(uriOf(draft));
  });
  command(desk, "attach", async (given, line) => {
    const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    const [file] = (await vscode.window.showOpenDialog({ openLabel: t("Attach") })) ?? [];
    if (uri === undefined || file === undefined) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const letter = read(document.getText());
    const edit = new vscode.WorkspaceEdit();
    // Of another machine, in a remote window: its whole address, so that no file of this machine is meant.
    const text = `  - ${file.scheme === "file" ? file.fsPath : file.toString(true)}\n`;
    if (typeof line === "number") edit.replace(uri, new vscode.Range(line, 0, line + 1, 0), text);
    else if (letter.values.Attachments === undefined) edit.insert(uri, new vscode.Position(1, 0), `Attachments:\n${text}`);
    else edit.insert(uri, new vscode.Position((letter.attachments.at(-1)?.line ?? letter.values.Attachments.line) + 1, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  });
  command(desk, "openSentOf", async (given) => {
    const { outboxId } = await files.draft(current(given));
    if (outboxId !== undefined) await vscode.commands.executeCommand("assistant.openSent", outboxId);
  });
}

/** The yes of a person to what they were shown. */
async function approve({ link }: Desk, shown: ApprovalItem, undoSeconds: number): Promise<OutboxItem | undefined> {
  try {
    return (await link.call("outbox/approve", { items: [shown], undoSeconds })).items[0];
  } catch (error) {
    throw error instanceof RpcError && error.is("conflict") ? new Error(vscode.l10n.t("Nothing is sent: the draft was changed while it was shown. Look at it again, then approve it.")) : error;
  }
}

/** Says that it is approved, with the button that takes it back, for as long as it can be: a notification that is nothing but said would stay. */
function undoable({ link }: Desk, item: OutboxItem, to: string): void {
  const { t } = vscode.l10n;
  const title = t("Approved, to {0}. It leaves at {1}.", to, exactTime(item.notBefore));
  // The editor takes a label for its button as well, which its types do not say.
  const cancellable = t("Take Back") as unknown as boolean;
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable }, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => {
      stop.abort();
      void vscode.commands.executeCommand("assistant.takeBack", item.draftId);
    });
    await untilItLeaves(link, item, (increment) => progress.report({ increment }), stop.signal);
  });
}

/** Makes a draft for a person who is chosen, or for nobody yet, and opens it where the writing begins. */
export async function newDraft(desk: Desk, from: { readonly subject: string; readonly body: string; readonly about?: RecordRef; readonly contactId?: string }): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const picked = from.contactId === undefined ? await chooseContact(desk.link, t("To whom?"), t("Nobody yet")) : { contact: await desk.link.call("contacts/get", { id: from.contactId }) };
  if (picked === undefined) return undefined;
  const chosen = picked.contact;
  const to = chosen?.addresses.filter((each) => each.mayWrite !== false).slice(0, 1).map((each) => mailbox(chosen.name, each.address));
  const { about, subject, body } = from;
  // The only account is the host's own choice; of several it wants to hear which.
  const accounts = (await desk.link.call("accounts/list", {})).accounts.filter((each) => each.state === "active");
  const account = accounts.length < 2 ? undefined : await vscode.window.showQuickPick(accounts.map(({ id, address }) => ({ label: address, id })), { placeHolder: t("From which account?"), ignoreFocusOut: true });
  if (accounts.length > 1 && account === undefined) return undefined;
  const draft = await desk.link.call("drafts/create", { subject, body, ...(account === undefined ? {} : { accountId: account.id }), ...(chosen === undefined ? {} : { contactId: chosen.id }), ...(to === undefined ? {} : { to }), ...(about === undefined ? {} : { about }) });
  await open(draft, firstBodyLine);
  return draft.id;
}

async function closeEditors(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString());
  await vscode.window.tabGroups.close(tabs);
}
