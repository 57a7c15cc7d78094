import { scopeOf } from "./generated.js";
import type { HostEvent, InitializeResponse, Methods } from "./generated.js";

export type Method = keyof Methods;
export type Params<M extends Method> = Methods[M]["params"];
export type Result<M extends Method> = Methods[M]["result"];
export type Progress<M extends Method> = Methods[M]["progress"];
export type Scope = "read" | "draft" | "propose" | "decide" | "approve" | "admin";

export interface CallOptions<M extends Method> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: Progress<M>) => void;
}

export interface Disposable {
  dispose(): void;
}

/** An event; or that too much was missed, and what is shown has to be read anew. */
export type Change = { readonly kind: "event"; readonly event: HostEvent } | { readonly kind: "resync" };

export type ConnectionState =
  | { readonly kind: "connecting" }
  | { readonly kind: "open"; readonly welcome: InitializeResponse }
  /** Tried again by itself, next at `retryAt` (milliseconds of the epoch). */
  | { readonly kind: "lost"; readonly retryAt: number }
  /** The key is not valid here, or no more: only pairing helps. */
  | { readonly kind: "refused" };

/** What a view sees of the host. It does not know over what it speaks. */
export interface Session {
  readonly state: ConnectionState;

  /** Rejects with `RpcError` where the host said no, with `ConnectionLost` where nobody answers. */
  call<M extends Method>(method: M, params: Params<M>, options?: CallOptions<M>): Promise<Result<M>>;

  /** Tells of changes by event name, from now on and across reconnections, until disposed. */
  onChange(names: readonly string[], handler: (change: Change) => void): Disposable;

  onState(handler: (state: ConnectionState) => void): Disposable;
}

/** Whether this connection may call a method; what it may not is not offered. */
export function may(session: Session, method: Method): boolean {
  const scope = (scopeOf as Readonly<Record<string, string | undefined>>)[method];
  return scope === undefined || (session.state.kind === "open" && session.state.welcome.scopes.includes(scope));
}
