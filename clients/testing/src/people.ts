import type { Contact, Template, TemplatePreview } from "@assistant/protocol";
import { conflict, invalid, notFound, WireError } from "./errors.js";
import { errorCode } from "@assistant/protocol";
import type { Answers } from "./answers.js";
import { page } from "./pages.js";
import { at, id, type Desk } from "./seed.js";

const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function find<T extends { readonly id: string }>(rows: readonly T[], kind: string, wanted: string): T {
  const row = rows.find((candidate) => candidate.id === wanted);
  if (row === undefined) throw notFound(kind, wanted);
  return row;
}

export function replace<T extends { readonly id: string }>(rows: T[], row: T): T {
  rows[rows.findIndex((candidate) => candidate.id === row.id)] = row;
  return row;
}

export function remove(rows: { readonly id: string }[], wanted: string): Record<string, never> {
  rows.splice(rows.findIndex((candidate) => candidate.id === wanted), 1);
  return {};
}

/** Contacts and templates, and the drafts that come of both. */
export function people(desk: Desk): Answers {
  const addresses = (list: readonly string[]) =>
    list.map((address, n) => {
      if (!address.includes("@")) throw invalid([{ path: `$.addresses[${n}]`, problem: `'${address}' is not an address.`, remedy: "Write it as name@example.org." }]);
      return { address, mayWrite: true };
    });
  const suppressed = (address: string, why?: string): void => {
    desk.contacts = desk.contacts.map((contact) =>
      contact.addresses.some((one) => one.address === address)
        ? { ...contact, addresses: contact.addresses.map((one) => (one.address !== address ? one : why === undefined ? { address, mayWrite: true } : { address, mayWrite: false, whyNot: why })) }
        : contact);
  };
  const fresh = (expected: number, row: { readonly revision: number }): void => {
    if (expected !== row.revision) throw conflict(expected, row.revision);
  };
  return {
    "contacts/list": (request) => {
      const query = folded(request.query ?? "");
      const rows = query === "" ? desk.contacts : desk.contacts.filter((contact) => folded(`${contact.name} ${contact.addresses.map((one) => one.address).join(" ")} ${Object.values(contact.fields).join(" ")}`).includes(query));
      const part = page(rows, request);
      return { contacts: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "contacts/get": (request) => find(desk.contacts, "contact", request.id),
    "contacts/create": (request) => {
      if (request.name.trim() === "") throw invalid([{ path: "$.name", problem: "The name is empty.", remedy: "Write how this person is called." }]);
      const contact: Contact = { id: id("ct", desk.contacts.length + 100_000), revision: 1, name: request.name, kind: request.kind ?? "person", addresses: addresses(request.addresses), fields: request.fields ?? {}, source: request.source ?? "typed", changed: at(0) };
      desk.contacts = [...desk.contacts, contact].sort((a, b) => a.name.localeCompare(b.name));
      return contact;
    },
    "contacts/update": (request) => {
      const contact = find(desk.contacts, "contact", request.id);
      fresh(request.revision, contact);
      return replace(desk.contacts, {
        ...contact, revision: contact.revision + 1, changed: at(0), ...(request.name === undefined ? {} : { name: request.name }),
        ...(request.addresses === undefined ? {} : { addresses: addresses(request.addresses) }), ...(request.fields === undefined ? {} : { fields: request.fields }),
      });
    },
    "contacts/delete": (request) => {
      fresh(request.revision, find(desk.contacts, "contact", request.id));
      return remove(desk.contacts, request.id);
    },
    "contacts/import": (request) => {
      const lines = Buffer.from(request.csv.bytes ?? "", "base64").toString("utf8").split(/\r?\n/u).filter((line) => line !== "");
      const columns = (lines[0] ?? "").split(",");
      const mapping = request.mapping ?? Object.fromEntries(columns.map((column) => [column, column.toLowerCase() === "email" ? "address" : column]));
      const problems = lines.slice(1).flatMap((line, n) => (line.includes("@") ? [] : [{ path: `${request.fileName}:${n + 2}`, problem: "There is no address in this row.", remedy: "Add one in the column of addresses." }]));
      if (!Object.values(mapping).includes("address")) throw invalid([{ path: "$.mapping", problem: "No column holds the address.", remedy: "Choose the column that does." }]);
      const created = lines.length - 1 - problems.length;
      return { created, updated: 0, unchanged: 0, ids: [], mapping, problems };
    },
    "contacts/suppress": (request) => (suppressed(request.address, request.reason), {}),
    "contacts/allow": (request) => (suppressed(request.address), {}),
    "templates/list": (request) => {
      const part = page(desk.templates, request);
      return { templates: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "templates/get": (request) => find(desk.templates, "template", request.id),
    "templates/save": (request) => {
      const open = /\{\{[^}]*$/u.exec(request.body);
      if (open !== null) throw invalid([{ path: "$.body", problem: "Line 1, column 1: '{{' is never closed.", remedy: "Close it with '}}'." }]);
      const variables = [...new Set([...`${request.subject}\n${request.body}`.matchAll(/\{\{\s*([\w.]+)\s*\}\}/gu)].map((match) => match[1] ?? ""))].map((name) => ({ name }));
      if (request.id === undefined) {
        const made: Template = { id: id("tp", desk.templates.length + 100_000), revision: 1, version: 1, name: request.name, subject: request.subject, body: request.body, variables, changed: at(0) };
        desk.templates.push(made);
        return made;
      }
      const before = find(desk.templates, "template", request.id);
      fresh(request.revision ?? 0, before);
      return replace(desk.templates, { ...before, revision: before.revision + 1, version: before.version + 1, name: request.name, subject: request.subject, body: request.body, variables, changed: at(0) });
    },
    "templates/delete": (request) => remove(desk.templates, request.id),
    "templates/preview": (request) => preview(find(desk.templates, "template", request.templateId), find(desk.contacts, "contact", request.contactId)),
    "drafts/compose": (request) => {
      const template = find(desk.templates, "template", request.templateId);
      const made = request.contactIds.flatMap((contactId, n) => {
        const contact = find(desk.contacts, "contact", contactId);
        const text = preview(template, contact);
        if (text.unfilled.length > 0) return [];
        return [{
          id: id("dr", desk.drafts.length + 100_000 + n), revision: 1, state: "open" as const, accountId: id("ac", 0), contactId, to: [contact.addresses[0]?.address ?? ""], cc: [], bcc: [], replyTo: [],
          subject: text.subject, body: text.body, attachments: [], problems: [], changed: at(0),
        }];
      });
      desk.drafts = [...made, ...desk.drafts];
      const problems = request.contactIds.flatMap((contactId, n) =>
        preview(template, find(desk.contacts, "contact", contactId)).unfilled.map((name) => ({ path: `$.contactIds[${n}]`, problem: `'${name}' has no value for this person.`, remedy: "Fill it in, or give the variable a fallback." })));
      return { drafts: made, problems };
    },
    "tracking/read": () => {
      throw new WireError(errorCode.needsSetup, "The account's grant does not reach the text of replies.", { subject: `account:${id("ac", 0)}`, remedy: "Connect the account again with the next level." });
    },
  };
}

function preview(template: Template, contact: Contact): TemplatePreview {
  const values = new Map<string, string>([["name", contact.name], ...Object.entries(contact.fields)]);
  const unfilled = template.variables.filter((one) => !values.has(one.name) && one.fallback === undefined).map((one) => one.name);
  const fill = (text: string): string => text.replace(/\{\{\s*([\w.]+)\s*\}\}/gu, (_, name: string) => values.get(name) ?? template.variables.find((one) => one.name === name)?.fallback ?? `{{${name}}}`);
  return {
    subject: fill(template.subject), body: fill(template.body), unfilled,
    filled: template.variables.filter((one) => !unfilled.includes(one.name)).map((one) => ({ name: one.name, value: values.get(one.name) ?? one.fallback ?? "", source: values.has(one.name) ? `contact.${one.name}` : "fallback" })),
  };
}
