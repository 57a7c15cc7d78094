import type { Scope } from "@assistant/protocol";
import { count } from "../format.js";
import { messages } from "../locale.js";

const scopes: Record<Scope, string> = {
  read: "See accounts, contacts, drafts, the outbox and what came back", draft: "Write drafts, contacts and templates; check for replies; cancel what is not yet sent", propose: "Put changes before you",
  decide: "Accept or dismiss proposals, correct verdicts, settle an unknown outcome", approve: "Say yes to sending a message in your name", admin: "Connect accounts, let clients in, enable plugins, export, erase and restore",
};
const rechte: Record<Scope, string> = {
  read: "Konten, Kontakte, Entwürfe, den Postausgang und Antworten sehen", draft: "Entwürfe, Kontakte und Vorlagen schreiben; nach Antworten sehen; zurücknehmen, was noch nicht gesendet ist", propose: "Ihnen Änderungen vorlegen",
  decide: "Vorschläge annehmen oder ablehnen, Urteile berichtigen, einen ungewissen Ausgang klären", approve: "Ja sagen zum Senden einer Nachricht in Ihrem Namen", admin: "Konten verbinden, andere einlassen, Erweiterungen einschalten, ausgeben, löschen und wiederherstellen",
};

/** A scope where there is little room. */
const scopeNames: Record<Scope, string> = { read: "see", draft: "write", propose: "propose", decide: "decide", approve: "approve", admin: "administer" };
const rechteNamen: Record<Scope, string> = { read: "sehen", draft: "schreiben", propose: "vorschlagen", decide: "entscheiden", approve: "freigeben", admin: "verwalten" };

export const clientsMessages = messages(
  {
    title: "Clients and tokens", scopes, scopeNames, create: "New token", all: (n: number) => (n === 1 ? "1 client" : `${count(n)} clients`), empty: "No client is let in", emptyText: "Clients are this page, the command line, and whatever else you let in. Let one in with a code, or make a token for a script.", choose: "Choose a client", chooseText: "You see what it may do and when it was last here, and can end it.",
    waiting: (n: number) => (n === 1 ? "1 client asks to be let in" : `${count(n)} clients ask to be let in`), asks: (origin: string) => `${origin} asks to be let in`, callsItself: (name: string) => `It calls itself “${name}”. That can be anything: go by where it comes from and the code.`, program: "A program on this machine", compare: "Does it show exactly this code?", expires: (time: string) => `The code is good until ${time}.`, wants: "It asks to", grant: "What to give it",
    danger: "With this it can send mail as you.", let: "Let it in", refuse: "Refuse", letIn: (name: string) => `${name} is let in.`, refused: "It was not let in. It saw nothing.", noneGiven: "Choose at least one, or refuse.", gone: "That one asks no more", goneText: "It was answered, or its code is too old.", toList: "See all clients",
    current: "this page", mayDo: "What it may do", origin: "Works from", anywhere: "any program of yours on this machine", created: "Let in", lastUsed: "Last used", never: "not yet", connections: "Connections now", revoke: "Revoke", revokeAsk: (name: string) => `Revoke ${name}?`, revokeText: "Its key ends at once, with every connection that holds it. To come back it has to be let in again.", revokeOwn: "That is this page: you will be shown how to let it in again.", revoked: (name: string, n: number) => `${name} was revoked; ${n === 1 ? "1 connection was" : `${count(n)} connections were`} closed.`,
    newTitle: "New token", newText: "For a script or a program without a page. Give it as little as it needs; approving is for people.", name: "What will use it", nameHint: "for example: nightly import", make: "Make the token", made: "The token", madeText: "It is shown this once and kept nowhere. Copy it to where the script reads it.", copy: "Copy", copied: "Copied.", copyFailed: "The browser did not allow it. Select the text and copy it.", use: "Give it as the bearer of POST /rpc, or in initialize:", done: "I have stored it", scopesNeeded: "Choose at least one.", cancel: "Cancel",
  },
  {
    title: "Zugänge und Schlüssel", scopes: rechte, scopeNames: rechteNamen, create: "Neuer Schlüssel", all: (n: number) => (n === 1 ? "1 Zugang" : `${count(n)} Zugänge`), empty: "Niemand ist eingelassen", emptyText: "Zugänge sind diese Seite, die Befehlszeile und was Sie sonst einlassen. Lassen Sie eines mit einem Code ein, oder machen Sie einen Schlüssel für ein Skript.", choose: "Wählen Sie einen Zugang", chooseText: "Sie sehen, was er darf und wann er zuletzt hier war, und können ihn beenden.",
    waiting: (n: number) => (n === 1 ? "1 Zugang bittet um Einlass" : `${count(n)} Zugänge bitten um Einlass`), asks: (origin: string) => `${origin} bittet um Einlass`, callsItself: (name: string) => `Nennt sich „${name}“. Das kann alles sein: Richten Sie sich nach Herkunft und Code.`, program: "Ein Programm auf diesem Rechner", compare: "Steht dort genau diesen Code?", expires: (time: string) => `Der Code gilt bis ${time}.`, wants: "Gebeten wird um", grant: "Was Sie erlauben",
    danger: "Damit kann sie in Ihrem Namen senden.", let: "Einlassen", refuse: "Ablehnen", letIn: (name: string) => `${name} ist eingelassen.`, refused: "Abgelehnt. Es wurde nichts gezeigt.", noneGiven: "Wählen Sie mindestens eines, oder lehnen Sie ab.", gone: "Hier wird um nichts mehr gebeten", goneText: "Die Antwort ist gegeben, oder der Code ist zu alt.", toList: "Alle Zugänge ansehen",
    current: "diese Seite", mayDo: "Was er darf", origin: "Gilt von", anywhere: "jedem Ihrer Programme auf diesem Rechner", created: "Eingelassen", lastUsed: "Zuletzt benutzt", never: "noch nie", connections: "Verbindungen jetzt", revoke: "Widerrufen", revokeAsk: (name: string) => `${name} widerrufen?`, revokeText: "Der Schlüssel endet sofort, mit jeder Verbindung, die ihn hält. Um wiederzukommen, muss er neu eingelassen werden.", revokeOwn: "Das ist diese Seite: Sie sehen dann, wie Sie sie wieder einlassen.", revoked: (name: string, n: number) => `${name} ist widerrufen; ${n === 1 ? "1 Verbindung wurde" : `${count(n)} Verbindungen wurden`} geschlossen.`,
    newTitle: "Neuer Schlüssel", newText: "Für ein Skript oder ein Programm ohne Seite. Geben Sie ihm so wenig, wie es braucht; freigeben sollen Menschen.", name: "Was ihn benutzen wird", nameHint: "zum Beispiel: nächtliches Einlesen", make: "Schlüssel machen", made: "Der Schlüssel", madeText: "Er wird nur dieses eine Mal gezeigt und nirgends aufgehoben. Kopieren Sie ihn dorthin, wo das Skript ihn liest.", copy: "Kopieren", copied: "Kopiert.", copyFailed: "Der Browser erlaubte es nicht. Markieren Sie den Text und kopieren Sie ihn.", use: "Geben Sie ihn als Bearer von POST /rpc an, oder in initialize:", done: "Ich habe ihn abgelegt", scopesNeeded: "Wählen Sie mindestens eines.", cancel: "Abbrechen",
  },
);

/** A scope in words; one that this page does not know yet by its name. */
export const scopeWords = (scope: string): string => (clientsMessages().scopes as Readonly<Record<string, string>>)[scope] ?? scope;
export const scopeName = (scope: string): string => (clientsMessages().scopeNames as Readonly<Record<string, string>>)[scope] ?? scope;
