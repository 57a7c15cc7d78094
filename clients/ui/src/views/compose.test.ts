import { afterEach, expect, test, vi } from "vitest";
import { ConnectionLost, RpcError, errorCode } from "@assistant/protocol";
import type { Application, Contact, Draft, Model, Writing, WritingPlan, WritingProgress } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { ComposeView } from "./compose.js";

const contact: Contact = { id: "c1", revision: 1, name: "Ben Okafor", kind: "person", addresses: [{ address: "ben@example.org", mayWrite: true }], fields: {}, source: "typed", changed: "2026-11-20T08:00:00Z" };
const offline: Model = { id: "offline", provider: "offline", isLocal: true, hasKey: false, isAllowed: true, isChosen: false };
const gpt: Model = { id: "gpt", provider: "openAi", name: "gpt-4o-mini", endpoint: "https://api.openai.com/v1", isLocal: false, hasKey: true, isAllowed: false, isChosen: true };
const rehearsal: Model = { ...offline, id: "rehearsal", provider: "rehearsal" };
const usage = { inputTokens: 1488, outputTokens: 306, milliseconds: 1200, cost: 0.0009 };
const running: Writing = { id: "w1", task: "coverLetter", state: "running", contactId: "c1", started: "2026-11-20T08:00:00Z", text: "" };
const done: Writing = { ...running, state: "done", text: "Dear Ben", parts: [{ sentences: [{ text: "Dear Ben", sources: ["contact.firstName"] }] }], sources: [], claims: [], usage };
const plan: WritingPlan = { provider: "openAi", model: "gpt-4o-mini", endpoint: "https://api.openai.com/v1", isLocal: false, payload: [{ role: "system", text: "Rules" }, { role: "user", text: "contact.name Ben Okafor" }], fields: ["contact.name"], estimate: usage, obstacle: "Its payload was never looked at.", remedy: "Allow it." };
const answers: Answers = { "contacts/list": { contacts: [contact] }, "contacts/get": contact, "drafting/models": { models: [offline, rehearsal, gpt] }, "tracking/list": { rows: [] }, "templates/list": { templates: [] }, "writing/list": { writings: [] }, "writing/get": done, "writing/plan": plan };

/** An answer that is given when the test wants it. */
function later<T>(): { readonly promise: Promise<T>; readonly give: (value: T) => void; readonly fail: (error: unknown) => void } {
  let [give, fail]: [(value: T) => void, (error: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((resolve, reject) => ([give, fail] = [resolve, reject]));
  return { promise, give, fail };
}

async function rest(view: ComposeView): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(view);
  }
}

async function bed(session: FakeSession, query: Readonly<Record<string, string>> = { contact: "c1", task: "coverLetter" }): Promise<ComposeView> {
  const view = await show(new ComposeView(), session, { view: "compose", path: [], query });
  await rest(view);
  return view;
}

const paramsOf = (session: FakeSession, method: string): unknown => session.asked.find((each) => each.method === method)?.params;

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, "", "#");
  vi.useRealTimers();
});

test("write_with all filled in_sends exactly that", async () => {
  const session = new FakeSession({ ...answers, "writing/start": done });
  const view = await bed(session);
  press(view, "CV");
  await rest(view);
  const area = find(view, "#text-0") as HTMLTextAreaElement;
  area.value = "Set type in Porto";
  area.dispatchEvent(new Event("input"));
  (find(view, "#say") as HTMLTextAreaElement).value = " ask for a call ";
  (find(view, "#tone") as HTMLInputElement).value = "warm";
  (find(view, "#words") as HTMLInputElement).value = "120";
  (find(view, "#not") as HTMLTextAreaElement).value = "synergy\n\nleverage\n";
  await rest(view);
  press(view, "Write");
  await rest(view);
  expect(paramsOf(session, "writing/start")).toEqual({ task: "coverLetter", contactId: "c1", texts: [{ kind: "cv", name: "CV", text: "Set type in Porto" }], instructions: "ask for a call", voice: { tone: "warm", maxWords: 120, doNotSay: ["synergy", "leverage"] } });
  expect(textOf(view)).toContain("Dear Ben");
  expect(location.hash).toContain("writing=w1");
});

