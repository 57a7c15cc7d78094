import { afterEach, expect, test } from "vitest";
import { render } from "lit";
import { ConnectionLost, RpcError, errorCode } from "@assistant/protocol";
import type { ErrorName } from "@assistant/protocol";
import { describe } from "./describe.js";
import { setLocale } from "./locale.js";
import { failing } from "./parts/states.js";
import { ToastsElement, toastFailure } from "./parts/toasts.js";
import { find, textOf } from "./testing.js";

afterEach(() => {
  setLocale("en");
  document.body.replaceChildren();
});

test("describe_of each code_leads in either language with words of its own and what to do; what the host said comes after", () => {
  for (const name of Object.keys(errorCode) as ErrorName[]) {
    const error = new RpcError(errorCode[name], "The host said this.", { remedy: "Do that." });
    const english = describe(error);
    setLocale("de");
    const german = describe(error);
    setLocale("en");
    for (const part of ["heading", "todo"] as const) {
      expect(german[part] ?? "", `${part} of ${name}`).not.toBe("");
      if (part === "heading" || name !== "conflict") expect(german[part], `${part} of ${name}`).not.toBe(english[part]);
    }
    expect(german.heading, name).not.toBe("Das hat nicht geklappt");
    if (name !== "conflict") expect(german.said, name).toEqual(["The host said this.", "Do that."]);
  }
});

test("describe_of a remedy that is known in the reader's language_leaves out what to do in general", () => {
  const error = new RpcError(errorCode.needsSetup, "No model is chosen.", { remedy: "Connect the account again." });
  expect(describe(error).todo).toBeUndefined();
  setLocale("de");
  expect(describe(error).todo).toBeUndefined();
  expect(describe(new RpcError(errorCode.needsSetup, "No model is chosen.", { remedy: "Turn it off and on again." })).todo).toBe("Unter „Heute“ steht, was einzurichten ist.");
});

test("failing_of the host's words_marks them as English; of the page's own it does not", () => {
  setLocale("de");
  render(failing(new RpcError(errorCode.notFound, "There is no draft 'd1'.", { remedy: "List them." }), () => undefined), document.body);
  expect(textOf(find(document.body, "h2"))).toBe("Das gibt es nicht oder nicht mehr");
  expect([...document.body.querySelectorAll(".state > p")].map((each) => [each.querySelector("span")?.getAttribute("lang"), textOf(each)])).toEqual([[undefined, "Gehen Sie zur Liste zurück und sehen Sie neu nach."], ["en", "There is no draft 'd1'."], ["en", "List them."]]);
  render(failing(new ConnectionLost("gone"), () => undefined), document.body);
  expect(document.body.querySelector("[lang=en]")).toBeNull();
});

test("problems_that repeat the message_are said once", () => {
  expect(describe(new RpcError(errorCode.invalid, "The name is empty.", { problems: [{ path: "$.name", problem: "The name is empty.", remedy: "Write one." }] }))).toMatchObject({ said: ["The name is empty.", "Write one."] });
});

test("toast_of a failure_has the host's words in English beside the heading", async () => {
  setLocale("de");
  const toasts = new ToastsElement();
  document.body.append(toasts);
  toastFailure(toasts, new RpcError(errorCode.providerRefused, "The mailbox is full."));
  await toasts.updateComplete;
  expect(textOf(find(toasts, ".text"))).toBe("Der Anbieter hat abgelehnt. Sehen Sie den Grund an, den er nennt. The mailbox is full.");
  expect(textOf(find(toasts, "[lang=en]"))).toBe("The mailbox is full.");
});
