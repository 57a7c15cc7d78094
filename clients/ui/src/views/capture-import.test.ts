import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { TrackerImportResponse } from "@assistant/protocol";
import { FakeSession, find, findAll, press, rest, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { CaptureImportElement } from "./capture-import.js";

const answer: TrackerImportResponse = { created: 2, unchanged: 1, mapping: { Firm: "company", Job: "role" }, rows: [{ line: 2, company: "Acme", role: "Engineer", stage: "applied", isNew: true }], problems: [{ path: "jobs.csv:4", problem: "There is no company." }], notices: [] };
const answers: Answers = { "trackers/presets": { presets: [{ id: "huntr", name: "Huntr", columns: {}, sureness: "From others." }] }, "trackers/list": { imports: [] }, "trackers/import": ({ dryRun }) => (dryRun === true ? answer : { ...answer, importId: "i1" }), "trackers/undo": { deleted: 1, kept: ["a9"] } };

afterEach(() => document.body.replaceChildren());
async function chosen(session: FakeSession): Promise<CaptureImportElement> {
  const view = await show(new CaptureImportElement(), session, { view: "capture", path: ["import"] });
  const input = find(view, "#file") as HTMLInputElement;
  Object.defineProperty(input, "files", { value: [new File(["Firm,Job,Extra\nAcme,Engineer,x\n"], "jobs.csv")] });
  input.dispatchEvent(new Event("change"));
  await rest(view);
  return view;
}
const asked = (session: FakeSession): { dryRun?: boolean; mapping?: unknown; preset?: string; days?: string }[] => session.asked.filter((each) => each.method === "trackers/import").map((each) => each.params as object);

test("choose_of a table_shows every column, what would come in and what is left out, and writes nothing", async () => {
  const session = new FakeSession(answers);
  const view = await chosen(session);
  expect(findAll(view, "label[for^='map-']").map(textOf)).toEqual(["Firm", "Job", "Extra"]);
  for (const each of ["2 new · 1 are there already · 1 rows left out", "Engineer new line 2", "There is no company."]) expect(textOf(view)).toContain(each);
  expect(asked(session).map(({ dryRun }) => dryRun)).toEqual([true]);
});

test("change_of a column, tracker or day_looks again with what was said before", async () => {
  const session = new FakeSession(answers);
  const view = await chosen(session);
  const set = async (selector: string, value: string): Promise<void> => {
    const select = find(view, selector) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event("change"));
    await rest(view);
  };
  await set("#map-2", "notes");
  await set("#preset", "huntr");
  await set("#days", "monthFirst");
  const last = asked(session).at(-1);
  expect([last?.mapping, last?.preset, last?.days, last?.dryRun]).toEqual([{ Extra: "notes" }, "huntr", "monthFirst", true]);
  expect(textOf(view)).toContain("From others.");
});

test("import_of what was looked at_says what came in, and can be taken back", async () => {
  const session = new FakeSession(answers);
  const view = await chosen(session);
  press(view, "Import 2 applications");
  await rest(view);
  expect(asked(session).at(-1)?.dryRun).toBeUndefined();
  press(view, "Take the import back");
  await rest(view);
  expect(session.asked.some((each) => each.method === "trackers/undo" && (each.params as { importId: string }).importId === "i1")).toBe(true);
  expect(find(view, "#file")).toBeDefined();
});

test("choose_of a table without a company_keeps the columns, so that one can be named", async () => {
  let known = false;
  const session = new FakeSession({ ...answers, "trackers/import": () => { if (!known) throw new RpcError(errorCode.invalid, "No column is the company."); return answer; } });
  const view = await chosen(session);
  expect(textOf(view)).toContain("No column is the company.");
  known = true;
  const select = find(view, "#map-0") as HTMLSelectElement;
  select.value = "company";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(textOf(view)).toContain("2 new");
});

test("undo_of the last one on its page_shows the page before", async () => {
  let imports = Array.from({ length: 51 }, (_, n) => ({ id: `i${n}`, fileName: `jobs-${n}.csv`, at: "2026-11-19T08:00:00Z", applications: 1 }));
  const session = new FakeSession({ ...answers, "trackers/list": () => ({ imports }), "trackers/undo": ({ importId }) => {
    imports = imports.filter((each) => each.id !== importId);
    return { deleted: 1, kept: [] };
  } });
  const view = await show(new CaptureImportElement(), session, { view: "capture", path: ["import"] });
  await rest(view);
  const shown = (): string[] => findAll(view, ".rows li").map((row) => /jobs-\d+/u.exec(textOf(row))?.[0] ?? "");
  press(view, "Next");
  await rest(view);
  expect(shown()).toEqual(["jobs-50"]);
  find(view, "fluent-button[aria-label$='jobs-50.csv']").click();
  await rest(view);
  expect([shown().length, shown()[0]]).toEqual([50, "jobs-0"]);
  expect(textOf(view)).not.toContain("Page");
});
