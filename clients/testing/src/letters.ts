import type { Budget, Claim, Contact, Draft, LedgerEntry, Model, Prompt, SubjectRule, Writing, WritingSource, WritingTask, WrittenPart } from "@assistant/protocol";
import { at, beyond, id } from "./ids.js";

/** What the fake host tells of writing with models. */
export interface WritingDesk {
  writings: Writing[];
  models: Model[];
  ledger: LedgerEntry[];
  rules: SubjectRule[];
  prompts: Prompt[];
  budget: Budget;
  style: string;
}

/** The draft that carries claims, and the writing that it came of. */
export const claimed = 8;

const tasks: readonly WritingTask[] = ["outreach", "coverLetter", "followUp", "fit", "cvTailoring", "threadSummary", "interview", "reply", "outreach", "replyMeaning"];

export const claims: readonly Claim[] = [
  { id: id("cm", 1), kind: "number", text: "240", sentence: "Your 240 posters for Bristol hang in our back room already.", reason: "No source has the number “240”.", ticked: false },
  { id: id("cm", 2), kind: "date", text: "March 2019", sentence: "We met in March 2019, and I still think of it.", reason: "No source has the date “March 2019”.", ticked: true },
];

const sources = (to: Contact): readonly WritingSource[] => [
  { id: "contact.name", kind: "contact", text: to.name },
  { id: "contact.firstName", kind: "contact", text: to.fields["firstName"] ?? to.name },
  { id: "contact.company", kind: "contact", text: to.fields["company"] ?? "" },
  { id: "sender.name", kind: "sender", text: "Ana Ruiz" },
  { id: "cv:3", kind: "cv", text: "2016–2021: set type by hand at a letterpress in Porto" },
  { id: "posting:2", kind: "posting", text: "You have worked with type for three years or more" },
];

const parts = (to: Contact): readonly WrittenPart[] => [
  { sentences: [{ text: `Dear ${to.fields["firstName"] ?? to.name},`, sources: ["contact.firstName"] }] },
  { sentences: [{ text: "Your 240 posters for Bristol hang in our back room already.", sources: ["contact.company"] }, { text: "We met in March 2019, and I still think of it.", sources: [] }] },
  { sentences: [{ text: "Would you show us this spring how you set a page?", sources: [] }] },
  { sentences: [{ text: "Ana Ruiz", sources: ["sender.name"] }] },
];

const fit: readonly WrittenPart[] = [
  { title: "Worked with type", of: "posting:2", sentences: [{ text: "Five years at a letterpress in Porto.", sources: ["cv:3"] }] },
  { title: "Speaks Portuguese", sentences: [{ text: "The CV does not say so.", sources: [] }] },
];

const tailored: readonly WrittenPart[] = [{ of: "cv:3", sentences: [{ text: "2016–2021: set type by hand and led the workshop at a letterpress in Porto", sources: ["cv:3"] }] }];

const textOf = (all: readonly WrittenPart[]): string => all.map((part) => part.sentences.map((each) => each.text).join(" ")).join("\n\n");

function writing(n: number, to: Contact): Writing {
  const task = n === claimed ? "outreach" : (tasks[n % tasks.length] ?? "outreach");
  const state = n % 7 === 5 ? "failed" : n % 7 === 6 ? "cancelled" : "done";
  const isPaper = task === "coverLetter" || task === "fit" || task === "cvTailoring" || task === "interview";
  const head = { id: id("wr", n), task, state, contactId: to.id, ...(isPaper ? { about: { kind: "application", id: id("ap", Math.floor(n / 10)) } } : {}), started: at(n * 11) } as const;
  if (state !== "done") return { ...head, text: "", ...(state === "failed" ? { failure: "The model 'llama' cannot be reached: is its program running?", remedy: "Try again later, choose another model, or write without one: `--model offline`." } : {}) };
  const written = task === "fit" ? fit : task === "cvTailoring" ? tailored : parts(to);
  const mail = task === "outreach" || task === "followUp" || task === "reply";
  return {
    ...head, parts: written, text: textOf(written), sources: sources(to), claims: task === "fit" || task === "cvTailoring" ? [] : claims,
    ...(mail ? { subject: "Letterpress at our spring meetup?" } : {}),
    ...(n === claimed ? { draftId: id("dr", claimed), draftRevision: 2 } : {}), ...(task === "fit" ? { fit: { met: 1, of: 2 } } : {}),
    strippedLinks: n % 3 === 1 ? ["https://invented.example/portfolio"] : [], notices: n % 3 === 1 ? ["The last 12 lines of the posting were left out, so that the request fits the model's 8192 tokens."] : [],
    provenance: { work: n === claimed ? "rehearsed" : "drafted", composer: n === claimed ? "writer/rehearsal" : "writer/openAi", model: n === claimed ? "rehearsal" : "llama3.2", prompt: `${task}@baa8b675`, sources: [] },
    usage: { inputTokens: 1488, outputTokens: 306, milliseconds: 4216, cost: 0.0031 },
  };
}

