// @vitest-environment node
import { expect, test, vi } from "vitest";
import { ConnectionLost, RpcError, TooLarge, isCancelled } from "./errors.js";
import { Peer } from "./peer.js";

interface Sent {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly error?: { readonly code: number };
}

function bed(): { readonly peer: Peer; readonly sent: Sent[]; readonly notified: ReturnType<typeof vi.fn> } {
  const sent: Sent[] = [];
  const notified = vi.fn();
  return { peer: new Peer((text) => sent.push(JSON.parse(text) as Sent), notified), sent, notified };
}

test("call_answered in another order_gives each its own", async () => {
  const { peer } = bed();
  const first = peer.call("a", {});
  const second = peer.call("b", {});
  peer.receive('[{"jsonrpc":"2.0","id":2,"result":"second"},{"jsonrpc":"2.0","id":1,"result":"first"}]');
  expect(await Promise.all([first, second])).toEqual(["first", "second"]);
});

test("call_answered with an error_keeps its code, remedy and problems", async () => {
  const { peer } = bed();
  const call = peer.call("a", {});
  peer.receive('{"jsonrpc":"2.0","id":1,"error":{"code":-31203,"message":"No","data":{"problems":[{"path":"$.to","problem":"missing"}]}}}');
  const error = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RpcError);
  expect((error as RpcError).is("invalid")).toBe(true);
  expect((error as RpcError).problems[0]?.path).toBe("$.to");
});

test("call_larger than the host takes_is not sent, and the others go on", async () => {
  const { peer, sent } = bed();
  const other = peer.call("a", {});
  await expect(peer.call("b", { text: "ä".repeat(2 * 1024 * 1024) })).rejects.toThrow(TooLarge);
  void peer.call("c", { text: "a".repeat(4 * 1024 * 1024 - 100) });
  expect(sent.map(({ method }) => method)).toEqual(["a", "c"]);
  peer.receive('{"jsonrpc":"2.0","id":1,"result":"first"}');
  expect(await other).toBe("first");
});

test("call_cancelled_ends at once and tells the host", async () => {
  const { peer, sent } = bed();
  const stop = new AbortController();
  const call = peer.call("a", {}, { signal: stop.signal });
  stop.abort();
  expect(isCancelled(await call.catch((reason: unknown) => reason))).toBe(true);
  expect(sent[1]).toMatchObject({ method: "$/cancelRequest", params: { id: 1 } });
});

test("call_cancelled before it began_sends nothing", async () => {
  const { peer, sent } = bed();
  await expect(peer.call("a", {}, { signal: AbortSignal.abort() })).rejects.toThrow();
  expect(sent).toEqual([]);
});

test("progress_with the call's token_reaches its caller alone", async () => {
  const { peer, sent } = bed();
  const seen: unknown[] = [];
  const call = peer.call("a", { x: 1 }, { onProgress: (value) => seen.push(value) });
  expect(sent[0]?.params).toEqual({ x: 1, progressToken: 1 });
  peer.receive('{"jsonrpc":"2.0","method":"$/progress","params":{"token":1,"value":{"seen":5}}}');
  peer.receive('{"jsonrpc":"2.0","method":"$/progress","params":{"token":9,"value":{"seen":6}}}');
  peer.receive('{"jsonrpc":"2.0","id":1,"result":{}}');
  await call;
  expect(seen).toEqual([{ seen: 5 }]);
});

test("close_with calls waiting_ends each", async () => {
  const { peer } = bed();
  const call = peer.call("a", {});
  peer.close();
  await expect(call).rejects.toBeInstanceOf(ConnectionLost);
  await expect(peer.call("b", {})).rejects.toBeInstanceOf(ConnectionLost);
});

test("receive_what is no message_is passed over", () => {
  const { peer, notified } = bed();
  for (const text of ["", "{", "null", "7", '"x"', "[null]", '{"jsonrpc":"2.0","id":"x","result":1}', '{"jsonrpc":"2.0","id":77,"result":1}']) peer.receive(text);
  expect(notified).not.toHaveBeenCalled();
});

test("receive_a request_is answered that it is not served", () => {
  const { peer, sent } = bed();
  peer.receive('{"jsonrpc":"2.0","id":5,"method":"x","params":{}}');
  expect(sent[0]).toMatchObject({ id: 5, error: { code: -32601 } });
});
