import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { PluginInfo } from "@assistant/protocol";
import { FakeSession, find, findAll, keptToasts, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { PluginsView } from "./plugins.js";

const plugin: PluginInfo = { id: "mail.local", version: "1.0.0", name: "Local mail", state: "active", services: [], permissions: [], problems: [] };
const form = { properties: { office: { type: "string", title: "Office" }, pause: { type: "integer", title: "Pause" } } };
const answers: Answers = {
  "plugins/list": { plugins: [plugin] }, "plugins/settings": { form, values: { office: "old", pause: 5 } }, "plugins/configure": plugin,
  "plugins/log": { lines: [{ at: "2026-11-20T08:00:00Z", level: "information", text: "Began." }, { at: "2026-11-20T08:00:01Z", level: "warning", text: "The office is slow." }] },
};

const toasts = keptToasts();

afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession): Promise<PluginsView> {
  const view = await show(new PluginsView(), session, { view: "plugins", path: ["mail.local"] });
  await settled(view);
  return view;
}

const asked = (session: FakeSession, method: string): unknown[] => session.asked.filter((each) => each.method === method).map((each) => each.params);
const office = (view: PluginsView): HTMLInputElement => find(view, "#office") as HTMLInputElement;

test("configure_with other values_sends them all and says that they were saved", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  office(view).value = "new";
  press(view, "Save the settings");
  await settled(view);
  expect(asked(session, "plugins/configure")).toEqual([{ id: "mail.local", values: { office: "new", pause: 5 } }]);
  expect(toasts.map((each) => each.text)).toEqual(["Saved. It was restarted with them."]);
});

test("configure_with a wrong value_says so at its field and keeps what was typed", async () => {
  const session = new FakeSession({ ...answers, "plugins/configure": () => {
    throw new RpcError(errorCode.invalid, "wrong", { problems: [{ path: "$.values.office", problem: "There is no such office.", remedy: "Ask for its name." }] });
  } });
  const view = await bed(session);
  office(view).value = "nowhere";
  press(view, "Save the settings");
  await settled(view);
  expect(textOf(find(view, "#office-wrong"))).toBe("There is no such office. Ask for its name.");
  expect(office(view).value).toBe("nowhere");
  expect(toasts).toEqual([]);
});

test("configure_that fails_says why, and its message can be closed", async () => {
  const session = new FakeSession({ ...answers, "plugins/configure": () => { throw new RpcError(errorCode.internalError, "It did not start again."); } });
  const view = await bed(session);
  press(view, "Save the settings");
  await settled(view);
  expect(textOf(view)).toContain("It did not start again.");
  press(view, "Close this message");
  await settled(view);
  expect(textOf(view)).not.toContain("It did not start again.");
  expect(office(view).value).toBe("old");
});

test("log_with lines_shows the oldest first with what is more than information marked, and is read again", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  expect(findAll(view, ".log > div").map((each) => find(each, "span").textContent)).toEqual(["Began.", "warning: The office is slow."]);
  session.answer("plugins/log", { lines: [{ at: "2026-11-20T08:00:02Z", level: "error", text: "It ended." }] });
  press(view, "Read again");
  await settled(view);
  expect(findAll(view, ".log > div").map((each) => find(each, "span").textContent)).toEqual(["error: It ended."]);
  expect(asked(session, "plugins/log")).toHaveLength(2);
});

test("log_that cannot be read_offers to try again", async () => {
  const session = new FakeSession({ ...answers, "plugins/log": () => { throw new RpcError(errorCode.internalError, "No log."); } });
  const view = await bed(session);
  session.answer("plugins/log", { lines: [] });
  press(view, "Try again");
  await settled(view);
  expect(textOf(view)).toContain("It has logged nothing yet.");
});

test("log_that does not come_offers to try again", async () => {
  const session = new FakeSession({ ...answers, "plugins/log": () => new Promise(() => undefined) });
  const view = await bed(session);
  session.answer("plugins/log", { lines: [] });
  press(view, "Try again");
  await settled(view);
  expect(textOf(view)).toContain("It has logged nothing yet.");
});
