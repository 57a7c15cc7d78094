import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { ApplicationCard } from "@assistant/protocol";
import type { Desk } from "../commands/desk.js";
import type { LinkState } from "../host/link.js";
import { attempt, say } from "../say.js";
import { boardPage } from "./html.js";
import { fromPage } from "./messages.js";
import type { FromPage, ToPage } from "./messages.js";

const perStage = 40;
const perPage = 200;

/**
 * The editor's own page around ours waits until the service worker of all webviews controls it. One that is loaded as that worker begins may wait for ever; it stays
 * empty, and nothing of ours runs in it. A page that is in sight and silent for this long is opened anew, as a person would; one that stays silent then is said.
 */
const longestSilence = 8_000;

/** The board of applications in an editor tab: one at a time, and brought back after a restart. */
export class BoardPanel implements vscode.WebviewPanelSerializer {
  static readonly type = "assistant.board";
  readonly #desk: Desk;
  #panel: vscode.WebviewPanel | undefined;
  #timer: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  /** How often the page stayed silent since it last spoke. */
  #silences = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  show(): void {
    // With its options from the first: to change them loads the page anew while it is being loaded.
    if (this.#panel === undefined) this.#adopt(this.#open({ viewColumn: vscode.ViewColumn.Active }));
    else this.#panel.reveal();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    panel.webview.options = this.#options;
    this.#adopt(panel);
    return Promise.resolve();
  }

  #open(where: { readonly viewColumn: vscode.ViewColumn; readonly preserveFocus?: boolean }): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(BoardPanel.type, vscode.l10n.t("Applications"), where, this.#options);
  }

  get #folder(): vscode.Uri {
    return vscode.Uri.joinPath(this.#desk.context.extensionUri, "dist");
  }

  get #options(): vscode.WebviewOptions {
    return { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [this.#folder] };
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { context, link } = this.#desk;
    this.#panel = panel;
    // A page is loaded whenever it comes into sight, and is gone out of it.
    let inSight = panel.visible;
    this.#listen(panel);
    const icon = (name: string): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, "media", name);
    panel.iconPath = { light: icon("board-light.svg"), dark: icon("board-dark.svg") };
    const held: { dispose(): unknown }[] = [
      panel.webview.onDidReceiveMessage((value: unknown) => {
        clearTimeout(this.#silence);
        this.#silences = 0;
        void this.#asked(fromPage(value));
      }),
      link.onLink(() => this.#later()),
      link.onChange(["application.changed", "proposal.changed", "document.changed", "outbox.changed", "message.replied"], () => this.#later()),
      panel.onDidChangeViewState(() => {
        if (panel.visible && !inSight) this.#listen(panel);
        inSight = panel.visible;
        this.#later();
      }),
    ];
    panel.onDidDispose(() => {
      clearTimeout(this.#silence);
      if (this.#panel === panel) this.#panel = undefined;
      for (const each of held) each.dispose();
    });
    const at = (name: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#folder, name)).toString();
    panel.webview.html = boardPage({ nonce: randomBytes(18).toString("base64url"), source: panel.webview.cspSource, script: at("board.js"), style: at("board.css"), language: vscode.env.language.startsWith("de") ? "de" : "en", title: vscode.l10n.t("Applications") });
  }

  #listen(panel: vscode.WebviewPanel): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (!panel.visible) return;
      // Once by itself, for what is slow is not made quicker by it.
      if (++this.#silences === 1) this.#openAnew(panel);
      else void this.#saySilent(panel);
    }, longestSilence);
  }

  /** In the place of the one that there is. */
  #openAnew(panel: vscode.WebviewPanel): void {
    const { viewColumn = vscode.ViewColumn.Active, active } = panel;
    panel.dispose();
    this.#adopt(this.#open({ viewColumn, preserveFocus: !active }));
  }

  async #saySilent(panel: vscode.WebviewPanel): Promise<void> {
    const { t } = vscode.l10n;
    const [anew, window] = [t("Open It Anew"), t("Reload the Window")];
    const chosen = await vscode.window.showWarningMessage(t("The board is empty: the editor has not loaded its page."), anew, window);
    if (chosen === window) void vscode.commands.executeCommand("workbench.action.reloadWindow");
    // It may have come after all, or been closed.
    if (chosen !== anew) return;
    if (this.#panel === panel && this.#silences > 0) this.#openAnew(panel);
    else this.show();
  }

  async #asked(asked: FromPage | undefined): Promise<unknown> {
    const { link } = this.#desk;
    switch (asked?.kind) {
      case "ready": return this.#send();
      case "open": return vscode.commands.executeCommand("assistant.openApplication", asked.id);
      case "more": return attempt(async () => this.#tell({ kind: "stage", stage: asked.stage, cards: await this.#whole(asked.stage) }));
      case "move":
        await attempt(() => link.call("applications/move", { id: asked.id, stage: asked.stage, revision: asked.revision }));
        return this.#send();
      case undefined: return undefined;
    }
  }

  async #whole(stage: string): Promise<readonly ApplicationCard[]> {
    const cards: ApplicationCard[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#desk.link.call("applications/list", { stage, limit: perPage, ...(cursor === undefined ? {} : { cursor }) });
      cards.push(...page.applications);
      cursor = page.next;
    } while (cursor !== undefined);
    return cards.sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), 100);
  }

  async #send(): Promise<void> {
    const { link } = this.#desk;
    link.start();
    if (this.#panel?.visible !== true) return;
    if (link.link.kind !== "open") {
      this.#tell({ kind: "away", why: awayText(link.link) });
      return;
    }
    try {
      this.#tell({ kind: "board", board: await link.call("applications/board", { cards: perStage }), canMove: link.may("applications/move") });
    } catch (error) {
      // On the page, where it is looked for; the page asks until it is answered, and a notification each time would be one too many.
      const { text, remedy } = say(error);
      this.#tell({ kind: "away", why: remedy === undefined ? text : `${text} ${remedy}` });
    }
  }

  #tell(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }
}

function awayText(link: LinkState): string {
  const { t } = vscode.l10n;
  if (link.kind === "missing") return link.why;
  return link.kind === "lost" ? t("The host is not connected; it is tried again") : t("Connecting to the host");
}
