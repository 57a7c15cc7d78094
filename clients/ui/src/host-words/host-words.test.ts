import { render } from "lit";
import { afterEach, expect, test } from "vitest";
import { setLocale } from "../locale.js";
import { textOf } from "../testing.js";
import { isKnown, said, saidText } from "./index.js";
import { Sentence } from "./sentence.js";

afterEach(() => setLocale("en"));

/** The words, and the language that each part of them is marked as. */
function drawn(text: string, otherwise?: "en" | ""): readonly [string, readonly (string | null)[]] {
  const place = document.createElement("div");
  render(said(text, otherwise), place);
  return [textOf(place), [...place.querySelectorAll("span")].map((each) => each.getAttribute("lang"))];
}

test.each([
  ["ready: waits for your approval", "fertig: wartet auf Ihre Freigabe"],
  ["wait until 9 Dec, then follow up", "bis 9. Dez. warten, dann nachfassen"],
  ["address does not exist: find another", "Adresse gibt es nicht: eine andere suchen"],
  ['mailbox is full: try again in a few days ("A: b")', "Postfach ist voll: in ein paar Tagen noch einmal versuchen („A: b“)"],
  ["no trace of it was found: Release it to send it after all, or cancel it.", "es fand sich keine Spur von ihr: Freigeben, damit sie doch gesendet wird, oder abbrechen."],
  ["Back-end: Lead at Acme: Robots: due today", "Back-end: Lead bei Acme: Robots: heute fällig"],
  ["All 1,204 audit records are whole.", "Alle 1.204 Einträge im Verzeichnis sind unversehrt."],
  ["The web door is open at https://localhost:1.", "Der Webzugang ist offen unter https://localhost:1."],
  ["Move Data Engineer at Acme to Interview", "Data Engineer bei Acme: verschieben nach „Gespräch“"],
  ["refuses ended with 65 (the message or an address is not acceptable).", "refuses endete mit 65 (die Nachricht oder eine Adresse wird nicht angenommen)."],
  ["no trace of it was found; asked 2 times since 2026-11-22 12:47 UTC", `es fand sich keine Spur von ihr; 2-mal gefragt seit ${new Date("2026-11-22T12:47:00Z").toLocaleString("de", { dateStyle: "medium", timeStyle: "short" })}`],
  ["SQLite 3.35.5 is in use. SQLite 3.35.5 can damage a file that two programs write at once (fixed in 3.51.3). The host writes through one connection and lets nobody else in; do not open its files with another program while it runs.", "SQLite 3.35.5 ist in Gebrauch. SQLite 3.35.5 kann eine Datei beschädigen, in die zwei Programme zugleich schreiben (behoben in 3.51.3). Der Host schreibt über eine einzige Verbindung und lässt niemanden sonst hinein; öffnen Sie seine Dateien nicht mit einem anderen Programm, während er läuft."],
  ["The ceiling of 0.5 for each contact and each application, in all and not by the day, leaves 0.0312, and this could cost 0.04. Nothing was sent. Raise the ceiling (`assistant budget`), use a model on this machine, or write without one: `--model offline`.", "Von der Grenze von 0,5 für jeden Kontakt und jede Bewerbung, insgesamt und nicht je Tag, bleiben 0,0312, und das könnte 0,04 kosten. Nichts wurde gesendet. Heben Sie die Grenze an (`assistant budget`), nehmen Sie ein Modell auf diesem Rechner, oder schreiben Sie ohne: `--model offline`."],
  ["The model 'gpt' asks to wait. It says: \"Rate limit reached. Wait 20s\". Try again later, choose another model, or write without one: `--model offline`.", "Das Modell „gpt“ bittet zu warten. Dort heißt es: „Rate limit reached. Wait 20s“. Versuchen Sie es später, wählen Sie ein anderes Modell, oder schreiben Sie ohne: `--model offline`."],
  ["The model 'gpt' was waited for too long: no answer came. Try again later, choose another model, or write without one: `--model offline`.", "Auf das Modell „gpt“ wurde zu lange gewartet: es kam keine Antwort. Versuchen Sie es später, wählen Sie ein anderes Modell, oder schreiben Sie ohne: `--model offline`."],
  ["The model did not answer in the form that was asked for, twice. Every part must be an object. Write again, choose another model, or choose 'offline', which fills templates without a model.", "Das Modell antwortete zweimal nicht in der verlangten Form. Jeder Teil muss ein Objekt sein. Schreiben Sie neu, wählen Sie ein anderes Modell, oder wählen Sie „offline“, das Vorlagen ohne Modell ausfüllt."],
  ["The model 'llama' cannot be reached: is its program running? Try again later, choose another model, or write without one: `--model offline`.", "Das Modell „llama“ ist nicht erreichbar: Läuft sein Programm? Versuchen Sie es später, wählen Sie ein anderes Modell, oder schreiben Sie ohne: `--model offline`."],
  ["HTML: was taken out of what somebody else wrote before it was used.", "HTML: vor dem Gebrauch aus dem entfernt, was jemand anders schrieb."],
  ["The last 12 lines of the posting were left out, so that the request fits the model's 4096 tokens.", "Die letzten 12 Zeilen der Anzeige wurden weggelassen, damit die Anfrage in die 4.096 Token des Modells passt."],
  ["The last line of the mail was left out, so that the request fits the model's 4096 tokens.", "Die letzte Zeile der Mail wurde weggelassen, damit die Anfrage in die 4.096 Token des Modells passt."],
  ["Your rule for this contact allows no model. Nothing was sent. Change the rule (`assistant rules`), or write without a model: `--model offline`.", "Ihre Regel für diesen Kontakt erlaubt kein Modell. Nichts wurde gesendet. Ändern Sie die Regel (`assistant rules`), oder schreiben Sie ohne Modell: `--model offline`."],
  ["Your rule for this application allows only models on this machine, and 'gpt' is not. Nothing was sent.", "Ihre Regel für diese Bewerbung erlaubt nur Modelle auf diesem Rechner, und „gpt“ ist keines. Nichts wurde gesendet."],
  ["have no CV, and this is written from one", "Es ist kein Lebenslauf dabei, und daraus wird das geschrieben"],
  ["{{/each}} does not close {{#if}}", "{{/each}} schließt {{#if}} nicht"],
  ["Write {{or company \"there\"}}.", "Schreiben Sie {{or company \"there\"}}."],
  ["A posting has at most 2 MiB. Save the posting alone, or copy its text.", "Eine Anzeige hat höchstens 2 MiB. Speichern Sie die Anzeige allein, oder kopieren Sie ihren Text."],
  ["back on 9 Dec; due since 20 Nov", "zurück am 9. Dez.; fällig seit 20. Nov."],
])("said_%s_is said in German, gaps and all", (english, german) => {
  expect(drawn(english)).toEqual([english, []]);
  setLocale("de");
  expect([saidText(english), isKnown(english)]).toEqual([german, true]);
});

test("said_what is not known_stays as it was and says that it is English, or that nobody knows", () => {
  setLocale("de");
  expect(drawn("The moon is full.")).toEqual(["The moon is full.", ["en"]]);
  expect(drawn("The moon is full.", "")).toEqual(["The moon is full.", [""]]);
  expect(drawn("The moon: is full.")).toEqual(["The moon: is full.", ["en"]]);
  expect(isKnown("The moon is full.")).toBe(false);
});

test("said_a known sentence around one that is not_marks that one alone", () => {
  setLocale("de");
  expect(drawn("waits for its account: The moon is full.")).toEqual(["wartet auf ihr Konto: The moon is full.", ["en"]]);
  expect(drawn("Call Rita; due today")).toEqual(["Call Rita ; heute fällig", [""]]);
});

test("read_a text with a gap's end inside it_tries every place where the gap may end", () => {
  const sentence = new Sentence("{a}: {b}!", "{b} - {a}");
  expect(sentence.read("x: y: z!", (kind, text) => (kind === "b" && text.includes(":") ? undefined : [{ text }]))).toEqual([{ text: "z" }, { text: " - " }, { text: "x: y" }]);
  expect(sentence.read("x: y", () => [])).toBeUndefined();
});
