import type {
  Account, Application, AuditEntry, Contact, Document, Draft, FollowUp, IncomingMessage, OutboxItem, OutboxState, PairedClient, Pairing, PluginInfo, Proposal, Provider, Template, TodayItem,
  TrackingRow, TrackingState, Verdict,
} from "@assistant/protocol";
import { at, id } from "./ids.js";
import { application } from "./hunt.js";
import { claimed, claimedDraft, letters, type WritingDesk } from "./letters.js";
import { paper } from "./papers.js";
import { Random } from "./random.js";

export { at, id, today } from "./ids.js";

/** Everything that the fake host tells. Services change it in place. */
export interface Desk extends WritingDesk {
  accounts: Account[];
  providers: Provider[];
  contacts: Contact[];
  templates: Template[];
  drafts: Draft[];
  outbox: OutboxItem[];
  tracking: TrackingRow[];
  incoming: IncomingMessage[];
  proposals: Proposal[];
  followUps: FollowUp[];
  plugins: PluginInfo[];
  clients: PairedClient[];
  pairings: Pairing[];
  audit: AuditEntry[];
  applications: Application[];
  deletedApplications: Application[];
  documents: Document[];
  deletedDocuments: Document[];
}

const given = ["Ana", "Béla", "Chiara", "Dilan", "Émile", "Farida", "Günther", "Hana", "Íñigo", "Jürgen", "Katarzyna", "Łukasz", "Márta", "Ngozi", "Øystein", "Priya"];
const family = ["Ruiz", "Kovács", "Bianchi", "Yıldız", "Lefèvre", "Haddad", "Groß-Weber", "Nováková", "Etxeberria", "Müller", "Wiśniewska", "Okonkwo", "Sørensen", "Iyer"];
const companies = ["Harbour Labs", "Nordlicht Verlag", "Studio Cascade", "Meridian Freight Forwarding International", "Quince & Co", "Institut für Werkstoffkunde"];
const roles = ["Editor", "Head of Research", "Owner", "Producer", "Purchasing"];
const bounced: Verdict = {
  kind: "bounce", confidence: "certain", corrected: false,
  evidence: [{ source: "reportField", name: "Status", value: "5.1.1" }, { source: "reportField", name: "Diagnostic-Code", value: "smtp; 550 5.1.1 <nobody@example.org>: Recipient address rejected: User unknown" }],
  bounce: { hard: true, reason: "userUnknown", status: "5.1.1", recipient: "nobody@example.org", diagnostic: "smtp; 550 5.1.1 User unknown" },
};
const replied: Verdict = { kind: "reply", confidence: "certain", corrected: false, evidence: [{ source: "header", name: "In-Reply-To", value: "<0192@localhost>" }] };
const away: Verdict = {
  kind: "autoReply", confidence: "certain", corrected: false, backOn: "2026-12-01", quotedLine: "I am back on 1 December.",
  evidence: [{ source: "header", name: "Auto-Submitted", value: "auto-replied" }],
};


/** The rows again and again. */
function nth<T>(rows: readonly T[], n: number): T {
  const row = rows[n % rows.length];
  if (row === undefined) throw new Error("There are no rows.");
  return row;
}

/** A desk with `rows` rows in every list; 0 is a host on its first day, with nothing but its plugins and this page's own key. */
export function seed(rows: number): Desk {
  const random = new Random(20261121);
  const every = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
  const contacts = every(rows, (n) => contact(n, random)).sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  const contactOf = (n: number): Contact => nth(contacts, n);
  const outbox = every(rows, (n) => outboxItem(n, contactOf(n)));
  return {
    accounts: every(rows === 0 ? 0 : Math.max(3, rows > 1000 ? rows : 3), account),
    providers: [provider, gmail],
    contacts,
    templates: every(rows, template),
    drafts: every(rows, (n) => (n === claimed ? claimedDraft(draft(n, contactOf(n)), contactOf(n)) : draft(n, contactOf(n)))),
    outbox,
    tracking: outbox.map((item, n) => trackingRow(item, contactOf(n), n)),
    incoming: every(rows, (n) => incoming(n, contactOf(n))),
    proposals: [...every(Math.min(rows, 1), stageProposal), ...every(Math.ceil(rows / 4), (n) => proposal(n, contactOf(n)))],
    followUps: every(Math.ceil(rows / 2), (n) => ({ id: id("fu", n), contactId: contactOf(n).id, due: at(n * 60 - 2880).slice(0, 10), reason: "Ask whether the proofs arrived" })),
    plugins: [...shipped, ...every(Math.max(0, rows - shipped.length), (n) => ({ ...failedPlugin, id: `third.party${n}`, name: `Third party ${n}` }))],
    clients: [ownClient, ...every(Math.max(0, rows - 1), client)],
    pairings: every(Math.min(rows, 3), pairing),
    audit: every(rows, (n) => auditEntry(rows - n, n)),
    applications: every(rows, (n) => application(n, contactOf(n).id)),
    deletedApplications: [],
    documents: every(rows, paper),
    deletedDocuments: [],
    ...letters(rows, contactOf),
  };
}

