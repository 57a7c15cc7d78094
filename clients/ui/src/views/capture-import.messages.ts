import { count } from "../format.js";
import { messages } from "../locale.js";

export const captureImportMessages = messages(
  {
    lead: "A table of applications that you kept until now, as CSV or Excel, or another tracker's export. Nothing is written before you have seen what would be.", file: "CSV or Excel file", tracker: "Where it is from", own: "My own table", reading: "Reading the file …", readingRows: (rows: number) => `${count(rows)} rows read …`,
    mapping: "Columns", mappingText: "What each column is. Company and role are needed.", leave: "(left out)", fields: { company: "Company", domain: "Company's domain", role: "Role", requisition: "Requisition", link: "Link", place: "Place", pay: "Pay", source: "Found at", posted: "Posted", deadline: "Closes", applied: "Applied", stage: "Stage", tags: "Tags", notes: "Notes" },
    days: "How its days are written", daysAny: "as the file shows", dayFirst: "Day first: 21.11.2026", monthFirst: "Month first: 11/21/2026",
    would: "What would happen", rows: "The first rows", isNew: "new", isThere: "is there already", created: (n: number) => `${count(n)} new`, unchanged: (n: number) => `${count(n)} are there already`, left: (n: number) => `${count(n)} rows left out`, problems: "Rows left out", notices: "To look at", line: (n: number) => `line ${n}`,
    run: (n: number) => (n === 1 ? "Import 1 application" : `Import ${count(n)} applications`), nothing: "There is nothing new in this file.", another: "Choose another file", done: "Imported", toBoard: "To the board", undo: "Take the import back", undone: (n: number) => (n === 1 ? "1 application was taken out again." : `${count(n)} applications were taken out again.`), kept: (n: number) => `${count(n)} were changed since and stay.`, earlier: "Earlier imports", of: (n: number) => (n === 1 ? "1 application" : `${count(n)} applications`),
  },
  {
    lead: "Eine Tabelle von Bewerbungen, die Sie bisher führten, als CSV oder Excel, oder der Export eines anderen Programms. Geschrieben wird erst, wenn Sie gesehen haben, was es wäre.", file: "CSV- oder Excel-Datei", tracker: "Woher sie ist", own: "Meine eigene Tabelle", reading: "Die Datei wird gelesen …", readingRows: (rows: number) => `${count(rows)} Zeilen gelesen …`,
    mapping: "Spalten", mappingText: "Was jede Spalte ist. Firma und Stelle werden gebraucht.", leave: "(ausgelassen)", fields: { company: "Firma", domain: "Domain der Firma", role: "Stelle", requisition: "Kennziffer", link: "Link", place: "Ort", pay: "Bezahlung", source: "Gefunden bei", posted: "Veröffentlicht", deadline: "Endet", applied: "Beworben", stage: "Stufe", tags: "Schlagworte", notes: "Notizen" },
    days: "Wie ihre Tage geschrieben sind", daysAny: "wie die Datei zeigt", dayFirst: "Tag zuerst: 21.11.2026", monthFirst: "Monat zuerst: 11/21/2026",
    would: "Was geschehen würde", rows: "Die ersten Zeilen", isNew: "neu", isThere: "ist schon da", created: (n: number) => `${count(n)} neu`, unchanged: (n: number) => `${count(n)} sind schon da`, left: (n: number) => `${count(n)} Zeilen ausgelassen`, problems: "Ausgelassene Zeilen", notices: "Anzusehen", line: (n: number) => `Zeile ${n}`,
    run: (n: number) => (n === 1 ? "1 Bewerbung einlesen" : `${count(n)} Bewerbungen einlesen`), nothing: "In dieser Datei ist nichts Neues.", another: "Andere Datei wählen", done: "Eingelesen", toBoard: "Zur Tafel", undo: "Einlesen zurücknehmen", undone: (n: number) => (n === 1 ? "1 Bewerbung wurde wieder herausgenommen." : `${count(n)} Bewerbungen wurden wieder herausgenommen.`), kept: (n: number) => `${count(n)} wurden seither geändert und bleiben.`, earlier: "Früheres Einlesen", of: (n: number) => (n === 1 ? "1 Bewerbung" : `${count(n)} Bewerbungen`),
  },
);
