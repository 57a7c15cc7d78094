import * as vscode from "vscode";
import { RpcError } from "@assistant/protocol";
import type { RpcProblem } from "@assistant/protocol";
import { problemText, said } from "../said.js";
import type { FieldSchema, FormSchema, FormValues } from "@assistant/ui/form";

export type { FormValues };

/** Asks for a form as its schema says it, one question after the other. Undefined where it was left. */
export async function askForm(title: string, schema: unknown, values: FormValues = {}, problems: readonly RpcProblem[] = []): Promise<FormValues | undefined> {
  const { properties = {}, required = [] } = (schema ?? {}) as FormSchema;
  const given: Record<string, unknown> = {};
  const names = Object.entries(properties);
  for (const [at, [name, field]] of names.entries()) {
    const value = await ask(`${title}, ${at + 1} / ${names.length}`, field, { name, value: values[name] ?? field.default, required: required.includes(name), problem: problems.find(isAt(name)) });
    if (value === undefined) return undefined;
    if (value !== "") given[name] = value;
  }
  return given;
}

/** What was answered wrongly, to be asked again: problems at the form's fields and at `others`. Any other failure is thrown on, for no answer would end it. */
export function toAskAgain(error: unknown, schema: unknown, others: readonly string[] = []): readonly RpcProblem[] {
  const names = Object.keys(((schema ?? {}) as FormSchema).properties ?? {});
  const found = error instanceof RpcError ? error.problems.filter((each) => others.includes(each.path) || names.some((name) => isAt(name)(each))) : [];
  if (found.length === 0) throw error;
  return found;
}

/** `$.settings.clientId` is the field `clientId`, and so is `$.values.clientId[0]`. */
const isAt = (name: string) => ({ path }: RpcProblem): boolean => path.replace(/(?:\[\d+\])+$/u, "").endsWith(`.${name}`);

interface Question {
  readonly name: string;
  readonly value: unknown;
  readonly required: boolean;
  readonly problem: RpcProblem | undefined;
}

async function ask(title: string, field: FieldSchema, { name, value, required, problem }: Question): Promise<unknown> {
  const { t } = vscode.l10n;
  const label = said(field.title ?? name);
  const more = field.description === undefined ? undefined : said(field.description);
  const question = [problem === undefined ? undefined : problemText(problem), label].filter((each) => each !== undefined).join(": ");
  const prompt = more === undefined ? question : `${question}: ${more}`;
  const choices = field.type === "boolean" ? [true, false] : field.enum;
  if (choices !== undefined) {
    // What need not be said can be left open, as an empty box can.
    const picks = [...(required || field.type === "boolean" ? [] : [""]), ...choices].map((choice) => ({ label: choice === true ? t("Yes") : choice === false ? t("No") : choice === "" ? t("Leave it open") : String(choice), choice, ...(choice === value ? { description: t("now") } : {}), ...(choice === true && more !== undefined ? { detail: more } : {}) }));
    // Above a list there is one line; what a yes means stands with the yes.
    return (await vscode.window.showQuickPick(picks, { title, placeHolder: field.type === "boolean" ? question : prompt, ignoreFocusOut: true }))?.choice;
  }
  const text = await vscode.window.showInputBox({
    title, prompt, ignoreFocusOut: true, password: field.writeOnly === true,
    value: Array.isArray(value) ? value.join(", ") : typeof value === "string" || typeof value === "number" ? String(value) : "",
    validateInput: (typed) => (typed.trim() === "" ? (required ? t("{0} is needed.", label) : undefined) : (field.type === "integer" || field.type === "number") && Number.isNaN(Number(typed)) ? t("This is no number.") : undefined),
  });
  if (text === undefined || text.trim() === "") return text === undefined ? undefined : "";
  if (field.type === "integer" || field.type === "number") return Number(text);
  return field.type === "array" ? text.split(",").map((each) => each.trim()).filter((each) => each !== "") : text;
}
