import { afterEach, expect, test } from "vitest";
import { speak } from "./locale.js";
import { providerName, roleName, sourcesInWords } from "./payload.js";

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
