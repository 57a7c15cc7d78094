import * as vscode from "vscode";
import { upload } from "@assistant/ui/upload";
import { command, chooseContact } from "./desk.js";
import { compose } from "./compose.js";
import { newDraft } from "./drafts.js";
import type { Desk } from "./desk.js";
import { letterOf, subjectOf } from "./selection-text.js";

export function selectionCommands(desk: Desk): void {
  const { link } = desk;
  const { t } = vscode.l10n;

  command(desk, "draftFromSelection", async (given, more) => {
    const { text, language, name } = await chosen(given, more);
    await newDraft(desk, { subject: subjectOf(text, name), body: letterOf(text, language) });
  });
  command(desk, "applicationFromPosting", async (given, more) => {
    const id = await capture((await chosen(given, more)).text);
    if (id === undefined) return;
    await vscode.commands.executeCommand("assistant.openApplication", id);
  });
  command(desk, "tailorLetter", async (given, more) => {
    const { text, name } = await chosen(given, more);
    const id = await capture(text);
    if (id === undefined) return;
    const { company, role } = await link.call("applications/get", { id });
    const contact = (await chooseContact(link, t("To whom at {0} is the letter?", company.name)))?.contact;
    if (contact === undefined) return;
    const draft = await newDraft(desk, { subject: role, body: "", about: { kind: "application", id }, contactId: contact.id });
    // A mail, and no document of its own: what has no source is marked in the draft, and stands in the way of approving it.
    if (draft !== undefined) await compose(desk, draft, { task: "outreach", instructions: t("I am applying as {0} at {1}.", role, company.name), texts: [{ kind: "posting", name, text }] });
  });

  /** Reads the posting, lets a person correct what was read, and keeps it; one that is there already is the one meant. */
  async function capture(text: string): Promise<string | undefined> {
    // As a file, of which the host takes more than of a text.
    const source = await upload(link, new Blob([text]));
    const { facts } = await link.call("postings/read", { source });
    const company = await vscode.window.showInputBox({ title: t("New application, 1 of 2"), prompt: t("The company"), value: facts.company ?? "", ignoreFocusOut: true, validateInput: (value) => (value.trim() === "" ? t("A company is needed.") : undefined) });
    if (company === undefined) return undefined;
    const role = await vscode.window.showInputBox({ title: t("New application, 2 of 2"), prompt: t("The role"), value: facts.role ?? "", ignoreFocusOut: true, validateInput: (value) => (value.trim() === "" ? t("A role is needed.") : undefined) });
    if (role === undefined) return undefined;
    const { applicationId, existed } = await link.call("postings/capture", { source, corrections: { company: company.trim(), role: role.trim() } });
    void vscode.window.setStatusBarMessage(existed ? t("You have this application already.") : t("Saved: {0}, {1}", company, role), 5000);
    return applicationId;
  }
}

/** What is selected; without a selection the whole file; of a file in the explorer, its content. The explorer names all that is selected there beside the file. */
async function chosen(given: unknown, more: unknown): Promise<{ readonly text: string; readonly language: string; readonly name: string }> {
  const { t } = vscode.l10n;
  const editor = vscode.window.activeTextEditor;
  const here = editor !== undefined && !Array.isArray(more) && (!(given instanceof vscode.Uri) || given.toString() === editor.document.uri.toString());
  const document = here ? editor.document : given instanceof vscode.Uri ? await documentOf(given) : undefined;
  if (document === undefined) throw new Error(t("Open a file first, or choose one in the explorer."));
  const selected = here && !editor.selection.isEmpty ? document.getText(editor.selection) : document.getText();
  if (selected.trim() === "") throw new Error(t("There is no text in it."));
  return { text: selected, language: document.languageId, name: nameOf(document.uri) };
}

async function documentOf(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    // The editor's own words for it are a whole address and no way out.
    throw new Error(vscode.l10n.t("{0} cannot be read as text. Of a PDF, a Word file or a very large one, open it and copy the text that matters.", nameOf(uri)));
  }
}

const nameOf = (uri: vscode.Uri): string => uri.path.split("/").at(-1) ?? "";
