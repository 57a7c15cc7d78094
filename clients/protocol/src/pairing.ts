import type { Socket } from "./connection.js";
import type { Scope } from "./session.js";

/** What a pairing came to. */
export type PairingAnswer =
  | { readonly state: "granted"; readonly clientKey: string; readonly clientId: string; readonly scopes: readonly string[] }
  | { readonly state: "waiting" | "refused" | "expired" };

export interface PairingBegun {
  readonly request: string;
  readonly secret: string;
  /** As the person types it. */
  readonly code: string;
  readonly expires: string;
}

/** The door said no; `remedy` says what to do. */
export class DoorError extends Error {
  override readonly name = "DoorError";
  readonly code: string;
  readonly remedy: string | undefined;

  constructor(code: string, message: string, remedy: string | undefined) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}

/** The one-use code of the address bar's fragment. It is taken out at once, so that it stays in no history and no screenshot. */
export function takeCode(location: Location, history: History): string | undefined {
  const match = /^#code=([^&]+)$/.exec(location.hash);
  if (match === null) return undefined;
  history.replaceState(null, "", location.pathname);
  return decodeURIComponent(match[1] ?? "");
}

/** The web door's HTTP surface, as a page of the same origin sees it. */
export class Door {
  readonly #origin: string;
  readonly #fetch: typeof fetch;

  constructor(origin: string, send: typeof fetch = (input, init) => fetch(input, init)) {
    this.#origin = origin;
    this.#fetch = send;
  }

  redeem(code: string): Promise<PairingAnswer> {
    return this.#post("/pair/offer", { code });
  }

  begin(name: string, scopes: readonly Scope[]): Promise<PairingBegun> {
    return this.#post("/pair", { name, scopes });
  }

  claim(begun: PairingBegun): Promise<PairingAnswer> {
    return this.#post("/pair/claim", { request: begun.request, secret: begun.secret });
  }

  async keyHolds(key: string): Promise<boolean | undefined> {
    const answer = await this.#fetch(`${this.#origin}/rpc`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping", params: {} }),
    });
    return answer.status !== 401;
  }

  open(key: string): Socket {
    // A browser can put no header on an upgrade; the subprotocol is the one place that is neither the address nor a cookie.
    return new WebSocket(`${this.#origin.replace(/^http/, "ws")}/rpc`, ["assistant.v1", `key.${key}`]) as Socket;
  }

  async #post<T>(path: string, body: object): Promise<T> {
    const answer = await this.#fetch(this.#origin + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const content = (await answer.json()) as T & { error?: { code: string; message: string; remedy?: string } };
    if (content.error !== undefined) throw new DoorError(content.error.code, content.error.message, content.error.remedy);
    return content;
  }
}