function contact(n: number, random: Random): Contact {
  const first = random.pick(given);
  const last = random.pick(family);
  const host = `mail${random.below(40)}.example.org`;
  const address = `${first}.${last}${n}@${host}`.normalize("NFD").replace(/[^\x21-\x7e]/g, "").toLowerCase();
  const suppressed = n % 9 === 4;
  return {
    id: id("ct", n), revision: 1, name: n % 11 === 7 ? random.pick(companies) : `${first} ${last}`, kind: n % 11 === 7 ? "organisation" : "person",
    addresses: [
      suppressed ? { address, mayWrite: false, whyNot: "The address does not exist (5.1.1)." } : { address, mayWrite: true },
      ...(n % 5 === 0 ? [{ address: `second.${address}`, mayWrite: true }] : []),
    ],
    fields: { firstName: first, company: random.pick(companies), ...(n % 3 === 0 ? { role: random.pick(roles) } : {}) },
    source: n % 4 === 3 ? "typed" : `people.csv:${n + 2}`, changed: at(n * 7),
  };
}

const template = (n: number): Template => ({
  id: id("tp", n), revision: 1, version: 1 + (n % 4), name: n === 0 ? "outreach" : `template ${n.toString().padStart(5, "0")}`,
  subject: "A question about {{company}}",
  body: "Dear {{firstName}},\n\nI read about **{{company}}** and would like to ask you three things:\n\n- when you began\n- what you need\n- whom to ask\n\nKind regards",
  variables: [{ name: "company" }, { name: "firstName", ...(n % 2 === 0 ? { fallback: "colleague" } : {}) }], changed: at(n * 31),
});

const draft = (n: number, to: Contact): Draft => ({
  id: id("dr", n), revision: 1, state: n % 6 === 5 ? "approved" : "open", accountId: id("ac", 0), contactId: to.id,
  to: [`${to.name} <${to.addresses[0]?.address ?? ""}>`], cc: [], bcc: [], replyTo: [], subject: `A question about ${to.fields["company"] ?? ""}`,
  body: `Dear ${to.fields["firstName"] ?? ""},\n\nI would like to ask you **three** things.\n\nKind regards`, attachments: [],
  provenance: { work: "filled template", composer: "drafting/offline", templateId: id("tp", 0), templateVersion: 1, sources: [] },
  problems: n % 10 === 6 ? [{ path: "$.to[0]", problem: "must not be written to: asked not to be", remedy: "Take the address out, or allow it again." }] : [], changed: at(n * 3),
});

const outboxStates: readonly OutboxState[] = ["approved", "sent", "sent", "refused", "unknown", "needsPerson", "cancelled", "quarantined", "submitting", "sent"];

function outboxItem(n: number, to: Contact): OutboxItem {
  const state = nth(outboxStates, n);
  const trouble = state === "refused" || state === "unknown" || state === "needsPerson" || state === "quarantined";
  return {
    id: id("ob", n), revision: 1, draftId: id("dr", n), accountId: id("ac", 0), contactId: to.id, to: [to.addresses[0]?.address ?? ""],
    subject: `A question about ${to.fields["company"] ?? ""}`, state, since: at(n * 4), notBefore: at(n * 4), approvedBy: "Ana Ruiz", approvedAt: at(n * 4 + 1),
    hash: n.toString(16).padStart(64, "a"), submissions: state === "sent" || state === "unknown" ? 1 : 0,
    ...(state === "sent" ? { messageId: `<${n}@localhost>` } : {}),
    ...(state === "submitting" ? { progress: { done: 11_010_048, total: 25_165_824 } } : {}),
    ...(state === "cancelled" ? { leftToYou: "Its draft was changed in Gmail, and stays there as it is now." } : {}),
    ...(trouble ? { reason: "no trace of it was found", nextStep: "Look for it in the mailbox's Sent folder, then say whether it was sent." } : {}),
    evidence: trouble ? [{ source: "provider", name: "exit code", value: "75" }] : [],
  };
}

