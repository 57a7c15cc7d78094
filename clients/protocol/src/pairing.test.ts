// @vitest-environment node
import { expect, test } from "vitest";
import { Door, DoorError, takeCode } from "./pairing.js";

test("takeCode_in the fragment_is taken out of the address before anything is sent", () => {
  const replaced: unknown[] = [];
  const history = { replaceState: (...values: unknown[]) => replaced.push(values) } as unknown as History;
  expect(takeCode({ hash: "#code=KFPD-7QXM", pathname: "/" } as Location, history)).toBe("KFPD-7QXM");
  expect(replaced).toEqual([[null, "", "/"]]);
  expect(takeCode({ hash: "#/today", pathname: "/" } as Location, history)).toBeUndefined();
  expect(replaced).toHaveLength(1);
});

test("redeem_refused by the door_says why and what to do", async () => {
  const door = new Door("https://localhost:1", () => Promise.resolve(Response.json({ error: { code: "no-code", message: "Used already.", remedy: "assistant open" } }, { status: 404 })));
  const error = await door.redeem("X").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DoorError);
  expect((error as DoorError).remedy).toBe("assistant open");
});

test("keyHolds_by status_knows a bad key from a host that is there", async () => {
  const of = (status: number): Promise<boolean | undefined> => new Door("https://localhost:1", () => Promise.resolve(new Response(null, { status }))).keyHolds("k");
  expect([await of(200), await of(401), await of(429)]).toEqual([true, false, true]);
});

test("requests_of the door_carry the key in no address", async () => {
  const asked: string[] = [];
  const door = new Door("https://localhost:1", (input) => {
    asked.push(input as string);
    return Promise.resolve(Response.json({}));
  });
  await door.keyHolds("SECRET");
  await door.redeem("CODE");
  expect(asked.join(" ")).not.toMatch(/SECRET|CODE/);
});