test("file_of plain text_becomes a text; one that is none is refused", async () => {
  const view = await bed(new FakeSession(answers));
  press(view, "Posting");
  await rest(view);
  const input = find(view, "input[type=file]") as HTMLInputElement;
  const take = async (file: File): Promise<void> => {
    Object.defineProperty(input, "files", { value: [file], configurable: true });
    input.dispatchEvent(new Event("change"));
    await rest(view);
  };
  await take(new File([new Uint8Array([37, 80, 0, 255])], "cv.pdf"));
  expect((find(view, "#text-0") as HTMLTextAreaElement).value).toBe("");
  await take(new File(["Typesetter wanted"], "posting.txt"));
  expect((find(view, "#text-0") as HTMLTextAreaElement).value).toBe("Typesetter wanted");
  expect(textOf(find(view, "label[for=text-0]"))).toBe("posting.txt");
});

test("application in the address_is what the text is for, until it is taken away", async () => {
  const application = { id: "a1", revision: 1, company: { id: "co", name: "Acme" }, role: "Engineer", stage: "saved", stageKind: "open", since: "2026-11-20T08:00:00Z", isArchived: false, tags: [], tasks: [], links: [], created: "2026-11-20T08:00:00Z", changed: "2026-11-20T08:00:00Z" } as const;
  const session = new FakeSession({ ...answers, "writing/start": done, "applications/get": application });
  const view = await bed(session, { contact: "c1", task: "coverLetter", application: "a1" });
  expect(textOf(view)).toContain("For the application Acme, Engineer");
  press(view, "Write");
  await rest(view);
  expect(paramsOf(session, "writing/start")).toMatchObject({ about: { kind: "application", id: "a1" } });
  expect(location.hash).toContain("application=a1");
  press(view, "Not for this one");
  await rest(view);
  press(view, "See what would be sent");
  await rest(view);
  expect(paramsOf(session, "writing/plan")).not.toHaveProperty("about");
});

test("write_for an application alone_needs nobody, unless it is mail", async () => {
  const company = { id: "k1", name: "Acme" };
  const session = new FakeSession({ ...answers, "applications/get": { id: "a1", company, role: "Optician" } as unknown as Application, "writing/start": { id: "w1", task: "coverLetter", state: "done", about: { kind: "application", id: "a1" }, started: running.started, text: "Dear Sir", claims: [], sources: [] }, "writing/get": { id: "w1", task: "coverLetter", state: "done", about: { kind: "application", id: "a1" }, started: running.started, text: "Dear Sir" } });
  session.answer("contacts/get", () => { throw new RpcError(errorCode.notFound, "There is no contact."); });
  const view = await bed(session, { application: "a1", task: "coverLetter" });
  expect(textOf(view)).toContain("Nobody has to be chosen");
  const task = find(view, "#task") as HTMLSelectElement;
  task.value = "outreach";
  task.dispatchEvent(new Event("change"));
  await rest(view);
  expect(textOf(view)).toContain("Choose whom it is about first.");
  task.value = "coverLetter";
  task.dispatchEvent(new Event("change"));
  await rest(view);
  press(view, "Write");
  await rest(view);
  expect(paramsOf(session, "writing/start")).toEqual({ task: "coverLetter", about: { kind: "application", id: "a1" }, texts: [] });
  expect(textOf(view)).toContain(": Acme, Optician Written");
});

test("write_with nobody chosen_is not offered, and says why", async () => {
  const view = await bed(new FakeSession(answers), {});
  expect(textOf(view)).toContain("Choose whom it is about first.");
  expect(findAll(view, "fluent-button").find((each) => textOf(each) === "Write")?.hasAttribute("disabled")).toBe(true);
});

test("plan_of a model that is not allowed_shows the payload and allows it", async () => {
  const session = new FakeSession({ ...answers, "drafting/allowModel": { ...gpt, isAllowed: true } });
  const view = await bed(session);
  press(view, "See what would be sent");
  await rest(view);
  for (const each of ["https://api.openai.com/v1", "Leaves this machine", "OpenAI-compatible", "Contact: name", "contact.name Ben Okafor", "1,488 tokens in", "costs 0.0009", "Its payload was never looked at. Allow it."]) expect(textOf(view)).toContain(each);
  session.answer("writing/plan", { provider: plan.provider, isLocal: false, payload: plan.payload, fields: plan.fields, estimate: usage });
  session.answer("drafting/models", { models: [offline, { ...gpt, isAllowed: true }] });
  press(view, "I have seen it: allow gpt-4o-mini");
  await rest(view);
  expect(paramsOf(session, "drafting/allowModel")).toEqual({ id: "gpt" });
  expect(textOf(view)).not.toContain("This stops it");
});

test("allow_without the right_offers the command instead", async () => {
  const session = new FakeSession(answers);
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read", "draft"] } };
  const view = await bed(session);
  press(view, "See what would be sent");
  await rest(view);
  expect(textOf(view)).toContain("assistant models allow gpt");
});

