import { auditMessages as words } from "./audit.messages.js";

/** A code that has words in the person's language, else the code itself. */
const known = (texts: Readonly<Record<string, string>>, code: string): string | undefined => (Object.hasOwn(texts, code) ? texts[code] : undefined);

/**
 * What was done: `outbox.approve` as a person says it. Where the policy refuses, the name is put together of a kind of record and a verb, or is that of the
 * method that was called, of which at least the service has words.
 */
export function actionOf(action: string): string | undefined {
  const t = words();
  const [kind = "", verb = ""] = action.split(".");
  const [record, does, service] = [known(t.kind, kind), known(t.verb, verb), known(t.service, kind)];
  if (Object.hasOwn(t.actions, action)) return known(t.actions, action);
  if (record !== undefined && does !== undefined) return t.did(does, record);
  return service === undefined ? undefined : `${service}: ${verb}`;
}

/** What came of it: the first word in the person's language, and what the record adds to it, as it stands there. */
export function outcomeOf(outcome: string): { readonly known: string | undefined; readonly rest: string } {
  const t = words();
  const [, first = "", rest = ""] = /^(\w+):?\s*(.*)$/su.exec(outcome) ?? [];
  const word = known(t.outcomes, first);
  if (word === undefined) return { known: word, rest: outcome };
  const lacked = known(t.lacks, rest.replace(/^scope /u, ""));
  return lacked === undefined ? { known: word, rest } : { known: `${word}: ${lacked}`, rest: "" };
}

/** Who did it: a client by its name, a door or the host in words. */
export function actorOf(actor: string, clients: ReadonlyMap<string, string>): string {
  const through = actor.slice(actor.lastIndexOf("/") + 1);
  return clients.get(through) ?? known(words().doors, through) ?? actor;
}
