import type { ErasePlan, EraseReceipt, InsightResponse, Rate, TrackerImportResponse } from "@assistant/protocol";
import type { Answers } from "./answers.js";
import { invalid, notFound } from "./errors.js";
import { at, beyond, id } from "./ids.js";
import { page } from "./pages.js";
import { find } from "./people.js";
import type { Desk } from "./seed.js";

const rate = (n: number, of: number, low: number, high: number): Rate => ({ count: n, of, value: n / of, low, high });
const figures: InsightResponse = {
  applications: 28,
  funnel: [{ stage: "applied", name: "Applied", reached: 28, now: 13, share: rate(28, 28, 0.88, 1) }, { stage: "interview", name: "Interview", reached: 9, now: 4, share: rate(9, 28, 0.18, 0.51) }, { stage: "offer", name: "Offer", reached: 2, now: 2, share: rate(2, 28, 0.02, 0.23) }],
  stages: [{ stage: "applied", name: "Applied", left: 15, still: 13, medianDays: 9.5, ninetiethDays: 31 }, { stage: "interview", name: "Interview", left: 5, still: 4, medianDays: 12 }, { stage: "offer", name: "Offer", left: 0, still: 2 }],
  byCv: [{ key: "dc1/2", name: "CV Ana Ruiz, version 2", answered: rate(6, 14, 0.21, 0.67) }, { key: "dc1/1", name: "CV Ana Ruiz, version 1", answered: rate(3, 14, 0.08, 0.48) }],
  bySource: [{ key: "LinkedIn", name: "LinkedIn", answered: rate(4, 15, 0.11, 0.52) }, { key: "own", name: "the company's own page", answered: rate(5, 13, 0.18, 0.64) }],
  notes: ["Ranges are Wilson's 95 % intervals. Two rates whose ranges overlap much are not known to differ."],
};
const bars = figures.funnel.map((each, n) => `<g><title>${each.name}</title><text x="0" y="${55 + n * 28}">${each.name}</text><rect fill-opacity="0.12" x="200" y="${42 + n * 28}" width="274" height="18" rx="3"/><rect fill="#2f6feb" x="200" y="${42 + n * 28}" width="${Math.round(each.share.value * 274)}" height="18" rx="3"/><text x="490" y="${55 + n * 28}">${each.reached} of 28 (${Math.round(each.share.value * 100)} %)</text></g>`).join("");
const chart = (name: string, title: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 132" width="100%" fill="currentColor" font-family="system-ui, sans-serif" font-size="13" role="img" aria-labelledby="insight-${name}-title"><title id="insight-${name}-title">${title}</title><style>svg:root{color:#1f2328}</style><text font-weight="600" x="0" y="18">${title}</text>${bars}</svg>`;

const imported: TrackerImportResponse = {
  importId: id("im", 1), created: 2, unchanged: 1, mapping: { Company: "company", Position: "role", Status: "stage", Date: "applied" },
  rows: [{ line: 2, company: "Acme Robotics", role: "Software Engineer", stage: "applied", isNew: true, applied: "2026-11-02" }, { line: 3, company: "Harbour Labs", role: "Data Engineer", stage: "rejected", isNew: true }, { line: 4, company: "Quince & Co", role: "Research Lead", stage: "saved", isNew: false }],
  problems: [{ path: "jobs.csv:5", problem: "There is no company.", remedy: "Write one." }], notices: [{ path: "jobs.csv:3:Status", problem: "'ghosted' is no known word for a stage.", remedy: "It was taken as rejected." }],
};

/** What a hunt tells, tables from elsewhere, answers that fit nothing, and taking out or erasing what is kept. */
export function keeping(desk: Desk): Answers {
  const plan = (everything: boolean, name: string | undefined): ErasePlan => ({
    ...(name === undefined ? {} : { name }), parts: [{ kinds: [{ kind: "drafts", count: everything ? desk.drafts.length : 3 }, { kind: "messages", count: everything ? desk.outbox.length : 2 }] }, { plugin: "applications", kinds: [{ kind: "timeline entries", count: 12 }] }],
    accounts: everything ? desk.accounts.filter((each) => each.state === "active").map((each) => ({ provider: each.provider, address: each.address })) : [],
    stays: ["What was sent is in the mailboxes it went to, and in the mailbox it was sent from: nothing there is touched. Delete it there yourself."], obstacles: [],
  });
  const receipt = (n: number): EraseReceipt => ({ id: id("er", n), about: { kind: "contact", id: id("ct", 99 + n) }, at: at(20_000 + n), parts: plan(false, undefined).parts });
  const waiting = desk.tracking.filter((each) => each.state === "replied").map((each, n) => ({ messageId: id("in", n), outboxId: each.outboxId, received: each.since, candidates: n % 2 === 0 ? [] : desk.applications.slice(n, n + 2).map((one) => ({ id: one.id, revision: one.revision, company: one.company.name, role: one.role, stage: one.stage, since: one.since })) }));
  return {
    "insight/get": () => (desk.applications.length === 0 ? { ...figures, applications: 0, funnel: [], stages: [], byCv: [], bySource: [] } : figures),
    "insight/charts": () => ({ charts: [{ id: "funnel", title: "How far applications came", svg: chart("funnel", "How far applications came") }, { id: "cv", title: "Answered, by CV", svg: chart("cv", "Answered, by CV") }] }),
    "trackers/presets": () => ({ presets: [{ id: "huntr", name: "Huntr", columns: {}, sureness: "From others' accounts of it." }] }),
    "trackers/list": () => ({ imports: desk.applications.length === 0 ? [] : [{ id: id("im", 0), fileName: "jobs-2025.csv", at: at(9000), applications: 12 }, ...beyond(desk.applications.length, (n) => ({ id: id("im", n + 10), fileName: `jobs-${n}.csv`, at: at(9000 + n), applications: 1 }))] }),
    "trackers/import": (request) => {
      if (!/\.(csv|xlsx)$/u.test(request.fileName)) throw invalid([{ path: "$.file", problem: "It is neither CSV nor Excel.", remedy: "Choose such a file." }]);
      const { importId, ...looked } = imported;
      const mapping = { ...imported.mapping, ...request.mapping };
      return request.dryRun === true || importId === undefined ? { ...looked, mapping } : { ...imported, mapping };
    },
    "trackers/undo": () => ({ deleted: 2, kept: [] }),
    "applications/unmatched": (request) => {
      const part = page(waiting, request);
      return { replies: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "applications/assign": (request) => {
      const n = waiting.findIndex((each) => each.messageId === request.messageId);
      if (n < 0) throw notFound("reply", request.messageId);
      waiting.splice(n, 1);
      return { outcome: "It belongs to the application now." };
    },
    "documents/export": (request) => ({ name: `document.${request.format}`, type: "application/octet-stream", version: request.version ?? 1, digest: "ab".repeat(32), content: { bytes: btoa("text"), size: 4 }, notices: [] }),
    "export/create": (request) => {
      if (!request.path.startsWith("/")) throw invalid([{ path: "$.path", problem: "It is no full path.", remedy: "Begin it with a slash." }]);
      return { path: request.path, made: at(0), files: 18, bytes: 92_000, records: { contacts: desk.contacts.length, "applications/application": desk.applications.length }, problems: [], warnings: ["Nothing in it is encrypted: whoever can open it can read it. Keep it on a disk that is."] };
    },
    "erase/plan": (request) => plan(request.everything === true, request.about?.kind === "contact" ? find(desk.contacts, "contact", request.about.id).name : undefined),
    "erase/run": (request) => ({ id: id("er", 1), ...(request.about === undefined ? {} : { about: request.about }), at: at(0), parts: plan(request.everything === true, undefined).parts, accounts: (plan(request.everything === true, undefined).accounts ?? []).map((each) => ({ ...each, done: ["The reading position of this account is deleted."], leftToYou: ["Your mailbox stays as it is."] })), problems: [], stays: plan(false, undefined).stays }),
    "erase/list": () => ({ receipts: desk.contacts.length === 0 ? [] : [receipt(0), ...beyond(desk.contacts.length, (n) => receipt(n + 1))] }),
  };
}
