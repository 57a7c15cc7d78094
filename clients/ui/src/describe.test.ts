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

test("describe_of each code in German_leads with a German heading of its own, and says that the host's words are English", () => {
  for (const name of Object.keys(errorCode) as ErrorName[]) {
    const error = new RpcError(errorCode[name], "The host said this.", { remedy: "Do that." });
    const english = describe(error).heading;
    setLocale("de");
    const { heading, text, lang } = describe(error);
    setLocale("en");
    expect(heading, name).not.toBe(english);
    expect(heading, name).not.toBe("Das hat nicht geklappt");
    if (name !== "conflict") expect([text, lang], name).toEqual(["The host said this.", "en"]);
  }
});

test("failing_of the host's words_marks them as English; of the page's own it does not", () => {
  setLocale("de");
  render(failing(new RpcError(errorCode.notFound, "There is no draft 'd1'.", { remedy: "List them." }), () => undefined), document.body);
  expect(textOf(find(document.body, "h2"))).toBe("Das gibt es nicht oder nicht mehr");
  expect([...document.body.querySelectorAll("p")].map((each) => [each.lang, textOf(each)])).toEqual([["en", "There is no draft 'd1'."], ["en", "List them."]]);
  render(failing(new ConnectionLost("gone"), () => undefined), document.body);
  expect([...document.body.querySelectorAll("p")].map((each) => each.getAttribute("lang"))).toEqual([null, null]);
});

test("problems_that repeat the message_are said once", () => {
  expect(describe(new RpcError(errorCode.invalid, "The name is empty.", { problems: [{ path: "$.name", problem: "The name is empty.", remedy: "Write one." }] }))).toMatchObject({ text: "The name is empty.", remedy: "Write one." });
});

test("toast_of a failure_has the host's words in English beside the heading", async () => {
  setLocale("de");
  const toasts = new ToastsElement();
  document.body.append(toasts);
  toastFailure(toasts, new RpcError(errorCode.providerRefused, "The mailbox is full."));
  await toasts.updateComplete;
  expect(textOf(find(toasts, ".text"))).toBe("Der Anbieter hat abgelehnt. The mailbox is full.");
  expect(textOf(find(toasts, "[lang=en]"))).toBe("The mailbox is full.");
});
