import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Application, Contact, Draft, Writing } from "@assistant/protocol";
import { setLocale } from "../locale.js";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { WritingsView } from "./writings.js";

const contact: Contact = { id: "c1", revision: 1, name: "Ben Okafor", kind: "person", addresses: [], fields: {}, source: "typed", changed: "2026-11-20T08:00:00Z" };
const letter: Writing = {
  id: "w1", task: "coverLetter", state: "done", contactId: "c1", started: "2026-11-20T08:00:00Z", text: "Dear Ben, 240 posters.", parts: [{ sentences: [{ text: "Dear Ben, 240 posters.", sources: [] }] }],
  sources: [{ id: "posting:2", kind: "posting", text: "Typesetter wanted" }], claims: [{ id: "k1", kind: "number", text: "240", sentence: "Dear Ben, 240 posters.", reason: "No source has it." }],
  strippedLinks: ["https://invented.example"], notices: ["12 lines were left out."], provenance: { work: "drafted", composer: "writer/openAi", model: "llama3.2", prompt: "coverLetter@3f2a90c1" }, usage: { inputTokens: 1488, outputTokens: 306, milliseconds: 4216, cost: 0.0031 },
};
const draft: Draft = { id: "d1", revision: 2, state: "open", accountId: "a1", contactId: "c1", to: [], cc: [], bcc: [], replyTo: [], subject: "Hello", body: "Dear Ben, hello", attachments: [], problems: [], changed: "2026-11-20T08:00:00Z" };
const preview = { draftId: "d1", revision: 2, from: "", to: [], cc: [], bcc: [], replyTo: [], subject: "Hello", text: "", html: "", attachments: [], problems: [] };
const answers: Answers = { "writing/list": { writings: [letter] }, "writing/get": letter, "contacts/get": contact, "drafts/get": draft, "drafts/preview": preview, "drafts/history": { revisions: [{ revision: 2, changed: draft.changed, subject: "", body: "Dear Ben, good day" }, { revision: 1, changed: draft.changed, subject: "", body: "Dear Ben, hello" }] } };

async function bed(answering: Answers, ...path: string[]): Promise<{ readonly view: WritingsView; readonly session: FakeSession }> {
  const session = new FakeSession(answering);
  const view = await show(new WritingsView(), session, { view: "writings", path });
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(view);
  }
  return { view, session };
}

afterEach(() => {
  setLocale("en");
  document.body.replaceChildren();
});

test("render_one writing_shows its text, what no source has, its sources, and how it was made", async () => {
  const { view } = await bed(answers, "w1");
  const text = textOf(view);
  for (const each of ["Cover letter : Ben Okafor", "No source has it.", "12 lines were left out.", "https://invented.example", "Typesetter wanted", "Foreign text", "llama3.2", "coverLetter@3f2a90c1", "1,488 in, 306 out", "0.0031"]) expect(text).toContain(each);
  expect(findAll(view, ".body mark").map(textOf)).toEqual(["240"]);
});

test("render_a writing for an application_is called by it, and is written again for it", async () => {
  const alone: Writing = { id: "w1", task: "coverLetter", state: "done", about: { kind: "application", id: "a1" }, started: letter.started, text: "Dear Sir" };
  const application = { id: "a1", company: { id: "k1", name: "Acme" }, role: "Optician" } as unknown as Application;
  const gone = (): never => { throw new RpcError(errorCode.notFound, "There is no contact."); };
  const { view } = await bed({ ...answers, "contacts/get": gone, "applications/get": application, "writing/get": alone, "writing/list": { writings: [alone] } }, "w1");
  expect(textOf(view)).toContain("Cover letter : Acme, Optician");
  expect(findAll(view, "a").map((each) => each.getAttribute("href"))).toContain("#/compose?application=a1&task=coverLetter&again=1");
});

test("render_a mail that changed a draft_shows the difference to the version before", async () => {
  const { view } = await bed({ ...answers, "writing/get": { ...letter, task: "outreach", draftId: "d1", draftRevision: 2, text: "Dear Ben, good day" } }, "w1");
  expect(findAll(view, ".text del").map(textOf)).toEqual(["hello"]);
  expect(findAll(view, ".text ins").map(textOf)).toEqual(["good day"]);
  expect(find(view, "as-draft")).toBeDefined();
});

