import { afterEach, beforeEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Application, ApplicationCard, Board, Pipeline, Proposal, Writing } from "@assistant/protocol";
import { BoardElement } from "../parts/board.js";
import { FakeSession, find, findAll, keptToasts, press, rest, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { ApplicationsView } from "./applications.js";

const card = (id: string, stage: string): ApplicationCard => ({ id, revision: 4, company: "Acme", role: `Role ${id}`, stage, since: "2026-11-20T08:00:00Z" });
const pipeline: Pipeline = { revision: 1, stages: [{ name: "applied", title: "Applied", kind: "open" }, { name: "interview", title: "Interview", kind: "open" }, { name: "rejected", title: "Rejected", kind: "lost" }] };
const [applied, interview, rejected] = pipeline.stages as [Pipeline["stages"][0], Pipeline["stages"][0], Pipeline["stages"][0]];
const board: Board = { columns: [{ stage: applied, count: 250, cards: [card("a", "applied"), card("b", "applied")] }, { stage: interview, count: 0, cards: [] }, { stage: rejected, count: 3, cards: [] }], archived: 2 };
const application: Application = {
  id: "a", revision: 4, company: { id: "co", name: "Acme" }, role: "Engineer", stage: "applied", stageKind: "open", since: "2026-11-20T08:00:00Z", isArchived: false, tags: ["remote"],
  tasks: [{ id: "t1", title: "Send the portfolio", due: "2026-11-19" }], links: [{ ref: { kind: "contact", id: "c1" }, role: "recruiter" }], pay: { from: 60000, to: 80000, currency: "EUR" }, created: "2026-11-01T08:00:00Z", changed: "2026-11-20T08:00:00Z",
};
const proposal: Proposal = { id: "p1", revision: 1, kind: "stage.move", state: "open", about: { kind: "application", id: "a" }, title: "Move Acme to interview", quotedLine: "We invite you on Thursday.", evidence: [], values: {}, madeBy: "rules", made: "2026-11-20T08:00:00Z" };
const answers: Answers = {
  "applications/board": board, "applications/pipeline": pipeline, "applications/list": { applications: [card("a", "applied"), card("b", "applied")] }, "applications/search": { applications: [card("b", "applied")] }, "applications/get": application, "applications/move": { ...application, stage: "interview", revision: 5 }, "applications/undo": { ...application, revision: 6 },
  "applications/timeline": { entries: [{ id: "e1", at: "2026-11-20T08:00:00Z", kind: "moved", fromStage: "applied", toStage: "interview", by: "proposal" }, { id: "e2", at: "2026-11-19T08:00:00Z", kind: "taskAdded", text: "Send the portfolio", by: "user" }] },
  "proposals/list": { proposals: [proposal, { ...proposal, id: "p2", about: { kind: "application", id: "other" }, title: "Of another" }] }, "proposals/accept": proposal, "contacts/get": { id: "c1", revision: 1, kind: "person", name: "Rita Recruiter", addresses: [], fields: {}, source: "typed", changed: "2026-11-20T08:00:00Z" },
  "writing/list": { writings: [] }, "drafting/rules": { rules: [] },
};

const toasts = keptToasts();

beforeEach(() => localStorage.clear());
afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession, ...path: readonly string[]): Promise<ApplicationsView> {
  const view = await show(new ApplicationsView(), session, { view: "applications", path });
  await rest(view);
  return view;
}
const asked = (session: FakeSession, method: string): unknown[] => session.asked.filter((each) => each.method === method).map((each) => each.params);
const boardOf = (view: ApplicationsView): BoardElement => {
  const found = find(view, "as-board");
  if (!(found instanceof BoardElement)) throw new Error("There is no board.");
  return found;
};
const counts = (view: ApplicationsView): string[] => boardOf(view).lanes.map(({ stage, count, cards }) => `${stage.name} ${count} ${cards.map(({ id }) => id).join("")}`);

