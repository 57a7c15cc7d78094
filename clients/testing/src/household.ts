import type { Account, PairedClient, PluginInfo } from "@assistant/protocol";
import type { Answers } from "./answers.js";
import { invalid, notFound } from "./errors.js";
import { page } from "./pages.js";
import { find, remove, replace } from "./people.js";
import { at, id, today, todayOf, type Desk } from "./seed.js";

const privacy = [
  "# Privacy", "", "Everything stays on this machine, but for the mail that you approve.", "", "## What is read", "",
  "- Headers of mail that answers your own. *(held by: TrackingTests.Check_Unrelated_IsNotStored)*", "- Bodies, only where you granted it.", "",
  "## What is sent, and to whom", "", "Nothing but the messages that you approved, to your own provider. `assistant outbox list` shows them.", "",
].join("\n");

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** Accounts, plugins, clients, the audit and the host itself. `closed` is told which client's connections have to end. */
export function household(desk: Desk, closed: (client: string) => void): Answers {
  const settings = new Map<string, unknown>();
  const plugin = (wanted: string, state: PluginInfo["state"]): PluginInfo => {
    const changed: Changing<PluginInfo> = { ...find(desk.plugins, "plugin", wanted), state };
    delete changed.reason;
    return replace(desk.plugins, changed);
  };
  const pairing = (code: string) => {
    const n = desk.pairings.findIndex((one) => one.code.replace("-", "") === code.replace("-", "").toUpperCase());
    const found = desk.pairings[n];
    if (found === undefined) throw notFound("pairing", code);
    desk.pairings.splice(n, 1);
    return found;
  };
  const join = (client: Omit<PairedClient, "id" | "created" | "connections" | "current">): PairedClient => {
    const made: PairedClient = { ...client, id: id("cl", desk.clients.length + 100_000), created: at(0), connections: 0, current: false };
    desk.clients.push(made);
    return made;
  };
  return {
    "today/list": (request) => {
      const items = todayOf(desk);
      const limit = request.limit ?? 50;
      return { day: at(0).slice(0, 10), items: items.slice(0, limit), counts: {}, more: Math.max(0, items.length - limit), problems: [] };
    },
    "accounts/list": () => ({ accounts: desk.accounts }),
    "accounts/providers": () => ({ providers: desk.providers }),
    "accounts/connect": (request) => {
      const given = (request.settings ?? {}) as Record<string, unknown>;
      if (given["office"] === undefined && given["maildir"] === undefined) throw invalid([{ path: "$.settings.maildir", problem: "There is neither a Maildir nor the built-in post office.", remedy: "Fill in one of the two." }]);
      const words = desk.providers[0]?.grants.find((grant) => grant.level === (request.grant ?? "headers"))?.words ?? "";
      const account = { id: id("ac", desk.accounts.length + 100_000), revision: 1, provider: request.provider, address: request.address, state: "active" as const, grant: request.grant ?? ("headers" as const), grantWords: words };
      desk.accounts.push(account);
      return { account };
    },
    "accounts/set": (request) => {
      const account: Changing<Account> = { ...find(desk.accounts, "account", request.id) };
      if (request.signature?.from === "provider") account.signature = { from: "provider", text: "Ana Ruiz\nHarbour Labs" };
      else if (request.signature?.from === "own") account.signature = request.signature;
      else delete account.signature;
      return replace(desk.accounts, account);
    },
    "accounts/disconnect": (request) => {
      replace(desk.accounts, { ...find(desk.accounts, "account", request.id), state: "disconnected" });
      return { receipt: ["The settings of this account were deleted here.", "No token was kept, so none was revoked."], leftToYou: ["Your mail and the copies in your sent folder stay where they are. Delete them with your own mail program if you want to."] };
    },
    "plugins/list": () => ({ plugins: desk.plugins }),
    "plugins/enable": (request) => plugin(request.id, "idle"),
    "plugins/disable": (request) => plugin(request.id, "disabled"),
    "plugins/restart": (request) => plugin(request.id, "active"),
    "plugins/settings": (request) => ({
      ...(request.id === "outreach" || request.id === "mail.local" ? { form: { type: "object", required: ["timeZone"], properties: { timeZone: { type: "string", title: "Time zone", description: "For example Europe/Berlin." }, perDay: { type: "integer", title: "Messages a day", minimum: 1, maximum: 200, default: 40 }, apiKey: { type: "string", format: "password", title: "Key" } } } } : {}),
      values: settings.get(request.id) ?? {},
    }),
    "plugins/configure": (request) => {
      if ((request.values as Record<string, unknown>)["timeZone"] === "") throw invalid([{ path: "$.values.timeZone", problem: "The text is empty.", remedy: "Write a time zone's name." }]);
      settings.set(request.id, request.values);
      const changed: Changing<PluginInfo> = { ...plugin(request.id, "active") };
      delete changed.need;
      return replace(desk.plugins, changed);
    },
    "plugins/log": (request) => ({ lines: request.id === "drafting" ? [] : Array.from({ length: Math.min(request.limit ?? 200, 200) }, (_, n) => ({ at: at(200 - n), level: n % 9 === 8 ? "error" : n % 4 === 3 ? "warning" : "information", text: n % 9 === 8 ? "The board did not answer within 5 s." : `Read ${n} rows.` })) }),
    "clients/list": () => ({ clients: desk.clients }),
    "clients/create": (request) => {
      if (request.name.trim() === "") throw invalid([{ path: "$.name", problem: "The name is empty.", remedy: "Write what will use the token." }]);
      return { client: join({ name: request.name, scopes: request.scopes }), clientKey: "ask_1_0193cl_pZ9k3mQ7vB2xT5nY8wR4sD6fG1hJ0aLcE" };
    },
    "clients/revoke": (request) => {
      const { connections } = find(desk.clients, "client", request.id);
      remove(desk.clients, request.id);
      closed(request.id);
      return { closed: connections };
    },
    "clients/pairings": () => ({ pairings: desk.pairings }),
    "clients/confirm": (request) => {
      const { name, origin, scopes } = pairing(request.code);
      return join({ name, ...(origin === undefined ? {} : { origin }), scopes: request.scopes ?? scopes });
    },
    "clients/refuse": (request) => (pairing(request.code), {}),
    "audit/list": (request) => {
      const part = page(desk.audit, request);
      return { entries: part.rows, ...(part.next === undefined ? {} : { next: part.next }) };
    },
    "audit/verify": () => ({ whole: true, entries: desk.audit.length, problems: [] }),
    "host/status": () => ({ version: "0.1.0", pid: 4242, dataFolder: "/home/ana/.local/share/assistant", demo: false, started: at(600), secretPlace: "the desktop's keyring (Secret Service)", sqliteVersion: "3.40.1", outboxWaiting: desk.outbox.filter((item) => item.state === "approved").length, needs: [] }),
    "host/doctor": () => ({
      findings: [
        { code: "account.reconnect", level: "warning", message: "What a mailbox was granted ends on 2026-12-01 09:00 UTC.", remedy: "Connect it again before that with `assistant account add`; afterwards, what is to be sent waits until you do." },
        { code: "storage.native-library", level: "well", message: "SQLite 3.40.1 is in use." },
      ],
    }),
    "host/privacy": () => ({ markdown: privacy }),
    "web/status": () => ({
      enabled: true, open: true, origin: "https://localhost:47613", hasPages: true, connections: 1,
      certificate: { authorityPath: "/home/ana/.local/share/assistant/web/authority.pem", authorityFingerprint: "AB".repeat(32), expires: new Date(today + 700 * 86_400_000).toISOString(), needsTrust: false },
    }),
    "events/subscribe": () => ({ seq: 1, resync: false }),
    ping: (request) => ({ ...(request.text === undefined ? {} : { text: request.text }) }),
    initialize: () => ({ hostVersion: "0.1.0", person: "Ana Ruiz", scopes: ["read", "draft", "propose", "decide", "approve", "admin"], demo: false, needs: [] }),
  };
}
