import { spawn } from "node:child_process";
import { homedir } from "node:os";
import type { Socket } from "@assistant/protocol";
import { StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { Message } from "vscode-jsonrpc/node";
import { thisMachine } from "./machine.js";
import { startOf } from "./places.js";

/** What a bridge said as it ended. */
export interface BridgeEnd {
  /** Undefined where it could not even be started. */
  readonly code: number | undefined;
  readonly said: string;
}

/** Its last words are a few lines; more than this is noise. */
const mostSaid = 4000;

/** `assistant stdio` as a socket of whole texts, framed as LSP frames them. It ends with this process, because its standard input does. */
export function openBridge(program: string, words: readonly string[], ended: (end: BridgeEnd) => void): Socket {
  const start = startOf(thisMachine, program, words);
  // Not in the workspace: Windows would look for programs there first.
  const child = spawn(start.command, start.words, { cwd: homedir(), stdio: "pipe", windowsHide: true, shell: start.shell });
  const writer = new StreamMessageWriter(child.stdin);
  let said = "";
  let over = false;
  const socket: Socket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    // A bridge that has just ended closes the socket a moment later; nothing is lost that the caller does not hear of.
    send: (text) => void writer.write(JSON.parse(text) as Message).catch(() => undefined),
    close: () => {
      child.stdin.end();
      child.kill();
    },
  };
  const end = (code: number | undefined): void => {
    if (over) return;
    over = true;
    ended({ code, said: said.trim() });
    socket.onclose?.();
  };
  child.stderr.setEncoding("utf8").on("data", (part: string) => (said = (said + part).slice(-mostSaid)));
  child.stdin.on("error", () => undefined);
  new StreamMessageReader(child.stdout).listen((message) => socket.onmessage?.({ data: JSON.stringify(message) }));
  child.once("spawn", () => socket.onopen?.());
  child.once("error", (error) => {
    said += error.message;
    end(undefined);
  });
  child.once("close", (code) => end(code ?? undefined));
  return socket;
}
