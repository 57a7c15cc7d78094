import { count } from "../format.js";
import { messages } from "../locale.js";

export const accountsMessages = messages(
  {
    title: "Accounts", connect: "Connect an account", all: (n: number) => (n === 1 ? "1 account" : `${count(n)} accounts`), empty: "No account is connected", emptyText: "Connect the mailbox that you write from. You choose how much of it may be read; nothing in it is ever marked, moved or deleted.",
    choose: "Choose an account", chooseText: "You see what it was granted, until when, and how to take it back.", states: { active: "Connected", needsSetup: "Needs you", disconnected: "Disconnected" },
    grant: "What it was granted", until: (time: string) => `Until ${time}`, ended: (time: string) => `Ended ${time}`, forGood: "Until you disconnect it.", lastChecked: "Last checked", never: "not yet", provider: "Provider", name: "Name",
    again: "Connect again", raise: "Change what is granted", disconnect: "Disconnect", disconnectAsk: (address: string) => `Disconnect ${address}?`, disconnectText: "What can be revoked is revoked, and its keys are deleted here. Messages that wait in the outbox are not sent from it. What was sent and what came back stays.",
    receipt: "What was done", left: "What only you can do", nothingLeft: "Nothing is left for you to do.", done: (address: string) => `${address} is disconnected`, toList: "See all accounts",
    connectTitle: "Connect an account", providers: "Who carries your mail?", noProviders: "No plugin offers a provider", noProvidersText: "A provider comes with a plugin. See whether one is disabled or failed.", toPlugins: "See the plugins",
    who: "Who writes", address: "Your address", displayName: "Your name, as recipients see it", level: "What may it do?", settings: (name: string) => `Settings of ${name}`, save: "Connect", connected: (address: string) => `${address} is connected`, next: "Bring in the people you write to", cancel: "Cancel", connecting: "Connecting …", openPage: "Open the sign-in page", openPageText: "Sign in there, with the account you named. This page goes on by itself when you have.", waitsUntil: (time: string) => `It waits until ${time}.`, optional: "optional",
  },
  {
    title: "Konten", connect: "Konto verbinden", all: (n: number) => (n === 1 ? "1 Konto" : `${count(n)} Konten`), empty: "Kein Konto ist verbunden", emptyText: "Verbinden Sie das Postfach, von dem Sie schreiben. Sie bestimmen, wie viel davon gelesen werden darf; nichts darin wird je markiert, verschoben oder gelöscht.",
    choose: "Wählen Sie ein Konto", chooseText: "Sie sehen, was ihm gewährt wurde, bis wann, und wie Sie es zurücknehmen.", states: { active: "Verbunden", needsSetup: "Braucht Sie", disconnected: "Getrennt" },
    grant: "Was gewährt wurde", until: (time: string) => `Bis ${time}`, ended: (time: string) => `Endete ${time}`, forGood: "Bis Sie es trennen.", lastChecked: "Zuletzt nachgesehen", never: "noch nie", provider: "Anbieter", name: "Name",
    again: "Neu verbinden", raise: "Gewährtes ändern", disconnect: "Trennen", disconnectAsk: (address: string) => `${address} trennen?`, disconnectText: "Was widerrufen werden kann, wird widerrufen, und die Schlüssel hier werden gelöscht. Wartende Nachrichten werden davon nicht gesendet. Gesendetes und Antworten bleiben.",
    receipt: "Was getan wurde", left: "Was nur Sie tun können", nothingLeft: "Für Sie bleibt nichts zu tun.", done: (address: string) => `${address} ist getrennt`, toList: "Alle Konten ansehen",
    connectTitle: "Konto verbinden", providers: "Wer befördert Ihre Post?", noProviders: "Keine Erweiterung bietet einen Anbieter", noProvidersText: "Ein Anbieter kommt mit einer Erweiterung. Sehen Sie nach, ob eine abgeschaltet oder gescheitert ist.", toPlugins: "Erweiterungen ansehen",
    who: "Wer schreibt", address: "Ihre Adresse", displayName: "Ihr Name, wie Empfänger ihn sehen", level: "Was darf es?", settings: (name: string) => `Einstellungen von ${name}`, save: "Verbinden", connected: (address: string) => `${address} ist verbunden`, next: "Die Menschen einlesen, denen Sie schreiben", cancel: "Abbrechen", connecting: "Wird verbunden …", openPage: "Anmeldeseite öffnen", openPageText: "Melden Sie sich dort an, mit dem genannten Konto. Danach geht es hier von selbst weiter.", waitsUntil: (time: string) => `Gewartet wird bis ${time}.`, optional: "freiwillig",
  },
);
