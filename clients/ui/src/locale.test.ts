import { afterEach, expect, test } from "vitest";
import { fullDay, nameOf } from "./format.js";
import { messages, setLocale } from "./locale.js";
import { outboxMessages } from "./views/outbox.messages.js";
import { todayMessages } from "./views/today.messages.js";
import { trackingMessages } from "./views/tracking.messages.js";

afterEach(() => setLocale("en"));

test("messages_after the language changed_are in the new one", () => {
  const words = messages({ yes: "yes", many: (count: number) => `${count} items` }, { yes: "ja", many: (count: number) => `${count} Stück` });
  setLocale("de");
  expect([words().yes, words().many(3)]).toEqual(["ja", "3 Stück"]);
  expect(document.documentElement.lang).toBe("de");
});

test.each([["outbox", outboxMessages], ["today", todayMessages], ["tracking", trackingMessages]] as const)("german of %s_is not the english", (_name, catalogue) => {
  const texts = (value: object): string[] => Object.values(value).flatMap((each: unknown) => (typeof each === "string" ? [each] : typeof each === "object" && each !== null ? texts(each) : []));
  const english = texts(catalogue());
  setLocale("de");
  const same = texts(catalogue()).filter((each, index) => each === english[index] && !["Text", "Message-ID"].includes(each));
  expect(same).toEqual([]);
});

test("fullDay_of a date without a time_is that day in every zone", () => {
  expect(fullDay("2026-12-09")).toContain("9");
});

test.each([["Ana Ruiz <ana@example.org>", "Ana Ruiz"], ['"Ruiz, Ana" <ana@example.org>', "Ruiz, Ana"], ["ana@example.org", "ana@example.org"], ["<ana@example.org>", "ana@example.org"]])("nameOf_%s_is %s", (address, name) => {
  expect(nameOf(address)).toBe(name);
});