test("move_on the board_is seen at once, asks the host with the revision, and can be undone", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  let answered: (value: Application) => void = () => undefined;
  session.answer("applications/move", () => new Promise((resolve) => (answered = resolve)));
  boardOf(view).dispatchEvent(new CustomEvent("move", { detail: { card: card("a", "applied"), stage: "interview" } }));
  await rest(view);
  expect(counts(view)).toEqual(["applied 249 b", "interview 1 a", "rejected 3 "]);
  session.answer("applications/list", ({ stage }) => ({ applications: stage === "applied" ? [card("b", "applied")] : [] }));
  session.answer("applications/board", { ...board, columns: [{ stage: applied, count: 249, cards: [card("b", "applied")] }, { stage: interview, count: 1, cards: [card("a", "interview")] }, { stage: rejected, count: 3, cards: [] }] });
  answered({ ...application, stage: "interview", revision: 5 });
  await rest(view);
  expect(asked(session, "applications/move")).toEqual([{ id: "a", stage: "interview", revision: 4 }]);
  expect(counts(view)).toEqual(["applied 249 b", "interview 1 a", "rejected 3 "]);
  expect(toasts[0]?.text).toContain("is in Interview");
  session.answer("applications/board", board);
  session.answer("applications/list", { applications: [card("a", "applied"), card("b", "applied")] });
  toasts[0]?.action?.run();
  await rest(view);
  expect(asked(session, "applications/undo")).toEqual([{ id: "a" }]);
  expect(counts(view)).toEqual(["applied 250 ab", "interview 0 ", "rejected 3 "]);
});

test("move_that the host refuses_puts the card back and says why", async () => {
  const session = new FakeSession({ ...answers, "applications/move": () => { throw new RpcError(errorCode.conflict, "It changed."); } });
  const view = await bed(session);
  boardOf(view).dispatchEvent(new CustomEvent("move", { detail: { card: card("a", "applied"), stage: "interview" } }));
  await rest(view);
  expect(counts(view)).toEqual(["applied 250 ab", "interview 0 ", "rejected 3 "]);
  expect(toasts[0]?.failing).toBe(true);
});

test("render_of an application_says which version they have, also where its contact got it in mail about nothing", async () => {
  const paper = { documentId: "d1", title: "My CV", kind: "cv", basis: "chosen", name: "cv.pdf", digest: "ab", to: ["Rita <rita@acme.example>"], state: "sent", at: "2026-11-20T08:00:00Z" } as const;
  const session = new FakeSession({ ...answers, "documents/sent": { sent: [{ ...paper, version: 2, outboxId: "o1", subject: "My application", about: { kind: "application", id: "a" } }, { ...paper, version: 1, outboxId: "o2", subject: "As we said" }] } });
  const view = await bed(session, "a");
  expect(findAll(view, "as-documents-sent li").map((each) => textOf(each).includes("in mail that is about nothing"))).toEqual([false, true]);
  expect(asked(session, "documents/sent")).toEqual([{ limit: 200, about: { kind: "application", id: "a" }, contacts: ["c1"] }]);
});

test("end of a column_reads the rest page by page, those that wait longest first", async () => {
  const session = new FakeSession({ ...answers, "applications/list": ({ cursor }) => (cursor === undefined ? { applications: [{ ...card("z", "applied"), since: "2026-11-21T00:00:00Z" }, card("a", "applied")], next: "2" } : { applications: [{ ...card("y", "applied"), since: "2026-11-01T00:00:00Z" }] }) });
  const view = await bed(session);
  boardOf(view).dispatchEvent(new CustomEvent("more", { detail: "applied" }));
  await rest(view);
  expect(counts(view)[0]).toBe("applied 250 yaz");
});

test("hide_rejections_asks for a board without their cards and is kept", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  const box = find(view, ".hide input") as HTMLInputElement;
  box.checked = true;
  box.dispatchEvent(new Event("change"));
  await rest(view);
  expect(asked(session, "applications/board").at(-1)).toEqual({ cards: 100, hideLost: true });
  expect(boardOf(view).lanes[2]?.hidden).toBe(true);
  expect(localStorage.getItem("assistant.board.hideLost")).toBe("true");
});

test("search_with a filter that there is not_marks the place and says what is known", async () => {
  const session = new FakeSession({ ...answers, "applications/search": () => { throw new RpcError(errorCode.invalid, "no", { problems: [{ path: "$.query:6", problem: "there is no filter 'stge:'", remedy: "Known are stage:." }] }); } });
  const view = await bed(session, "list");
  const box = find(view, "input[type=search]") as HTMLInputElement;
  box.value = "acme stge:applied remote";
  box.dispatchEvent(new Event("input"));
  await new Promise((resolve) => setTimeout(resolve, 180));
  await rest(view);
  expect(textOf(find(view, "#trouble mark"))).toBe("stge:applied");
  expect(textOf(find(view, "#trouble"))).toContain("Known are stage:.");
});

