import { createHash } from "node:crypto";
import type { Draft, DraftPreview, OutboxItem } from "@assistant/protocol";
import type { Answers } from "./answers.js";
import { conflict, invalid, notFound } from "./errors.js";
import { beyond } from "./ids.js";
import { page } from "./pages.js";
import { find, remove, replace } from "./people.js";
import { claimed, earlier, standing } from "./letters.js";
import { at, id, type Desk } from "./seed.js";

const hashOf = (draft: Draft): string => createHash("sha256").update(JSON.stringify([draft.to, draft.subject, draft.body])).digest("hex");

/** Drafts, the outbox, what came back, proposals and follow-ups. */
export function mailroom(desk: Desk): Answers {
  const shown = (draft: Draft): DraftPreview => ({
    draftId: draft.id, revision: draft.revision, ...(draft.problems.length === 0 ? { hash: hashOf(draft) } : {}), from: "Ana Ruiz <ana@desk.example>", to: draft.to, cc: draft.cc, bcc: draft.bcc,
    replyTo: draft.replyTo, subject: draft.subject, text: draft.body.replaceAll("**", ""), html: `<p>${draft.body.replaceAll("\n\n", "</p><p>")}</p>`, attachments: draft.attachments, problems: draft.problems,
  });
  const change = (item: OutboxItem, state: OutboxItem["state"]): OutboxItem => replace(desk.outbox, { ...item, state, revision: item.revision + 1, since: at(0) });
  return {
    "drafts/list": (request) => {
      const part = page(desk.drafts.filter((draft) => (request.state === undefined ? draft.state !== "closed" : draft.state === request.state)), request);
      return { drafts: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "drafts/get": (request) => find(desk.drafts, "draft", request.id),
    "drafts/preview": (request) => shown(find(desk.drafts, "draft", request.id)),
    "drafts/create": (request) => {
      const draft: Draft = {
        id: id("dr", desk.drafts.length + 200_000), revision: 1, state: "open", accountId: id("ac", 0), to: request.to ?? [], cc: request.cc ?? [], bcc: request.bcc ?? [], replyTo: request.replyTo ?? [],
        subject: request.subject ?? "", body: request.body ?? "", attachments: [], problems: (request.to ?? []).length > 0 ? [] : [{ path: "$.to", problem: "There is no recipient.", remedy: "Add one." }], changed: at(0),
      };
      desk.drafts.unshift(draft);
      return draft;
    },
    "drafts/update": (request) => {
      const draft = find(desk.drafts, "draft", request.id);
      if (draft.revision !== request.revision) throw conflict(request.revision, draft.revision);
      const claims = (draft.claims ?? []).filter((claim) => (request.body ?? draft.body).includes(claim.sentence));
      return replace(desk.drafts, {
        ...draft, claims, revision: draft.revision + 1, changed: at(0), to: request.to ?? draft.to, cc: request.cc ?? draft.cc, bcc: request.bcc ?? draft.bcc,
        subject: request.subject ?? draft.subject, body: request.body ?? draft.body, problems: standing(claims),
      });
    },
    "drafts/history": (request) => {
      const draft = find(desk.drafts, "draft", request.id);
      const before = draft.id === id("dr", claimed) ? [{ revision: 1, changed: at(200), subject: draft.subject, body: earlier(find(desk.contacts, "contact", draft.contactId ?? "")) }] : [];
      return { revisions: [{ revision: draft.revision, changed: draft.changed, subject: draft.subject, body: draft.body }, ...before] };
    },
    "drafts/restore": (request) => find(desk.drafts, "draft", request.id),
    "drafts/attachDocument": (request) => {
      const draft = find(desk.drafts, "draft", request.id);
      const document = find(desk.documents, "document", request.documentId);
      const version = request.version ?? document.current;
      const attachment = { id: `${document.id}-${version}`, name: `${document.title}.${request.format ?? "docx"}`, type: "application/octet-stream", size: 18_204, digest: "ab".repeat(32), document: { id: document.id, version, title: document.title } };
      return replace(desk.drafts, { ...draft, revision: draft.revision + 1, attachments: [...draft.attachments, attachment], changed: at(0) });
    },
    "drafts/detach": (request) => {
      const draft = find(desk.drafts, "draft", request.id);
      return replace(desk.drafts, { ...draft, revision: draft.revision + 1, attachments: draft.attachments.filter((each) => each.id !== request.attachmentId), changed: at(0) });
    },
    "drafts/delete": (request) => remove(desk.drafts, request.id),
    "outbox/approve": (request) => {
      const items = request.items.map((wanted, n) => {
        const draft = find(desk.drafts, "draft", wanted.draftId);
        if (hashOf(draft) !== wanted.hash) throw invalid([{ path: `$.items[${n}].hash`, problem: "The draft has changed since it was previewed.", remedy: "Look at it again." }]);
        replace(desk.drafts, { ...draft, state: "approved" });
        return {
          id: id("ob", desk.outbox.length + 100_000 + n), revision: 1, draftId: draft.id, accountId: draft.accountId, to: draft.to, subject: draft.subject, state: "approved" as const, since: at(0),
          notBefore: at(-1), approvedBy: "Ana Ruiz", approvedAt: at(0), hash: wanted.hash, submissions: 0, evidence: [],
        };
      });
      desk.outbox = [...items, ...desk.outbox];
      return { items };
    },
    "outbox/list": (request) => {
      const states = request.states;
      const part = page(states === undefined ? desk.outbox : desk.outbox.filter((item) => states.includes(item.state)), request);
      return { items: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "outbox/show": (request) => {
      const item = find(desk.outbox, "outbox item", request.id);
      return { item, steps: [{ at: item.approvedAt, state: "approved", evidence: [] }, { at: item.since, state: item.state, evidence: item.evidence, ...(item.reason === undefined ? {} : { reason: item.reason }) }] };
    },
    "outbox/source": (request) => {
      const item = find(desk.outbox, "outbox item", request.id);
      const bytes = Buffer.from(`From: Ana Ruiz <ana@desk.example>\r\nTo: ${item.to.join(", ")}\r\nSubject: ${item.subject}\r\nMessage-ID: ${item.messageId ?? ""}\r\nMIME-Version: 1.0\r\n\r\nDear colleague,\r\n`);
      return { message: { bytes: bytes.toString("base64"), size: bytes.length }, digest: createHash("sha256").update(bytes).digest("hex") };
    },
    "outbox/cancel": (request) => {
      const item = find(desk.outbox, "outbox item", request.id);
      const draft = desk.drafts.find((candidate) => candidate.id === item.draftId);
      if (draft !== undefined) replace(desk.drafts, { ...draft, state: "open" });
      return change(item, "cancelled");
    },
    "outbox/retry": (request) => {
      const item = find(desk.outbox, "outbox item", request.id);
      const draft: Draft = { ...find(desk.drafts, "draft", item.draftId), id: id("dr", desk.drafts.length + 300_000), state: "open", problems: [] };
      desk.drafts.unshift(draft);
      return draft;
    },
    "outbox/settle": (request) => change(find(desk.outbox, "outbox item", request.id), request.wasSent ? "sent" : "refused"),
    "outbox/release": (request) => change(find(desk.outbox, "outbox item", request.id), "approved"),
    "tracking/list": (request) => {
      const part = page(desk.tracking, request);
      return { rows: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "tracking/show": (request) => {
      const row = desk.tracking.find((candidate) => candidate.outboxId === request.outboxId);
      if (row === undefined) throw notFound("message", request.outboxId);
      return { row, sent: find(desk.outbox, "outbox item", request.outboxId), incoming: [...desk.incoming.filter((message) => message.outboxId === request.outboxId), ...desk.incoming.slice(0, 1).flatMap((message) => beyond(desk.incoming.length, (n) => ({ ...message, id: id("in", 500_000 + n), outboxId: request.outboxId })))] };
    },
    "tracking/check": () => ({ accounts: desk.accounts.slice(0, 1).map((account) => ({ accountId: account.id, seen: 14, matched: 2 })), found: desk.incoming.slice(0, 2) }),
    "tracking/correct": (request) => {
      const message = find(desk.incoming, "message", request.messageId);
      return replace(desk.incoming, { ...message, verdict: { ...message.verdict, kind: request.kind, corrected: true } });
    },
    "proposals/list": (request) => {
      const state = request.state ?? "open";
      const part = page(desk.proposals.filter((proposal) => proposal.state === state), request);
      return { proposals: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "proposals/accept": (request) => replace(desk.proposals, { ...find(desk.proposals, "proposal", request.id), state: "accepted" }),
    "proposals/dismiss": (request) => replace(desk.proposals, { ...find(desk.proposals, "proposal", request.id), state: "dismissed" }),
    "proposals/undo": (request) => replace(desk.proposals, { ...find(desk.proposals, "proposal", request.id), state: "open" }),
    "followUps/list": (request) => ({ followUps: desk.followUps.slice(0, request.limit ?? 100) }),
    "followUps/close": () => ({}),
  };
}
