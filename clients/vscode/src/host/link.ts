import * as vscode from "vscode";
import { Connection, ConnectionLost, TooLarge, may } from "@assistant/protocol";
import type { CallOptions, Change, ConnectionState, Disposable, Method, Params, Result, Session } from "@assistant/protocol";
import { said } from "../said.js";
import { openBridge } from "./bridge.js";
import type { BridgeEnd } from "./bridge.js";
import { thisMachine } from "./machine.js";
import { missingText } from "./missing.js";
import { dataFolderOf, expand, findProgram } from "./places.js";
import type { Program } from "./places.js";
import { whereOf } from "./where.js";
import type { Where } from "./where.js";

/** How things stand between this window and the host. */
export type LinkState =
  /** Nobody asked for anything yet. */
  | { readonly kind: "off" }
  /** There is no program to speak through. `why` says where it was looked for, and what helps. */
  | { readonly kind: "missing"; readonly why: string }
  | (ConnectionState & { readonly kind: "connecting" | "open" })
  /** Tried again by itself. `why` is what the program said as it ended. */
  | { readonly kind: "lost"; readonly why: string };

/** Where the key is kept: one for each data folder, in the editor's own secret storage. */
const secretOf = (dataFolder: string): string => `key:${dataFolder}`;

/** One window's way to the host: finds the program, speaks through its bridge, comes back by itself, and says with which key. */
export class HostLink implements Session, vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #log: vscode.LogOutputChannel;
  readonly #version: string;
  readonly #states = new Set<(state: ConnectionState) => void>();
  readonly #links = new vscode.EventEmitter<LinkState>();
  readonly #keyEnds = new vscode.EventEmitter<void>();
  readonly #listeners = new Set<{ readonly names: readonly string[]; readonly handler: (change: Change) => void }>();
  readonly #owned: readonly { dispose(): unknown }[];
  #connection: Connection | undefined;
  #link: LinkState = { kind: "off" };
  #end: BridgeEnd | undefined;

  /** On which machine the host is looked for. */
  readonly where: Where;
  readonly onLink = this.#links.event;
  /** The host no longer takes the key that this editor held; it goes on without one. */
  readonly onKeyEnd = this.#keyEnds.event;

  constructor({ secrets, extension }: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#secrets = secrets;
    this.#log = log;
    this.#version = (extension.packageJSON as { readonly version: string }).version;
    this.where = whereOf(thisMachine, vscode.env.remoteName, extension.extensionKind === vscode.ExtensionKind.UI);
    void vscode.commands.executeCommand("setContext", "assistant.where", this.where.kind);
    this.#owned = [
      this.#links,
      this.#keyEnds,
      // Another window paired or was ended: this one holds what that one holds.
      secrets.onDidChange((event) => {
        if (event.key === secretOf(this.dataFolder) && this.#link.kind !== "off") this.reconnect();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if ((event.affectsConfiguration("assistant.path") || event.affectsConfiguration("assistant.dataFolder")) && this.#link.kind !== "off") this.reconnect();
      }),
    ];
  }

  get link(): LinkState {
    return this.#link;
  }

  get state(): ConnectionState {
    return this.#connection?.state ?? { kind: "connecting" };
  }

  /** Whether the host has no owner yet. */
  get needsSetup(): boolean {
    return this.#link.kind === "open" && (this.#link.welcome.needs ?? []).some((each) => each.code === "host.setup");
  }

  get dataFolder(): string {
    return dataFolderOf(thisMachine, setting("dataFolder"));
  }

  get program(): Program {
    return findProgram(thisMachine, setting("path"), this.dataFolder);
  }

  /** What comes after the program's name, for this data folder. */
  get folderWords(): readonly string[] {
    const given = setting("dataFolder");
    return given === "" ? [] : ["--data", expand(thisMachine, given)];
  }

  may(method: Method): boolean {
    return may(this, method);
  }

  /** Connects where nobody has yet. One that was lost comes back at its own pace: who only looks does not hurry it. */
  start(): void {
    if (this.#link.kind === "off") this.reconnect();
  }

  /** Tries now what was lost, for a person who asked for something. */
  hurry(): void {
    if (this.#link.kind === "lost") this.#connection?.retry();
  }

  /** Begins anew: with another program, folder or key. */
  reconnect(): void {
    this.#connection?.end();
    this.#connection = undefined;
    const program = this.program;
    if (program.kind === "missing") {
      this.#become({ kind: "missing", why: missingText(this.where, program.setting) });
      return;
    }
    this.#log.info(`Uses the program that ${program.from === "setting" ? "the setting names" : program.from === "running" ? "runs already" : "is on PATH"}: ${program.path}`);
    const connection = new Connection({
      client: { name: vscode.env.appName.slice(0, 100), version: this.#version },
      open: () => openBridge(program.path, ["stdio", ...this.folderWords], (end) => (this.#end = end)),
      key: () => this.#key(),
    });
    this.#connection = connection;
    for (const { names, handler } of this.#listeners) connection.onChange(names, handler);
    connection.onState((state) => {
      if (connection === this.#connection) void this.#connected(state);
    });
    this.#become({ kind: "connecting" });
  }

  async call<M extends Method>(method: M, params: Params<M>, options?: CallOptions<M>): Promise<Result<M>> {
    if (this.#connection === undefined || this.#link.kind !== "open") await this.#opened();
    if (this.#connection === undefined) throw new ConnectionLost(vscode.l10n.t("The host is not connected."));
    try {
      return await this.#connection.call(method, params, options);
    } catch (error) {
      if (error instanceof ConnectionLost) throw new ConnectionLost(vscode.l10n.t("The connection to the host ended before it answered."));
      throw error instanceof TooLarge ? new TooLarge(vscode.l10n.t("This is more than the host takes at once. Select the part that matters.")) : error;
    }
  }

  onChange(names: readonly string[], handler: (change: Change) => void): Disposable {
    const listener = { names, handler };
    this.#listeners.add(listener);
    const held = this.#connection?.onChange(names, handler);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
        held?.dispose();
      },
    };
  }

  onState(handler: (state: ConnectionState) => void): Disposable {
    this.#states.add(handler);
    return { dispose: () => this.#states.delete(handler) };
  }

  /** Keeps the key, and is back with it when this ends. */
  async keep(key: string): Promise<void> {
    const back = new Promise<void>((resolve) => {
      const held = this.onLink(({ kind }) => {
        if (kind !== "open" && kind !== "missing") return;
        held.dispose();
        resolve();
      });
    });
    // What is stored changes, and with that this begins anew.
    await this.#secrets.store(secretOf(this.dataFolder), key);
    await back;
  }

  async forget(): Promise<void> {
    await this.#secrets.delete(secretOf(this.dataFolder));
  }

  dispose(): void {
    this.#connection?.end();
    for (const each of this.#owned) each.dispose();
  }

  async #key(): Promise<string | undefined> {
    try {
      return await this.#secrets.get(secretOf(this.dataFolder));
    } catch (error) {
      // Linux without a key ring: everything that needs no key goes on.
      this.#log.warn(`The secret storage does not answer: ${String(error)}`);
      return undefined;
    }
  }

  /** Waits for a connection that is on its way: a document restored at start is read before the host answers. */
  #opened(): Promise<void> {
    this.start();
    if (this.#link.kind === "open") return Promise.resolve();
    return new Promise((resolve, reject) => {
      const held = this.onLink((link) => {
        if (link.kind === "connecting") return;
        held.dispose();
        if (link.kind === "open") resolve();
        else reject(new ConnectionLost([vscode.l10n.t("The host is not connected."), ...(link.kind === "lost" && link.why !== "" ? [said(link.why)] : [])].join(" ")));
      });
      if (this.#link.kind === "missing") {
        held.dispose();
        reject(new ConnectionLost(this.#link.why));
      }
    });
  }

  async #connected(state: ConnectionState): Promise<void> {
    for (const handler of [...this.#states]) handler(state);
    if (state.kind === "refused") {
      this.#log.warn("The host takes this editor's key no more; it goes on without one.");
      this.#keyEnds.fire();
      // What is stored changes, and with that this begins anew.
      await this.forget();
      return;
    }
    if (state.kind === "lost") {
      const { code, said: why } = this.#end ?? { code: undefined, said: "" };
      this.#log.warn(`The connection ended${code === undefined ? "" : ` (code ${code})`}. ${why}`);
      this.#become({ kind: "lost", why });
    } else this.#become(state);
  }

  #become(link: LinkState): void {
    this.#link = link;
    const scopes = link.kind === "open" ? link.welcome.scopes : [];
    void vscode.commands.executeCommand("setContext", "assistant.state", link.kind);
    void vscode.commands.executeCommand("setContext", "assistant.paired", scopes.includes("approve"));
    void vscode.commands.executeCommand("setContext", "assistant.admin", scopes.includes("admin"));
    void vscode.commands.executeCommand("setContext", "assistant.needsSetup", this.needsSetup);
    this.#links.fire(link);
  }
}

function setting(name: string): string {
  return (vscode.workspace.getConfiguration("assistant").get<string>(name) ?? "").trim();
}