test("render_of one application_shows what is proposed about it alone, its tasks, people and pay", async () => {
  const view = await bed(new FakeSession(answers), "a");
  const text = textOf(find(view, "as-application"));
  for (const each of ["Engineer", "We invite you on Thursday.", "Send the portfolio", "Rita Recruiter", "60,000 – 80,000 EUR a year"]) expect(text).toContain(each);
  expect(text).not.toContain("Of another");
});

test("render_of an application_lists what was written for it, each with its state, and leads to writing more", async () => {
  const claim = { id: "k", kind: "number", text: "10", sentence: "Ten.", reason: "No source has it." } as const;
  const letter: Writing = { id: "w1", task: "coverLetter", state: "done", contactId: "c1", about: { kind: "application", id: "a" }, started: "2026-11-20T08:00:00Z", text: "", claims: [claim, { ...claim, id: "l", ticked: true }] };
  const others: Writing[] = [{ ...letter, id: "w2", task: "fit", state: "failed", contactId: undefined, claims: [] } as unknown as Writing, { ...letter, id: "w3", task: "interview", state: "running", claims: [] }, { ...letter, id: "w4", task: "outreach", draftId: "d1", draftRevision: 2 }];
  const session = new FakeSession({ ...answers, "writing/list": { writings: [letter, ...others] } });
  const view = await bed(session, "a");
  const rows = findAll(find(view, "as-writings-about"), "li").map(textOf);
  expect(asked(session, "writing/list")).toEqual([{ limit: 200, about: { kind: "application", id: "a" } }]);
  expect(rows[0]).toMatch(/^Cover letter Rita Recruiter · .*1 thing in it is in no source.*Written$/u);
  expect(rows[1]).toMatch(/^Fit with a posting [^·]*Failed$/u);
  expect(rows[2]).toMatch(/^Interview questions .*Being written$/u);
  expect(rows[3]).not.toContain("in no source");
  expect(findAll(find(view, "as-writings-about"), "a").map((each) => each.getAttribute("href"))).toEqual(["#/writings/w1", "#/writings/w2", "#/writings/w3", "#/writings/w4"]);
  expect(findAll(view, "a").map((each) => each.getAttribute("href"))).toContain("#/compose?application=a&contact=c1&task=coverLetter");
});

test("render_of an application for which nothing was written_says so, and reads again when something is", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "a");
  expect(textOf(find(view, "as-writings-about"))).toBe("Nothing was written for it yet.");
  session.answer("writing/list", { writings: [{ id: "w1", task: "fit", state: "running", started: "2026-11-20T08:00:00Z", text: "" }] });
  session.raise("writing.changed", "w1");
  await new Promise((resolve) => setTimeout(resolve, 150));
  await rest(view);
  expect(textOf(find(view, "as-writings-about"))).toContain("Being written");
});

test("rule_of an application_is shown on its page and changed there", async () => {
  const session = new FakeSession({ ...answers, "drafting/rules": { rules: [{ subjectId: "c1", rule: "never" }, { subjectId: "a", rule: "localOnly" }] }, "drafting/setRule": { subjectId: "a", rule: "never" } });
  const view = await bed(session, "a");
  const select = find(find(view, "as-subject-rule"), "select") as HTMLSelectElement;
  expect([select.value, select.getAttribute("aria-label")]).toEqual(["localOnly", "Rule for Acme, Engineer"]);
  session.answer("drafting/rules", { rules: [{ subjectId: "a", rule: "never" }] });
  select.value = "never";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(asked(session, "drafting/setRule")).toEqual([{ subjectId: "a", rule: "never" }]);
  expect(toasts.map((each) => each.text)).toEqual(["The rule for Acme, Engineer is kept."]);
  expect(select.value).toBe("never");
});

test("rule_of an application_that could not be kept_stands as it was", async () => {
  const session = new FakeSession({ ...answers, "drafting/rules": { rules: [{ subjectId: "a", rule: "localOnly" }] }, "drafting/setRule": () => { throw new RpcError(errorCode.internalError, "It did not work."); } });
  const view = await bed(session, "a");
  const select = find(find(view, "as-subject-rule"), "select") as HTMLSelectElement;
  select.value = "any";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(select.value).toBe("localOnly");
});

test("rule_of an application_is read without a choice by who may only read", async () => {
  const session = new FakeSession({ ...answers, "drafting/rules": { rules: [{ subjectId: "a", rule: "localOnly" }] } });
  session.state = { kind: "open", welcome: { hostVersion: "0", person: "Ana", scopes: ["read"], demo: false, needs: [] } };
  const view = await bed(session, "a");
  expect(findAll(find(view, "as-subject-rule"), "select")).toEqual([]);
  expect(textOf(find(view, "as-subject-rule"))).toContain("Models on this machine only");
});

