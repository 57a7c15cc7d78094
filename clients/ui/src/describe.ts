import { ConnectionLost, DoorError, RpcError } from "@assistant/protocol";
import { messages } from "./locale.js";

const words = messages(
  {
    lost: "The host is not connected",
    lostText: "It may have been stopped. This page tries again by itself.",
    lostRemedy: "Start it with `assistant open`.",
    notAuthorised: "This page may not do that",
    needsSetup: "Something has to be set up first",
    conflict: "It was changed meanwhile",
    conflictText: "What you see is out of date. Look at it again, then repeat what you did.",
    notFound: "It is not there any more",
    other: "That did not work",
  },
  {
    lost: "Der Host ist nicht verbunden",
    lostText: "Vielleicht wurde er beendet. Diese Seite versucht es von selbst wieder.",
    lostRemedy: "Mit `assistant open` starten.",
    notAuthorised: "Das darf diese Seite nicht",
    needsSetup: "Vorher muss etwas eingerichtet werden",
    conflict: "Es wurde inzwischen geändert",
    conflictText: "Was Sie sehen, ist überholt. Sehen Sie es neu an und wiederholen Sie dann, was Sie taten.",
    notFound: "Das gibt es nicht mehr",
    other: "Das hat nicht geklappt",
  },
);

/** A failure as a person reads it. `text` may be the host's own words, which are English. */
export interface Description {
  readonly heading: string;
  readonly text: string;
  readonly remedy?: string | undefined;
}

export function describe(error: unknown): Description {
  const t = words();
  if (error instanceof ConnectionLost) return { heading: t.lost, text: t.lostText, remedy: t.lostRemedy };
  if (error instanceof DoorError) return { heading: t.other, text: error.message, remedy: error.remedy };
  if (error instanceof RpcError) {
    if (error.is("conflict")) return { heading: t.conflict, text: t.conflictText };
    const heading = error.is("notAuthorised") ? t.notAuthorised : error.is("needsSetup") ? t.needsSetup : error.is("notFound") ? t.notFound : t.other;
    return { heading, text: [error.message, ...error.problems.map((each) => each.problem)].join(" "), remedy: error.remedy ?? error.problems[0]?.remedy };
  }
  return { heading: t.other, text: error instanceof Error ? error.message : String(error) };
}