const trackingStates: readonly TrackingState[] = ["replied", "waiting", "away", "bounced", "waiting", "failed", "delayed", "sending"];

const steps: Readonly<Partial<Record<TrackingState, string>>> = {
  waiting: "wait until 28 Nov, then follow up", away: "away until 1 Dec: follow up on 2 Dec", bounced: "address does not exist: find another", failed: "Read the reason; retry makes a new draft of it.",
  delayed: "delivery is delayed: wait, their server is still being tried", sending: "nothing: it is on its way",
};

function trackingRow(item: OutboxItem, to: Contact, n: number): TrackingRow {
  const state = nth(trackingStates, n);
  const verdict = state === "replied" ? replied : state === "away" ? away : state === "bounced" ? bounced : undefined;
  return {
    outboxId: item.id, contactId: to.id, person: to.name, address: item.to[0] ?? "", subject: item.subject, state, since: at(n * 4),
    ...(verdict === undefined ? {} : { verdict }), nextStep: steps[state] ?? `answer ${to.name}`,
    ...(state === "waiting" ? { due: "2026-11-28" } : {}),
  };
}

const incoming = (n: number, from: Contact): IncomingMessage => ({
  id: id("in", n), outboxId: id("ob", n), contactId: from.id, from: `${from.name} <${from.addresses[0]?.address ?? ""}>`, subject: "Re: A question",
  received: at(n * 2), verdict: n % 4 === 3 ? bounced : n % 4 === 2 ? away : replied,
});

const proposal = (n: number, about: Contact): Proposal => ({
  id: id("pr", n), revision: 1, kind: "followUp.set", state: "open", about: { kind: "contact", id: about.id }, title: `Write to ${about.name} again on 1 December`,
  quotedLine: "I am back on 1 December.", evidence: [{ source: "header", name: "Auto-Submitted", value: "auto-replied" }], values: { due: "2026-12-01" }, madeBy: "host", made: at(n * 5),
});

/** About the first application, from a line of a reply. */
const stageProposal = (): Proposal => ({
  id: id("pr", 900_000), revision: 1, kind: "stage.move", state: "open", about: { kind: "application", id: id("ap", 0) }, title: "Move Software Engineer at Acme Robotics to Interview",
  quotedLine: "We would like to invite you to an interview on Thursday.", evidence: [{ source: "body", name: "line, read by rules and not by a model", value: "We would like to invite you to an interview on Thursday." }], values: { stage: "interview" }, madeBy: "plugin:applications", made: at(20),
});

/** What today asks for: of each kind one or several, and one of a plugin's. */
export function todayOf(desk: Desk): readonly TodayItem[] {
  const broken = desk.accounts.find((each) => each.need !== undefined);
  const first = desk.applications[0];
  const most = (few: number): number => (desk.outbox.length > 1000 ? desk.outbox.length : few);
  return [
    ...(broken?.need === undefined ? [] : [{ key: `setup:${broken.need.code}:${broken.id}`, kind: "setup", title: broken.need.message, reason: broken.need.remedy, weight: 90, commands: ["doctor"] }]),
    ...desk.outbox.filter((each) => each.state === "needsPerson").slice(0, most(20)).map((each): TodayItem => ({ key: `stuck:${each.id}`, kind: "stuck", about: { kind: "outbox", id: each.id }, person: each.to[0] ?? "", title: each.subject, reason: `${each.reason ?? ""}: ${each.nextStep ?? ""}`, since: each.since, weight: 80 })),
    ...desk.tracking.filter((each) => each.state === "replied" || each.state === "bounced").slice(0, most(40)).map((each): TodayItem => ({ key: `${each.state === "replied" ? "reply" : "bounce"}:${each.outboxId}`, kind: each.state === "replied" ? "reply" : "bounce", about: { kind: "outbox", id: each.outboxId }, person: each.person, title: `Answer ${each.person}`, reason: `replied to "${each.subject}"`, since: each.since, weight: 70 })),
    ...desk.proposals.slice(0, most(50)).map((each): TodayItem => ({ key: `proposal:${each.id}`, kind: "proposal", about: { kind: "proposal", id: each.id }, title: each.title, reason: `they wrote: "${each.quotedLine ?? ""}"`, since: each.made, weight: 60, commands: [`proposal accept ${each.id}`] })),
    ...desk.followUps.slice(0, 5).map((each): TodayItem => ({ key: `followUp:${each.contactId}`, kind: "followUp", about: { kind: "contact", id: each.contactId }, person: find(desk, each.contactId), title: `Write to ${find(desk, each.contactId)}`, reason: `${each.reason}; due since 20 Nov`, due: each.due, weight: 50, commands: [`draft new ${each.contactId.slice(-8)}`] })),
    ...(first === undefined ? [] : [{ key: "task:0193tk", kind: "task", plugin: "applications", about: { kind: "application", id: first.id }, title: "Send the portfolio that they asked for", reason: `${first.role} at ${first.company.name}: was due on 19 Nov`, due: "2026-11-19", weight: 45, commands: ["application task done 0193tk"] }]),
    ...desk.drafts.filter((each) => each.state === "open").slice(0, most(40)).map((each): TodayItem => ({ key: `draft:${each.id}`, kind: each.problems.length === 0 ? "approve" : "draft", about: { kind: "draft", id: each.id }, person: each.to[0] ?? "", title: each.subject, reason: each.problems[0] === undefined ? "ready: waits for your approval" : `not ready: ${each.problems[0].problem}`, since: each.changed, weight: 40 })),
  ];
}

