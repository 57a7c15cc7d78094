import { expect, test } from "vitest";
import { addresses, mailbox, read, write } from "./letter.js";

const draft = { to: ["Ana Ruiz <ana@example.org>"], cc: [], bcc: [], replyTo: [], subject: "Re: a: word", body: "Dear Ana,\n\n---\nbye\n", attachments: [{ name: "cv, new.pdf" }] };

test("read_of what was written_is the same", () => {
  const letter = read(write(draft, "me@example.org"));

  expect(letter.mistakes).toEqual([]);
  expect([letter.values.To?.value, letter.values.Subject?.value, letter.values.Account?.value, letter.body]).toEqual(["Ana Ruiz <ana@example.org>", "Re: a: word", "me@example.org", draft.body]);
  expect(letter.attachments.map((each) => each.value)).toEqual(["cv, new.pdf"]);
});

test("read_of an empty draft_has an empty body", () => expect(read(write({ ...draft, body: "" }, "")).body).toBe(""));

test("read_of lines from Windows_is as of any other", () => expect(read(write(draft, "").replaceAll("\n", "\r\n")).body).toBe(draft.body));

test.each([
  ["To: a@b.example\n", 0, "The first line must be"],
  ["---\nTo: a@b.example\n", 0, "The headers have no end"],
  ["---\nTo: a\nFrom: b\n---\n", 2, "There is no header"],
  ["---\nTo: a\nto: b\n---\n", 2, "is there twice"],
  ["---\nhello there\n---\n", 1, "This line is no header"],
  ["---\nAttachments: cv.pdf\n---\n", 1, "Put each attachment"],
])("read_of %j_names the line", (text, line, mistake) => {
  const [first] = read(text).mistakes;
  expect(first?.line).toBe(line);
  expect(first?.text).toContain(mistake);
});

test("addresses_with a comma in quotation marks_are parted outside of them alone, each with its place", () => {
  const { values } = read('---\nTo: "Ruiz, Ana" <ana@example.org>, ben@example.org\n---\n');
  expect(addresses(values.To)).toEqual([
    { line: 1, from: 4, to: 33, value: '"Ruiz, Ana" <ana@example.org>' },
    { line: 1, from: 35, to: 50, value: "ben@example.org" },
  ]);
});

test.each([["Ana Ruiz", "Ana Ruiz <a@example.org>"], ["Ruiz, Ana", '"Ruiz, Ana" <a@example.org>'], ['Ana "Annie" Ruiz; Dr', '"Ana Annie Ruiz; Dr" <a@example.org>']])("mailbox_of %s_is read as one address", (name, written) => {
  expect(mailbox(name, "a@example.org")).toBe(written);
  expect(addresses({ line: 0, from: 0, to: written.length, value: written })).toHaveLength(1);
});
