// @vitest-environment node
import { expect, test } from "vitest";
import { Connection, retryAfter } from "./connection.js";
import type { Socket } from "./connection.js";
import { ConnectionLost } from "./errors.js";
import type { Change } from "./session.js";

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: { readonly id: number; readonly method: string; readonly params: unknown }[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as FakeSocket["sent"][number]);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.onclose?.();
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: "2.0", ...message }) });
  }

  answer(method: string, result: unknown): void {
    const asked = this.sent.findLast((each) => each.method === method);
    if (asked === undefined) throw new Error(`Nobody asked ${method}.`);
    this.say({ id: asked.id, result });
  }

  async greet(seq = 10, resync = false): Promise<void> {
    this.onopen?.();
    this.answer("initialize", { hostVersion: "1", person: "Ana", scopes: ["read"], demo: false });
    await turn();
    this.answer("events/subscribe", { seq, resync });
    await turn();
  }
}

async function turn(): Promise<void> {
  for (let each = 0; each < 5; each++) await Promise.resolve();
}

function bed(keyHolds: () => Promise<boolean | undefined> = () => Promise.resolve(true)): { readonly connection: Connection; readonly sockets: FakeSocket[]; readonly waits: { run: () => void; after: number }[]; last(): FakeSocket } {
  const sockets: FakeSocket[] = [];
  const waits: { run: () => void; after: number }[] = [];
  const connection = new Connection({
    client: { name: "test", version: "0" },
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    keyHolds,
    now: () => 1000,
    later: (run, after) => waits.push({ run, after }),
  });
  return {
    connection, sockets, waits,
    last: () => {
      const socket = sockets.at(-1);
      if (socket === undefined) throw new Error("No socket was opened.");
      return socket;
    },
  };
}

test("connect_greeted_is open and subscribed before anyone is told", async () => {
  const { connection, last } = bed();
  const states: string[] = [];
  connection.onState((state) => states.push(`${state.kind} after ${last().sent.map((each) => each.method).join(", ")}`));
  await last().greet();
  expect(states).toEqual(["open after initialize, events/subscribe"]);
});

test("close_of an open connection_waits, comes back, and asks for what it missed", async () => {
  const { connection, waits, last } = bed();
  const changes: Change[] = [];
  connection.onChange(["draft.changed"], (change) => changes.push(change));
  await last().greet(10);
  last().say({ method: "events/event", params: { seq: 12, name: "draft.changed", ids: ["d1"] } });
  last().close();
  await turn();
  expect(connection.state).toEqual({ kind: "lost", retryAt: 1000 + (retryAfter[0] ?? 0) });
  waits.at(-1)?.run();
  await last().greet(15);
  expect(last().sent.find((each) => each.method === "events/subscribe")?.params).toEqual({ after: 12 });
  expect(changes).toHaveLength(1);
  expect(connection.state.kind).toBe("open");
});

test("subscribe_answered with resync_tells every listener to read anew", async () => {
  const { connection, last } = bed();
  const changes: Change[] = [];
  connection.onChange(["draft.changed"], (change) => changes.push(change));
  await last().greet(10, true);
  expect(changes).toEqual([{ kind: "resync" }]);
});

test("attempts_that fail_wait longer each time, up to the last", async () => {
  const { waits, last } = bed();
  for (let each = 0; each < retryAfter.length + 2; each++) {
    last().close();
    await turn();
    waits.at(-1)?.run();
  }
  expect(waits.map((each) => each.after)).toEqual([...retryAfter, retryAfter.at(-1), retryAfter.at(-1)]);
});

test("attempts_after one that opened_begin with the short wait again", async () => {
  const { waits, last } = bed();
  for (let each = 0; each < 3; each++) {
    last().close();
    await turn();
    waits.at(-1)?.run();
  }
  await last().greet();
  last().close();
  await turn();
  expect(waits.map((each) => each.after)).toEqual([...retryAfter.slice(0, 3), retryAfter[0]]);
});

test("attempts_that greet and then end_wait longer each time, too", async () => {
  const { waits, last } = bed();
  for (let each = 0; each < 3; each++) {
    last().onopen?.();
    last().answer("initialize", { hostVersion: "1", person: "Ana", scopes: ["read"], demo: false });
    await turn();
    last().close();
    await turn();
    waits.at(-1)?.run();
  }
  expect(waits.map((each) => each.after)).toEqual(retryAfter.slice(0, 3));
});

test("close_where the key holds no more_is refused and not tried again", async () => {
  const { connection, waits, sockets, last } = bed(() => Promise.resolve(false));
  last().close();
  await turn();
  expect(connection.state.kind).toBe("refused");
  expect(waits).toEqual([]);
  expect(sockets).toHaveLength(1);
});

test("close_where nobody can say whether the key holds_is tried again", async () => {
  const { connection, last } = bed(() => Promise.reject(new TypeError("unreachable")));
  last().close();
  await turn();
  expect(connection.state.kind).toBe("lost");
});

test("call_while lost_is refused at once", async () => {
  const { connection, last } = bed();
  await last().greet();
  const waiting = connection.call("ping", {});
  last().close();
  await expect(waiting).rejects.toBeInstanceOf(ConnectionLost);
  await expect(connection.call("ping", {})).rejects.toBeInstanceOf(ConnectionLost);
});

test("end_of a connection_opens no other", async () => {
  const { connection, waits, sockets, last } = bed();
  await last().greet();
  connection.end();
  await turn();
  expect(waits).toEqual([]);
  expect(sockets).toHaveLength(1);
});

test("dispose_of a listener_hears nothing more", async () => {
  const { connection, last } = bed();
  const changes: Change[] = [];
  connection.onChange(["draft.changed"], (change) => changes.push(change)).dispose();
  await last().greet();
  last().say({ method: "events/event", params: { seq: 12, name: "draft.changed", ids: [] } });
  expect(changes).toEqual([]);
});

test("connect_with a key that the host takes no more_is refused and tries no more", async () => {
  const sockets: FakeSocket[] = [];
  const waits: unknown[] = [];
  const connection = new Connection({
    client: { name: "test", version: "0" },
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    key: () => Promise.resolve("ended"),
    later: (run) => waits.push(run),
  });

  sockets[0]?.onopen?.();
  await turn();
  const asked = sockets[0]?.sent[0];
  expect(asked?.params).toMatchObject({ clientKey: "ended" });
  sockets[0]?.say({ id: asked?.id, error: { code: -31001, message: "That key is not valid here." } });
  await turn();

  expect(connection.state.kind).toBe("refused");
  expect(waits).toEqual([]);
});