const find = (desk: Desk, contact: string): string => desk.contacts.find((each) => each.id === contact)?.name ?? "";

const headersGrant = "Send mail, and read the headers of mail in the inbox to find what answers it. Nothing is marked, moved or deleted; copies of sent mail are filed in the sent folder.";
const bodiesGrant = "Also read the text of replies and delivery reports to mail that was sent from here.";

const account = (n: number): Account => ({
  id: id("ac", n), revision: 1, provider: "mail.local", address: n === 0 ? "ana@desk.example" : `ana${n}@desk.example`, displayName: "Ana Ruiz",
  state: n % 3 === 1 ? "needsSetup" : n % 3 === 2 ? "disconnected" : "active", grant: n % 2 === 0 ? "headers" : "bodies",
  grantWords: n % 2 === 0 ? headersGrant : bodiesGrant,
  lastChecked: at(6 + n),
  ...(n % 3 === 1 ? { grantedUntil: at(-1440), need: { code: "account.reconnect", message: "What a mailbox was granted ends on 2026-12-01 09:00 UTC.", remedy: "Connect it again before that with `assistant account add`; afterwards, what is to be sent waits until you do." } } : {}),
});

const provider: Provider = {
  id: "mail.local", name: "Mail on this machine",
  form: {
    type: "object", description: "Either the built-in post office, whose mail never leaves this machine, or your own Maildir with a program that sends.",
    properties: {
      office: { type: "string", enum: ["local"], title: "Built-in post office", description: "'local' gives this account a mailbox in the built-in post office. For trying things out: it knows only the mailboxes made in it." },
      maildir: { type: "string", title: "Maildir folder", description: "Full path of your inbox as a Maildir, as mbsync or Dovecot keep it. It is only read, except for copies of sent mail." },
      sendmail: { type: "string", title: "Program that sends", description: "Full path of a sendmail-compatible program, for example /usr/sbin/sendmail or /usr/bin/msmtp. The message is given to it on its standard input." },
      arguments: { type: "array", items: { type: "string" }, title: "Arguments for the program", description: "Given before '-i -f FROM -- RECIPIENTS', one entry each, for example '-C' and a file. No shell reads them." },
      sentFolder: { type: "string", default: ".Sent", title: "Sent folder", description: "Folder inside the Maildir for copies of sent mail; made where it is missing. Empty for no copies." },
      temporaryMeansNotSent: { type: "boolean", default: false, title: "A temporary failure means that nothing was sent" },
    },
    anyOf: [{ required: ["office"] }, { required: ["maildir", "sendmail"] }],
  },
  grants: [
    { level: "headers", words: "Send mail, and read the headers of mail in the inbox to find what answers it. Nothing is marked, moved or deleted; copies of sent mail are filed in the sent folder." },
    { level: "bodies", words: "Also read the text of replies and delivery reports to mail that was sent from here." },
  ],
};

