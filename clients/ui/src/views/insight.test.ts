import { afterEach, expect, test } from "vitest";
import type { InsightResponse } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { InsightView } from "./insight.js";

const figures: InsightResponse = {
  applications: 12, funnel: [{ stage: "applied", name: "Applied", reached: 12, now: 7, share: { count: 12, of: 12, value: 1, low: 0.76, high: 1 } }], stages: [{ stage: "applied", name: "Applied", left: 5, still: 7, medianDays: 9.5 }],
  byCv: [{ key: "d1/2", name: "CV, version 2", answered: { count: 3, of: 8, value: 0.375, low: 0.137, high: 0.694 } }], bySource: [], notes: ["Few applications."],
};
const answers: Answers = { "insight/get": figures, "insight/charts": { charts: [{ id: "cv", title: "Answered", svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 76\"><title>Answered, by CV</title><text font-weight=\"600\" x=\"0\" y=\"18\">Answered, by CV</text><text x=\"0\" y=\"55\">CV, version 2</text></svg>" }] } };

afterEach(() => document.body.replaceChildren());

test("render_of figures_shows tables, intervals, the host's pictures and what limits them", async () => {
  const view = await show(new InsightView(), new FakeSession(answers), { view: "insight", path: [] });
  for (const each of ["12 applications count", "3 of 8", "14% – 69%", "9.5", "Few applications.", "Nothing to show yet."]) expect(textOf(view)).toContain(each);
  expect(textOf(find(view, "svg title"))).toBe("Answered, by CV");
  // The section's own heading is enough, and the picture's leaves no room behind.
  expect(findAll(view, "svg text").map(textOf)).toEqual(["CV, version 2"]);
  expect(find(view, "svg").getAttribute("viewBox")).toBe("0 32 640 44");
  expect(findAll(view, "table").map((each) => each.getAttribute("aria-label"))).toEqual(["How far applications came", "Days in a stage", "Answered, by CV"]);
});

test("choose_of a day_asks for the figures from then on", async () => {
  const session = new FakeSession(answers);
  const view = await show(new InsightView(), session, { view: "insight", path: [] });
  const since = find(view, "#since") as HTMLInputElement;
  since.value = "2026-10-01";
  since.dispatchEvent(new Event("change"));
  await settled(view);
  expect(session.asked.at(-1)).toEqual({ method: "insight/charts", params: { since: "2026-10-01" } });
});

test("render_with nothing that counts_says so and leads on, and back to all days", async () => {
  const session = new FakeSession({ ...answers, "insight/get": { ...figures, applications: 0 } });
  const view = await show(new InsightView(), session, { view: "insight", path: [] });
  expect(find(view, ".state a[href='#/applications']")).toBeDefined();
  const until = find(view, "#until") as HTMLInputElement;
  until.value = "2020-01-01";
  until.dispatchEvent(new Event("change"));
  await settled(view);
  press(view, "Take all days");
  await settled(view);
  expect(session.asked.at(-1)?.params).toEqual({});
});
