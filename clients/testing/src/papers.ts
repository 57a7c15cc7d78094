import type { Document, DocumentInput, DocumentKind, DocumentLine, DocumentVersion, PostingReading, SentDocument } from "@assistant/protocol";
import type { Answers } from "./answers.js";
import { conflict, invalid } from "./errors.js";
import { at, beyond, id } from "./ids.js";
import { page } from "./pages.js";
import { find, remove, replace } from "./people.js";
import type { Desk } from "./seed.js";

const kinds: readonly DocumentKind[] = ["cv", "posting", "letter", "note"];
const texts: Readonly<Record<DocumentKind, readonly string[]>> = {
  cv: ["# Ana Ruiz\n\n## Experience\n\n- Built the billing service of Harbour Labs in C#\n- Led a team of four\n- 2016–2021: set type by hand at a letterpress in Porto", "# Ana Ruiz\n\n## Experience\n\n- Built and ran the billing service of Harbour Labs in C# and PostgreSQL\n- Led a team of four engineers\n- 2016–2021: set type by hand at a letterpress in Porto"],
  posting: ["# Software Engineer\n\nAcme Robotics is looking for an engineer who knows C# and PostgreSQL.\n\n- Five years of experience\n- German and English"],
  letter: ["Dear Dr Lang,\n\nyour posting asks for C# and PostgreSQL.", "Dear Dr Lang,\n\nyour posting asks for C# and PostgreSQL, which I have used for six years."],
  note: ["Talked to Rita on the phone: the team is five people, in Berlin two days a week."],
  analysis: ["Three of five requirements are met."], story: ["When the billing stood still, I …"], other: ["Something else."],
};
const titles: Readonly<Record<DocumentKind, string>> = { cv: "CV Ana Ruiz", posting: "Posting of Acme Robotics, Software Engineer", letter: "Letter to Acme Robotics", note: "Talked to Rita on the phone", analysis: "Fit", story: "The billing stood still", other: "Something" };

const version = (number: number, kind: DocumentKind): DocumentVersion => ({
  number, origin: kind === "note" ? "typed" : number === 1 ? "uploaded" : "tailored", type: kind === "note" ? "text/markdown" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document", size: 18_204 + number, digest: "ab".repeat(32),
  ...(kind === "note" ? {} : { fileName: `${kind}.docx` }), ...(number > 1 ? { parent: number - 1 } : {}), created: at(3000 - number * 400),
});

export function paper(n: number): Document {
  const kind = kinds[n % kinds.length] ?? "other";
  const versions = texts[kind].map((_text, index) => version(index + 1, kind)).reverse();
  return { id: id("dc", n), revision: 2, kind, title: n < kinds.length ? titles[kind] : `${titles[kind]} ${n}`, about: kind === "cv" ? [] : [{ kind: "application", id: id("ap", Math.floor(n / 4)) }], current: versions.length, versions, created: at(5000), changed: at(n * 30) };
}

/** What a posting that is read says, whatever was handed in. */
const reading: PostingReading = {
  format: "jsonLd",
  fields: [{ name: "company", value: "Acme Robotics GmbH", found: "json-ld $.hiringOrganization.name" }, { name: "role", value: "Software Engineer", found: "json-ld $.title" }, { name: "place", value: "Berlin, Germany", found: "json-ld $.jobLocation.address" }, { name: "pay", value: "70,000–85,000 EUR a year", found: "json-ld $.baseSalary" }, { name: "deadline", value: "2026-12-15", found: "json-ld $.validThrough" }],
  facts: { company: "Acme Robotics GmbH", domain: "acme-robotics.example", role: "Software Engineer", place: "Berlin, Germany", pay: { from: 70_000, to: 85_000, currency: "EUR", period: "year" }, deadline: "2026-12-15", source: "jobs.example.com" },
  text: "Software Engineer\n\nAcme Robotics is looking for an engineer.\n\n- Five years of C#\n- PostgreSQL", warnings: ["The posting names two places; the first was taken."],
};

