import * as vscode from "vscode";
import type { HostLink } from "./host/link.js";
import { needText, said } from "./said.js";

/** One item in the status bar: whether the host is there, and how much waits. */
export class Status implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("assistant.status", vscode.StatusBarAlignment.Left, 10);
  readonly #link: HostLink;
  readonly #held: vscode.Disposable;
  #waiting = 0;

  constructor(link: HostLink) {
    this.#link = link;
    this.#item.name = "Assistant";
    this.#held = link.onLink(() => this.#draw());
  }

  waiting(count: number): void {
    this.#waiting = count;
    this.#draw();
  }

  dispose(): void {
    this.#held.dispose();
    this.#item.dispose();
  }

  #draw(): void {
    const { t } = vscode.l10n;
    const { link } = this.#link;
    const wants = link.kind === "open" ? (link.welcome.needs ?? []) : [];
    const [text, tooltip, command] = ((): readonly [string, string, string] => {
      switch (link.kind) {
        case "off": return ["", "", ""];
        case "connecting": return ["$(mail) $(loading~spin)", t("Connecting to the host"), "assistant.today.focus"];
        case "missing": return [`$(mail) ${t("not found")}`, link.why, "assistant.doctor"];
        case "lost": return ["$(mail) $(debug-disconnect)", link.why === "" ? t("The host is not connected; it is tried again") : said(link.why), "assistant.connect"];
        case "open": {
          const need = wants[0];
          if (need !== undefined) return ["$(mail) $(warning)", needText(need), "assistant.doctor"];
          return [this.#waiting === 0 ? "$(mail)" : `$(mail) ${this.#waiting}`, link.welcome.demo ? t("Assistant, a demo: {0} waiting", this.#waiting) : t("Assistant: {0} waiting", this.#waiting), "assistant.today.focus"];
        }
      }
    })();
    if (text === "") {
      this.#item.hide();
      return;
    }
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: tooltip };
    this.#item.command = command;
    this.#item.backgroundColor = link.kind === "missing" || wants.length > 0 ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.#item.show();
  }
}
