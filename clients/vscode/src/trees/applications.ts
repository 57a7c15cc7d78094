import * as vscode from "vscode";
import type { ApplicationCard, BoardColumn, Stage } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { stageTitle } from "../said.js";
import { attempt } from "../say.js";
import { shortDay } from "../words.js";
import { RowTree } from "./tree.js";
import type { Row } from "./tree.js";

/** Of a stage, as many as the board answers in one go. */
const perStage = 50;
const found = 100;
const type = "application/vnd.code.tree.assistant.applications";

/** Applications by stage, or what a search found. Rows are dragged from stage to stage. */
export class ApplicationsTree extends RowTree implements vscode.TreeDragAndDropController<Row> {
  readonly #link: HostLink;
  readonly dropMimeTypes = [type];
  readonly dragMimeTypes = [type];
  #query = "";

  constructor(link: HostLink) {
    super(link, ["application.changed", "proposal.changed", "document.changed", "outbox.changed", "message.replied"], () => this.#rows());
    this.#link = link;
  }

  get query(): string {
    return this.#query;
  }

  search(query: string): void {
    this.#query = query.trim();
    void vscode.commands.executeCommand("setContext", "assistant.searching", this.#query !== "");
    this.refresh();
  }

  handleDrag(source: readonly Row[], transfer: vscode.DataTransfer): void {
    const cards = source.flatMap(({ subject }) => (subject.kind === "application" ? [subject.card] : []));
    if (cards.length > 0) transfer.set(type, new vscode.DataTransferItem(cards));
  }

  async handleDrop(target: Row | undefined, transfer: vscode.DataTransfer): Promise<void> {
    const cards = transfer.get(type)?.value as readonly ApplicationCard[] | undefined;
    const stage = target?.subject.kind === "stage" ? target.subject.stage : target?.subject.kind === "application" ? target.subject.card.stage : undefined;
    if (cards === undefined || stage === undefined) return;
    await attempt(async () => {
      for (const { id, revision, stage: from } of cards) if (from !== stage) await this.#link.call("applications/move", { id, stage, revision });
    });
  }

  async #rows(): Promise<readonly Row[]> {
    if (this.#query !== "") {
      const [{ applications }, { stages }] = await Promise.all([this.#link.call("applications/search", { query: this.#query, limit: found }), this.#link.call("applications/pipeline", {})]);
      const title = titles(stages);
      return applications.map((card) => cardRow(card, title(card.stage)));
    }
    const { columns } = await this.#link.call("applications/board", { cards: perStage });
    return columns.every((each) => each.count === 0) ? [] : columns.map(stageRow);
  }
}

/** What a person calls a stage; one that the pipeline has no more is called as it was. */
export function titles(stages: readonly Stage[]): (stage: string) => string {
  const named = new Map(stages.map((each) => [each.name, stageTitle(each)]));
  return (stage) => named.get(stage) ?? stage;
}

function stageRow({ stage, count, cards }: BoardColumn): Row {
  return {
    // Another row once something is in it: it opens by itself then, and stays as the person leaves it.
    id: count > 0 ? `stage:${stage.name}` : `empty:${stage.name}`, label: stageTitle(stage), description: String(count), icon: stage.kind === "won" ? "star" : stage.kind === "lost" ? "circle-slash" : "circle-outline", context: "stage", subject: { kind: "stage", stage: stage.name }, open: count > 0 && stage.kind === "open",
    rows: () => cards.map((card) => cardRow(card)),
  };
}

function cardRow(card: ApplicationCard, stage?: string): Row {
  const due = card.due ?? card.deadline;
  const description = [card.role, stage, due === undefined ? undefined : shortDay(due)].filter((each) => each !== undefined).join(" · ");
  return { id: `application:${card.id}`, label: card.company, description, tooltip: [card.company, card.role, card.apart, card.place].filter((each) => each !== undefined).join("\n"), icon: "briefcase", context: "application", command: "assistant.openApplication", subject: { kind: "application", card } };
}