test("render_a mail whose draft was changed meanwhile_leaves the draft, and puts it in only when asked", async () => {
  const { view, session } = await bed({ ...answers, "drafts/update": draft, "writing/get": { ...letter, task: "outreach", draftId: "d1", text: "Dear Ben, good day" } }, "w1");
  expect(textOf(view)).toContain("The draft was changed meanwhile");
  expect(session.asked.some((each) => each.method === "drafts/update")).toBe(false);
  press(view, "Put it into the draft");
  await settled(view);
  expect(session.asked.find((each) => each.method === "drafts/update")?.params).toEqual({ id: "d1", revision: 2, body: "Dear Ben, good day" });
});

test("render_a reply's meaning_shows the stage and the line, and is decided there", async () => {
  const proposal = { id: "p1", revision: 1, kind: "stage.move", state: "open", about: { kind: "contact", id: "c1" }, title: "Set the contact's field stage to \"interview\"", quotedLine: "Come on Monday.", evidence: [], values: {}, madeBy: "model:llama3.2", made: "2026-11-20T08:00:00Z" } as const;
  const meaning: Writing = { ...letter, task: "replyMeaning", claims: [], text: "**interview**\n\n> Come on Monday.\n\nThey ask you to come.\n", parts: [{ sentences: [{ text: "They ask you to come.", sources: ["mail:1"] }] }] };
  const { view, session } = await bed({ ...answers, "proposals/list": { proposals: [proposal] }, "proposals/accept": proposal, "writing/get": { ...meaning, proposalId: "p1" } }, "w1");
  expect(textOf(find(view, "article > .body"))).toBe("They ask you to come.");
  expect(textOf(find(view, "as-proposal blockquote"))).toBe("Come on Monday.");
  expect([findAll(view, "article h3").map(textOf).includes("interview"), findAll(view, "blockquote").length]).toEqual([false, 1]);
  press(view, "Accept");
  await settled(view);
  expect(session.asked.find((each) => each.method === "proposals/accept")?.params).toEqual({ id: "p1" });
  const { view: unproposed } = await bed({ ...answers, "proposals/list": { proposals: [] }, "writing/get": { ...meaning, proposalId: "p1" } }, "w1");
  expect([findAll(unproposed, "article h3").map(textOf).includes("interview"), textOf(find(unproposed, "blockquote"))]).toEqual([true, "Come on Monday."]);
});

test("list_of what has claims left_says how many, and of a draft's nothing: they are ticked there", async () => {
  const { view } = await bed({ ...answers, "writing/list": { writings: [letter, { ...letter, id: "w2", draftId: "d1", draftRevision: 2 }] } });
  expect(findAll(view, "as-list fluent-badge").map(textOf)).toEqual(["1 to look at", "Written"]);
});

test("render_one that failed_shows what had arrived, and is written without a model by one press", async () => {
  const { view } = await bed({ ...answers, "writing/get": { ...letter, state: "failed", text: "Dear B", failure: "The provider did not answer." } }, "w1");
  expect(textOf(find(view, "pre"))).toBe("Dear B");
  expect(findAll(view, "a[href^='#/compose?']").map((each) => each.getAttribute("href"))).toContain("#/compose?contact=c1&task=coverLetter&model=offline&again=1");
});

test("render_a fit_says its figure and what each requirement rests on", async () => {
  const { view } = await bed({ ...answers, "writing/get": { ...letter, task: "fit", fit: { met: 1, of: 2 }, parts: [{ title: "Type", of: "posting:2", sentences: [{ text: "Five years.", sources: ["cv:3"] }] }] } }, "w1");
  for (const each of ["1 of 2 requirements are met", "Typesetter wanted", "asked for : Typesetter wanted ( Posting, line 2 )", "rests on : CV, line 3", "drafted , OpenAI-compatible"]) expect(textOf(view)).toContain(each);
});

