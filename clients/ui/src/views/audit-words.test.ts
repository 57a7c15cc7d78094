import { afterEach, expect, test } from "vitest";
import { setLocale } from "../locale.js";
import { actionOf, actorOf, outcomeOf } from "./audit-words.js";

afterEach(() => setLocale("en"));

test("action_of a record_is said in words, also where the policy put its name together, and is itself where it is not known", () => {
  const said = (): readonly unknown[] => ["outbox.approve", "draft.see", "applications.move", "tea.boil", "constructor", "draft.boil"].map(actionOf);
  expect(said()).toEqual(["Approve a message", "See a draft", "Applications: move", undefined, undefined, undefined]);
  setLocale("de");
  expect(said()).toEqual(["Nachricht freigeben", "Entwurf ansehen", "Bewerbungen: move", undefined, undefined, undefined]);
});

test("outcome_of a record_says what came of it, what was lacking, and keeps what the record adds", () => {
  setLocale("de");
  expect(["done", "done: 12 records", "refused: scope approve", "refused: code", "approved 6262601f", "grant headers"].map(outcomeOf)).toEqual([
    { known: "Getan", rest: "" }, { known: "Getan", rest: "12 records" }, { known: "Verweigert: darf nicht freigeben", rest: "" }, { known: "Verweigert: der Code ist nicht bekannt", rest: "" }, { known: "Freigegeben", rest: "6262601f" }, { known: "Erlaubt", rest: "headers" },
  ]);
});

test("actor_of a record_is the client's name, a door in words, or what the record has", () => {
  const clients = new Map([["cl1", "Command line of ana"]]);
  expect(["0193/cl1", "host", "unknown/web", "0193/cl9"].map((each) => actorOf(each, clients))).toEqual(["Command line of ana", "The host", "A page", "0193/cl9"]);
});
