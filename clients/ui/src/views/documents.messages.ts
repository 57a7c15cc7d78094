import type { DocumentKind, DocumentOrigin } from "@assistant/protocol";
import { count } from "../format.js";
import { messages } from "../locale.js";

const kind: Record<DocumentKind, string> = { cv: "CV", letter: "Letter", posting: "Posting", note: "Note", analysis: "Analysis", story: "Story", other: "Other" };
const art: Record<DocumentKind, string> = { cv: "Lebenslauf", letter: "Anschreiben", posting: "Stelle", note: "Notiz", analysis: "Analyse", story: "Geschichte", other: "Sonstiges" };
const origin: Record<DocumentOrigin, string> = { typed: "typed", uploaded: "from a file", tailored: "tailored", written: "written" };
const herkunft: Record<DocumentOrigin, string> = { typed: "getippt", uploaded: "aus einer Datei", tailored: "angepasst", written: "geschrieben" };

export const documentsMessages = messages(
  {
    title: "Documents", create: "New document", search: "Search documents", searchHint: "Part of a title", kind, origin, all: "All kinds", kindLabel: "Kind",
    shown: (shown: number) => `${count(shown)} shown; scroll for more`, total: (shown: number) => (shown === 1 ? "1 document" : `${count(shown)} documents`),
    empty: "No documents yet", emptyText: "CVs, letters and notes are kept here in versions, encrypted. Begin with your CV as a DOCX.", noMatch: "Nothing matches", noMatchText: "No document of this kind has that in its title.", clear: "Show all",
    choose: "Choose a document", chooseText: "Its text stands here, its versions beside it.", version: (number: number) => `Version ${number}`, current: "current", about: "Is about", aboutNothing: "nothing else", application: "an application", contact: "a contact", gone: "something that is gone",
    versions: "Versions", show: "Show", compare: "Compare", compareWith: "Compare with the one before", download: "Save the file", from: (parent: number) => `from version ${parent}`, writing: "the writing", rename: "Rename", renamed: "Renamed.", delete: "Delete", deleted: "Deleted. It can be brought back for 30 days.", undo: "Bring back", broughtBack: "Brought back.", save: "Save", cancel: "Cancel",
    newVersion: "New version from a file", edit: "Edit the text", saved: "Saved as a new version.", made: "Saved.", noText: "Its text cannot be read", noTextWay: "Add a version that can be read", readBy: (how: string) => `Read by ${how}`, notices: "To know",
    newTitle: "New document", titleField: "Title", textField: "Text", textHelp: "Plain text or Markdown; or choose a file instead.", fileField: "File (DOCX, PDF, Markdown or text)", chosenFile: (name: string, size: string) => `${name}, ${size}`, needs: "Write a text or choose a file.",
    compareTitle: "Two versions side by side", before: "Before", after: "After", equal: "They say the same.", back: "Back to the document", changesLabel: "What changed", one: "There is only one version to compare.",
    exportTitle: "Save as", format: "Format", layout: "Typeface and layout", exportRun: "Save", exported: "Saved.", formats: { docx: "Word (DOCX)", pdf: "PDF", md: "Markdown", txt: "Plain text" }, layouts: { classic: "Classic: EB Garamond, the name in the middle", modern: "Modern: Source Sans, flush left", formal: "Formal: Carlito, for window envelopes" },
    write: "Write with it", sentTitle: "What they have of you", sentNothing: "No document of yours went out there.", sentSameBytes: "attached as a file, the same bytes", sentUnknown: "Not known whether it left", sentLoose: "to its contact, in mail that is about nothing",
    documents: "Documents", notes: "Notes", noDocuments: "No documents belong to it yet.", noNotes: "No notes yet.", addNote: "Add a note", noteHint: "What you want to remember of it", add: "Add", added: "Added.", addFile: "Add a file", addExisting: "Add one that you have", role: "As", unlink: "Take off", unlinked: "Taken off.",
  },
  {
    title: "Dokumente", create: "Neues Dokument", search: "Dokumente durchsuchen", searchHint: "Teil eines Titels", kind: art, origin: herkunft, all: "Alle Arten", kindLabel: "Art",
    shown: (shown: number) => `${count(shown)} gezeigt; weiter durch Blättern`, total: (shown: number) => (shown === 1 ? "1 Dokument" : `${count(shown)} Dokumente`),
    empty: "Noch keine Dokumente", emptyText: "Lebensläufe, Anschreiben und Notizen liegen hier in Fassungen, verschlüsselt. Beginnen Sie mit Ihrem Lebenslauf als DOCX.", noMatch: "Nichts passt dazu", noMatchText: "Kein Dokument dieser Art hat das im Titel.", clear: "Alle zeigen",
    choose: "Wählen Sie ein Dokument", chooseText: "Hier steht sein Text, daneben seine Fassungen.", version: (number: number) => `Fassung ${number}`, current: "aktuell", about: "Gehört zu", aboutNothing: "nichts anderem", application: "einer Bewerbung", contact: "einem Kontakt", gone: "etwas, das es nicht mehr gibt",
    versions: "Fassungen", show: "Zeigen", compare: "Vergleichen", compareWith: "Mit der davor vergleichen", download: "Datei speichern", from: (parent: number) => `aus Fassung ${parent}`, writing: "der Text", rename: "Umbenennen", renamed: "Umbenannt.", delete: "Löschen", deleted: "Gelöscht. 30 Tage lang lässt es sich zurückholen.", undo: "Zurückholen", broughtBack: "Zurückgeholt.", save: "Speichern", cancel: "Abbrechen",
    newVersion: "Neue Fassung aus einer Datei", edit: "Text bearbeiten", saved: "Als neue Fassung gespeichert.", made: "Gespeichert.", noText: "Sein Text lässt sich nicht lesen", noTextWay: "Eine lesbare Fassung hinzufügen", readBy: (how: string) => `Gelesen von ${how}`, notices: "Zu wissen",
    newTitle: "Neues Dokument", titleField: "Titel", textField: "Text", textHelp: "Reiner Text oder Markdown; oder wählen Sie stattdessen eine Datei.", fileField: "Datei (DOCX, PDF, Markdown oder Text)", chosenFile: (name: string, size: string) => `${name}, ${size}`, needs: "Schreiben Sie einen Text oder wählen Sie eine Datei.",
    compareTitle: "Zwei Fassungen nebeneinander", before: "Vorher", after: "Nachher", equal: "Sie sagen dasselbe.", back: "Zurück zum Dokument", changesLabel: "Was sich änderte", one: "Es gibt nur eine Fassung.",
    exportTitle: "Speichern als", format: "Format", layout: "Schrift und Anordnung", exportRun: "Speichern", exported: "Gespeichert.", formats: { docx: "Word (DOCX)", pdf: "PDF", md: "Markdown", txt: "Reiner Text" }, layouts: { classic: "Klassisch: EB Garamond, der Name in der Mitte", modern: "Modern: Source Sans, linksbündig", formal: "Förmlich: Carlito, für Fensterumschläge" },
    write: "Damit schreiben", sentTitle: "Was sie von Ihnen haben", sentNothing: "Kein Dokument von Ihnen ging dorthin.", sentSameBytes: "als Datei angehängt, dieselben Bytes", sentUnknown: "Nicht bekannt, ob es abging", sentLoose: "an ihren Kontakt, in einer Mail, die zu nichts gehört",
    documents: "Dokumente", notes: "Notizen", noDocuments: "Noch gehören keine Dokumente dazu.", noNotes: "Noch keine Notizen.", addNote: "Notiz hinzufügen", noteHint: "Was Sie sich davon merken wollen", add: "Hinzufügen", added: "Hinzugefügt.", addFile: "Datei hinzufügen", addExisting: "Eines hinzufügen, das Sie haben", role: "Als", unlink: "Abnehmen", unlinked: "Abgenommen.",
  },
);
