import { expect, test } from "vitest";
import type { Claim, RpcProblem } from "@assistant/protocol";
import { read, write } from "./letter.js";
import { problemsOf } from "./problems.js";
import type { Known } from "./problems.js";

const known: Known = { claims: [], problems: [], attached: [], accounts: ["me@example.org"], companies: [], fileExists: () => false };
const say = (key: string, ...values: string[]): string => key.replace(/\{(\d)\}/gu, (_, at: string) => values[Number(at)] ?? "");
const host = { said: (sentence: string): string => `${sentence} (said)`, problemText: ({ problem, remedy = "" }: RpcProblem): string => `${problem} (said) ${remedy}` };

function found(body: string, more: Partial<Known> = {}, attachments: readonly string[] = [], subject = "Hello"): readonly string[] {
  const text = write({ to: ["a@b.example"], cc: [], bcc: [], replyTo: [], subject, body, attachments: attachments.map((name) => ({ name })) }, "me@example.org");
  const lines = text.split("\n");
  return problemsOf(text, read(text), { ...known, ...more }, say, host).map((each) => `${each.code}: ${lines[each.line]?.slice(each.from, each.to) ?? ""}`);
}

test("problems_of a letter that is ready_are none", () => expect(found("Dear Ana,\n\nhow are you?")).toEqual([]));

test("problems_of variables that nothing fills_stand at each", () => expect(found("Dear {{name}},\n{{ a }} {b}", {}, [], "For {{company}}")).toEqual(["variable: {{company}}", "variable: {{name}}", "variable: {{ a }}"]));

test("problems_of a claim_stand in its sentence, and are gone when a person ticked it", () => {
  const claim: Claim = { id: "1", kind: "number", text: "240", sentence: "We printed 240 books.", reason: "No source has the number 240." };
  expect(found("Room 240.\nWe printed 240 books.", { claims: [claim] })).toEqual(["claim: 240"]);
  expect(found("We printed 240 books.", { claims: [{ ...claim, ticked: true }] })).toEqual([]);
});

test.each([
  ["I admire Acme.", ["company: Acme"]],
  ["I admire Acmeville.", []],
  ["I admire Norte Systems Lda.", []],
  ["I admire Norte.", []],
])("problems_of %j to Norte Systems Lda_are %j", (body, expected) => expect(found(body, { company: "Norte Systems Lda", companies: ["Acme", "Norte Systems Lda", "Norte"] })).toEqual(expected));

test("problems_of another company in the subject_stand there", () => expect(found("Hello", { company: "Norte", companies: ["Acme"] }, [], "Work at Acme")).toEqual(["company: Acme"]));

test("problems_of a promised attachment_are told once, in either language, and not of what is quoted", () => {
  expect(found("My CV is attached.\nIt is attached.")).toEqual(["forgotten: attached"]);
  expect(found("Anbei mein Lebenslauf.")).toEqual(["forgotten: Anbei"]);
  expect(found("> It is attached.")).toEqual([]);
  expect(found("My CV is attached.", { attached: ["cv.pdf"] }, ["cv.pdf"])).toEqual([]);
});

test("problems_of an attachment that is not there_name it", () => expect(found("Hi", { fileExists: (path) => path === "there.pdf" }, ["there.pdf", "gone.pdf"])).toEqual(["attachment: gone.pdf"]));

test("problems_of the host_stand at the header that they are about", () => {
  const problems = [{ path: "$.to[0]", problem: "Must not be written to." }, { path: "$.body", problem: "Too long." }, { path: "$.claims[0]", problem: "Said above." }];
  expect(found("Hi", { problems })).toEqual(["host: ---", "host: a@b.example"]);
});

test("problems_of an account that there is not_name it", () => expect(found("Hi", { accounts: ["other@example.org"] })).toEqual(["account: me@example.org"]));

test("problems_of what is not written yet_are information, and of what is written errors", () => {
  const severities = (to: readonly string[], body: string): readonly string[] => {
    const text = write({ to, cc: [], bcc: [], replyTo: [], subject: "Hello", body, attachments: [] }, "me@example.org");
    const problems = [{ path: "$.to", problem: "there is no recipient" }, { path: "$.body", problem: "the body is empty" }];
    return problemsOf(text, read(text), { ...known, problems }, say, host).map((each) => each.severity);
  };
  expect(severities([], "")).toEqual(["information", "information"]);
  expect(severities(["a@b.example"], "Hi")).toEqual(["error", "error"]);
});

test("problems_of what the host said_are in the words that its sentences have in the person's language", () => {
  const text = write({ to: [], cc: [], bcc: [], replyTo: [], subject: "", body: "240 books", attachments: [] }, "me@example.org");
  const claims: readonly Claim[] = [{ id: "1", kind: "number", text: "240", sentence: "240 books", reason: "No source has it." }];
  const problems = [{ path: "$.to", problem: "It has no recipient.", remedy: "Add one." }];
  const texts = problemsOf(text, read(text), { ...known, claims, problems }, say, host).map((each) => each.text);
  expect(texts).toEqual(expect.arrayContaining(["No source has it. (said)", "It has no recipient. (said) Add one."]));
});
