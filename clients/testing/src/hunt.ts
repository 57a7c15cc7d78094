import type { Application, ApplicationCard, Board, Pipeline, Stage, TimelineEntry } from "@assistant/protocol";
import type { Answers } from "./answers.js";
import { conflict, invalid, notFound } from "./errors.js";
import { at, beyond, id } from "./ids.js";
import { page } from "./pages.js";
import { find, replace } from "./people.js";
import type { Desk } from "./seed.js";

const stages: readonly Stage[] = [
  { name: "saved", title: "Saved", kind: "open" }, { name: "applied", title: "Applied", kind: "open" }, { name: "screening", title: "Screening", kind: "open" }, { name: "interview", title: "Interview", kind: "open" },
  { name: "offer", title: "Offer", kind: "open" }, { name: "accepted", title: "Accepted", kind: "won" }, { name: "rejected", title: "Rejected", kind: "lost" }, { name: "withdrawn", title: "Withdrawn", kind: "lost" },
];
const pipeline: Pipeline = { revision: 1, stages };
const employers = ["Acme Robotics", "Harbour Labs", "Nordlicht Verlag GmbH", "Meridian Freight Forwarding International", "Quince & Co", "Institut für Werkstoffkunde"];
const roles = ["Software Engineer", "Senior Platform Engineer (Developer Experience)", "Redakteurin", "Research Lead", "Donaudampfschifffahrtsgesellschaftskapitän", "Data Engineer"];
const places = ["Berlin, Germany", "Remote", "Aarhus", "Wien", "Lisboa"];
/** Where the cards stand: most of them applied, and whole columns beyond what a board gives at once. */
const spread = ["applied", "saved", "applied", "interview", "rejected", "applied", "screening", "rejected", "applied", "offer", "withdrawn"];
const nth = <T>(rows: readonly T[], n: number): T => rows[n % rows.length] as T;

export function application(n: number, contact: string | undefined): Application {
  const stage = nth(spread, n);
  return {
    id: id("ap", n), revision: 3, company: { id: id("co", n % employers.length), name: nth(employers, n), domain: `company${n % employers.length}.example` }, role: nth(roles, n + Math.floor(n / 6)), place: nth(places, n), requisition: `R-${1000 + n}`,
    link: `https://jobs.example.org/${n}`, pay: { from: 60_000 + n, to: 82_000 + n, currency: "EUR", period: "year" }, source: n % 2 === 0 ? "LinkedIn" : "the company's own page", posted: "2026-10-28", deadline: "2026-12-01",
    ...(stage === "saved" ? {} : { applied: "2026-11-02" }), stage, stageKind: stages.find((each) => each.name === stage)?.kind ?? "open", since: at(n * 90 + 30), isArchived: n % 17 === 16, tags: n % 3 === 0 ? ["backend", "remote"] : [],
    tasks: n % 4 === 1 ? [] : [{ id: id("tk", n * 2), title: "Send the portfolio that they asked for", due: n % 2 === 0 ? "2026-11-19" : "2026-11-28" }, { id: id("tk", n * 2 + 1), title: "Read about the team", done: at(900) }],
    links: [...(contact === undefined ? [] : [{ ref: { kind: "contact", id: contact }, role: "recruiter" }, { ref: { kind: "draft", id: id("dr", n) } }, { ref: { kind: "outbox", id: id("ob", n + 1) } }]), { ref: { kind: "document", id: id("dc", n * 4 + 1) }, role: "posting" }, { ref: { kind: "document", id: id("dc", n * 4) }, role: "cv" }],
    created: at(n * 90 + 5000), changed: at(n * 90),
  };
}

const card = (one: Application): ApplicationCard => {
  const due = one.tasks.find((task) => task.done === undefined)?.due;
  return { id: one.id, revision: one.revision, company: one.company.name, role: one.role, ...(one.place === undefined ? {} : { place: one.place }), stage: one.stage, since: one.since, ...(one.deadline === undefined ? {} : { deadline: one.deadline }), ...(due === undefined ? {} : { due }), isArchived: one.isArchived };
};