test("render_a fit without a model_says in German what the host says of it, costs nothing and has no prompt to be read", async () => {
  setLocale("de");
  const filled: Writing = { ...letter, task: "fit", claims: [], parts: [{ of: "posting:2", sentences: [{ text: "No line of the CV shares a word with this.", sources: [] }] }], usage: { inputTokens: 0, outputTokens: 0, milliseconds: 1 }, provenance: { work: "filled template", composer: "writer/offline", prompt: "offline.fit@2" } };
  const { view } = await bed({ ...answers, "writing/get": filled }, "w1");
  const text = textOf(view);
  for (const each of ["Keine Zeile des Lebenslaufs hat ein Wort damit gemeinsam.", "nichts: Kein Modell wurde gefragt", "offline.fit@2"]) expect(text).toContain(each);
  expect(findAll(view, "a").map((each) => each.getAttribute("href")).filter((each) => each?.startsWith("#/prompts"))).toEqual([]);
});

test.each([
  ["failed", "It was not written"],
  ["cancelled", "It was cancelled"],
] as const)("render_one that %s_leads to writing it again", async (state, heading) => {
  const { view } = await bed({ ...answers, "writing/get": { ...letter, state, failure: "The provider did not answer.", remedy: "Try it again." } }, "w1");
  expect(textOf(view)).toContain(heading);
  expect(find(view, "a[href^='#/compose?']").getAttribute("href")).toBe("#/compose?contact=c1&task=coverLetter&again=1");
});

test("render_none_leads to writing one", async () => {
  const { view } = await bed({ ...answers, "writing/list": { writings: [] } });
  expect(find(view, "a[href='#/compose']")).toBeDefined();
});

test("tick_of a kept text's claim_is kept with it, and an unticked one is shown as such", async () => {
  const ticked = { ...letter, claims: letter.claims?.map((each) => ({ ...each, ticked: true })) ?? [] };
  const { view, session } = await bed({ ...answers, "writing/tick": ticked }, "w1");
  expect(textOf(view)).toContain("Nobody said that it is true.");
  press(view, "It is true");
  await settled(view);
  expect(session.asked.find((each) => each.method === "writing/tick")?.params).toEqual({ id: "w1", claimIds: ["k1"] });
  expect(textOf(view)).toContain("You said that it is true");
  expect(findAll(view, ".body mark.ticked").map(textOf)).toEqual(["240"]);
});

test("render_changes to a CV_shows the whole CV with what goes and what comes", async () => {
  const sources = [{ id: "cv:1", kind: "cv" as const, text: "Robin Vale" }, { id: "cv:2", kind: "cv" as const, text: "Set type in Porto" }];
  const { view } = await bed({ ...answers, "writing/get": { ...letter, task: "cvTailoring", sources, claims: [], parts: [{ of: "cv:2", sentences: [{ text: "Set metal type in Porto", sources: ["cv:2"] }] }] } }, "w1");
  const [whole] = findAll(view, ".body.diff");
  expect(whole === undefined ? "" : textOf(whole)).toContain("Robin Vale");
  expect(findAll(view, ".body.diff ins").map(textOf)).toEqual(["metal"]);
});

test("render_changes to a CV with an invention_marks it in the change itself", async () => {
  const sources = [{ id: "cv:1", kind: "cv" as const, text: "Diploma in Printing, 2015" }, { id: "cv:2", kind: "cv" as const, text: "Set type with distinction" }];
  const claims = [{ id: "k1", kind: "skill" as const, text: "with distinction", sentence: "Diploma in Printing with distinction, 2015", reason: "No source has it." }];
  const parts = [{ of: "cv:1", sentences: [{ text: "Diploma in Printing with distinction, 2015", sources: ["cv:1"] }] }, { of: "cv:2", sentences: [{ text: "Set metal type with distinction", sources: ["cv:2"] }] }];
  const { view } = await bed({ ...answers, "writing/get": { ...letter, task: "cvTailoring", sources, claims, parts } }, "w1");
  expect(findAll(view, ".body.diff mark").map(textOf)).toEqual(["with distinction"]);
  expect(findAll(view, ".body.diff ins mark")).toHaveLength(1);
});