/** A draft as a model left it. */
export function claimedDraft(draft: Draft, to: Contact): Draft {
  return {
    ...draft, revision: 2, state: "open", subject: "Letterpress at our spring meetup?", body: textOf(parts(to)), claims,
    provenance: { work: "rehearsed", composer: "writer/rehearsal", model: "rehearsal", prompt: "outreach@baa8b675", sources: [{ name: "contact.company", value: to.fields["company"] ?? "", source: "contact" }] },
    problems: standing(claims),
  };
}

export const earlier = (to: Contact): string => `Dear ${to.fields["firstName"] ?? to.name},\n\nWould you show us this spring how you print a page?\n\nAna Ruiz`;

export const standing = (all: readonly Claim[]): Draft["problems"] =>
  all.flatMap((claim, n) => (claim.ticked === true ? [] : [{ path: `$.claims[${n}]`, problem: claim.reason, remedy: "Take it out, or say that it is true: assistant draft tick" }]));

const entry = (n: number, to: Contact): LedgerEntry => ({
  id: id("lg", n), at: at(n * 11), subjectId: n % 12 === 11 ? "" : to.id, provider: n % 3 === 0 ? "openAi" : "anthropic", model: n % 3 === 0 ? "llama3.2" : "claude-sonnet", isLocal: n % 3 === 0,
  ...(n % 12 === 11 ? {} : { task: tasks[n % tasks.length] ?? "outreach" }), fields: n % 12 === 11 ? [] : ["contact.firstName", "contact.company", "sender.name", "cv:3"],
  usage: { inputTokens: 1488 + n, outputTokens: 306, milliseconds: 4216, cost: n % 3 === 0 ? 0 : 0.0031 }, outcome: n % 7 === 5 ? "unavailable" : n % 7 === 6 ? "cancelled" : "done", fromCache: n % 8 === 4,
});

const prompt = (task: WritingTask, n: number): Prompt => ({
  id: task, version: `baa8b67${n}`, isOwn: n === 1,
  text: `---\ntask: ${task}\nschema: mail\ntemperature: 0.6\nmaxOutputTokens: 1200\nbudget: 0.25\n---\nWrite what the user asks for, to the person below.\n\n- Where a fact is missing, write without it. Never guess a name, a title, a number or what a company does.\n\nToday is {{today}}.\n\n{{contact}}\n{{sender}}\n`,
});

const models: readonly Model[] = [
  { id: "offline", provider: "offline", isLocal: true, hasKey: false, isAllowed: true, isChosen: false },
  { id: "rehearsal", provider: "rehearsal", isLocal: true, hasKey: false, isAllowed: true, isChosen: false },
  { id: "llama", provider: "openAi", name: "llama3.2", endpoint: "http://127.0.0.1:11434/v1", isLocal: true, hasKey: false, isAllowed: true, isChosen: true, contextTokens: 8192, inputPrice: 0, outputPrice: 0 },
  { id: "gpt", provider: "openAi", name: "gpt-4o-mini", endpoint: "https://api.openai.com/v1", isLocal: false, hasKey: true, isAllowed: false, isChosen: false, contextTokens: 128_000, inputPrice: 0.15, outputPrice: 0.6, need: { code: "model.allow", message: "The model 'gpt' is not on this machine, and what would be sent to it was not looked at yet.", remedy: "See exactly what is sent with `assistant draft plan`, then allow it: `assistant models allow gpt`." } },
  { id: "claude", provider: "anthropic", name: "claude-sonnet", isLocal: false, hasKey: false, isAllowed: false, isChosen: false, need: { code: "model.key", message: "The model 'claude' has no key.", remedy: "Give it its key: `assistant models key claude`." } },
];

/** `rows` of each; a host on its first day has the offline composer and the prompts that came with it. */
export function letters(rows: number, contactOf: (n: number) => Contact): WritingDesk {
  const every = <T>(make: (n: number) => T): T[] => Array.from({ length: rows }, (_, n) => make(n));
  return {
    writings: every((n) => writing(n, contactOf(n))), models: rows === 0 ? models.slice(0, 1) : [...models, ...beyond(rows, (n) => ({ id: `model${n}`, provider: "openAi", name: `model-${n}`, endpoint: "http://127.0.0.1:11434/v1", isLocal: true, hasKey: false, isAllowed: true, isChosen: false }) satisfies Model)], ledger: every((n) => entry(n, contactOf(n))),
    rules: rows === 0 ? [] : [{ subjectId: contactOf(1).id, rule: "localOnly" }, { subjectId: contactOf(3).id, rule: "never" }, ...beyond(rows, (n) => ({ subjectId: contactOf(n + 4).id, rule: "never" }) satisfies SubjectRule)],
    prompts: (["outreach", "followUp", "reply", "coverLetter", "cvTailoring", "interview", "fit", "threadSummary", "replyMeaning"] as const).map(prompt),
    budget: { ...(rows === 0 ? {} : { perDay: 2, perSubject: 0.5 }), spentToday: rows === 0 ? 0 : 0.37 }, style: rows === 0 ? "" : "Short sentences. Opens with the first name. Closes with “Best, Ana”. No exclamation marks.",
  };
}