const gmail: Provider = {
  id: "mail.gmail", name: "Gmail",
  form: {
    type: "object", description: "Gmail is reached through a Google project of your own, so that nobody stands between you and Google. Make it once; connecting again needs none of this.",
    guide: [
      { text: "Make a project.", url: "https://console.cloud.google.com/projectcreate" },
      { text: "Enable the Gmail API for it.", url: "https://console.cloud.google.com/apis/library/gmail.googleapis.com" },
      { text: "Set up Google Auth Platform with the audience External, and publish the app: while it is in testing, Google ends every permission after seven days.", url: "https://console.cloud.google.com/auth/overview" },
      { text: "Under Clients make one of the type Desktop app, and download its file. docs/gmail.md shows each step." },
    ],
    properties: {
      clientFile: { type: "string", title: "Client file", description: "Full path of the client_secret_….json file that Google gave you. You can delete it afterwards." },
      clientId: { type: "string", title: "Client id", description: "In place of the file: the client's id, which ends with .apps.googleusercontent.com." },
      clientSecret: { type: "string", format: "password", writeOnly: true, title: "Client secret", description: "With the client id: the secret beside it. It is kept where the host keeps its keys." },
    },
  },
  grants: [
    { level: "headers", words: "Send mail, and read the headers of your mail to find what answers yours. No text of any mail can be read. Bounces are told by their headers, without the code of the failure." },
    { level: "bodies", words: "Also read texts: Google allows this for all your mail; only bounces and replies to your own mail are read. It shows why something bounced, until when somebody is away, and what they wrote." },
    { level: "drafts", words: "Also keep drafts in Gmail: each message waits there as a draft while it is sent, which proves better whether it went out when a connection breaks." },
  ],
};

const failedPlugin: PluginInfo = {
  id: "third.party", name: "Third party", version: "1.4.0", state: "failed", isolation: "ownProcess", services: ["board"],
  reason: "It ended three times in five minutes.", permissions: [{ name: "network", reason: "Fetches the board from board.example." }],
  problems: [],
};

const shipped: readonly PluginInfo[] = [
  { id: "drafting", name: "Drafting", version: "0.1.0", state: "active", isolation: "inProcess", services: [], permissions: [{ name: "composer", reason: "Fills templates from the facts that a draft is given." }], problems: [] },
  {
    id: "mail.local", name: "Local mail", version: "0.1.0", state: "idle", isolation: "inProcess", services: ["postOffice"], problems: [],
    permissions: [
      { name: "mail.provider", reason: "Carries mail for your local accounts: it can send as them." },
      { name: "processes", reason: "Runs the sendmail command that you configured." },
    ],
  },
  {
    id: "outreach", name: "Outreach", version: "0.2.1", state: "needsSetup", isolation: "ownProcess", services: ["campaigns"], permissions: [], problems: [],
    need: { code: "plugin.settings", message: "It does not know your time zone.", remedy: "Fill in its settings." },
  },
  { id: "torn", state: "failed", reason: "Its manifest could not be read.", services: [], permissions: [], problems: [{ path: "plugin.json:$.host", problem: "The range is missing.", remedy: "Write \"host\": \"[0.1.0,1.0.0)\"." }] },
  { id: "speech", name: "Speech", version: "3.0.0-beta.1", state: "disabled", reason: "Disabled by Ana Ruiz.", isolation: "ownProcess", services: [], permissions: [{ name: "microphone", reason: "Writes down what you say." }], problems: [] },
];

const ownClient: PairedClient = {
  id: id("cl", 0), name: "Dashboard", scopes: ["read", "draft", "propose", "decide", "approve", "admin"], origin: "https://localhost:47613", created: at(900), lastUsed: at(0), connections: 1, current: true,
};

const client = (n: number): PairedClient => ({
  id: id("cl", n + 1), name: n === 0 ? "Command line of ana" : n % 2 === 0 ? `ci ${n}` : `Outlook pane ${n}`, scopes: n === 0 ? ["read", "draft", "propose", "decide", "approve", "admin"] : ["read", "draft"],
  ...(n % 2 === 1 ? { origin: "https://pane.example.org" } : {}), created: at(5000 + n), ...(n % 3 === 0 ? {} : { lastUsed: at(60 * n) }), connections: n % 3, current: false,
});

const pairing = (n: number): Pairing => ({
  code: nth(["KFPD-7QXM", "T4WJ-M2RC", "9HXA-PVKE"], n), name: n === 1 ? "A page with a rather long name that it chose for itself, and more" : "Outlook pane",
  origin: n === 1 ? "https://unknown.example.net:8443" : "https://pane.example.org", scopes: n === 0 ? ["read", "draft"] : ["read", "draft", "approve", "admin"], expires: at(-4 - n),
});

const auditEntry = (n: number, ago: number): AuditEntry => ({
  seq: n, at: at(ago * 3), actor: n % 5 === 0 ? "host" : `${id("pn", 1)}/${id("cl", 1 + (n % 3))}`, action: nth(["outbox.approve", "contacts.suppress", "accounts.connect", "client.create"], n),
  resource: { kind: "outbox", id: id("ob", n) }, outcome: n % 7 === 0 ? "refused: scope approve" : n % 4 === 0 ? "approved 6262601f8980cbcb" : "done",
});
