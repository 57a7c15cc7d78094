import * as vscode from "vscode";
import type { Finding } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { said } from "../said.js";
import type { Row } from "./tree.js";

const order = { failure: 0, warning: 1, well: 2 } as const;
const icons = { failure: "error", warning: "warning", well: "pass" } as const;
const colours = { failure: "charts.red", warning: "charts.yellow", well: "charts.green" } as const;

/** What the host looks at when it is asked what is wrong, the worst first. */
export async function findings(link: HostLink): Promise<readonly Finding[]> {
  return [...(await link.call("host/doctor", {})).findings].sort((a, b) => order[a.level] - order[b.level]);
}

/** What is wrong and what puts it right, in the language of the editor. */
export function findingText({ message, remedy }: Finding): Pick<Finding, "message" | "remedy"> {
  return { message: said(message), ...(remedy === undefined ? {} : { remedy: said(remedy) }) };
}

export const iconOf = ({ level }: Finding): string => icons[level];

/** What is wrong with the host, looked at when it is opened and not before: it reads whole files. */
export function findingsRow(link: HostLink): Row {
  const { t } = vscode.l10n;
  return {
    id: "findings", label: t("Doctor"), tooltip: t("What is wrong, and what puts it right"), subject: { kind: "none" },
    rows: async () => {
      const wrong = (await findings(link)).filter((each) => each.level !== "well");
      return wrong.length === 0 ? [{ id: "finding:none", label: t("Nothing is wrong."), icon: icons.well, colour: colours.well, subject: { kind: "none" } }] : wrong.map(findingRow);
    },
  };
}

function findingRow(finding: Finding): Row {
  const { level, code } = finding;
  const { message, remedy } = findingText(finding);
  return {
    id: `finding:${code}:${finding.message}`, label: message, ...(remedy === undefined ? {} : { description: remedy }), tooltip: [message, remedy].filter((each) => each !== undefined).join("\n"),
    icon: icons[level], colour: colours[level], subject: { kind: "finding", finding }, ...(remedy === undefined ? {} : { context: "finding.remedy", command: "assistant.remedy" }),
  };
}
