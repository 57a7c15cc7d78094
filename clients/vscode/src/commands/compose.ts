import * as vscode from "vscode";
import { isCancelled } from "@assistant/protocol";
import type { Draft, Writing, WritingStartRequest, WritingTask, WritingText } from "@assistant/protocol";
import { uriOf } from "../drafts/address.js";
import { agreed } from "./agreeing.js";
import { said } from "../said.js";
import { attempt } from "../say.js";
import { chooseContact, command, draftOf, open, saved } from "./desk.js";
import type { Desk } from "./desk.js";

/** How often the editor is shown what has arrived: more often is not seen. */
const beat = 120;

const running = new Map<string, AbortController>();

export interface Wish {
  readonly task?: WritingTask;
  readonly texts?: readonly WritingText[];
  /** What stands in the question for instructions already, to be changed. */
  readonly instructions?: string;
}

export function composeCommands(desk: Desk): void {
  command(desk, "compose", async (given) => {
    const id = draftOf(given);
    if (id !== undefined) await compose(desk, id, {});
  });
  command(desk, "stopCompose", (given) => running.get(draftOf(given) ?? "")?.abort());
}

/** Has the draft written, and shows what is written as a difference to what was there: on the right the draft itself, to be edited on. */
export async function compose(desk: Desk, id: string, wish: Wish): Promise<void> {
  const { t } = vscode.l10n;
  const { files, shown } = desk;
  if (running.has(id) || !(await saved(id))) return;
  const before = await files.draft(id);
  const request = await ask(desk, before, wish);
  if (request === undefined || !(await agreed(desk, request))) return;
  const uri = uriOf(before);
  const left = shown.put(id, `${t("Before")}.md`, await files.text(before));
  await vscode.commands.executeCommand("vscode.diff", left, uri, t("Composed: {0}", before.subject === "" ? t("Draft") : before.subject), { preview: false });
  const came = { text: "" };
  try {
    told(desk, before, await written(desk, before, request, came));
  } catch (error) {
    // Of what is not composed there is no difference.
    await open(before);
    await closeDifference(left);
    if (!isCancelled(error)) throw error;
    await stopped(desk, before, came.text);
  }
}

/** Has the host write, and shows what comes as it comes; a person can stop it. */
async function written({ link, files, lenses }: Desk, before: Draft, request: WritingStartRequest, came: { text: string }): Promise<Writing> {
  const { id } = before;
  const stop = new AbortController();
  running.set(id, stop);
  lenses.writing(id, true);
  // Nobody types into it meanwhile.
  files.arriving(before, before.body);
  let showing: NodeJS.Timeout | undefined;
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t("Composing"), cancellable: true }, (progress, token) => {
      token.onCancellationRequested(() => stop.abort());
      return link.call("writing/start", request, {
        signal: stop.signal,
        onProgress: (part) => {
          came.text += part.text;
          // That it is written stands there already.
          if (part.stage !== "") progress.report({ message: part.stage === "writing" ? "" : said(part.stage) });
          if (came.text === "") return;
          // The last part, too, where nothing follows it for long.
          showing ??= setTimeout(() => {
            showing = undefined;
            files.arriving(before, came.text);
          }, beat);
        },
      });
    });
  } finally {
    clearTimeout(showing);
    running.delete(id);
    files.arriving(before, undefined);
    lenses.writing(id, false);
  }
}

async function ask({ link }: Desk, draft: Draft, wish: Wish): Promise<WritingStartRequest | undefined> {
  const { t } = vscode.l10n;
  const contactId = draft.contactId ?? (await chooseContact(link, t("For whom is it written?")))?.contact?.id;
  if (contactId === undefined) return undefined;
  const tasks: readonly (vscode.QuickPickItem & { readonly task: WritingTask })[] = [
    { task: "outreach", label: t("A first letter") }, { task: "followUp", label: t("A follow-up") }, { task: "reply", label: t("An answer") },
  ];
  const task = wish.task ?? (await vscode.window.showQuickPick(tasks, { placeHolder: t("What is to be written?"), ignoreFocusOut: true }))?.task;
  if (task === undefined) return undefined;
  const instructions = await vscode.window.showInputBox({ ...(wish.instructions === undefined ? {} : { value: wish.instructions }), prompt: t("What should it say? Leave it empty for what the draft and the sources say."), placeHolder: t("for example: shorter, and ask for a call"), ignoreFocusOut: true });
  if (instructions === undefined) return undefined;
  const model = vscode.workspace.getConfiguration("assistant").get<string>("model") ?? "";
  const { about } = draft;
  return { task, contactId, draftId: draft.id, ...(about === undefined ? {} : { about }), ...(instructions === "" ? {} : { instructions }), ...(model === "" ? {} : { model }), ...(wish.texts === undefined ? {} : { texts: wish.texts }) };
}

function told({ link, files }: Desk, before: Draft, writing: Writing): void {
  const { t } = vscode.l10n;
  const open = (writing.claims ?? []).filter((each) => each.ticked !== true).length;
  const back = t("Put It Back");
  const text = open === 0 ? t("Composed. Edit it on the right; nothing is sent.") : open === 1 ? t("Composed. One claim has no source: it is marked.") : t("Composed. {0} claims have no source: they are marked.", open);
  const putBack = async (): Promise<void> => {
    const { revision } = await files.draft(before.id);
    await link.call("drafts/restore", { id: before.id, revision, from: before.revision });
  };
  void vscode.window.showInformationMessage([text, ...(writing.notices ?? []).map(said)].join(" "), back).then((chosen) => (chosen === back ? attempt(putBack) : undefined));
}

/** What had come before a person stopped it is no draft, and can still be read. */
async function stopped({ files, shown }: Desk, before: Draft, text: string): Promise<void> {
  const { t } = vscode.l10n;
  const { revision } = await files.draft(before.id);
  const show = t("Show What Had Come");
  const chosen = await vscode.window.showInformationMessage(revision === before.revision ? t("Stopped. The draft is as it was.") : t("Stopped. The draft was changed meanwhile."), ...(text.trim() === "" ? [] : [show]));
  if (chosen === show) await vscode.window.showTextDocument(shown.put(before.id, `${t("What had come")}.md`, text), { preview: true });
}

/** Closes the difference to a text that is shown. */
async function closeDifference(left: vscode.Uri): Promise<void> {
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === left.toString()));
}
