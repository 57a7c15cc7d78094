import { isCancelled } from "@assistant/protocol";
import type { View } from "./view.js";

/** The names of contacts that records carry only the id of: asked for once each, as they come into sight. */
export class ContactNames {
  readonly #view: View;
  readonly #names = new Map<string, string | undefined>();

  constructor(view: View) {
    this.#view = view;
  }

  /** Undefined until it is known, and where the contact is gone. */
  of(id: string): string | undefined {
    if (id !== "" && !this.#names.has(id)) {
      this.#names.set(id, undefined);
      void this.#ask(id);
    }
    return this.#names.get(id);
  }

  async #ask(id: string): Promise<void> {
    try {
      this.#names.set(id, (await this.#view.session.call("contacts/get", { id })).name);
      this.#view.requestUpdate();
    } catch (error) {
      // One that was deleted stays without a name; what failed for another reason is asked again when it is next drawn.
      if (isCancelled(error) || this.#view.session.state.kind !== "open") this.#names.delete(id);
    }
  }
}
