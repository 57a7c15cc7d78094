import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { errorCode, scopeOf, type HostEvent } from "@assistant/protocol";
import { WebSocketServer, type WebSocket } from "ws";
import type { Answers } from "./answers.js";
import { internal, notAuthorised, unavailable, WireError } from "./errors.js";
import { household } from "./household.js";
import { hunt } from "./hunt.js";
import { keeping } from "./keeping.js";
import { mailroom } from "./mailroom.js";
import { papers } from "./papers.js";
import { people } from "./people.js";
import { id, seed, type Desk } from "./seed.js";
import { writers } from "./writers.js";

/** How the fake host behaves; every member may be changed while it runs. */
export interface Behaviour {
  /** What each call waits before its answer, in milliseconds; `never` leaves it open. */
  delay: number | "never";
  /** What reading calls fail with; the session's own calls go on. */
  fails: "none" | "internal" | "unavailable" | "notAuthorised";
  /** Takes precedence over both, for one method. */
  readonly methods: Map<string, { readonly delay?: number | "never"; readonly fails?: Behaviour["fails"] }>;
  /** The scopes of the page's key. */
  scopes: readonly string[];
}

export interface FakeHostOptions {
  /** The folder of the built pages. */
  readonly pages: string;
  /** Rows in every list. */
  readonly rows: number;
  readonly port?: number;
}

const session = new Set(["initialize", "ping", "events/subscribe", "rpc.discover"]);
const allScopes = ["read", "draft", "propose", "decide", "approve", "admin"];
const types: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json", ".woff2": "font/woff2" };

/** The policy that the real door serves its pages with. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The host's web door with made-up data: the built pages, pairing by a code, and JSON-RPC on a WebSocket. For tests alone; it guards nothing. */
export class FakeHost {
  readonly behaviour: Behaviour = { delay: 0, fails: "none", methods: new Map(), scopes: allScopes };
  readonly desk: Desk;
  /** Whether the page's key is no longer good. */
  revoked = false;
  /** The methods called so far, oldest first. */
  readonly calls: string[] = [];
  readonly #pages: string;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => (offered.has("assistant.v1") ? "assistant.v1" : false) });
  #answers: Answers;
  #seq = 1;

  private constructor(options: FakeHostOptions) {
    this.#pages = options.pages;
    this.desk = seed(options.rows);
    this.#answers = this.#all();
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on("upgrade", (request, socket, head) => {
      if (request.url !== "/rpc" || this.revoked || !/\bkey\.fake-key\b/u.test(request.headers["sec-websocket-protocol"] ?? "")) {
        socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n");
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (page) => page.on("message", (data: Buffer) => void this.#receive(page, data.toString("utf8"))));
    });
  }

  static async start(options: FakeHostOptions): Promise<FakeHost> {
    const host = new FakeHost(options);
    await new Promise<void>((resolve) => host.#server.listen(options.port ?? 0, "127.0.0.1", resolve));
    return host;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Where a page begins: a code that is always good. */
  get start(): string {
    return `${this.origin}/#code=FAKE-CODE`;
  }

  /** Puts the desk back to what it was, with another number of rows. */
  reseed(rows: number): void {
    Object.assign(this.desk, seed(rows));
    this.revoked = false;
    this.behaviour.delay = 0;
    this.behaviour.fails = "none";
    this.behaviour.methods.clear();
    this.behaviour.scopes = allScopes;
    this.#answers = this.#all();
  }

  /** Tells every page that something changed. */
  tell(name: string, ids: readonly string[]): void {
    const event: HostEvent = { seq: ++this.#seq, name, ids };
    for (const page of this.#sockets.clients) page.send(JSON.stringify({ jsonrpc: "2.0", method: "events/event", params: event }));
  }

  /** Ends the pages' connections, as a host that stops or a key that was revoked. */
  drop(): void {
    for (const page of this.#sockets.clients) page.close(1001);
  }

  /** Ends the page's key, and its connections with it. */
  revoke(): void {
    this.revoked = true;
    this.drop();
  }

  async stop(): Promise<void> {
    for (const page of this.#sockets.clients) page.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #all(): Answers {
    return { ...mailroom(this.desk), ...people(this.desk), ...writers(this.desk), ...hunt(this.desk), ...papers(this.desk), ...keeping(this.desk), ...household(this.desk, (client) => (client === id("cl", 0) ? this.revoke() : undefined)) };
  }

  async #receive(page: WebSocket, text: string): Promise<void> {
    const message = JSON.parse(text) as { readonly id?: number | string; readonly method?: string; readonly params?: unknown };
    if (message.method === undefined || message.id === undefined) return;
    this.calls.push(message.method);
    const behaviour = this.behaviour.methods.get(message.method);
    const delay = behaviour?.delay ?? (session.has(message.method) ? 0 : this.behaviour.delay);
    if (delay === "never") return;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const answer = this.#answer(message.method, message.params ?? {}, behaviour?.fails);
    if (page.readyState === page.OPEN) page.send(JSON.stringify({ jsonrpc: "2.0", id: message.id, ...answer }));
  }

  #answer(method: string, params: unknown, fails: Behaviour["fails"] | undefined): Readonly<Record<string, unknown>> {
    try {
      const mode = fails ?? (session.has(method) ? "none" : this.behaviour.fails);
      if (mode === "internal") throw internal();
      if (mode === "unavailable") throw unavailable();
      const scope = (scopeOf as Readonly<Record<string, string>>)[method];
      if (scope !== undefined && (mode === "notAuthorised" || !this.behaviour.scopes.includes(scope))) throw notAuthorised(scope);
      const run = (this.#answers as Readonly<Record<string, ((params: unknown) => unknown) | undefined>>)[method];
      if (run === undefined) throw new WireError(errorCode.methodNotFound, `There is no method '${method}'.`);
      const result = run(params);
      return { result: method === "initialize" ? { ...(result as object), scopes: this.behaviour.scopes } : result };
    } catch (error) {
      const { code, message, data } = error instanceof WireError ? error : new WireError(errorCode.internalError, String(error));
      return { error: { code, message, ...(data === undefined ? {} : { data }) } };
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method === "POST" && path === "/rpc") { json(response, this.revoked ? 401 : 200, {}); return; }
    if (request.method === "POST" && path === "/pair/offer") { json(response, 200, { state: "granted", clientKey: "fake-key", clientId: id("cl", 0), scopes: this.behaviour.scopes }); return; }
    if (request.method === "POST" && path === "/pair") { json(response, 200, { request: "fake", secret: "fake", code: "KFPD-7QXM", expires: new Date(Date.now() + 300_000).toISOString() }); return; }
    if (request.method === "POST" && path === "/pair/claim") { json(response, 200, { state: "waiting" }); return; }
    if (request.method !== "GET" && request.method !== "HEAD") { json(response, 405, { error: { code: "method", message: "Only reading." } }); return; }
    const file = normalize(path).replace(/^[/\\]+/u, "") || "index.html";
    const bytes = file.startsWith("..") ? null : await readFile(join(this.#pages, file)).catch(() => null);
    if (bytes === null) { json(response, 404, { error: { code: "no-page", message: "There is no such page." } }); return; }
    response.writeHead(200, {
      "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": contentSecurityPolicy, "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
    });
    response.end(bytes);
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}
