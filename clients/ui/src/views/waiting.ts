import type { Account, Draft, OutboxItem, Proposal, Session, SetupNeed, TrackingRow } from "@assistant/protocol";

/** Something that waits for the person, by what it is. */
export type Waiting =
  | { readonly kind: "setup"; readonly id: string; readonly need: SetupNeed; readonly account: Account | undefined }
  | { readonly kind: "item"; readonly id: string; readonly item: OutboxItem }
  | { readonly kind: "reply"; readonly id: string; readonly row: TrackingRow }
  | { readonly kind: "proposal"; readonly id: string; readonly proposal: Proposal }
  | { readonly kind: "draft"; readonly id: string; readonly draft: Draft };

export interface Day {
  readonly waiting: readonly Waiting[];
  /** More drafts than are shown. */
  readonly more: boolean;
  /** Nothing was set up yet. */
  readonly bare: boolean;
}

/** A day holds what a person can look at in one; the views hold the rest. */
const atMost = 200;

/** What came back and asks for something: an answer, another address, a look. An absence and a wait ask for nothing before their day. */
function asks(row: TrackingRow, today: string): boolean {
  return row.state === "replied" || row.state === "bounced" || row.state === "failed" || (row.due !== undefined && row.due <= today);
}

/** Everything that waits, the most pressing first. */
export async function readDay(session: Session, today: string, signal: AbortSignal): Promise<Day> {
  const options = { signal };
  const [accounts, held, rows, proposals, drafts, sent] = await Promise.all([
    session.call("accounts/list", {}, options),
    session.call("outbox/list", { states: ["needsPerson", "quarantined", "refused"], limit: atMost }, options),
    session.call("tracking/list", { limit: atMost }, options),
    session.call("proposals/list", { limit: atMost }, options),
    session.call("drafts/list", { state: "open", limit: atMost }, options),
    session.call("outbox/list", { limit: 1 }, options),
  ]);
  const needs = session.state.kind === "open" ? (session.state.welcome.needs ?? []) : [];
  const waiting: Waiting[] = [
    ...needs.map((need): Waiting => ({ kind: "setup", id: need.code, need, account: undefined })),
    ...accounts.accounts.flatMap((account): Waiting[] => (account.need === undefined ? [] : [{ kind: "setup", id: account.id, need: account.need, account }])),
    ...held.items.map((item): Waiting => ({ kind: "item", id: item.id, item })),
    ...rows.rows.filter((row) => asks(row, today)).map((row): Waiting => ({ kind: "reply", id: row.outboxId, row })),
    ...proposals.proposals.map((proposal): Waiting => ({ kind: "proposal", id: proposal.id, proposal })),
    ...drafts.drafts.map((draft): Waiting => ({ kind: "draft", id: draft.id, draft })),
  ];
  return { waiting, more: drafts.next !== undefined, bare: accounts.accounts.length === 0 && waiting.length === 0 && sent.items.length === 0 };
}
