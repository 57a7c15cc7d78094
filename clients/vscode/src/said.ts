import { createRequire } from "node:module";
import * as vscode from "vscode";
import type { Evidence, RpcProblem, SetupNeed, Stage } from "@assistant/protocol";
import type * as German from "./german.js";
import { sentence, stopped } from "./sentence.js";

let german: typeof German | undefined;

/** Undefined where English is read, as the host speaks it. */
function words(): typeof German | undefined {
  if (!vscode.env.language.startsWith("de")) return undefined;
  return (german ??= createRequire(__filename)("./german.cjs") as typeof German);
}

/** What the host said, in the language of the editor; what is not known in it stays as it was said. */
export const said = (text: string): string => words()?.saidText(text) ?? text;

/** What is wrong, and what to do about it where that is known. */
export const problemText = ({ problem, remedy }: RpcProblem): string => (remedy === undefined ? sentence(said(problem)) : `${stopped(said(problem))} ${said(remedy)}`);

export const needText = ({ message, remedy }: SetupNeed): string => `${said(message)} ${said(remedy)}`;

/** A stage as a person reads it: the title that it came with in their language, one that they gave as they gave it. */
export const stageTitle = (stage: Stage): string => words()?.stageTitle(stage) ?? stage.title;

/** What a statement rests on: what is quoted from a mail stays as it was written there, and so does the name of a header. */
export function evidenceText({ name, value, source }: Evidence): { readonly name: string; readonly value: string } {
  return { name: said(name), value: source === "provider" || source === "person" ? said(value) : value };
}
