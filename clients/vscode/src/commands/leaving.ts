import type { OutboxItem, Session } from "@assistant/protocol";

/** Between two steps of what shows how the time runs. */
const beat = 1000;

/**
 * Ends when a message that was approved cannot be taken back any more by who approved it: its time to leave has come, or it waits no more, whoever ended that; or when
 * `stop` is asked. `passed` hears now and then how many hundredths of the time are over since it last heard.
 */
export async function untilItLeaves(session: Pick<Session, "call" | "onChange">, { id, notBefore }: Pick<OutboxItem, "id" | "notBefore">, passed: (hundredths: number) => void, stop: AbortSignal): Promise<void> {
  const begun = Date.now();
  const time = Date.parse(notBefore) - begun;
  if (time <= 0) return;
  const held: (() => void)[] = [];
  try {
    await new Promise<void>((resolve) => {
      const over = setTimeout(resolve, time);
      const beats = setInterval(() => passed((beat / time) * 100), beat);
      // Where it cannot be asked, the time ends it.
      const changed = session.onChange(["outbox.changed"], () => void session.call("outbox/show", { id }).then(({ item }) => (item.state === "approved" ? undefined : resolve()), () => undefined));
      stop.addEventListener("abort", () => resolve(), { once: true });
      held.push(() => clearTimeout(over), () => clearInterval(beats), () => changed.dispose());
    });
  } finally {
    for (const each of held) each();
  }
}