test("plan_after another change_is not shown any more", async () => {
  const view = await bed(new FakeSession(answers));
  press(view, "See what would be sent");
  await rest(view);
  find(view, "#say").dispatchEvent(new Event("input", { bubbles: true }));
  await rest(view);
  expect(textOf(view)).not.toContain("The exact payload");
});

test("start_while it writes_shows each word as it arrives, and cancels at once", async () => {
  let say: (progress: WritingProgress) => void = () => undefined;
  let signal: AbortSignal | undefined;
  const session = new FakeSession({ ...answers, "writing/start": (_params, options) => {
    [say, signal] = [options?.onProgress ?? say, options?.signal];
    return later<Writing>().promise;
  } });
  const view = await bed(session);
  press(view, "Write");
  await rest(view);
  say({ text: "Dear ", stage: "writing" });
  say({ text: "Ben, ", stage: "writing" });
  await rest(view);
  expect(textOf(find(view, ".arriving"))).toBe("Dear Ben,");
  press(view, "Cancel");
  await rest(view);
  expect(signal?.aborted).toBe(true);
  expect(textOf(view)).toContain("Nothing was kept");
});

test("view that comes_while something runs_follows it", async () => {
  const answer = later<Writing>();
  const session = new FakeSession({ ...answers, "writing/list": { writings: [running] }, "writing/cancel": {}, "writing/watch": (_params, options) => {
    options?.onProgress?.({ text: "Dear Ben", stage: "writing" });
    return answer.promise;
  } });
  const view = await bed(session, {});
  expect(paramsOf(session, "writing/watch")).toEqual({ id: "w1" });
  expect(textOf(find(view, ".arriving"))).toBe("Dear Ben");
  answer.give(done);
  await rest(view);
  expect(findAll(view, "as-writing").length).toBeGreaterThan(0);
});

test("view that comes_while something runs_can cancel it by its id", async () => {
  const session = new FakeSession({ ...answers, "writing/list": { writings: [running] }, "writing/cancel": {}, "writing/watch": () => later<Writing>().promise });
  const view = await bed(session, {});
  press(view, "Cancel");
  await rest(view);
  expect(paramsOf(session, "writing/cancel")).toEqual({ id: "w1" });
});

test("connection that is lost_while it writes_is said, and the writing found again", async () => {
  const answer = later<Writing>();
  const session = new FakeSession({ ...answers, "writing/start": () => answer.promise, "writing/watch": { ...done, text: "Dear Ben, at last" } });
  const view = await bed(session);
  press(view, "Write");
  await rest(view);
  const open = session.state;
  session.become({ kind: "lost", retryAt: 0 });
  answer.fail(new ConnectionLost("gone"));
  await rest(view);
  expect(textOf(view)).toContain("The host goes on writing");
  session.answer("writing/list", { writings: [{ ...running, started: new Date().toISOString() }] });
  session.become(open);
  await rest(view);
  expect(paramsOf(session, "writing/watch")).toEqual({ id: "w1" });
});

test("view that goes_while it writes_leaves it running", async () => {
  let signal: AbortSignal | undefined;
  const session = new FakeSession({ ...answers, "writing/start": (_params, options) => {
    signal = options?.signal;
    return later<Writing>().promise;
  } });
  const view = await bed(session);
  press(view, "Write");
  await rest(view);
  view.remove();
  expect(signal?.aborted).toBe(false);
  expect(session.asked.some((each) => each.method === "writing/cancel")).toBe(false);
  expect(session.listeners).toBe(0);
});

test("failure of the model_is said with its remedy and ways on", async () => {
  const session = new FakeSession({ ...answers, "writing/start": () => { throw new RpcError(errorCode.needsSetup, "It has no key.", { subject: "model", remedy: "Give it its key." }); } });
  const view = await bed(session);
  press(view, "Write");
  await rest(view);
  for (const each of ["It has no key.", "Give it its key."]) expect(textOf(view)).toContain(each);
  expect(find(view, ".result a[href='#/models']")).toBeDefined();
});

test("failure of the model_with an answer of no form_shows it, and is written without a model by one press", async () => {
  const remedy = "Write again, or choose 'offline'.";
  const session = new FakeSession({ ...answers, "writing/start": () => { throw new RpcError(errorCode.providerRefused, `It has no JSON object. ${remedy}`, { remedy, arrived: "I am happy to help" }); } });
  const view = await bed(session);
  press(view, "Write");
  await rest(view);
  expect(textOf(find(view, ".result pre"))).toBe("I am happy to help");
  expect(textOf(find(view, ".result")).split(remedy)).toHaveLength(2);
  session.answer("writing/start", done);
  press(view, "Write it without a model");
  await rest(view);
  expect(session.asked.filter((each) => each.method === "writing/start").at(-1)?.params).toMatchObject({ model: "offline", contactId: "c1", task: "coverLetter" });
  expect(textOf(view)).toContain("Dear Ben");
});

