import { ConnectionLost, DoorError, RpcError, errorCode } from "@assistant/protocol";
import type { ErrorName } from "@assistant/protocol";
import { isKnown } from "./host-words/index.js";
import { messages } from "./locale.js";

/** What a person reads first, and what they can do. */
interface Words {
  readonly [part: string]: string;
  readonly what: string;
  readonly todo: string;
}

/** Page and host are of different versions, or one of them is wrong. */
const strangers = {
  en: { what: "This page and the host do not understand each other", todo: "Load the page again. Where that does not help, bring the program up to date." },
  de: { what: "Diese Seite und der Host verstehen sich nicht", todo: "Laden Sie die Seite neu. Hilft das nicht, bringen Sie das Programm auf den neuesten Stand." },
};

const en: Record<ErrorName, Words> = {
  alreadyRunning: { what: "That is being done already", todo: "Wait until it is done." },
  conflict: { what: "It was changed meanwhile", todo: "What you see is out of date. Look at it again, then repeat what you did." },
  contentModified: { what: "It was changed meanwhile", todo: "Look at it again, then repeat what you did." },
  internalError: { what: "The host met an error of its own", todo: "Try it again. Where it happens again, `assistant doctor` looks for the reason." },
  invalid: { what: "Something in it is not right", todo: "Correct it, then try again." },
  invalidParams: strangers.en,
  invalidRequest: strangers.en,
  limit: { what: "That is too much at once", todo: "Try it with less." },
  methodNotFound: strangers.en,
  needsSetup: { what: "Something has to be set up first", todo: "Today says what there is to set up." },
  notAuthorised: { what: "This page may not do that", todo: "Let it in with more rights: `assistant open`." },
  notFound: { what: "It is not there, or not any more", todo: "Go back to the list and look again." },
  notInitialized: strangers.en,
  parseError: strangers.en,
  pluginFailed: { what: "A plugin failed", todo: "Under Plugins you find the reason, and can start it anew." },
  providerRefused: { what: "The provider refused", todo: "Look at the reason that it gives." },
  providerUnavailable: { what: "The provider cannot be reached", todo: "Look at your connection, and try again later." },
  requestCancelled: { what: "It was cancelled", todo: "Begin it again where you want it after all." },
  shuttingDown: { what: "The host is ending", todo: "Start it again with `assistant open`." },
  storageUnavailable: { what: "The host cannot reach its data", todo: "`assistant doctor` says what is wrong with the data folder." },
  wrongState: { what: "As it stands, that cannot be done with it", todo: "Look how it stands now." },
};
const de: Record<ErrorName, Words> = {
  alreadyRunning: { what: "Das geschieht gerade schon", todo: "Warten Sie, bis es fertig ist." },
  conflict: { what: "Es wurde inzwischen geändert", todo: "Was Sie sehen, ist überholt. Sehen Sie es neu an und wiederholen Sie dann, was Sie taten." },
  contentModified: { what: "Es wurde inzwischen geändert", todo: "Sehen Sie es neu an und wiederholen Sie dann, was Sie taten." },
  internalError: { what: "Im Host ist ein Fehler aufgetreten", todo: "Versuchen Sie es noch einmal. Geschieht es wieder, sucht `assistant doctor` nach dem Grund." },
  invalid: { what: "Etwas daran stimmt nicht", todo: "Berichtigen Sie es, dann versuchen Sie es noch einmal." },
  invalidParams: strangers.de,
  invalidRequest: strangers.de,
  limit: { what: "Das ist zu viel auf einmal", todo: "Versuchen Sie es mit weniger." },
  methodNotFound: strangers.de,
  needsSetup: { what: "Vorher muss etwas eingerichtet werden", todo: "Unter „Heute“ steht, was einzurichten ist." },
  notAuthorised: { what: "Das darf diese Seite nicht", todo: "Lassen Sie sie mit mehr Rechten ein: `assistant open`." },
  notFound: { what: "Das gibt es nicht oder nicht mehr", todo: "Gehen Sie zur Liste zurück und sehen Sie neu nach." },
  notInitialized: strangers.de,
  parseError: strangers.de,
  pluginFailed: { what: "Eine Erweiterung ist ausgefallen", todo: "Unter „Erweiterungen“ finden Sie den Grund und können sie neu starten." },
  providerRefused: { what: "Der Anbieter hat abgelehnt", todo: "Sehen Sie den Grund an, den er nennt." },
  providerUnavailable: { what: "Der Anbieter ist nicht erreichbar", todo: "Prüfen Sie Ihre Verbindung, und versuchen Sie es später noch einmal." },
  requestCancelled: { what: "Es wurde abgebrochen", todo: "Beginnen Sie es neu, wenn Sie es doch wollen." },
  shuttingDown: { what: "Der Host wird gerade beendet", todo: "Starten Sie ihn wieder mit `assistant open`." },
  storageUnavailable: { what: "Der Host erreicht seine Daten nicht", todo: "`assistant doctor` sagt, was mit dem Datenordner nicht stimmt." },
  wrongState: { what: "So, wie es jetzt steht, geht das damit nicht", todo: "Sehen Sie nach, wie es jetzt steht." },
};

/** What the host's errors are in words, by their names. */
export const errorWords = messages(en, de);

const words = messages(
  { lost: "The host is not connected", lostText: "It may have been stopped. This page tries again by itself. Start it with `assistant open`.", other: "That did not work" },
  { lost: "Der Host ist nicht verbunden", lostText: "Vielleicht wurde er beendet. Diese Seite versucht es von selbst wieder. Mit `assistant open` starten.", other: "Das hat nicht geklappt" },
);

/** A failure as a person reads it. */
export interface Description {
  readonly heading: string;
  /** What to do, in the person's language; absent where the host's own words say it in that language. */
  readonly todo?: string | undefined;
  /** What the host said of it, sentence by sentence: to be drawn by `said`. */
  readonly said: readonly string[];
}

export function describe(error: unknown): Description {
  const t = words();
  if (error instanceof ConnectionLost) return { heading: t.lost, todo: t.lostText, said: [] };
  if (error instanceof DoorError) return { heading: t.other, said: [error.message, ...(error.remedy === undefined ? [] : [error.remedy])] };
  if (error instanceof RpcError) {
    const name = (Object.keys(errorCode) as ErrorName[]).find((each) => error.is(each));
    const { what, todo } = name === undefined ? { what: t.other, todo: undefined } : errorWords()[name];
    if (error.is("conflict")) return { heading: what, todo, said: [] };
    const remedy = error.remedy ?? error.problems[0]?.remedy;
    const problems = error.problems.map((each) => each.problem);
    // The message is often the first problem with its path before it.
    const sentences = problems.some((each) => error.message.endsWith(each)) ? problems : [error.message, ...problems];
    return { heading: what, todo: remedy !== undefined && isKnown(remedy) ? undefined : todo, said: remedy === undefined ? sentences : [...sentences, remedy] };
  }
  return { heading: t.other, said: [error instanceof Error ? error.message : String(error)] };
}