/** As a DOCX says it: what is a heading or an item stands in its mark. */
function line(text: string, index: number): DocumentLine {
  const mark = /^(#+|-) /u.exec(text)?.[0] ?? "";
  return { number: index + 1, text: text.slice(mark.length), ...(mark === "" ? {} : { mark }) };
}

/** Documents with their versions, and the postings that become one. */
export function papers(desk: Desk): Answers {
  const typed = new Map<string, string>();
  const textOf = (document: Document, number: number): string => typed.get(`${document.id}/${number}`) ?? texts[document.kind][number - 1] ?? texts[document.kind][0] ?? "";
  const made = (document: Document, number: number, input: DocumentInput): DocumentVersion => {
    if ((input.text ?? "").trim() === "" && input.content === undefined) throw invalid([{ path: "$.input.text", problem: "There is neither a text nor a file.", remedy: "Give one of the two." }]);
    if (input.text !== undefined) typed.set(`${document.id}/${number}`, input.text);
    return { ...version(number, document.kind), origin: input.text === undefined ? "uploaded" : "typed", created: at(0) };
  };
  const fresh = (wanted: string, revision: number): Document => {
    const found = find(desk.documents, "document", wanted);
    if (found.revision !== revision) throw conflict(revision, found.revision);
    return found;
  };
  const change = (document: Document, values: Partial<Document>): Document => replace(desk.documents, { ...document, ...values, revision: document.revision + 1, changed: at(0) });
  return {
    "documents/list": (request) => {
      const query = (request.query ?? "").toLowerCase();
      const rows = desk.documents.filter((each) => (request.kind === undefined || each.kind === request.kind) && (request.about === undefined || each.about.some((about) => about.id === request.about?.id)) && each.title.toLowerCase().includes(query));
      const part = page(rows, request);
      return { documents: part.rows.map((each) => ({ ...each, versions: each.versions.slice(0, 1) })), ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "documents/get": (request) => {
      const one = find(desk.documents, "document", request.id);
      return { ...one, versions: [...one.versions, ...beyond(desk.documents.length, (n) => ({ ...version(n + 100, one.kind), parent: 1 }))] };
    },
    "documents/text": (request) => {
      const document = find(desk.documents, "document", request.id);
      const text = textOf(document, request.version ?? document.current);
      return { id: document.id, version: request.version ?? document.current, text, lines: text.split("\n").filter((each) => each !== "").map(line), readBy: document.kind === "note" ? "text" : "docx", notices: document.kind === "letter" ? ["A picture is not read."] : [] };
    },
    "documents/sent": (request) => {
      const [document] = desk.documents.filter((each) => each.kind === "cv" && (request.documentId === undefined || each.id === request.documentId));
      const item = desk.outbox.find((each) => each.state === "sent" && (request.about?.kind !== "contact" || each.contactId === request.about.id));
      if (document === undefined || item === undefined) return { sent: [] };
      const one: SentDocument = { documentId: document.id, title: document.title, kind: document.kind, version: 1, basis: "chosen", name: "cv.pdf", digest: "ab".repeat(32), outboxId: item.id, subject: item.subject, to: item.to, state: item.state, at: item.since };
      const part = page([one, ...beyond(desk.documents.length, () => one)], request);
      return { sent: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "documents/content": (request) => ({ name: "document.docx", type: "text/plain", version: request.version ?? 1, digest: "ab".repeat(32), content: { bytes: btoa("text"), size: 4 } }),
    "documents/create": (request) => {
      if (request.title.trim() === "") throw invalid([{ path: "$.title", problem: "is empty", remedy: "Write what it is called." }]);
      const document: Document = { id: id("dc", desk.documents.length + 100_000), revision: 1, kind: request.kind, title: request.title, about: request.about ?? [], current: 1, versions: [], created: at(0), changed: at(0) };
      const whole = { ...document, versions: [made(document, 1, request.input)] };
      desk.documents.unshift(whole);
      return whole;
    },
    "documents/addVersion": (request) => {
      const document = fresh(request.id, request.revision);
      const number = document.versions.length + 1;
      return change(document, { current: number, versions: [{ ...made(document, number, request.input), ...(request.parent === undefined ? {} : { parent: request.parent }) }, ...document.versions] });
    },
    "documents/tailor": (request) => {
      const document = fresh(request.id, request.revision);
      const from = request.version ?? document.current;
      const number = document.versions.length + 1;
      let counted = 0;
      const text = textOf(document, from).split("\n").map((each) => {
        const change = each === "" ? undefined : request.changes.find((wanted) => wanted.line === counted + 1);
        if (each !== "") counted++;
        if (change !== undefined && !each.includes(change.old)) throw invalid([{ path: "$.changes", problem: `does not stand in line ${counted}`, remedy: "Read the text again, and give the line as it is." }]);
        return change === undefined ? each : each.replace(change.old, () => change.new);
      }).join("\n");
      typed.set(`${document.id}/${number}`, text);
      return change(document, { current: number, versions: [{ ...version(number, document.kind), origin: "tailored", parent: from, created: at(0) }, ...document.versions] });
    },
    "documents/rename": (request) => change(fresh(request.id, request.revision), { title: request.title }),
    "documents/delete": (request) => {
      const gone = fresh(request.id, request.revision);
      desk.deletedDocuments.push(gone);
      return remove(desk.documents, request.id);
    },
    "documents/undelete": (request) => {
      const back = find(desk.deletedDocuments, "document", request.id);
      desk.documents.unshift(back);
      return back;
    },
    "postings/read": (request) => {
      if ((request.text ?? "").trim() === "" && request.source === undefined) throw invalid([{ path: "$.text", problem: "There is nothing to read.", remedy: "Paste the posting." }]);
      return reading;
    },
    "postings/fetch": (request) => ({ reading, addresses: [request.url], source: { bytes: btoa("<html></html>"), size: 13 }, mediaType: "text/html" }),
    "postings/capture": () => ({ applicationId: id("ap", 0), documentId: id("dc", 1), existed: false, reading }),
  };
}
