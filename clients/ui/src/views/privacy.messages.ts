import { messages } from "../locale.js";
import { count } from "../format.js";

export const privacyMessages = messages(
  {
    title: "Privacy", inEnglish: "This text is in English.", promises: "What is promised", data: "Where your data lies", audit: "Who did what", promisesText: "Each with the test that holds it", dataText: "Folder, keys, what is open", auditText: "A record that cannot be changed unseen",
    folder: "Data folder", keys: "Keys are kept in", database: "Database", demo: "This is a demo folder", since: "The host runs since", door: "This page comes from", doorClosed: "closed", certificate: "Its certificate is good until", check: "What is well, and what is not", failure: "Failure", warning: "Warning", well: "Well",
    checks: { storage: "Storage", folder: "Data folder", host: "The host", clock: "Clock", secrets: "Keys", audit: "Record of who did what", device: "This machine", settings: "Settings", web: "Web door", plugin: "Plugin", accounts: "Mailboxes", account: "Mailbox", outbox: "Outbox" },
    export: "Take your data with you", exportText: "A checked copy of everything, which opens anywhere with its passphrase:", copyCommand: "assistant backup FILE",
    disconnect: "Take back what was granted", toAccounts: "Disconnect an account", toClients: "Revoke a client", help: "Get help", helpText: "A draft with versions and the codes of what is not well, for whoever helps you. You say what happened, choose who gets it, and approve it like any other.", helpWrite: "Write it",
    entries: (n: number, more: boolean) => (more ? `${count(n)} shown, newest first; scroll for more` : `${count(n)} entries, newest first`), noEntries: "Nothing has happened yet", noEntriesText: "Every approval, every change of what is granted, and every refusal will stand here: who and when, never what was written.", toToday: "Go to today",
    verify: "Check the record", verifying: "Checking …", whole: (n: number) => `The record is whole: ${count(n)} entries, and its end is the one that was anchored outside of it.`, broken: "The record was changed", held: "held by",
  },
  {
    title: "Datenschutz", inEnglish: "Diesen Text gibt es bisher nur auf Englisch. Er gilt so, wie er dort steht.", promises: "Was versprochen ist", data: "Wo Ihre Daten liegen", audit: "Wer was getan hat", promisesText: "Jedes mit dem Test, der es hält", dataText: "Ordner, Schlüssel, was offen ist", auditText: "Ein Verzeichnis, das niemand unbemerkt ändert",
    folder: "Datenordner", keys: "Schlüssel liegen in", database: "Datenbank", demo: "Das ist ein Demo-Ordner", since: "Der Host läuft seit", door: "Diese Seite kommt von", doorClosed: "geschlossen", certificate: "Ihr Zertifikat gilt bis", check: "Was in Ordnung ist und was nicht", failure: "Fehler", warning: "Warnung", well: "In Ordnung",
    checks: { storage: "Speicher", folder: "Datenordner", host: "Der Host", clock: "Uhr", secrets: "Schlüssel", audit: "Verzeichnis, wer was getan hat", device: "Dieses Gerät", settings: "Einstellungen", web: "Webzugang", plugin: "Erweiterung", accounts: "Postfächer", account: "Postfach", outbox: "Postausgang" },
    export: "Ihre Daten mitnehmen", exportText: "Eine geprüfte Kopie von allem, die sich mit ihrer Passphrase überall öffnen lässt:", copyCommand: "assistant backup DATEI",
    disconnect: "Gewährtes zurücknehmen", toAccounts: "Ein Konto trennen", toClients: "Einen Zugang widerrufen", help: "Hilfe holen", helpText: "Ein Entwurf mit Versionen und den Kennungen dessen, was nicht in Ordnung ist, für jemanden, der Ihnen hilft. Sie sagen, was geschah, wählen, wer ihn bekommt, und geben ihn frei wie jeden anderen.", helpWrite: "Schreiben",
    entries: (n: number, more: boolean) => (more ? `${count(n)} gezeigt, neueste zuerst; weiter durch Blättern` : `${count(n)} Einträge, neueste zuerst`), noEntries: "Noch ist nichts geschehen", noEntriesText: "Jede Freigabe, jede Änderung des Gewährten und jede Weigerung wird hier stehen: wer und wann, nie was geschrieben wurde.", toToday: "Zu heute",
    verify: "Verzeichnis prüfen", verifying: "Wird geprüft …", whole: (n: number) => `Das Verzeichnis ist ganz: ${count(n)} Einträge, und sein Ende ist das, welches außerhalb verankert ist.`, broken: "Das Verzeichnis wurde geändert", held: "gehalten von",
  },
);
