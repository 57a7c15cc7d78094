import { render } from "lit";
import { afterEach, expect, test } from "vitest";
import type { TodayItem, TrackingRow } from "@assistant/protocol";
import { reasonOf, stepOf, titleOf } from "./host-words.js";
import { setLocale } from "./locale.js";
import { textOf } from "./testing.js";

const item = (kind: string, more: Partial<TodayItem> = {}): TodayItem => ({ key: `${kind}:1`, kind, person: "Ana Ruiz <ana@example.org>", title: "The host's title", reason: "the host's reason", weight: 1, ...more });
const row = (state: TrackingRow["state"], more: Partial<TrackingRow> = {}): TrackingRow => ({ outboxId: "o", person: "Ana Ruiz", address: "ana@example.org", subject: "Tuesday", state, since: "2026-11-20T08:00:00Z", nextStep: "the host's step", ...more });
const complaint = { kind: "complaint", confidence: "certain", evidence: [] } as const;

/** The words, and the language that they are marked as. */
function drawn(template: unknown): readonly [string, string | null | undefined] {
  const place = document.createElement("div");
  render(template, place);
  return [textOf(place), place.querySelector("span")?.getAttribute("lang")];
}

afterEach(() => setLocale("en"));

test("words_of the host in German_follow from the kind of the thing, and in English are the host's own", () => {
  for (const [template, german, english] of [
    [() => titleOf(item("reply")), "Ana Ruiz antworten", "The host's title"],
    [() => titleOf(item("followUp")), "Ana Ruiz schreiben", "The host's title"],
    [() => reasonOf(item("approve")), "fertig: wartet auf Ihre Freigabe", "the host's reason"],
    [() => reasonOf(item("deadline", { due: "2020-01-02" })), "endet am 2. Jan. 2020; gemerkt, noch ohne Bewerbung", "the host's reason"],
    [() => stepOf(row("waiting", { due: "2999-01-02" })), "bis 2. Jan. 2999 warten, dann nachfassen", "the host's step"],
    [() => stepOf(row("away", { due: "2020-01-02" })), "bei Ana Ruiz nachfassen, fällig seit 2. Jan. 2020", "the host's step"],
    [() => stepOf(row("replied", { verdict: { ...complaint, kind: "reply" } })), "Ana Ruiz antworten", "the host's step"],
  ] as const) {
    setLocale("de");
    expect(drawn(template())).toEqual([german, null]);
    setLocale("en");
    expect(drawn(template())).toEqual([english, "en"]);
  }
});

test("words_of the host that say more than the kind_stay as it said them, in its language", () => {
  setLocale("de");
  for (const template of [reasonOf(item("stuck")), titleOf(item("proposal", { title: "the host's step" })), stepOf(row("replied", { verdict: complaint })), stepOf(row("bounced"))]) expect(drawn(template)[1]).toBe("en");
});
