import * as vscode from "vscode";
import type { DraftPreview } from "@assistant/protocol";

export const shownScheme = "assistant-shown";

/** Texts to look at and not to change: a message as it would go out, one as it went, a draft as it was. Each is kept as long as its document is open. */
export class Shown implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #closing: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#closing = vscode.workspace.onDidCloseTextDocument((document) => this.#texts.delete(document.uri.toString()));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t("This was shown before the window was loaded anew, and is not kept. Close it, and open it again from where it was.");
  }

  /** The address of a text; the same key and name is the same document, which changes when its text does. */
  put(key: string, name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: shownScheme, authority: key, path: `/${name.replace(/[\\/]+/gu, " ")}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }

  /** Whether the text of this key and name is still kept. */
  has(uri: vscode.Uri): boolean {
    return this.#texts.has(uri.toString());
  }

  dispose(): void {
    this.#closing.dispose();
    this.#changed.dispose();
  }
}

/** A dialog of the system neither scrolls nor ends at the screen's edge: this many lines fit on a small one. */
const mostInDialog = 24;
const columnsOfDialog = 72;

export function fitsDialog(text: string): boolean {
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / columnsOfDialog)), 0) <= mostInDialog;
}

/** The message as a person reads it: every header that is sent, the text, and what is attached. */
export function messageText(preview: DraftPreview): string {
  const line = (name: string, values: readonly string[]): readonly string[] => (values.length === 0 ? [] : [`${name}: ${values.join(", ")}`]);
  return [
    `From: ${preview.from}`, ...line("To", preview.to), ...line("Cc", preview.cc), ...line("Bcc", preview.bcc), ...line("Reply-To", preview.replyTo), `Subject: ${preview.subject}`,
    ...preview.attachments.map((each) => `Attachment: ${vscode.l10n.t("{0} ({1} bytes, {2})", each.name, each.size, each.type)}`), ...(preview.hash === undefined ? [] : [`SHA-256: ${preview.hash}`]), "", preview.text,
  ].join("\n");
}
