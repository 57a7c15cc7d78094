import { ConnectionLost, RpcError, TooLarge } from "./errors.js";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly onProgress: ((value: unknown) => void) | undefined;
  readonly stop: () => void;
}

interface Incoming {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export interface PeerCall {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((value: unknown) => void) | undefined;
}

/** What the host takes in one message. It closes the connection over a larger one, and with it all that others asked. */
const frameBytes = 4 * 1024 * 1024;

/** JSON-RPC 2.0 over anything that carries whole texts: numbers calls, matches answers, passes notifications on. */
export class Peer {
  readonly #send: (text: string) => void;
  readonly #notified: (method: string, params: unknown) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed = false;

  constructor(send: (text: string) => void, notified: (method: string, params: unknown) => void) {
    this.#send = send;
    this.#notified = notified;
  }

  call(method: string, params: object, { signal, onProgress }: PeerCall = {}): Promise<unknown> {
    if (this.#closed) return Promise.reject(new ConnectionLost("The host is not connected."));
    if (signal?.aborted === true) return Promise.reject(new DOMException("Cancelled", "AbortError"));
    const id = ++this.#lastId;
    const message = JSON.stringify({ jsonrpc: "2.0", id, method, params: onProgress === undefined ? params : { ...params, progressToken: id } });
    // No character takes more than three bytes.
    if (message.length * 3 > frameBytes && new TextEncoder().encode(message).length > frameBytes) return Promise.reject(new TooLarge("This is more than the host takes at once: 4 MiB."));
    return new Promise((resolve, reject) => {
      // Like the host's own peer: the wait ends at once, whatever the other side does with the cancellation.
      const cancel = (): void => {
        this.#take(id)?.reject(new DOMException("Cancelled", "AbortError"));
        this.#write({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id } });
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#waiting.set(id, { resolve, reject, onProgress, stop: () => signal?.removeEventListener("abort", cancel) });
      this.#send(message);
    });
  }

  /** Takes one message as it came. A text that is no JSON-RPC is passed over: the host is the only one who speaks here. */
  receive(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    for (const each of Array.isArray(message) ? (message as unknown[]) : [message]) if (typeof each === "object" && each !== null) this.#handle(each);
  }

  /** Ends every wait. */
  close(): void {
    this.#closed = true;
    for (const id of [...this.#waiting.keys()]) this.#take(id)?.reject(new ConnectionLost("The connection to the host ended."));
  }

  #handle(message: Incoming): void {
    if (message.method === "$/progress") this.#progress(message.params);
    else if (message.method !== undefined) {
      // The host asks nothing of a page; what it asked would wait for ever without an answer.
      if (message.id !== undefined) this.#write({ jsonrpc: "2.0", id: message.id, error: { code: -32601, message: "Not served here." } });
      else this.#notified(message.method, message.params);
    } else if (typeof message.id === "number") {
      const waiting = this.#take(message.id);
      if (message.error !== undefined) waiting?.reject(new RpcError(message.error.code, message.error.message, message.error.data));
      else waiting?.resolve(message.result);
    }
  }

  #progress(params: unknown): void {
    const { token, value } = (params ?? {}) as { token?: unknown; value?: unknown };
    if (typeof token === "number") this.#waiting.get(token)?.onProgress?.(value);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.stop();
    return waiting;
  }

  #write(message: object): void {
    if (!this.#closed) this.#send(JSON.stringify(message));
  }
}
