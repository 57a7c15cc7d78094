import { count } from "../format.js";
import { messages } from "../locale.js";

export const pluginsMessages = messages(
  {
    title: "Plugins", all: (n: number) => (n === 1 ? "1 plugin" : `${count(n)} plugins`), empty: "No plugins were found", emptyText: "Plugins are folders beside the host and in your data folder. Without one that carries mail, nothing can be sent.", look: "Look again", choose: "Choose a plugin", chooseText: "You see what it may do, why, how it fares and what it logged.",
    states: { idle: "Ready", active: "Running", needsSetup: "Needs you", failed: "Failed", disabled: "Disabled" }, ready: "It starts when it is first needed.", version: (version: string) => `Version ${version}`, noVersion: "Its version cannot be read.", inProcess: "Runs inside the host: it came with it.", ownProcess: "Runs in a process of its own.",
    enable: "Enable", disable: "Disable", restart: "Restart", disableAsk: (name: string) => `Disable ${name}?`, disableText: "What needs it stops working until you enable it again. Nothing of it is deleted.", enabled: "It is enabled.", disabled: "It is disabled.", restarted: "It was restarted.",
    why: "Why", permissions: "What it may do", noPermissions: "It asks for nothing beyond its own data.", problems: "What is wrong with its manifest", services: "Methods it offers", settings: "Settings", noSettings: "It takes no settings.", save: "Save the settings", saved: "Saved. It was restarted with them.",
    log: "Log", emptyLog: "It has logged nothing yet.", logText: "The newest line is the last. Secrets are starred out.", refresh: "Read again", fill: "Fill in its settings", levels: { warning: "warning", error: "error" },
  },
  {
    title: "Erweiterungen", all: (n: number) => (n === 1 ? "1 Erweiterung" : `${count(n)} Erweiterungen`), empty: "Es wurden keine Erweiterungen gefunden", emptyText: "Erweiterungen sind Ordner neben dem Host und in Ihrem Datenordner. Ohne eine, die Post befördert, kann nichts gesendet werden.", look: "Noch einmal nachsehen", choose: "Wählen Sie eine Erweiterung", chooseText: "Sie sehen, was sie darf, warum, wie es ihr geht und was sie protokolliert hat.",
    states: { idle: "Bereit", active: "Läuft", needsSetup: "Braucht Sie", failed: "Gescheitert", disabled: "Abgeschaltet" }, ready: "Sie startet, wenn sie gebraucht wird.", version: (version: string) => `Version ${version}`, noVersion: "Ihre Version ist nicht lesbar.", inProcess: "Läuft im Host: Sie kam mit ihm.", ownProcess: "Läuft in einem eigenen Prozess.",
    enable: "Einschalten", disable: "Abschalten", restart: "Neu starten", disableAsk: (name: string) => `${name} abschalten?`, disableText: "Was sie braucht, geht nicht mehr, bis Sie sie wieder einschalten. Gelöscht wird nichts.", enabled: "Sie ist eingeschaltet.", disabled: "Sie ist abgeschaltet.", restarted: "Sie wurde neu gestartet.",
    why: "Warum", permissions: "Was sie darf", noPermissions: "Sie verlangt nichts außer ihren eigenen Daten.", problems: "Was an ihrem Manifest nicht stimmt", services: "Methoden, die sie bietet", settings: "Einstellungen", noSettings: "Sie hat keine Einstellungen.", save: "Einstellungen speichern", saved: "Gespeichert. Sie wurde damit neu gestartet.",
    log: "Protokoll", emptyLog: "Sie hat noch nichts protokolliert.", logText: "Die neueste Zeile steht unten. Geheimes ist durch Sterne ersetzt.", refresh: "Neu lesen", fill: "Einstellungen ausfüllen", levels: { warning: "Warnung", error: "Fehler" },
  },
);
