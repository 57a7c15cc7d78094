import { messages } from "../locale.js";
import { count } from "../format.js";

export const contactsMessages = messages(
  {
    title: "Contacts", search: "Search contacts", searchHint: "Name, address or company", create: "New contact", import: "Import CSV", more: (shown: number) => `${count(shown)} shown; scroll for more`, all: (shown: number) => (shown === 1 ? "1 contact" : `${count(shown)} contacts`),
    empty: "No contacts yet", emptyText: "Bring in the people you write to from a CSV file, or type the first one.",
    noMatch: "Nobody matches", noMatchText: (query: string) => `No name, address or field contains “${query}”.`, clear: "Show everybody",
    choose: "Choose a contact", chooseText: "Addresses, fields, and whether each address may be written to stand here.",
    organisation: "Organisation", person: "Person", addresses: "Addresses", fields: "Fields for templates", noFields: "None. Templates can use the name alone.", mayWrite: "May be written to", mayNot: "Must not be written to", preferred: "preferred",
    suppress: "Do not write", allow: "Allow again", allowFirst: (address: string) => `Allow writing to ${address} again?`, allowText: (why: string) => `It was blocked for this reason: ${why}`, allowed: "It may be written to again.", suppressed: "It will not be written to.", undo: "Undo",
    byHand: "Blocked by hand.", source: "Came from", changed: "Changed", edit: "Edit", delete: "Delete", deleteAsk: (name: string) => `Delete ${name}?`, deleteText: "Drafts and sent messages stay. This cannot be taken back.", deleted: "The contact was deleted.",
    write: "Write a message", useTemplate: "Use a template", newTitle: "New contact", editTitle: (name: string) => `Edit ${name}`, name: "Name", kind: "Kind", addressesHelp: "One on each line, the preferred one first.", fieldName: "Field", fieldValue: "Value", addField: "Add a field", removeField: "Remove this field",
    save: "Save", cancel: "Cancel", saved: "Saved.", conflict: "It was changed meanwhile", conflictText: "Somebody changed this contact while you wrote. Your text is still here.", takeMine: "Save mine over it", takeTheirs: "Take theirs",
    blocked: "blocked",
  },
  {
    title: "Kontakte", search: "Kontakte durchsuchen", searchHint: "Name, Adresse oder Firma", create: "Neuer Kontakt", import: "CSV einlesen", more: (shown: number) => `${count(shown)} gezeigt; weiter durch Blättern`, all: (shown: number) => (shown === 1 ? "1 Kontakt" : `${count(shown)} Kontakte`),
    empty: "Noch keine Kontakte", emptyText: "Lesen Sie die Menschen, denen Sie schreiben, aus einer CSV-Datei ein, oder tippen Sie den ersten.",
    noMatch: "Niemand passt dazu", noMatchText: (query: string) => `Kein Name, keine Adresse und kein Feld enthält „${query}“.`, clear: "Alle zeigen",
    choose: "Wählen Sie einen Kontakt", chooseText: "Hier stehen Adressen, Felder und ob an jede Adresse geschrieben werden darf.",
    organisation: "Organisation", person: "Person", addresses: "Adressen", fields: "Felder für Vorlagen", noFields: "Keine. Vorlagen können nur den Namen verwenden.", mayWrite: "Darf angeschrieben werden", mayNot: "Darf nicht angeschrieben werden", preferred: "bevorzugt",
    suppress: "Nicht anschreiben", allow: "Wieder erlauben", allowFirst: (address: string) => `${address} wieder anschreiben dürfen?`, allowText: (why: string) => `Die Adresse ist aus diesem Grund gesperrt: ${why}`, allowed: "Die Adresse darf wieder angeschrieben werden.", suppressed: "Die Adresse wird nicht angeschrieben.", undo: "Zurücknehmen",
    byHand: "Von Hand gesperrt.", source: "Herkunft", changed: "Geändert", edit: "Bearbeiten", delete: "Löschen", deleteAsk: (name: string) => `${name} löschen?`, deleteText: "Entwürfe und gesendete Nachrichten bleiben. Das lässt sich nicht zurücknehmen.", deleted: "Der Kontakt wurde gelöscht.",
    write: "Nachricht schreiben", useTemplate: "Vorlage verwenden", newTitle: "Neuer Kontakt", editTitle: (name: string) => `${name} bearbeiten`, name: "Name", kind: "Art", addressesHelp: "Eine je Zeile, die bevorzugte zuerst.", fieldName: "Feld", fieldValue: "Wert", addField: "Feld hinzufügen", removeField: "Dieses Feld entfernen",
    save: "Speichern", cancel: "Abbrechen", saved: "Gespeichert.", conflict: "Es wurde inzwischen geändert", conflictText: "Jemand hat diesen Kontakt geändert, während Sie schrieben. Ihr Text ist noch da.", takeMine: "Meines darüber speichern", takeTheirs: "Das andere nehmen",
    blocked: "gesperrt",
  },
);
