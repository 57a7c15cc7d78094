import * as vscode from "vscode";
import type { WritingPlan, WritingStartRequest } from "@assistant/protocol";
import { providerName, roleName, sourcesInWords } from "@assistant/ui/payload";
import { said } from "../said.js";
import { administer, command } from "./desk.js";
import type { Desk } from "./desk.js";

/** What the host says of a model that was never let see anything. */
const notLookedAt = "model.look";

export function agreeingCommands(desk: Desk): void {
  command(desk, "agree", (given) => desk.questions.answer(given instanceof vscode.Uri ? given : undefined, true));
  command(desk, "decline", (given) => desk.questions.answer(given instanceof vscode.Uri ? given : undefined, false));
}

/** What leaves the machine is looked at first, exactly as it would leave; what stays here needs no question. */
export async function agreed(desk: Desk, request: WritingStartRequest): Promise<boolean> {
  const { link, questions, shown } = desk;
  const { t } = vscode.l10n;
  const plan = await link.call("writing/plan", request);
  const unseen = plan.obstacle === undefined ? undefined : await unseenModel(desk, request);
  if (plan.obstacle !== undefined && unseen === undefined) throw new Error([plan.obstacle, plan.remedy].filter((each) => each !== undefined).map(said).join(" "));
  if (plan.isLocal) return true;
  const provider = providerName(plan.provider);
  const where = [plan.model === undefined ? provider : `${plan.model} (${provider})`, plan.endpoint].filter((each) => each !== undefined).join(", ");
  const [send, look] = [t("Send It to the Model"), t("See What Is Sent")];
  // A model that was sent nothing yet is sent nothing unseen.
  const chosen = await vscode.window.showWarningMessage(t("This leaves your machine, to {0}.", where), { modal: true, detail: detailOf(plan, unseen !== undefined) }, ...(unseen === undefined ? [send] : []), look);
  if (chosen === undefined) return false;
  if (chosen === look) {
    const text = plan.payload.map((each) => `# ${roleName(each.role)}\n\n${each.text}`).join("\n\n");
    if (!(await questions.ask(shown.put(request.draftId ?? "plan", t("What is sent.txt"), text), t("Send it to {0}", plan.model ?? provider)))) return false;
  }
  if (unseen === undefined) return true;
  if (!(await administer(desk, "drafting/allowModel", t("Letting a new model see your texts needs a key that may administer.")))) return false;
  await link.call("drafting/allowModel", { id: unseen });
  return true;
}

/** The model that is meant, where all that stands in its way is that nobody has looked yet. */
async function unseenModel({ link }: Desk, { model }: WritingStartRequest): Promise<string | undefined> {
  const { models } = await link.call("drafting/models", {});
  const meant = models.find((each) => (model === undefined ? each.isChosen : each.id === model));
  return meant?.need?.code === notLookedAt ? meant.id : undefined;
}

function detailOf({ fields }: WritingPlan, unseen: boolean): string {
  const { t } = vscode.l10n;
  return [...(unseen ? [t("This model was sent nothing yet. Look at it first; your yes then stands for this model.")] : []), `${t("It holds:")}\n${sourcesInWords(fields).join("\n")}`].join("\n\n");
}
