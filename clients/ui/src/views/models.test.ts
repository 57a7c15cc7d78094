import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { Model } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import { ModelsView } from "./models.js";

const offline: Model = { id: "offline", provider: "offline", isLocal: true, hasKey: false, isAllowed: true, isChosen: true };
const gpt: Model = { id: "gpt", provider: "openAi", name: "gpt-4o-mini", endpoint: "https://api.openai.com/v1", isLocal: false, hasKey: true, isAllowed: false, isChosen: false, need: { code: "model.allow", message: "Nothing may be sent to it yet.", remedy: "Allow it." } };

async function rest(view: ModelsView): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(view);
  }
}

async function bed(session: FakeSession, ...path: string[]): Promise<ModelsView> {
  const view = await show(new ModelsView(), session, { view: "models", path });
  await rest(view);
  return view;
}

const asked = (session: FakeSession, method: string): unknown => session.asked.find((each) => each.method === method)?.params;
const fill = (view: ModelsView, id: string, value: string): void => void ((find(view, `#${id}`) as HTMLInputElement).value = value);

afterEach(() => document.body.replaceChildren());

test("save_of a preset with a key_sends the key once and keeps it nowhere", async () => {
  const session = new FakeSession({ "drafting/models": { models: [offline] }, "drafting/saveModel": gpt });
  const view = await bed(session, "new");
  const preset = find(view, "#preset") as HTMLSelectElement;
  preset.value = "openai";
  preset.dispatchEvent(new Event("change"));
  await rest(view);
  fill(view, "id", "gpt");
  fill(view, "key", "sk-secret");
  fill(view, "inputPrice", "0.15");
  expect((find(view, "#key") as HTMLInputElement).type).toBe("password");
  press(view, "Save");
  await rest(view);
  expect(asked(session, "drafting/saveModel")).toEqual({ id: "gpt", provider: "openAi", name: "gpt-4o-mini", endpoint: "https://api.openai.com/v1", key: "sk-secret", inputPrice: 0.15 });
});

test.each([
  ["ollama", "http://127.0.0.1:11434/v1"],
  ["lmstudio", "http://127.0.0.1:1234/v1"],
  ["llamacpp", "http://127.0.0.1:8080/v1"],
  ["vllm", "http://127.0.0.1:8000/v1"],
  ["azure", "https://RESOURCE.openai.azure.com/openai/v1"],
  ["anthropic", ""],
])("preset_%s_fills in where it listens", async (name, endpoint) => {
  const view = await bed(new FakeSession({ "drafting/models": { models: [offline] } }), "new");
  const preset = find(view, "#preset") as HTMLSelectElement;
  preset.value = name;
  preset.dispatchEvent(new Event("change"));
  await rest(view);
  expect((find(view, "#endpoint") as HTMLInputElement).value).toBe(endpoint);
});

test("save_of a change_keeps the key unless another is given", async () => {
  const session = new FakeSession({ "drafting/models": { models: [offline, gpt] }, "drafting/saveModel": gpt });
  const view = await bed(session, "gpt", "edit");
  expect((find(view, "#key") as HTMLInputElement).value).toBe("");
  press(view, "Save");
  await rest(view);
  expect(asked(session, "drafting/saveModel")).toEqual({ id: "gpt", provider: "openAi", name: "gpt-4o-mini", endpoint: "https://api.openai.com/v1" });
});

test("save_of what the host refuses_says so at its field", async () => {
  const session = new FakeSession({ "drafting/models": { models: [offline] }, "drafting/saveModel": () => { throw new RpcError(errorCode.invalid, "no", { problems: [{ path: "$.endpoint", problem: "It has no https." }] }); } });
  const view = await bed(session, "new");
  fill(view, "id", "x");
  press(view, "Save");
  await rest(view);
  expect(textOf(find(view, "#endpoint-wrong"))).toContain("It has no https.");
});

test("render_the offline composer_is there and cannot be removed", async () => {
  const view = await bed(new FakeSession({ "drafting/models": { models: [offline] } }), "offline");
  expect(textOf(view)).toContain("cannot be removed");
  expect(() => press(view, "Remove")).toThrow();
});

test("test_of a model_says what it answered and how long it took", async () => {
  const session = new FakeSession({ "drafting/models": { models: [offline, gpt] }, "drafting/testModel": { milliseconds: 840, answer: "ready" } });
  const view = await bed(session, "gpt");
  expect(textOf(view)).toContain("Nothing may be sent to it yet. Allow it.");
  press(view, "Ask it for one word");
  await rest(view);
  expect(textOf(view)).toContain("It answered “ready” after 0.8 s.");
});

test("remove_of a model_asks first", async () => {
  const session = new FakeSession({ "drafting/models": { models: [offline, gpt] }, "drafting/removeModel": {} });
  const view = await bed(session, "gpt");
  press(view, "Remove");
  await rest(view);
  expect(asked(session, "drafting/removeModel")).toBeUndefined();
  findAll(document, "as-dialog fluent-button").find((each) => textOf(each) === "Remove")?.click();
  await rest(view);
  expect(asked(session, "drafting/removeModel")).toEqual({ id: "gpt" });
});

test("render_without the right_offers no change", async () => {
  const session = new FakeSession({ "drafting/models": { models: [offline, gpt] } });
  if (session.state.kind === "open") session.state = { kind: "open", welcome: { ...session.state.welcome, scopes: ["read", "draft"] } };
  const view = await bed(session, "gpt");
  for (const each of ["Allow it", "Change", "Remove", "Add a model"]) expect(() => press(view, each)).toThrow();
});
