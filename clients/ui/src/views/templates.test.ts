import { afterEach, expect, test } from "vitest";
import type { Template } from "@assistant/protocol";
import { FakeSession, find, findAll, rest, show, textOf } from "../testing.js";
import { TemplatesView } from "./templates.js";

const template: Template = { id: "t1", name: "Hello", version: 10_001, revision: 3, subject: "Now", body: "As it is.", variables: [], changed: "2026-11-20T08:00:00Z" };

afterEach(() => document.body.replaceChildren());

test("versions_ten thousand of them_are searched and not drawn, and one is shown beside the newest", async () => {
  const session = new FakeSession({ "templates/list": { templates: [template] }, "templates/get": ({ version }) => (version === undefined ? template : { ...template, version, body: `As it was in ${version}.` }) });
  const view = await show(new TemplatesView(), session, { view: "templates", path: ["t1"] });
  await rest(view);
  const choice = find(view, "as-choice");
  expect(findAll(choice, "option")).toEqual([]);
  find(choice, "fluent-button").click();
  await rest(view);
  expect(findAll(choice, "[role=option]").length).toBeLessThan(100);
  const input = find(choice, "input") as HTMLInputElement;
  input.value = "7654";
  input.dispatchEvent(new Event("input"));
  await rest(view);
  findAll(choice, "[role=option]")[0]?.click();
  await rest(view);
  expect(textOf(view)).toContain("As it was in 7654.");
  expect(textOf(view)).toContain("As it is.");
});
