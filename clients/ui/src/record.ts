import type { TemplateResult } from "lit";
import type { Pane } from "./parts/workspace.js";
import { toastFailure } from "./parts/toasts.js";
import { View } from "./view.js";

/**
 * One record in one pane: `message` is what it says, `evidence` what that rests on. A workspace puts the two side by side, so that the
 * same record is shown wherever it waits for the person. Says `settled` when nothing is left to do with it here.
 */
export abstract class RecordPane extends View {
  static override properties = { ...View.properties, recordId: { attribute: false }, pane: {} };
  declare recordId: string;
  declare pane: Pane;

  protected abstract drawMessage(): TemplateResult;
  protected abstract drawEvidence(): TemplateResult;

  override render(): TemplateResult {
    return this.pane === "evidence" ? this.drawEvidence() : this.drawMessage();
  }

  /** Runs what a person asked for; a failure is said, never swallowed, and what is shown is read again either way. */
  protected async attempt(work: () => Promise<unknown>): Promise<void> {
    await attempt(this, work);
    this.refresh();
  }

  /** Nothing is left to do here: where it stood in a list, the next one may be shown. */
  protected settled(): void {
    this.dispatchEvent(new CustomEvent<string>("settled", { detail: this.recordId, bubbles: true, composed: true }));
  }
}

/** Runs what a person asked for and says what went wrong. A cancellation is what the person wanted. */
export async function attempt(from: EventTarget, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) toastFailure(from, error);
    return false;
  }
}
