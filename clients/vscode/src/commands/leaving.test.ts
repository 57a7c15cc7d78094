import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change, OutboxState, Session } from "@assistant/protocol";
import { untilItLeaves } from "./leaving.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A message that leaves in ten seconds, at a host that can be told to say that something changed. */
function approved(stop = new AbortController()): { readonly ended: () => boolean; readonly passed: number[]; readonly listeners: Set<() => void>; become(state: OutboxState): Promise<void> } {
  let now: OutboxState = "approved";
  let over = false;
  const passed: number[] = [];
  const listeners = new Set<() => void>();
  const session = {
    call: () => Promise.resolve({ item: { state: now } }),
    onChange: (_: readonly string[], handler: (change: Change) => void) => {
      const listener = (): void => handler({ kind: "missed" } as unknown as Change);
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  } as unknown as Session;
  void untilItLeaves(session, { id: "1", notBefore: new Date(Date.now() + 10_000).toISOString() }, (part) => passed.push(part), stop.signal).then(() => (over = true));
  return {
    ended: () => over, passed, listeners,
    become: async (state) => {
      now = state;
      for (const each of listeners) each();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test("leaving_when its time has come_ends, and listens no more", async () => {
  const { ended, passed, listeners } = approved();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(ended()).toBe(false);
  expect(passed).toHaveLength(9);
  await vi.advanceTimersByTimeAsync(1);
  expect(ended()).toBe(true);
  expect(listeners.size).toBe(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(passed).toHaveLength(9);
});

test.each(["cancelled", "claimed", "refused"] as const)("leaving_what became %s_ends before its time", async (state) => {
  const { ended, become } = approved();
  await become("approved");
  expect(ended()).toBe(false);
  await become(state);
  expect(ended()).toBe(true);
});

test("leaving_that is stopped_ends at once", async () => {
  const stop = new AbortController();
  const { ended } = approved(stop);
  stop.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(ended()).toBe(true);
});

test("leaving_what leaves at once_is not waited for", async () => {
  await expect(untilItLeaves({} as Session, { id: "1", notBefore: new Date().toISOString() }, () => undefined, new AbortController().signal)).resolves.toBeUndefined();
});