test("failure of the request_is not one that another writer mends", async () => {
  const session = new FakeSession({ ...answers, "writing/start": () => { throw new RpcError(errorCode.invalid, "It has no CV.", { problems: [{ path: "$.texts", problem: "have no CV", remedy: "Hand in your CV." }] }); } });
  const view = await bed(session);
  press(view, "Write");
  await rest(view);
  expect(textOf(find(view, ".result"))).toContain("Try again");
  expect(textOf(find(view, ".result"))).not.toContain("without a model");
});

test("form of who went elsewhere_is as they left it, and begins anew for another person", async () => {
  const session = new FakeSession({ ...answers, "writing/start": done });
  const first = await bed(session);
  press(first, "CV");
  await rest(first);
  const area = find(first, "#text-0") as HTMLTextAreaElement;
  area.value = "Set type in Porto";
  area.dispatchEvent(new Event("input"));
  (find(first, "#say") as HTMLTextAreaElement).value = "ask for a call";
  (find(first, "#tone") as HTMLInputElement).value = "warm";
  first.remove();
  const second = await bed(session, {});
  press(second, "Write");
  await rest(second);
  expect(paramsOf(session, "writing/start")).toEqual({ task: "coverLetter", contactId: "c1", texts: [{ kind: "cv", name: "CV", text: "Set type in Porto" }], instructions: "ask for a call", voice: { tone: "warm" } });
  second.remove();
  const third = await bed(session, { contact: "c1", task: "outreach" });
  expect((find(third, "#say") as HTMLTextAreaElement).value).toBe("");
  expect(findAll(third, "#text-0")).toEqual([]);
});

test("rehearsal_where it is chosen_is called one", async () => {
  const view = await bed(new FakeSession(answers), { contact: "c1", model: "rehearsal" });
  expect(textOf(view)).toContain("No model is asked, and nothing leaves this machine");
});

test("draft in the address_gets the new version; one that was approved does not", async () => {
  const draft: Draft = { id: "d1", revision: 3, state: "open", accountId: "a1", contactId: "c1", to: [], cc: [], bcc: [], replyTo: [], subject: "Tuesday", body: "", attachments: [], problems: [], changed: "2026-11-20T08:00:00Z" };
  const session = new FakeSession({ ...answers, "drafts/get": draft, "writing/start": done });
  const view = await bed(session, { contact: "c1", task: "outreach", draft: "d1" });
  expect(textOf(view)).toContain("new version of the draft “Tuesday”");
  press(view, "Write");
  await rest(view);
  expect(paramsOf(session, "writing/start")).toMatchObject({ draftId: "d1" });
});

test("write_after a template_says which, and shows what its voice asks for", async () => {
  const template = { id: "t1", revision: 1, version: 1, name: "Hello", subject: "S", body: "B", variables: [], changed: "2026-11-20T08:00:00Z", voice: { tone: "warm", maxWords: 90, language: "pt-BR", doNotSay: ["synergy"] } };
  const session = new FakeSession({ ...answers, "templates/list": { templates: [template] }, "writing/start": done });
  const view = await bed(session);
  const select = find(view, "#template") as HTMLSelectElement;
  select.value = "t1";
  select.dispatchEvent(new Event("change"));
  await rest(view);
  expect(textOf(view)).toContain("warm; pt-BR; Words, at most: 90; without “synergy”");
  press(view, "Write");
  await rest(view);
  expect(paramsOf(session, "writing/start")).toMatchObject({ templateId: "t1" });
});

test("again_after one was written_asks for the same anew", async () => {
  const session = new FakeSession({ ...answers, "writing/start": done });
  const view = await bed(session);
  press(view, "Write");
  await rest(view);
  press(view, "Write it again");
  await rest(view);
  const [first, second] = session.asked.filter((each) => each.method === "writing/start").map((each) => each.params);
  expect(second).toEqual({ ...(first as object), fresh: true });
});

test("write_come here to have it written again_asks anew", async () => {
  const session = new FakeSession({ ...answers, "writing/start": done });
  const view = await bed(session, { contact: "c1", task: "coverLetter", again: "1" });
  press(view, "Write");
  await rest(view);
  expect(paramsOf(session, "writing/start")).toMatchObject({ fresh: true });
});
