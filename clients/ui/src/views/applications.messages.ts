import type { PayPeriod, TimelineKind } from "@assistant/protocol";
import { count } from "../format.js";
import { messages } from "../locale.js";

const happened: Record<TimelineKind, string> = { created: "Saved", changed: "Details changed", moved: "Moved", moveUndone: "Move taken back", archived: "Put away", unarchived: "Fetched back", taskAdded: "Task added", taskDone: "Task done", taskReopened: "Task opened again", linked: "Added", unlinked: "Taken off", draft: "Mail begun", sent: "Mail sent", replied: "They answered", bounced: "Not delivered", proposed: "Change proposed", merged: "Merged", imported: "Imported" };
const geschehen: Record<TimelineKind, string> = { created: "Gemerkt", changed: "Angaben geändert", moved: "Verschoben", moveUndone: "Verschiebung zurückgenommen", archived: "Weggelegt", unarchived: "Zurückgeholt", taskAdded: "Aufgabe angelegt", taskDone: "Aufgabe erledigt", taskReopened: "Aufgabe wieder offen", linked: "Hinzugefügt", unlinked: "Abgenommen", draft: "Mail begonnen", sent: "Mail gesendet", replied: "Sie haben geantwortet", bounced: "Unzustellbar", proposed: "Änderung vorgeschlagen", merged: "Zusammengelegt", imported: "Eingelesen" };
const period: Record<PayPeriod, string> = { year: "a year", month: "a month", week: "a week", day: "a day", hour: "an hour" };
const zeitraum: Record<PayPeriod, string> = { year: "im Jahr", month: "im Monat", week: "in der Woche", day: "am Tag", hour: "in der Stunde" };

