import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import { RpcError } from "@assistant/protocol";
import type { Account, Draft } from "@assistant/protocol";
import { thisMachine } from "../host/machine.js";
import { expand } from "../host/places.js";
import { upload } from "@assistant/ui/upload";
import type { HostLink } from "../host/link.js";
import { say } from "../say.js";
import { idOf, inputsOf, isDraft, nameOf, scheme } from "./address.js";
import { addresses, read, write } from "./letter.js";
import type { Letter } from "./letter.js";

/** Drafts as files. The editor compares times of change before it saves, so that two who change one draft meet in the editor's own conflict view. */
export class DraftFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #link: HostLink;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Each draft as the host last said. */
  readonly #drafts = new Map<string, Draft>();
  /** Each as the editor last read it: what it saves goes on from that revision, whatever was heard since. */
  readonly #read = new Map<string, Draft>();
  /** What a model is writing at the moment: shown as the file's content, and never saved from here. */
  readonly #arriving = new Map<string, { readonly text: string; readonly at: number }>();
  readonly #owned: readonly { dispose(): unknown }[];
  /** The name that each draft is about to have: nothing is there yet. */
  readonly #becoming = new Map<string, string>();
  /** Addresses whose tabs are being given another. */
  readonly #moving = new Set<string>();
  #accounts: readonly Account[] = [];

  readonly onDidChangeFile = this.#changes.event;

  constructor(link: HostLink) {
    this.#link = link;
    this.#owned = [
      link.onChange(["draft.changed", "outbox.changed"], (change) => {
        const ids = change.kind === "event" && change.event.name === "draft.changed" ? new Set(change.event.ids) : undefined;
        const touched = (id: string): boolean => ids === undefined || ids.size === 0 || ids.has(id);
        this.#tell(touched);
        void this.#follow(touched);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#rename([document])),
      // One whose subject changed again while its tab moved to the name before.
      vscode.workspace.onDidOpenTextDocument((document) => this.#rename([document])),
      // One that stood in a difference while its subject changed gets its name when it is in a tab alone.
      vscode.window.tabGroups.onDidChangeTabs(() => this.#rename(vscode.workspace.textDocuments)),
    ];
  }

  /** As the host last said. */
  known(id: string): Draft | undefined {
    return this.#drafts.get(id);
  }

  get accounts(): readonly Account[] {
    return this.#accounts;
  }

  async draft(id: string): Promise<Draft> {
    const draft = await this.#link.call("drafts/get", { id });
    this.#drafts.set(id, draft);
    return draft;
  }

  /** The document's text, as the host has it now. */
  async text(draft: Draft): Promise<string> {
    this.#accounts = (await this.#link.call("accounts/list", {})).accounts;
    return write(draft, this.#accounts.find((each) => each.id === draft.accountId)?.address ?? "");
  }

  /** Shows a body that is still arriving; without one, what the host has. */
  arriving(draft: Draft, body: string | undefined): void {
    if (body === undefined) this.#arriving.delete(draft.id);
    else {
      const account = this.#accounts.find((each) => each.id === draft.accountId)?.address ?? "";
      this.#arriving.set(draft.id, { text: write({ ...draft, body }, account), at: Date.now() });
    }
    this.#tell((id) => id === draft.id);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (uri.path === "/") return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (uri.toString() === this.#becoming.get(idOf(uri))) throw vscode.FileSystemError.FileNotFound(uri);
    const id = idOf(uri);
    const arriving = this.#arriving.get(id);
    if (arriving !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: arriving.at, size: Buffer.byteLength(arriving.text), permissions: vscode.FilePermission.Readonly };
    const { draft, text } = await this.#readOf(uri);
    const size = Buffer.byteLength(text);
    return { type: vscode.FileType.File, ctime: 0, mtime: Date.parse(draft.changed), size, ...(draft.state === "open" ? {} : { permissions: vscode.FilePermission.Readonly }) };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from(this.#arriving.get(idOf(uri))?.text ?? (await this.#readOf(uri)).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const letter = read(Buffer.from(content).toString("utf8"));
    const [mistake] = letter.mistakes;
    if (mistake !== undefined) throw vscode.FileSystemError.Unavailable(vscode.l10n.t("Line {0}: {1}", mistake.line + 1, vscode.l10n.t(mistake.text, ...mistake.values)));
    await this.#ask(uri, async () => {
      // The editor has compared the times just now, or the person chose to overwrite: what it saw then is what this goes on from.
      const before = this.#read.get(idOf(uri)) ?? (await this.draft(idOf(uri)));
      const value = (name: "To" | "Cc" | "Bcc" | "Reply-To"): readonly string[] => addresses(letter.values[name]).map((each) => each.value);
      const updated = await this.#link.call("drafts/update", {
        id: before.id, revision: before.revision, to: value("To"), cc: value("Cc"), bcc: value("Bcc"), replyTo: value("Reply-To"), subject: letter.values.Subject?.value ?? "", body: letter.body, ...this.#account(letter),
      });
      const kept = await this.#attach(letter, updated);
      this.#drafts.set(kept.id, kept);
      this.#read.set(kept.id, kept);
    });
    this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** The file that an attachment's line means: a whole path, one from the person's own folder, a whole address, or one from a folder that is open. */
  static fileOf(path: string): readonly vscode.Uri[] {
    if (/^[a-z][a-z\d+.-]+:\/\//u.test(path)) return [vscode.Uri.parse(path)];
    const expanded = expand(thisMachine, path);
    return isAbsolute(expanded) ? [vscode.Uri.file(expanded)] : (vscode.workspace.workspaceFolders ?? []).map((each) => vscode.Uri.joinPath(each.uri, path));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    await this.#ask(uri, async () => {
      const { id, revision } = await this.draft(idOf(uri));
      await this.#link.call("drafts/delete", { id, revision });
    });
  }

  /** A draft is known by its id: another name for it is the same draft, another draft is not. */
  rename(from: vscode.Uri, to: vscode.Uri): void {
    if (idOf(from) !== idOf(to)) throw vscode.FileSystemError.NoPermissions(to);
    this.#becoming.delete(idOf(to));
  }

  dispose(): void {
    for (const each of this.#owned) each.dispose();
    this.#changes.dispose();
  }

  /** Has the tabs here say what another client calls a draft now. What is typed and not saved keeps its name until it is saved. */
  async #follow(touched: (id: string) => boolean): Promise<void> {
    for (const id of new Set(vscode.workspace.textDocuments.filter((each) => isDraft(each) && touched(idOf(each.uri))).map((each) => idOf(each.uri)))) {
      try {
        await this.draft(id);
      } catch {
        // It was deleted, or the host is gone: the editor itself says so.
        continue;
      }
      // Those that are open now: a tab may have got another name meanwhile.
      this.#rename(documentsOf(id));
    }
  }

  #rename(documents: readonly vscode.TextDocument[]): void {
    for (const document of documents) {
      const draft = isDraft(document) ? this.#drafts.get(idOf(document.uri)) : undefined;
      if (draft !== undefined) void this.#name(document, draft);
    }
  }

  /** Has the tab say what the subject says now. The editor moves its view, its place and its cursor with it, and the focus stays where it is. */
  async #name(document: vscode.TextDocument, draft: Draft): Promise<void> {
    const from = document.uri.toString();
    if (document.isDirty || document.isClosed || this.#becoming.has(draft.id) || this.#arriving.has(draft.id) || this.#moving.has(from)) return;
    const to = document.uri.with({ path: nameOf(draft) });
    if (to.path === document.uri.path || !inTabAlone(document.uri)) return;
    this.#becoming.set(draft.id, to.toString());
    this.#moving.add(from);
    try {
      // Its tabs have moved when this ends.
      await vscode.workspace.fs.rename(document.uri, to);
    } catch {
      // The name is a convenience: the draft is the same under the one that it had.
    } finally {
      this.#becoming.delete(draft.id);
      this.#moving.delete(from);
    }
  }

  /** What the editor reads now. */
  #readOf(uri: vscode.Uri): Promise<{ readonly draft: Draft; readonly text: string }> {
    return this.#ask(uri, async () => {
      const draft = await this.draft(idOf(uri));
      this.#read.set(draft.id, draft);
      return { draft, text: await this.text(draft) };
    });
  }

  #account(letter: Letter): { readonly accountId?: string } {
    const address = letter.values.Account?.value ?? "";
    if (address === "") return {};
    const account = this.#accounts.find((each) => each.address === address);
    if (account === undefined) throw vscode.FileSystemError.Unavailable(vscode.l10n.t("No account has the address {0}. There is: {1}.", address, this.#accounts.map((each) => each.address).join(", ")));
    return { accountId: account.id };
  }

  /** What the letter names and the draft lacks is attached; what it names no more is taken off. */
  async #attach(letter: Letter, draft: Draft): Promise<Draft> {
    let now = draft;
    const wanted = letter.attachments.map((each) => each.value);
    for (const { id } of draft.attachments.filter((each) => !wanted.includes(each.name))) now = await this.#link.call("drafts/detach", { id: draft.id, revision: now.revision, attachmentId: id });
    for (const path of wanted.filter((each) => !draft.attachments.some((has) => has.name === each))) {
      const file = await firstThere(DraftFiles.fileOf(path));
      // A file that is not there is a mark in the document, and stops nothing that was typed from being kept.
      if (file === undefined) continue;
      const content = await upload(this.#link, new Blob([new Uint8Array(await vscode.workspace.fs.readFile(file))]));
      now = await this.#link.call("drafts/attach", { id: draft.id, revision: now.revision, name: file.path.split("/").at(-1) ?? path, type: typeOf(file.path), content });
    }
    return now;
  }

  async #ask<T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RpcError && error.is("notFound")) throw vscode.FileSystemError.FileNotFound(uri);
      if (error instanceof vscode.FileSystemError) throw error;
      const { text, remedy } = say(error);
      throw vscode.FileSystemError.Unavailable(remedy === undefined ? text : `${text} ${remedy}`);
    }
  }

  #tell(which: (id: string) => boolean): void {
    const open = vscode.workspace.textDocuments.filter((each) => each.uri.scheme === scheme && which(idOf(each.uri)));
    this.#changes.fire(open.map((each) => ({ type: vscode.FileChangeType.Changed, uri: each.uri })));
  }
}

function documentsOf(id: string): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter((each) => isDraft(each) && idOf(each.uri) === id);
}

/** In a tab of its own: the document of an earlier name is kept for a while, and a difference would be closed by another name. */
function inTabAlone(uri: vscode.Uri): boolean {
  const inputs = inputsOf(uri);
  return inputs.some((each) => each instanceof vscode.TabInputText) && !inputs.some((each) => each instanceof vscode.TabInputTextDiff);
}

export async function firstThere(uris: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  for (const uri of uris) {
    try {
      if ((await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory) return uri;
    } catch {
      // The next one may be there.
    }
  }
  return undefined;
}

const types: Readonly<Partial<Record<string, string>>> = { pdf: "application/pdf", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", txt: "text/plain", md: "text/markdown", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", zip: "application/zip", csv: "text/csv", html: "text/html" };

function typeOf(path: string): string {
  return types[/\.(?<end>[^./]+)$/u.exec(path)?.groups?.["end"]?.toLowerCase() ?? ""] ?? "application/octet-stream";
}
