import type { ApplicationCard, Board } from "@assistant/protocol";

/** What the editor tells the page. */
export type ToPage =
  | { readonly kind: "board"; readonly board: Board; readonly canMove: boolean }
  /** The host is not there: what is shown stays, and nothing can be moved. */
  | { readonly kind: "away"; readonly why: string }
  /** A column in full. */
  | { readonly kind: "stage"; readonly stage: string; readonly cards: readonly ApplicationCard[] };

/** What the page asks of the editor. */
export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "open"; readonly id: string }
  | { readonly kind: "more"; readonly stage: string }
  | { readonly kind: "move"; readonly id: string; readonly stage: string; readonly revision: number };

/** A page is foreign even where it is ours: what it says is looked at member by member. Undefined for anything else. */
export function fromPage(value: unknown): FromPage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, id, stage, revision } = value as Readonly<Record<string, unknown>>;
  if (kind === "ready") return { kind };
  if (kind === "open" && typeof id === "string") return { kind, id };
  if (kind === "more" && typeof stage === "string") return { kind, stage };
  if (kind === "move" && typeof id === "string" && typeof stage === "string" && Number.isSafeInteger(revision)) return { kind, id, stage, revision: revision as number };
  return undefined;
}
