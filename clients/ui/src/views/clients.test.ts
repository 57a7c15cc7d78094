import { afterEach, expect, test } from "vitest";
import type { PairedClient, Pairing } from "@assistant/protocol";
import { FakeSession, find, press, settled, show, textOf } from "../testing.js";
import { ClientsView } from "./clients.js";

const own: PairedClient = { id: "k1", name: "Dashboard", scopes: ["read", "approve"], origin: "https://localhost:1", created: "2026-11-20T08:00:00Z", connections: 1, current: true };
const asking: Pairing = { code: "KFPD-7QXM", name: "Bank", origin: "https://pane.example.org", scopes: ["read", "draft"], expires: "2026-11-20T08:05:00Z" };

afterEach(() => document.body.replaceChildren());

test("render_a page that asks_shows its origin, its code and what it wants in words", async () => {
  const view = await show(new ClientsView(), new FakeSession({ "clients/list": { clients: [own] }, "clients/pairings": { pairings: [asking] } }), { view: "clients", path: ["pairing", "KFPD-7QXM"] });
  expect(textOf(view)).toContain("https://pane.example.org asks to be let in");
  expect(textOf(view)).toContain("KFPD-7QXM");
  expect(textOf(view)).toContain("Write drafts, contacts and templates");
});

test("confirm_with one wish taken away_grants only the rest", async () => {
  const session = new FakeSession({ "clients/list": { clients: [own] }, "clients/pairings": { pairings: [asking] }, "clients/confirm": { ...own, id: "k2", name: "Bank", current: false } });
  const view = await show(new ClientsView(), session, { view: "clients", path: ["pairing", "KFPD-7QXM"] });
  (find(view, "input[value='draft']") as HTMLInputElement).checked = false;
  press(view, "Let it in");
  await settled(view);
  expect(session.asked).toContainEqual({ method: "clients/confirm", params: { code: "KFPD-7QXM", scopes: ["read"] } });
});

test("token_after it was made_is shown, and gone with the view", async () => {
  const session = new FakeSession({ "clients/list": { clients: [own] }, "clients/pairings": { pairings: [] }, "clients/create": { client: { ...own, id: "k3", name: "ci" }, clientKey: "assistant_key_once" } });
  session.state = { kind: "open", welcome: { hostVersion: "0", person: "Ana", scopes: ["read", "draft", "admin"], demo: false, needs: [] } };
  const view = await show(new ClientsView(), session, { view: "clients", path: ["new"] });
  press(view, "Make the token");
  await settled(view);
  expect(textOf(view)).toContain("assistant_key_once");
  view.route = { view: "clients", path: ["k1"] };
  await settled(view);
  expect(textOf(view)).not.toContain("assistant_key_once");
});
