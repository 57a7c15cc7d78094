import * as vscode from "vscode";
import type { Draft } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { outboxState, withIcon } from "../words.js";
import { idOf } from "./address.js";
import type { DraftFiles } from "./files.js";
import { read } from "./letter.js";

/**
 * Above the second line. Of what stands above the first, the editor scrolls a line's height away where it shows a document again that it left before the actions
 * were drawn: it keeps the first line where that was.
 */
const place = new vscode.Range(1, 0, 1, 0);

/** What can be done with a draft, above its headers. */
export class DraftLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #files: DraftFiles;
  readonly #link: HostLink;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #owned: { dispose(): unknown }[];
  readonly #writing = new Set<string>();

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(link: HostLink, files: DraftFiles) {
    this.#files = files;
    this.#link = link;
    this.#owned = [this.#changed, link.onLink(() => this.#changed.fire()), link.onChange(["draft.changed", "outbox.changed"], () => this.#changed.fire()), vscode.workspace.onDidSaveTextDocument(() => this.#changed.fire()), vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire())];
  }

  /** Whether a model is writing this draft now. */
  writing(id: string, is: boolean): void {
    if (is) this.#writing.add(id);
    else this.#writing.delete(id);
    this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const id = idOf(document.uri);
    const { t } = vscode.l10n;
    const lens = (title: string, command: string, tooltip = ""): vscode.CodeLens => new vscode.CodeLens(place, { title, command, tooltip, arguments: [document.uri] });
    if (this.#writing.has(id)) return [lens(withIcon("loading~spin", t("Being written…")), ""), lens(t("Stop"), "assistant.stopCompose")];
    const draft = await this.#files.draft(id);
    switch (draft.state) {
      case "approved": return [...(await this.#approved(draft)), lens(t("Take Back"), "assistant.takeBack"), lens(t("Preview"), "assistant.preview")];
      case "closed": return draft.outboxId === undefined ? [] : this.#closed(draft.outboxId, lens);
      case "open": return [lens(withIcon("eye", t("Preview")), "assistant.preview", t("The exact message, as it would be sent")), lens(withIcon("sparkle", t("Compose")), "assistant.compose", t("Has a model write it, and shows what it changes")), this.#approve(draft, document, lens)];
    }
  }

  dispose(): void {
    for (const each of this.#owned) each.dispose();
  }

  /** What was approved leaves by itself, unless it is held back. */
  async #approved({ outboxId: id }: Draft): Promise<vscode.CodeLens[]> {
    const { t } = vscode.l10n;
    const state = id === undefined ? undefined : (await this.#link.call("outbox/show", { id })).item.state;
    if (id === undefined || state !== "quarantined") return [new vscode.CodeLens(place, { title: withIcon("clock", t("Approved: it leaves in a moment")), command: "assistant.outbox.focus" })];
    return [about(id, withIcon("lock", t("Held back")), "assistant.openOutbox"), about(id, t("Send it after all…"), "assistant.releaseItem")];
  }

  /** Only what was sent went out; of the rest, what became of it. */
  async #closed(id: string, lens: (title: string, command: string) => vscode.CodeLens): Promise<vscode.CodeLens[]> {
    const { t } = vscode.l10n;
    const { state } = (await this.#link.call("outbox/show", { id })).item;
    if (state === "sent") return [lens(withIcon("pass", t("This went out. Open as sent")), "assistant.openSentOf")];
    const { word, icon } = outboxState(state);
    return [about(id, withIcon(icon, word), "assistant.openOutbox"), ...(state === "needsPerson" ? [about(id, t("Say what became of it…"), "assistant.settleItem")] : []), ...(state === "refused" || state === "needsPerson" ? [about(id, t("Make a new draft of it"), "assistant.retryItem")] : [])];
  }

  #approve(draft: Draft, document: vscode.TextDocument, lens: (title: string, command: string, tooltip?: string) => vscode.CodeLens): vscode.CodeLens {
    const { t } = vscode.l10n;
    const standing = draft.problems.length + read(document.getText()).mistakes.length;
    if (standing > 0) return lens(withIcon("warning", standing === 1 ? t("1 thing to put right before it can be approved") : t("{0} things to put right before it can be approved", standing)), "workbench.actions.view.problems");
    if (!vscode.workspace.isTrusted) return lens(withIcon("workspace-untrusted", t("Restricted Mode: nothing is approved here")), "workbench.trust.manage", t("Trust this folder to approve in this window"));
    if (!this.#link.may("outbox/approve")) return lens(withIcon("key", t("Pair this editor to approve")), "assistant.pair");
    return lens(withIcon("send", t("Approve and send")), "assistant.approve", t("Shows the exact message and asks once"));
  }
}

/** What can be done with a message of the outbox. */
function about(id: string, title: string, command: string): vscode.CodeLens {
  return new vscode.CodeLens(place, { title, command, arguments: [id] });
}