/** The book of the job hunt: applications, their board, their search. */
export function hunt(desk: Desk): Answers {
  const change = (wanted: string, values: Partial<Application>): Application => {
    const before = find(desk.applications, "application", wanted);
    return replace(desk.applications, { ...before, ...values, revision: before.revision + 1, changed: at(0) });
  };
  const moved = new Map<string, string>();
  const happened = new Map<string, TimelineEntry[]>();
  const tell = (application: string, entry: Omit<TimelineEntry, "id" | "at" | "by">): void => {
    const entries = happened.get(application) ?? [];
    happened.set(application, [{ id: id("te", 900_000 + entries.length), at: at(0), by: "user", ...entry }, ...entries]);
  };
  const cards = (rows: readonly Application[], request: { readonly limit?: number; readonly cursor?: string }) => {
    const part = page(rows, request);
    return { applications: part.rows.map(card), ...(part.next === undefined ? {} : { next: part.next }) };
  };
  const waiting = (): readonly Application[] => desk.applications.filter((each) => !each.isArchived);
  return {
    "applications/pipeline": () => pipeline,
    "applications/board": (request): Board => ({
      columns: stages.map((stage) => {
        const here = waiting().filter((each) => each.stage === stage.name).sort((a, b) => a.since.localeCompare(b.since));
        return { stage, count: here.length, cards: request.hideLost === true && stage.kind === "lost" ? [] : here.slice(0, request.cards ?? 20).map(card) };
      }),
      archived: desk.applications.length - waiting().length,
    }),
    "applications/list": (request) => cards(desk.applications.filter((each) => each.isArchived === (request.archived === true) && (request.stage === undefined || each.stage === request.stage) && (request.linked === undefined || each.links.some(({ ref }) => ref.id === request.linked?.id))), request),
    "applications/search": (request) => {
      const words = request.query.toLowerCase().split(/\s+/u).filter((each) => each !== "");
      for (const word of words) {
        const place = request.query.toLowerCase().indexOf(word) + 1;
        const [key, value] = word.split(":", 2);
        if (value === undefined) continue;
        if (!["stage", "company", "is"].includes(key ?? "")) throw invalid([{ path: `$.query:${place}`, problem: `there is no filter '${key ?? ""}:'`, remedy: "Known are company:, is:, stage:. Put words that have a colon in quotes." }]);
        if (key === "stage" && stages.every((stage) => stage.name !== value)) throw invalid([{ path: `$.query:${place}`, problem: `'${value}' is no stage of the pipeline`, remedy: `Give one of ${stages.map((stage) => stage.name).join(", ")}.` }]);
      }
      return cards(desk.applications.filter((each) => words.every((word) => (word.startsWith("stage:") ? each.stage === word.slice(6) : word.startsWith("company:") ? each.company.name.toLowerCase().includes(word.slice(8)) : word.startsWith("is:") ? true : `${each.company.name} ${each.role} ${each.place ?? ""}`.toLowerCase().includes(word)))), request);
    },
    "applications/get": (request) => {
      const one = find(desk.applications, "application", request.id);
      return { ...one, tasks: [...one.tasks, ...beyond(desk.applications.length, (n) => ({ id: id("tk", 500_000 + n), title: `Step ${n}` }))] };
    },
    "applications/timeline": (request) => {
      const one = find(desk.applications, "application", request.id);
      const entries: readonly TimelineEntry[] = [
        ...(happened.get(one.id) ?? []),
        { id: id("te", 1), at: at(60), kind: "replied", ref: { kind: "outbox", id: id("ob", 1) }, by: "user" },
        { id: id("te", 2), at: at(3000), kind: "sent", ref: { kind: "outbox", id: id("ob", 1) }, text: desk.outbox[1]?.subject ?? "", by: "user" },
        { id: id("te", 3), at: at(4000), kind: "moved", fromStage: "saved", toStage: one.stage, by: "proposal" },
        { id: id("te", 4), at: at(4100), kind: "moved", fromStage: "saved", toStage: "offer", by: "user", undone: true },
        { id: id("te", 5), at: at(4200), kind: "taskAdded", text: "Send the portfolio that they asked for", by: "user" },
        ...beyond(desk.applications.length, (n): TimelineEntry => ({ id: id("te", 1000 + n), at: at(4300 + n), kind: "taskAdded", text: `Step ${n}`, by: "user" })),
        { id: id("te", 6), at: at(5000), kind: "created", by: "user" },
      ];
      const part = page(entries, request);
      return { entries: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "applications/create": (request) => {
      const { company, role } = request.details;
      const problems = [...(company.trim() === "" ? [{ path: "$.details.company", problem: "is empty", remedy: "Write the employer's name." }] : []), ...(role.trim() === "" ? [{ path: "$.details.role", problem: "is empty", remedy: "Write what the role is called." }] : [])];
      if (problems.length > 0) throw invalid(problems);
      if (request.again !== true && desk.applications.some((each) => each.link !== undefined && each.link === request.details.link)) throw conflict(0, 1);
      const made: Application = { ...application(desk.applications.length + 100_000, undefined), ...request.details, company: { id: id("co", 99), name: company }, tags: request.details.tags ?? [], tasks: [], links: [], stage: request.stage ?? "saved", stageKind: "open", since: at(0) };
      desk.applications.unshift(made);
      return made;
    },
    "applications/update": (request) => {
      const { company, domain, ...rest } = request.details;
      const before = find(desk.applications, "application", request.id);
      if (before.revision !== request.revision) throw conflict(request.revision, before.revision);
      return change(request.id, { ...rest, company: { ...before.company, name: company, ...(domain === undefined ? {} : { domain }) } });
    },
    "applications/move": (request) => {
      const before = find(desk.applications, "application", request.id);
      if (request.revision !== undefined && before.revision !== request.revision) throw conflict(request.revision, before.revision);
      moved.set(request.id, before.stage);
      tell(request.id, { kind: "moved", fromStage: before.stage, toStage: request.stage });
      return change(request.id, { stage: request.stage, since: at(0) });
    },
    "applications/undo": (request) => {
      const stage = moved.get(request.id);
      if (stage === undefined) throw notFound("move", request.id);
      tell(request.id, { kind: "moveUndone", toStage: stage });
      return change(request.id, { stage });
    },
    "applications/archive": (request) => change(request.id, { isArchived: request.archive !== false }),
    "applications/addTask": (request) => {
      if (request.title.trim() === "") throw invalid([{ path: "$.title", problem: "is empty", remedy: "Write what is to be done." }]);
      const { tasks } = find(desk.applications, "application", request.applicationId);
      return change(request.applicationId, { tasks: [{ id: id("tk", 900_000 + tasks.length), title: request.title, ...(request.due === undefined ? {} : { due: request.due }) }, ...tasks] });
    },
    "applications/doneTask": (request) => change(request.applicationId, { tasks: find(desk.applications, "application", request.applicationId).tasks.map((task) => (task.id !== request.taskId ? task : request.done === false ? { id: task.id, title: task.title, ...(task.due === undefined ? {} : { due: task.due }) } : { ...task, done: at(0) })) }),
    "applications/link": (request) => change(request.id, { links: [...find(desk.applications, "application", request.id).links, { ref: request.ref, ...(request.role === undefined ? {} : { role: request.role }) }] }),
    "applications/unlink": (request) => change(request.id, { links: find(desk.applications, "application", request.id).links.filter(({ ref }) => ref.id !== request.ref.id) }),
    "applications/delete": (request) => {
      const n = desk.applications.findIndex((each) => each.id === request.id);
      desk.deletedApplications.push(...desk.applications.splice(n, 1));
      return {};
    },
    "applications/undelete": (request) => {
      const back = find(desk.deletedApplications, "application", request.id);
      desk.applications.unshift(back);
      return back;
    },
  };
}
