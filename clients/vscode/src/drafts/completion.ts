import * as vscode from "vscode";
import type { HostLink } from "../host/link.js";
import { idOf } from "./address.js";
import type { DraftFiles } from "./files.js";
import { mailbox, read } from "./letter.js";

const most = 50;

/** People in the address lines, accounts, and in the letter templates and their variables. */
export class DraftCompletion implements vscode.CompletionItemProvider {
  readonly #link: HostLink;
  readonly #files: DraftFiles;

  constructor(link: HostLink, files: DraftFiles) {
    this.#link = link;
    this.#files = files;
  }

  async provideCompletionItems(document: vscode.TextDocument, position: vscode.Position, _: vscode.CancellationToken, context: vscode.CompletionContext): Promise<vscode.CompletionList> {
    const line = document.lineAt(position.line).text.slice(0, position.character);
    const header = /^(?<name>To|Cc|Bcc|Reply-To|Account):\s*(?<typed>.*)$/iu.exec(line)?.groups;
    const inHeaders = position.line < read(document.getText()).bodyLine;
    if (inHeaders && header !== undefined) return header["name"]?.toLowerCase() === "account" ? this.#accounts(position, header["typed"] ?? "") : this.#people(position, header["typed"] ?? "");
    const variable = /\{\{\s*[\w.]*$/u.exec(line);
    if (variable !== null) return this.#variables(document, position, variable.index);
    // A whole template is offered to who asks for it, never to who types a comma.
    const asked = context.triggerKind === vscode.CompletionTriggerKind.Invoke && /^\s*\w*$/u.test(line);
    return inHeaders || !asked ? new vscode.CompletionList([]) : this.#templates(document, position);
  }

  async #people(position: vscode.Position, typed: string): Promise<vscode.CompletionList> {
    const last = /(?:"[^"]*"|[^,"])*$/u.exec(typed)?.[0].trimStart() ?? "";
    const { contacts, next } = await this.#link.call("contacts/list", { ...(last.trim() === "" ? {} : { query: last.trim() }), limit: most });
    const range = new vscode.Range(position.line, position.character - last.length, position.line, position.character);
    const items = contacts.flatMap(({ name, addresses, fields }) => addresses.filter((each) => each.mayWrite !== false).map(({ address }) => {
      const item = new vscode.CompletionItem({ label: name, description: address }, vscode.CompletionItemKind.User);
      item.insertText = mailbox(name, address);
      item.filterText = `${last} ${name} ${address}`;
      item.detail = fields["company"] ?? "";
      item.range = range;
      return item;
    }));
    return new vscode.CompletionList(items, next !== undefined || last !== "");
  }

  async #accounts(position: vscode.Position, typed: string): Promise<vscode.CompletionList> {
    const { accounts } = await this.#link.call("accounts/list", {});
    // The whole of what stands there: an address is several words to the editor.
    const range = new vscode.Range(position.line, position.character - typed.length, position.line, position.character);
    return new vscode.CompletionList(accounts.map(({ address, grantWords }) => Object.assign(new vscode.CompletionItem(address, vscode.CompletionItemKind.Value), { detail: grantWords, range })));
  }

  /** What a template may ask for, with what this draft's person has for it. `from` is where its braces begin. */
  async #variables(document: vscode.TextDocument, position: vscode.Position, from: number): Promise<vscode.CompletionList> {
    // Before anybody is asked: who types on changes the line meanwhile.
    const after = document.lineAt(position.line).text.slice(position.character);
    const close = /^\s*\}\}/u.exec(after)?.[0].length ?? 0;
    const range = new vscode.Range(position.line, from, position.line, position.character + close);
    const { templates } = await this.#link.call("templates/list", { limit: most });
    const contactId = this.#files.known(idOf(document.uri))?.contactId;
    const values = new Map<string, string>();
    if (contactId !== undefined) {
      const { name, fields } = await this.#link.call("contacts/get", { id: contactId });
      for (const [key, value] of [["name", name], ...Object.entries(fields)] as const) values.set(key, value);
    }
    const names = new Set([...values.keys(), ...templates.flatMap((each) => each.variables.map((variable) => variable.name))]);
    return new vscode.CompletionList([...names].sort().map((name) => {
      const value = values.get(name);
      const item = new vscode.CompletionItem({ label: name, ...(value === undefined ? {} : { description: value }) }, vscode.CompletionItemKind.Variable);
      // Known already: the value itself, so that nothing is left to fill.
      item.insertText = value ?? `{{${name}}}`;
      item.filterText = `{{${name}`;
      item.range = range;
      return item;
    }));
  }

  async #templates(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionList> {
    const { templates } = await this.#link.call("templates/list", { limit: most });
    const contactId = this.#files.known(idOf(document.uri))?.contactId;
    const items = await Promise.all(templates.map(async (template) => {
      const filled = contactId === undefined ? undefined : await this.#link.call("templates/preview", { templateId: template.id, contactId });
      const item = new vscode.CompletionItem({ label: template.name, description: vscode.l10n.t("template") }, vscode.CompletionItemKind.Snippet);
      item.insertText = filled?.body ?? template.body;
      item.documentation = item.insertText;
      item.range = document.getWordRangeAtPosition(position) ?? new vscode.Range(position, position);
      return item;
    }));
    return new vscode.CompletionList(items);
  }
}
