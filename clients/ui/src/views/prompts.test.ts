import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Prompt } from "@assistant/protocol";
import { FakeSession, find, findAll, press, rest, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { PromptsView } from "./prompts.js";

const prompt: Prompt = { id: "outreach", version: "3f2a90c1", text: "---\ntask: outreach\n---\nWrite {{contact\n", isOwn: true };
const answers: Answers = { "drafting/prompts": { prompts: [prompt] }, "drafting/style": { text: "Short." }, "drafting/setStyle": { text: "Shorter." }, "drafting/learnStyle": { text: "Warm." } };

async function bed(session: FakeSession, ...path: string[]): Promise<PromptsView> {
  const view = await show(new PromptsView(), session, { view: "prompts", path });
  await rest(view);
  return view;
}

const asked = (session: FakeSession, method: string): unknown => session.asked.find((each) => each.method === method)?.params;

afterEach(() => document.body.replaceChildren());

test("render_one prompt_shows its text and version", async () => {
  const view = await bed(new FakeSession(answers), "outreach");
  for (const each of ["First mail", "version 3f2a90c1", "task: outreach"]) expect(textOf(view)).toContain(each);
});

test("save_of what is wrong_names line and column and leads there", async () => {
  const session = new FakeSession({ ...answers, "drafting/savePrompt": () => { throw new RpcError(errorCode.invalid, "no", { problems: [{ path: "outreach:4:7", problem: "'{{' is never closed." }] }); } });
  const view = await bed(session, "outreach", "edit");
  press(view, "Save");
  await rest(view);
  expect(textOf(view)).toContain("Line 4, column 7 : '{{' is never closed.");
  press(view, "Line 4, column 7");
  const area = find(view, "#text") as HTMLTextAreaElement;
  expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe("{{contact");
});

test("save_of a prompt_sends its text", async () => {
  const session = new FakeSession({ ...answers, "drafting/savePrompt": { ...prompt, version: "5f3a9c21" } });
  const view = await bed(session, "outreach", "edit");
  (find(view, "#text") as HTMLTextAreaElement).value = "new";
  press(view, "Save");
  await rest(view);
  expect(asked(session, "drafting/savePrompt")).toEqual({ id: "outreach", text: "new" });
});

test("reset_of a prompt_asks first and sends no text", async () => {
  const session = new FakeSession({ ...answers, "drafting/savePrompt": { ...prompt, isOwn: false } });
  const view = await bed(session, "outreach");
  press(view, "Back to what came with it");
  await rest(view);
  expect(asked(session, "drafting/savePrompt")).toBeUndefined();
  findAll(document, "as-dialog fluent-button").find((each) => textOf(each).startsWith("Back"))?.click();
  await rest(view);
  expect(asked(session, "drafting/savePrompt")).toEqual({ id: "outreach" });
});

test("voice_learnt from texts_is shown and kept only when it is saved", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session, "voice");
  (find(view, "#texts") as HTMLTextAreaElement).value = "Dear Ana\n---\nDear Ben\n";
  press(view, "Make a card of it");
  await rest(view);
  expect(asked(session, "drafting/learnStyle")).toEqual({ texts: ["Dear Ana", "Dear Ben"] });
  expect((find(view, "#card") as HTMLTextAreaElement).value).toBe("Warm.");
  expect(asked(session, "drafting/setStyle")).toBeUndefined();
  press(view, "Save");
  await rest(view);
  expect(asked(session, "drafting/setStyle")).toEqual({ text: "Warm." });
});
