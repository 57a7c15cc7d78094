import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Door } from "@assistant/protocol";
import { textOf } from "@assistant/ui/testing";
import { PairingElement, browserName } from "./pairing.js";
import type { PairingStart } from "./pairing.js";

interface Bed {
  readonly page: PairingElement;
  readonly asked: { readonly path: string; readonly body: unknown }[];
  readonly granted: string[];
}

async function bed(start: PairingStart, answers: Readonly<Record<string, unknown>>): Promise<Bed> {
  const asked: Bed["asked"] = [];
  const page = new PairingElement();
  page.door = new Door("https://localhost:1", (input, init) => {
    const path = new URL(input as string).pathname;
    asked.push({ path, body: JSON.parse(init?.body as string) });
    return Promise.resolve(Response.json(answers[path]));
  });
  page.start = start;
  const granted: string[] = [];
  page.addEventListener("granted", (event) => granted.push((event as CustomEvent<string>).detail));
  document.body.append(page);
  await drawn(page);
  return { page, asked, granted };
}

async function drawn(page: PairingElement): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  await page.updateComplete;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const begun = { request: "r", secret: "s", code: "KFPD-7QXM", expires: "2026-11-21T12:00:00Z" };

test("redeem_of a good code_grants its key", async () => {
  const { granted, asked } = await bed({ kind: "redeem", code: "ABC" }, { "/pair/offer": { state: "granted", clientKey: "k1", clientId: "c", scopes: [] } });
  expect(asked).toEqual([{ path: "/pair/offer", body: { code: "ABC" } }]);
  expect(granted).toEqual(["k1"]);
});

test("redeem_of a used code_says so and offers another way", async () => {
  const { page, granted } = await bed({ kind: "redeem", code: "ABC" }, { "/pair/offer": { error: { code: "no-code", message: "?" } } });
  expect(granted).toEqual([]);
  expect(textOf(page)).toContain("That link was used already");
  expect(textOf(page)).toContain("assistant open");
});

test("begin_without a key_shows the code, the command and what is asked for", async () => {
  const { page, asked } = await bed({ kind: "begin" }, { "/pair": begun, "/pair/claim": { state: "waiting" } });
  expect(textOf(page)).toContain("assistant pair KFPD-7QXM");
  expect(textOf(page)).toContain("approve for you");
  expect((asked[0]?.body as { scopes: string[] }).scopes).toContain("approve");
});

test("claim_after the person's yes_grants the key, and asks no more", async () => {
  const answers: Record<string, unknown> = { "/pair": begun, "/pair/claim": { state: "waiting" } };
  const { page, asked, granted } = await bed({ kind: "begin" }, answers);
  await vi.advanceTimersByTimeAsync(2000);
  answers["/pair/claim"] = { state: "granted", clientKey: "k2", clientId: "c", scopes: [] };
  await vi.advanceTimersByTimeAsync(2000);
  page.remove();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(granted).toEqual(["k2"]);
  expect(asked.filter((each) => each.path === "/pair/claim")).toHaveLength(2);
});

test("claim_after the person's no_says that nothing was shown", async () => {
  const { page } = await bed({ kind: "begin" }, { "/pair": begun, "/pair/claim": { state: "refused" } });
  await vi.advanceTimersByTimeAsync(2000);
  await drawn(page);
  expect(textOf(page)).toContain("You said no");
});

test("browserName_of common agents_is what a person calls them", () => {
  expect(browserName("Mozilla/5.0 AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0")).toBe("Edge");
  expect(browserName("Mozilla/5.0 AppleWebKit/537.36 Chrome/142.0 Safari/537.36")).toBe("Chrome");
});
