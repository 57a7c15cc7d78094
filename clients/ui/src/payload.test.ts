import { afterEach, expect, test } from "vitest";
import { speak } from "./locale.js";
import { composerName, originInWords, providerName, roleName, sourceInWords, sourcesInWords } from "./payload.js";

const fields = ["contact.name", "contact.firstName", "contact.industry", "application.company", "application.stages", "sender.name", "cv:1", "cv:2", "own:1", "draft:1", "ticked:1"];

afterEach(() => speak("en"));

test.each([
  ["en", ["Contact: name, first name, industry", "Application: company, stages", "You: name", "CV: 2 lines", "Your mail: 1 line", "The draft before: 1 line", "ticked: 1 line"]],
  ["de", ["Kontakt: Name, Vorname, industry", "Bewerbung: Firma, Stufen", "Sie: Name", "Lebenslauf: 2 Zeilen", "Ihre Mail: 1 Zeile", "Der Entwurf bisher: 1 Zeile", "ticked: 1 Zeile"]],
] as const)("payload_in %s_is called by kinds, each with what it holds", (language, words) => {
  speak(language);
  expect(sourcesInWords(fields)).toEqual(words);
});

test.each([
  ["en", ["OpenAI-compatible", "other", "Instructions"]],
  ["de", ["OpenAI-kompatibel", "other", "Anweisungen"]],
] as const)("payload_providers and roles in %s_are called by their words, and what is unknown as it is", (language, words) => {
  speak(language);
  expect([providerName("openAi"), providerName("other"), roleName("system")]).toEqual(words);
});

test.each([
  ["en", ["Contact: first name", "Contact: industry", "CV, line 12", "Your mail, line 1", "odd"]],
  ["de", ["Kontakt: Vorname", "Kontakt: industry", "Lebenslauf, Zeile 12", "Ihre Mail, Zeile 1", "odd"]],
] as const)("payload_one source in %s_is called by its kind and its place in it", (language, words) => {
  speak(language);
  expect(["contact.firstName", "contact.industry", "cv:12", "own:1", "odd"].map(sourceInWords)).toEqual(words);
});

test.each([
  ["en", ["OpenAI-compatible", "Offline templates", "Offline templates", "drafting"], ["Contact: company", "Contact: company", "first name · Contact: name", "your name · Your account: name", "city · The template, where nothing is known"]],
  ["de", ["OpenAI-kompatibel", "Offline-Vorlagen", "Offline-Vorlagen", "drafting"], ["Kontakt: Firma", "Kontakt: Firma", "Vorname · Kontakt: Name", "Ihr Name · Ihr Konto: Name", "city · Die Vorlage, wo nichts bekannt ist"]],
] as const)("payload_provenance in %s_is said in words", (language, composers, origins) => {
  speak(language);
  expect(["writer/openAi", "writer/offline", "drafting/offline", "drafting"].map(composerName)).toEqual(composers);
  expect([["contact.company", "contact"], ["company", "contact.company"], ["firstName", "contact.name"], ["senderName", "account.displayName"], ["city", "fallback"]].map(([name = "", source = ""]) => originInWords({ name, source, value: "x" }))).toEqual(origins);
});
