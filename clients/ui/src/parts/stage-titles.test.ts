import { afterEach, expect, test } from "vitest";
import { setLocale } from "../locale.js";
import { stageTitle } from "./stage-titles.js";

afterEach(() => setLocale("en"));

test("title_of a stage that came with the program_is in the person's language, one of their own as they wrote it", () => {
  const titles = (): readonly string[] => [{ name: "applied", title: "Applied" }, { name: "applied", title: "Sent off" }, { name: "phone", title: "Applied" }].map(stageTitle);
  expect(titles()).toEqual(["Applied", "Sent off", "Applied"]);
  setLocale("de");
  expect(titles()).toEqual(["Beworben", "Sent off", "Applied"]);
});
