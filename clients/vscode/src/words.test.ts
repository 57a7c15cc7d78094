import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { speak } from "@assistant/ui/locale";
import { accountsMessages } from "@assistant/ui/views/accounts.messages";
import { applicationsMessages } from "@assistant/ui/views/applications.messages";
import { outboxMessages } from "@assistant/ui/views/outbox.messages";
import { pluginsMessages } from "@assistant/ui/views/plugins.messages";
import { trackingMessages } from "@assistant/ui/views/tracking.messages";

const german = JSON.parse(readFileSync(join(import.meta.dirname, "../l10n/bundle.l10n.de.json"), "utf8")) as Readonly<Record<string, string>>;

/** What is not back yet, the editor calls by its state in the outbox. */
const cameBack = (): Readonly<Record<string, string>> => {
  const { replied, away, bounced, delayed } = trackingMessages().state;
  return { replied, away, bounced, delayed };
};

afterEach(() => speak("en"));

// What the code asks for is what the bundle has: the test beside this one says so.
test.each([
  ["a message of the outbox", () => outboxMessages().state],
  ["what came back", cameBack],
  ["what a message is that came back", () => trackingMessages().kind],
  ["a mailbox", () => accountsMessages().states],
  ["a plugin", () => pluginsMessages().states],
  ["an application's past", () => applicationsMessages().happened],
])("words_%s_is called in the editor what the dashboard calls it, in both languages", (_, words: () => Readonly<Record<string, string>>) => {
  speak("en");
  const english = words();
  speak("de");
  expect(Object.values(english).map((word) => german[word])).toEqual(Object.values(words()));
});
