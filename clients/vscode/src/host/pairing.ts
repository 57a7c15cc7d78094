import type { PairingAskResponse, PairingClaimResponse, Scope, Session } from "@assistant/protocol";

/** What this editor asks for: all that its commands do but administering, which a person may add. */
export const usualScopes: readonly Scope[] = ["read", "draft", "propose", "decide", "approve"];
export const allScopes: readonly Scope[] = [...usualScopes, "admin"];

/** Between two questions whether a person has answered. */
const interval = 1000;

/** Asks to be let in, shows the code, and waits for the person's answer at most as long as the code is good. Undefined where `stop` was asked. */
export async function pair(session: Session, name: string, scopes: readonly Scope[], shown: (asked: PairingAskResponse) => void, stop: AbortSignal, wait = sleep): Promise<PairingClaimResponse | undefined> {
  const asked = await session.call("clients/ask", { name, scopes });
  shown(asked);
  while (!stop.aborted) {
    const answer = await session.call("clients/claim", { request: asked.request, secret: asked.secret });
    if (answer.state !== "waiting") return answer;
    await wait(interval, stop);
  }
  return undefined;
}

function sleep(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stop.addEventListener("abort", done);
  });
}
