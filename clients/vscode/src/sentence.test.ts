import { expect, test } from "vitest";
import { sentence, stopped } from "./sentence.js";

test.each([
  ["der Text ist leer", "Der Text ist leer"],
  ["übrig ist nichts", "Übrig ist nichts"],
  ["there is no recipient", "There is no recipient"],
  ["empty", "Empty"],
  ["ana@example.org darf nicht angeschrieben werden", "ana@example.org darf nicht angeschrieben werden"],
  ["ana.ruiz@example.org is no address", "ana.ruiz@example.org is no address"],
  ["iCloud is not connected", "iCloud is not connected"],
  ["{{name}} is not filled", "{{name}} is not filled"],
])("sentence_of %s_begins as one does", (text, said) => expect(sentence(text)).toBe(said));

test.each([["the body is empty", "The body is empty."], ["Why?", "Why?"], ["it is gone.", "It is gone."]])("stopped_of %s_ends as one does", (text, said) => expect(stopped(text)).toBe(said));
