import * as vscode from "vscode";
import { withIcon } from "../words.js";
import { shownScheme } from "./shown.js";

/** A question about a text that is shown: its answers stand above the text and in the palette, and closing the text is a no. */
export class Questions implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #owned: readonly { dispose(): unknown }[];
  readonly #open = new Map<string, { readonly yes: string; readonly answer: (agreed: boolean) => void }>();

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor() {
    this.#owned = [
      this.#changed,
      vscode.languages.registerCodeLensProvider({ scheme: shownScheme }, this),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) if (input instanceof vscode.TabInputText) this.answer(input.uri, false);
      }),
    ];
  }

  /** Shows the text at `uri` until it is answered or closed. `yes` is what agreeing is called. */
  async ask(uri: vscode.Uri, yes: string): Promise<boolean> {
    const before = this.#open.get(uri.toString());
    const answered = new Promise<boolean>((resolve) => this.#open.set(uri.toString(), { yes, answer: resolve }));
    // Asked anew: its text stands in the same tab, which stays.
    before?.answer(false);
    this.#tell();
    await vscode.window.showTextDocument(uri, { preview: false });
    return answered;
  }

  /** Answers the question about `uri`, else the one that is asked in the editor in front. */
  answer(uri: vscode.Uri | undefined, agreed: boolean): void {
    const about = uri ?? vscode.window.activeTextEditor?.document.uri;
    const question = this.#open.get(about?.toString() ?? "");
    if (about === undefined || question === undefined) return;
    this.#open.delete(about.toString());
    this.#tell();
    question.answer(agreed);
    void vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === about.toString()));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const question = this.#open.get(document.uri.toString());
    if (question === undefined) return [];
    const lens = (title: string, command: string): vscode.CodeLens => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [document.uri] });
    return [lens(withIcon("check", question.yes), "assistant.agree"), lens(vscode.l10n.t("Do not send it"), "assistant.decline")];
  }

  dispose(): void {
    for (const { answer } of this.#open.values()) answer(false);
    for (const each of this.#owned) each.dispose();
  }

  #tell(): void {
    this.#changed.fire();
    void vscode.commands.executeCommand("setContext", "assistant.asking", this.#open.size > 0);
  }
}
