import { ConnectionLost, DoorError, RpcError, errorCode } from "@assistant/protocol";
import type { ErrorName } from "@assistant/protocol";
import { messages } from "./locale.js";

/** Page and host are of different versions, or one of them is wrong. */
const strangers = { en: "This page and the host do not understand each other", de: "Diese Seite und der Host verstehen sich nicht" };

/** What a person reads first, by the error's code. */
const en: Record<ErrorName, string> = {
  alreadyRunning: "That is being done already",
  conflict: "It was changed meanwhile",
  contentModified: "It was changed meanwhile",
  internalError: "The host met an error of its own",
  invalid: "Something in it is not right",
  invalidParams: strangers.en,
  invalidRequest: strangers.en,
  limit: "That is too much at once",
  methodNotFound: strangers.en,
  needsSetup: "Something has to be set up first",
  notAuthorised: "This page may not do that",
  notFound: "It is not there, or not any more",
  notInitialized: strangers.en,
  parseError: strangers.en,
  pluginFailed: "A plugin failed",
  providerRefused: "The provider refused",
  providerUnavailable: "The provider cannot be reached",
  requestCancelled: "It was cancelled",
  shuttingDown: "The host is ending",
  storageUnavailable: "The host cannot reach its data",
  wrongState: "As it stands, that cannot be done with it",
};
const de: Record<ErrorName, string> = {
  alreadyRunning: "Das geschieht gerade schon",
  conflict: "Es wurde inzwischen geändert",
  contentModified: "Es wurde inzwischen geändert",
  internalError: "Im Host ist ein Fehler aufgetreten",
  invalid: "Etwas daran stimmt nicht",
  invalidParams: strangers.de,
  invalidRequest: strangers.de,
  limit: "Das ist zu viel auf einmal",
  methodNotFound: strangers.de,
  needsSetup: "Vorher muss etwas eingerichtet werden",
  notAuthorised: "Das darf diese Seite nicht",
  notFound: "Das gibt es nicht oder nicht mehr",
  notInitialized: strangers.de,
  parseError: strangers.de,
  pluginFailed: "Eine Erweiterung ist ausgefallen",
  providerRefused: "Der Anbieter hat abgelehnt",
  providerUnavailable: "Der Anbieter ist nicht erreichbar",
  requestCancelled: "Es wurde abgebrochen",
  shuttingDown: "Der Host wird gerade beendet",
  storageUnavailable: "Der Host erreicht seine Daten nicht",
  wrongState: "So, wie es jetzt steht, geht das damit nicht",
};
const headings = messages(en, de);

const words = messages(
  {
    lost: "The host is not connected",
    lostText: "It may have been stopped. This page tries again by itself.",
    lostRemedy: "Start it with `assistant open`.",
    conflictText: "What you see is out of date. Look at it again, then repeat what you did.",
    other: "That did not work",
  },
  {
    lost: "Der Host ist nicht verbunden",
    lostText: "Vielleicht wurde er beendet. Diese Seite versucht es von selbst wieder.",
    lostRemedy: "Mit `assistant open` starten.",
    conflictText: "Was Sie sehen, ist überholt. Sehen Sie es neu an und wiederholen Sie dann, was Sie taten.",
    other: "Das hat nicht geklappt",
  },
);

/** A failure as a person reads it: the heading in their language; `text` and `remedy` in theirs too, unless `lang` says whose words they are. */
export interface Description {
  readonly heading: string;
  readonly text: string;
  readonly remedy?: string | undefined;
  /** The host's own words are English. */
  readonly lang?: "en" | undefined;
}

export function describe(error: unknown): Description {
  const t = words();
  if (error instanceof ConnectionLost) return { heading: t.lost, text: t.lostText, remedy: t.lostRemedy };
  if (error instanceof DoorError) return { heading: t.other, text: error.message, remedy: error.remedy, lang: "en" };
  if (error instanceof RpcError) {
    const heading = headingOf(error) ?? t.other;
    if (error.is("conflict")) return { heading, text: t.conflictText };
    return { heading, text: [error.message, ...error.problems.map((each) => each.problem).filter((each) => each !== error.message)].join(" "), remedy: error.remedy ?? error.problems[0]?.remedy, lang: "en" };
  }
  return { heading: t.other, text: error instanceof Error ? error.message : String(error), lang: "en" };
}

function headingOf(error: RpcError): string | undefined {
  const name = (Object.keys(errorCode) as ErrorName[]).find((each) => error.is(each));
  return name === undefined ? undefined : headings()[name];
}
