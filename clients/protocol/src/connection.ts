import type { HostEvent, InitializeResponse } from "./generated.js";
import { Peer } from "./peer.js";
import type { CallOptions, Change, ConnectionState, Disposable, Method, Params, Result, Session } from "./session.js";
import { ConnectionLost, RpcError } from "./errors.js";

/** What of a `WebSocket` is used here. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export interface ConnectionOptions {
  readonly client: { readonly name: string; readonly version: string };

  /** Opens a socket; a page's presents the key itself. */
  readonly open: () => Socket;

  /** Whether the key is still good: a browser does not tell why an upgrade failed. `undefined` where nobody answers. */
  readonly keyHolds?: () => Promise<boolean | undefined>;

  /** The key that is said with the first words, where the socket presents none. */
  readonly key?: () => Promise<string | undefined>;

  readonly now?: () => number;
  readonly later?: (run: () => void, milliseconds: number) => unknown;
}

/** The waits between attempts; the last one again and again. Short first, because a host that was restarted is back within a second. */
export const retryAfter: readonly number[] = [300, 1000, 2000, 5000, 10_000];

interface Listener {
  readonly names: ReadonlySet<string>;
  readonly handler: (change: Change) => void;
}

/** A session that comes back by itself, and then hears what it missed. */
export class Connection implements Session {
  readonly #options: ConnectionOptions;
  readonly #stateHandlers = new Set<(state: ConnectionState) => void>();
  readonly #listeners = new Set<Listener>();
  #state: ConnectionState = { kind: "connecting" };
  #socket: Socket | undefined;
  #peer: Peer | undefined;
  #attempt = 0;
  #lastSeq: number | undefined;
  #ended = false;
  #keyRefused = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#connect();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  async call<M extends Method>(method: M, params: Params<M>, options?: CallOptions<M>): Promise<Result<M>> {
    if (this.#peer === undefined || this.#state.kind !== "open") throw new ConnectionLost("The host is not connected.");
    return (await this.#peer.call(method, params, { signal: options?.signal, onProgress: options?.onProgress as ((value: unknown) => void) | undefined })) as Result<M>;
  }

  onChange(names: readonly string[], handler: (change: Change) => void): Disposable {
    const listener = { names: new Set(names), handler };
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  onState(handler: (state: ConnectionState) => void): Disposable {
    this.#stateHandlers.add(handler);
    return { dispose: () => this.#stateHandlers.delete(handler) };
  }

  /** Tries now instead of at the next turn. */
  retry(): void {
    if (this.#state.kind === "lost") this.#connect();
  }

  /** Ends it for good. */
  end(): void {
    this.#ended = true;
    this.#peer?.close();
    this.#socket?.close();
  }

  #connect(): void {
    this.#become({ kind: "connecting" });
    const socket = this.#options.open();
    this.#socket = socket;
    const peer = new Peer((text) => socket.send(text), (method, params) => this.#notified(method, params));
    socket.onopen = () => void this.#greet(peer, socket);
    socket.onmessage = (event) => {
      if (typeof event.data === "string") peer.receive(event.data);
    };
    socket.onclose = () => {
      peer.close();
      if (this.#socket === socket) void this.#lost();
    };
  }

  async #greet(peer: Peer, socket: Socket): Promise<void> {
    let clientKey: string | undefined;
    try {
      clientKey = this.#options.key === undefined ? undefined : await this.#options.key();
      const welcome = (await peer.call("initialize", { client: this.#options.client, ...(clientKey === undefined ? {} : { clientKey }) })) as InitializeResponse;
      this.#peer = peer;
      // Subscribed before anyone reads a list, so that nothing falls between the list and the first event.
      const after = this.#lastSeq;
      const answer = (await peer.call("events/subscribe", after === undefined ? {} : { after })) as { seq: number; resync: boolean };
      this.#lastSeq = Math.max(this.#lastSeq ?? 0, answer.seq);
      // Only now: a host that ends while it greets is not to be started again and again at once.
      this.#attempt = 0;
      this.#become({ kind: "open", welcome });
      if (answer.resync) this.#tell({ kind: "resync" });
    } catch (error) {
      // Whatever else went wrong in the greeting, the remedy is another attempt.
      this.#keyRefused = clientKey !== undefined && error instanceof RpcError && error.is("notAuthorised");
      socket.close();
    }
  }

  async #lost(): Promise<void> {
    this.#socket = undefined;
    this.#peer = undefined;
    if (this.#ended) return;
    const holds = this.#keyRefused ? false : await this.#options.keyHolds?.().catch(() => undefined);
    if (holds === false) {
      this.#become({ kind: "refused" });
      return;
    }
    const wait = retryAfter[Math.min(this.#attempt++, retryAfter.length - 1)] ?? 10_000;
    this.#become({ kind: "lost", retryAt: (this.#options.now ?? Date.now)() + wait });
    (this.#options.later ?? setTimeout)(() => {
      if (this.#state.kind === "lost" && !this.#ended) this.#connect();
    }, wait);
  }

  #notified(method: string, params: unknown): void {
    if (method !== "events/event") return;
    const event = params as HostEvent;
    this.#lastSeq = Math.max(this.#lastSeq ?? 0, event.seq);
    this.#tell({ kind: "event", event });
  }

  #tell(change: Change): void {
    for (const listener of [...this.#listeners]) {
      if (change.kind === "resync" || listener.names.has(change.event.name)) listener.handler(change);
    }
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    for (const handler of [...this.#stateHandlers]) handler(state);
  }
}