export const applicationsMessages = messages(
  {
    title: "Applications", board: "Board", list: "List", archived: "Put away", unmatched: "Unmatched", create: "New", capture: "Capture a posting",
    search: "Search applications", searchHint: "Words, or stage:interview", help: "What the search understands", helpText: "Words, \"quoted words\", and filters; a minus before any of them takes it out.",
    shown: (shown: number) => `${count(shown)} shown; scroll for more`, all: (shown: number) => (shown === 1 ? "1 application" : `${count(shown)} applications`), hideLost: "Hide rejections",
    empty: "No applications yet", emptyText: "Capture the first posting from a page, a file or pasted text; or bring in the table you kept until now.", import: "Import a table", byHand: "Type one in",
    noMatch: "Nothing matches", noMatchText: (query: string) => `No application matches “${query}”.`, clear: "Show all", noArchived: "Nothing is put away", noArchivedText: "What is over and done can be put away; it is found here again.", toBoard: "To the board",
    wrongHere: "here", choose: "Choose an application", chooseText: "Its stage, tasks, people, mail and documents stand here, beside everything that happened.",
    moved: (name: string, stage: string) => `${name} is in ${stage}.`, undo: "Undo", undone: "Taken back.", nothingToUndo: "Take the last move back",
    stage: "Stage", since: (day: string) => `since ${day}`, open: "open it", openPosting: "Open the posting's page", edit: "Edit", archive: "Put away", unarchive: "Fetch back", delete: "Delete", archivedToast: "Put away. Stage and history stay.", unarchivedToast: "Fetched back.", deleted: "Deleted.", isArchived: "put away",
    facts: "What is known", pay: "Pay", payUpTo: (to: string) => `up to ${to}`, payFrom: (from: string) => `from ${from}`, period, source: "Found at", posted: "Posted", deadline: "Closes", applied: "Applied", tags: "Tags", requisition: "Requisition", place: "Place", company: "Company", domain: "The company's domain", role: "Role", link: "Link", currency: "Currency (EUR, USD …)", payFromField: "Pay from", payToField: "Pay up to", per: "Pay per", tagsHelp: "One on each line.",
    tasks: "Tasks", noTasks: "Nothing is to be done for it.", addTask: "Add a task", taskTitle: "What is to be done", taskDue: "Due", taskAdd: "Add", done: "Done", due: (day: string) => `due ${day}`, taskDone: "Done.", taskReopened: "Open again.",
    work: "Work on it", tasksOf: { fit: "Fit and gaps", cvTailoring: "Changes to the CV", coverLetter: "Letter", interview: "Interview questions" },
    people: "People", noPeople: "Nobody is bound to it.", addPerson: "Add a contact", personSearch: "Find a contact", take: "Add", unlink: "Take off", linked: "Added.", unlinked: "Taken off.", someone: "A contact that is gone",
    mail: "Mail", noMail: "No mail about it yet.", write: "Write a mail", draft: "Draft", gone: "is gone",
    timeline: "Timeline", everything: "Everything", moves: "Moves only", happened, from: (from: string, to: string) => `${from} → ${to}`, takenBack: "taken back", byProposal: "by a proposal that was accepted", nothingHappened: "Nothing happened yet.", 
    proposals: "A change is proposed", duplicate: "There is one for this already", duplicateText: "Another application has the same link or requisition.", again: "Save it all the same", newTitle: "New application", editTitle: "Edit", save: "Save", cancel: "Cancel", saved: "Saved.",
    noStage: "Choose a stage", close: "Close", deletedUndo: "Bring back", broughtBack: "Brought back.", readingRest: "Reading the rest …",
  },
  {
    title: "Bewerbungen", board: "Tafel", list: "Liste", archived: "Weggelegt", unmatched: "Nicht zugeordnet", create: "Neu", capture: "Stelle aufnehmen",
    search: "Bewerbungen durchsuchen", searchHint: "Wörter, oder stage:interview", help: "Was die Suche versteht", helpText: "Wörter, \"Wörter in Anführungszeichen\" und Filter; ein Minus davor nimmt aus.",
    shown: (shown: number) => `${count(shown)} gezeigt; weiter durch Blättern`, all: (shown: number) => (shown === 1 ? "1 Bewerbung" : `${count(shown)} Bewerbungen`), hideLost: "Absagen ausblenden",
    empty: "Noch keine Bewerbungen", emptyText: "Nehmen Sie die erste Stelle auf, aus einer Seite, einer Datei oder eingefügtem Text; oder lesen Sie die Tabelle ein, die Sie bisher führten.", import: "Tabelle einlesen", byHand: "Von Hand eintragen",
    noMatch: "Nichts passt dazu", noMatchText: (query: string) => `Keine Bewerbung passt zu „${query}“.`, clear: "Alle zeigen", noArchived: "Nichts ist weggelegt", noArchivedText: "Was vorbei ist, kann weggelegt werden; hier findet es sich wieder.", toBoard: "Zur Tafel",
    wrongHere: "hier", choose: "Wählen Sie eine Bewerbung", chooseText: "Hier stehen Stufe, Aufgaben, Menschen, Mail und Dokumente, daneben alles, was geschah.",
    moved: (name: string, stage: string) => `${name} ist in ${stage}.`, undo: "Rückgängig", undone: "Zurückgenommen.", nothingToUndo: "Letzte Verschiebung zurücknehmen",
    stage: "Stufe", since: (day: string) => `seit ${day}`, open: "öffnen", openPosting: "Seite der Anzeige öffnen", edit: "Bearbeiten", archive: "Weglegen", unarchive: "Zurückholen", delete: "Löschen", archivedToast: "Weggelegt. Stufe und Verlauf bleiben.", unarchivedToast: "Zurückgeholt.", deleted: "Gelöscht.", isArchived: "weggelegt",
    facts: "Was bekannt ist", pay: "Bezahlung", payUpTo: (to: string) => `bis ${to}`, payFrom: (from: string) => `ab ${from}`, period: zeitraum, source: "Gefunden bei", posted: "Veröffentlicht", deadline: "Endet", applied: "Beworben", tags: "Schlagworte", requisition: "Kennziffer", place: "Ort", company: "Firma", domain: "Domain der Firma", role: "Stelle", link: "Link", currency: "Währung (EUR, USD …)", payFromField: "Bezahlung ab", payToField: "Bezahlung bis", per: "Bezahlung je", tagsHelp: "Eines je Zeile.",
    tasks: "Aufgaben", noTasks: "Dafür ist nichts zu tun.", addTask: "Aufgabe anlegen", taskTitle: "Was zu tun ist", taskDue: "Fällig", taskAdd: "Anlegen", done: "Erledigt", due: (day: string) => `fällig ${day}`, taskDone: "Erledigt.", taskReopened: "Wieder offen.",
    work: "Daran arbeiten", tasksOf: { fit: "Passung und Lücken", cvTailoring: "Änderungen am Lebenslauf", coverLetter: "Anschreiben", interview: "Fragen fürs Gespräch" },
    people: "Menschen", noPeople: "Niemand gehört dazu.", addPerson: "Kontakt hinzufügen", personSearch: "Kontakt finden", take: "Hinzufügen", unlink: "Abnehmen", linked: "Hinzugefügt.", unlinked: "Abgenommen.", someone: "Ein Kontakt, den es nicht mehr gibt",
    mail: "Mail", noMail: "Dazu gibt es noch keine Mail.", write: "Mail schreiben", draft: "Entwurf", gone: "gibt es nicht mehr",
    timeline: "Verlauf", everything: "Alles", moves: "Nur Stufen", happened: geschehen, from: (from: string, to: string) => `${from} → ${to}`, takenBack: "zurückgenommen", byProposal: "durch einen angenommenen Vorschlag", nothingHappened: "Noch ist nichts geschehen.", 
    proposals: "Eine Änderung ist vorgeschlagen", duplicate: "Dafür gibt es schon eine", duplicateText: "Eine andere Bewerbung hat denselben Link oder dieselbe Kennziffer.", again: "Trotzdem speichern", newTitle: "Neue Bewerbung", editTitle: "Bearbeiten", save: "Speichern", cancel: "Abbrechen", saved: "Gespeichert.",
    noStage: "Wählen Sie eine Stufe", close: "Schließen", deletedUndo: "Zurückholen", broughtBack: "Zurückgeholt.", readingRest: "Der Rest wird gelesen …",
  },
);
