import { expect, test } from "vitest";
import type { PairingClaimResponse, Session } from "@assistant/protocol";
import { pair } from "./pairing.js";

/** A host that gives these answers, one after the other. */
function host(...answers: readonly PairingClaimResponse[]): { readonly session: Session; readonly calls: string[] } {
  const calls: string[] = [];
  const call = (method: string, params: unknown): Promise<unknown> => {
    calls.push(`${method} ${JSON.stringify(params)}`);
    return Promise.resolve(method === "clients/ask" ? { request: "r", secret: "s", code: "KFPD-7QXM", expires: "" } : answers[calls.length - 2]);
  };
  return { session: { call } as unknown as Session, calls };
}

test("pair_after a yes_gives the key, and showed the code first", async () => {
  const { session, calls } = host({ state: "waiting" }, { state: "granted", clientKey: "k", scopes: ["read"] });
  const shown: string[] = [];

  const answer = await pair(session, "VS Code", ["read"], ({ code }) => shown.push(`${code} after ${calls.length}`), new AbortController().signal, () => Promise.resolve());

  expect(answer).toEqual({ state: "granted", clientKey: "k", scopes: ["read"] });
  expect(shown).toEqual(["KFPD-7QXM after 1"]);
  expect(calls.at(-1)).toBe('clients/claim {"request":"r","secret":"s"}');
});

test("pair_that is stopped_asks no more", async () => {
  const { session, calls } = host({ state: "waiting" }, { state: "waiting" });
  const stop = new AbortController();

  const wait = (): Promise<void> => {
    stop.abort();
    return Promise.resolve();
  };

  expect(await pair(session, "VS Code", ["read"], () => undefined, stop.signal, wait)).toBeUndefined();
  expect(calls).toHaveLength(2);
});