test("rule_where there is no plugin for models_is not spoken of", async () => {
  const session = new FakeSession({ ...answers, "drafting/rules": () => { throw new RpcError(errorCode.methodNotFound, "Nobody serves it."); } });
  const view = await bed(session, "a");
  expect(textOf(find(view, "as-subject-rule"))).toBe("");
});

test("accept_of what is proposed_decides it and reads the application again", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "a");
  const before = asked(session, "applications/get").length;
  press(view, "Accept");
  await new Promise((resolve) => setTimeout(resolve, 150));
  await rest(view);
  expect(asked(session, "proposals/accept")).toEqual([{ id: "p1" }]);
  expect(asked(session, "applications/get").length).toBeGreaterThan(before);
});

test("stage_chosen in the head_moves the application, with its undo", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "a");
  const select = find(view, "#stage") as HTMLSelectElement;
  select.value = "interview";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(asked(session, "applications/move")).toEqual([{ id: "a", stage: "interview", revision: 4 }]);
  toasts.find((each) => each.action !== undefined)?.action?.run();
  await rest(view);
  expect(asked(session, "applications/undo")).toEqual([{ id: "a" }]);
});

test("stage_that the host refused_stands as it was", async () => {
  const session = new FakeSession({ ...answers, "applications/move": () => { throw new RpcError(errorCode.conflict, "It changed."); } });
  const view = await bed(session, "a");
  const select = find(find(view, "as-application"), "#stage") as HTMLSelectElement;
  select.value = "interview";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(select.value).toBe("applied");
});

test("timeline_of an application_names the stages by their titles, and its moves alone where that is wanted", async () => {
  const view = await bed(new FakeSession(answers), "a", "timeline");
  const timeline = findAll(view, "as-application")[1] ?? view;
  expect(textOf(timeline)).toContain("Applied → Interview");
  (find(timeline, "input[type=checkbox]") as HTMLInputElement).click();
  await rest(view);
  expect(findAll(timeline, "ol.timeline li")).toHaveLength(1);
});

test("create_without company or role_shows each problem at its field and keeps what was typed", async () => {
  const session = new FakeSession({ ...answers, "applications/create": () => { throw new RpcError(errorCode.invalid, "no", { problems: [{ path: "$.details.company", problem: "is empty" }] }); } });
  const view = await bed(session, "new");
  (find(view, "#role") as HTMLInputElement).value = "Editor";
  press(view, "Save");
  await rest(view);
  expect(textOf(find(view, "#company-wrong"))).toContain("is empty");
  expect((find(view, "#role") as HTMLInputElement).value).toBe("Editor");
});

test("render_with nothing in it_leads to capturing, importing and typing", async () => {
  const view = await bed(new FakeSession({ ...answers, "applications/board": { columns: board.columns.map((each) => ({ ...each, count: 0, cards: [] })), archived: 0 } }));
  for (const each of ["#/capture", "#/capture/import", "#/applications/new"]) expect(find(view, `.state a[href='${each}']`)).toBeDefined();
});

test("timeline_of ten thousand entries_draws one page of them, and reads on where it ends", async () => {
  const entries = Array.from({ length: 10_000 }, (_, n) => ({ id: `e${n}`, at: "2026-11-19T08:00:00Z", kind: "taskAdded", text: `Step ${n}`, by: "user" }) as const);
  const session = new FakeSession({ ...answers, "applications/timeline": ({ cursor, limit = 100 }) => {
    const from = Number(cursor ?? 0);
    return { entries: entries.slice(from, from + limit), next: String(from + limit) };
  } });
  const view = await bed(session, "a", "timeline");
  const timeline = findAll(view, "as-application")[1] ?? view;
  const drawn = (): string[] => findAll(timeline, "ol.timeline li").map(textOf);
  expect([drawn().length, drawn()[0]]).toEqual([50, expect.stringContaining("Step 0")]);
  for (let page = 1; page <= 5; page++) {
    press(timeline, "Next");
    await rest(view);
  }
  expect([drawn().length, drawn()[0]]).toEqual([50, expect.stringContaining("Step 250")]);
  expect(asked(session, "applications/timeline")).toHaveLength(2);
  press(timeline, "‹ Previous");
  await rest(view);
  expect(drawn()[0]).toContain("Step 200");
});
