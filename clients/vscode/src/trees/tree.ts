import * as vscode from "vscode";
import type { Proposal } from "@assistant/protocol";
import type { Account, ApplicationCard, Finding, OutboxItem, PluginInfo, TodayItem } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { say } from "../say.js";

/** What a command is given when it is chosen on a row. */
export type Subject =
  | { readonly kind: "today"; readonly today: TodayItem }
  | { readonly kind: "proposal"; readonly id: string; readonly proposal?: Proposal }
  | { readonly kind: "draft"; readonly id: string }
  | { readonly kind: "outbox"; readonly item: OutboxItem }
  | { readonly kind: "application"; readonly card: ApplicationCard }
  | { readonly kind: "stage"; readonly stage: string }
  | { readonly kind: "account"; readonly account: Account }
  | { readonly kind: "plugin"; readonly plugin: PluginInfo }
  | { readonly kind: "finding"; readonly finding: Finding }
  | { readonly kind: "none" };

export interface Row {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon?: string;
  readonly colour?: string;
  /** What of `view/item/context` is offered on it. */
  readonly context?: string;
  readonly command?: string;
  readonly subject: Subject;
  readonly rows?: () => readonly Row[] | Promise<readonly Row[]>;
  readonly open?: boolean;
}

/** A burst of events is one change to whoever looks. */
const settle = 120;

/**
 * A view of rows that are read when they are seen, and read again when the host says that something changed. Where its rows say all that is below them, it is drawn
 * anew only for what is new: a press on a row that is drawn anew before the button is let go presses nothing.
 */
export class RowTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #owned: { dispose(): unknown }[] = [this.#changed];
  readonly #link: HostLink;
  readonly #read: () => Promise<readonly Row[]>;
  readonly #whole: boolean;
  /** What stands there, as text, and what was read since and is about to. */
  #shown: string | undefined;
  #fresh: readonly Row[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(link: HostLink, watches: readonly string[], read: () => Promise<readonly Row[]>, { whole = false } = {}) {
    this.#link = link;
    this.#read = read;
    this.#whole = whole;
    this.#owned.push(link.onLink(() => this.refresh()), link.onChange(watches, () => this.refresh()));
  }

  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), settle);
  }

  async #look(): Promise<void> {
    if (this.#whole && this.#shown !== undefined && this.#link.link.kind === "open") {
      const rows = await this.#rows();
      if (JSON.stringify(rows) === this.#shown) return;
      this.#fresh = rows;
    }
    this.#changed.fire(undefined);
  }

  async getChildren(row?: Row): Promise<Row[]> {
    this.#link.start();
    if (row !== undefined) return this.#rows(row);
    const rows = this.#fresh ?? (await this.#rows());
    this.#fresh = undefined;
    this.#shown = JSON.stringify(rows);
    return [...rows];
  }

  async #rows(row?: Row): Promise<Row[]> {
    if (this.#link.link.kind !== "open") return [];
    try {
      return [...(await (row === undefined ? this.#read() : row.rows?.()) ?? [])];
    } catch (error) {
      const { text, remedy } = say(error);
      return [{ id: `failed:${row?.id ?? ""}`, label: text, ...(remedy === undefined ? {} : { description: remedy }), tooltip: remedy ?? text, icon: "warning", command: "assistant.refresh", subject: { kind: "none" } }];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(row.label, row.rows === undefined ? vscode.TreeItemCollapsibleState.None : row.open === true ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
    item.id = row.id;
    if (row.description !== undefined) item.description = row.description;
    if (row.tooltip !== undefined) item.tooltip = row.tooltip;
    if (row.icon !== undefined) item.iconPath = new vscode.ThemeIcon(row.icon, row.colour === undefined ? undefined : new vscode.ThemeColor(row.colour));
    if (row.context !== undefined) item.contextValue = row.context;
    if (row.command !== undefined) item.command = { command: row.command, title: row.label, arguments: [row] };
    item.accessibilityInformation = { label: [row.label, row.description].filter((each) => each !== undefined).join(", ") };
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#owned) each.dispose();
  }
}
