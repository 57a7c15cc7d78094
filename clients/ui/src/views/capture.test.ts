import { afterEach, expect, test } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { PostingReading } from "@assistant/protocol";
import { FakeSession, find, findAll, press, settled, show, textOf } from "../testing.js";
import type { Answers } from "../testing.js";
import { CaptureView } from "./capture.js";

const reading: PostingReading = {
  format: "jsonLd", fields: [{ name: "company", value: "Acme GmbH", found: "json-ld $.hiringOrganization.name" }, { name: "pay", value: "70000", found: "json-ld $.baseSalary" }],
  facts: { company: "Acme GmbH", role: "Engineer", pay: { from: 70_000, currency: "EUR", period: "year" } }, text: "We look for an engineer.", warnings: ["It names two places."],
};
const answers: Answers = {
  "postings/read": reading, "postings/fetch": ({ url }) => ({ reading, addresses: [url, "https://jobs.example.com/final"], source: { bytes: "PGh0bWw+", size: 6 }, mediaType: "text/html" }),
  "postings/capture": { applicationId: "a1", documentId: "d1", existed: false, reading },
};

afterEach(() => document.body.replaceChildren());

async function bed(session: FakeSession): Promise<CaptureView> {
  return show(new CaptureView(), session, { view: "capture", path: [] });
}
async function rest(view: CaptureView): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(view);
  }
}
async function paste(view: CaptureView): Promise<void> {
  (find(view, "#paste") as HTMLTextAreaElement).value = "We look for an engineer.";
  press(view, "Read it");
  await rest(view);
}
async function address(view: CaptureView, text: string): Promise<void> {
  const box = find(view, "#address") as HTMLInputElement;
  box.value = text;
  box.dispatchEvent(new Event("input"));
  await settled(view);
}
const asked = (session: FakeSession, method: string): unknown[] => session.asked.filter((each) => each.method === method).map((each) => each.params);

test("read_of pasted text_shows each field with where it was found, and saves nothing", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  await paste(view);
  expect((find(view, "#company") as HTMLInputElement).value).toBe("Acme GmbH");
  expect(textOf(find(view, "#company-help"))).toBe("Found: json-ld $.hiringOrganization.name");
  expect(textOf(find(view, "#payFrom-help"))).toBe("Found: json-ld $.baseSalary");
  expect(textOf(find(view, "#place-help"))).toContain("Not found");
  expect(textOf(view)).toContain("It names two places.");
  expect(asked(session, "postings/capture")).toEqual([]);
});

test("save_hands over the source and only what was corrected", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  await paste(view);
  (find(view, "#place") as HTMLInputElement).value = "Berlin";
  (find(view, "#payTo") as HTMLInputElement).value = "80000";
  press(view, "Save the application");
  await rest(view);
  expect(asked(session, "postings/capture")).toEqual([{ text: "We look for an engineer.", corrections: { place: "Berlin", pay: { from: 70_000, to: 80_000, currency: "EUR", period: "year" } } }]);
  expect(find(view, "a[href='#/applications/a1']")).toBeDefined();
});

test("save_that is refused_keeps what was typed and shows the problem at its field", async () => {
  const session = new FakeSession({ ...answers, "postings/capture": () => { throw new RpcError(errorCode.invalid, "no", { problems: [{ path: "$.corrections.role", problem: "is empty" }] }); } });
  const view = await bed(session);
  await paste(view);
  (find(view, "#place") as HTMLInputElement).value = "Berlin";
  press(view, "Save the application");
  await rest(view);
  expect(textOf(find(view, "#role-wrong"))).toContain("is empty");
  expect((find(view, "#place") as HTMLInputElement).value).toBe("Berlin");
});

test("address_typed_is shown exactly as it would be asked before anything is fetched", async () => {
  const session = new FakeSession(answers);
  const view = await bed(session);
  await address(view, "jobs.example.com/12 34?a=ü");
  expect(textOf(find(view, ".callout code"))).toBe("https://jobs.example.com/12%2034?a=%C3%BC");
  expect(asked(session, "postings/fetch")).toEqual([]);
  press(view, "Fetch this page");
  await rest(view);
  expect(asked(session, "postings/fetch")).toEqual([{ url: "https://jobs.example.com/12%2034?a=%C3%BC" }]);
  expect(textOf(view)).toContain("https://jobs.example.com/final");
  press(view, "Save the application");
  await rest(view);
  expect(asked(session, "postings/capture")).toEqual([{ source: { bytes: "PGh0bWw+", size: 6 }, mediaType: "text/html", address: "https://jobs.example.com/final", corrections: {} }]);
});

test.each(["http://jobs.example.com/1", "ftp://x.example"])("address_%s_is not offered to be fetched", async (text) => {
  const view = await bed(new FakeSession(answers));
  await address(view, text);
  expect(textOf(view)).toContain("Only an https address");
  expect(findAll(view, "fluent-button").map((each) => textOf(each))).not.toContain("Fetch this page");
});

test("fetch_that fails_says why and leaves every other way", async () => {
  const session = new FakeSession({ ...answers, "postings/fetch": () => { throw new RpcError(errorCode.invalid, "The address is not public.", {}); } });
  const view = await bed(session);
  await address(view, "https://intranet.example");
  press(view, "Fetch this page");
  await rest(view);
  expect(textOf(view)).toContain("The address is not public.");
  expect(find(view, "#paste")).toBeDefined();
});
