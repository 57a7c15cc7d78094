import { isCancelled } from "@assistant/protocol";
import type { View } from "./view.js";

/** The names of records that others carry only the id of: asked for once each, as they come into sight. */
export class Names {
  readonly #view: View;
  readonly #read: (id: string) => Promise<string>;
  readonly #names = new Map<string, string | undefined>();

  constructor(view: View, read: (id: string) => Promise<string>) {
    this.#view = view;
    this.#read = read;
  }

  /** Undefined until it is known, and where the record is gone. */
  of(id: string): string | undefined {
    if (id !== "" && !this.#names.has(id)) {
      this.#names.set(id, undefined);
      void this.#ask(id);
    }
    return this.#names.get(id);
  }

  async #ask(id: string): Promise<void> {
    try {
      this.#names.set(id, await this.#read(id));
      this.#view.requestUpdate();
    } catch (error) {
      // One that was deleted stays without a name; what failed for another reason is asked again when it is next drawn.
      if (isCancelled(error) || this.#view.session.state.kind !== "open") this.#names.delete(id);
    }
  }
}

export class ContactNames extends Names {
  constructor(view: View) {
    super(view, async (id) => (await view.session.call("contacts/get", { id })).name);
  }
}

export class ApplicationNames extends Names {
  constructor(view: View) {
    super(view, async (id) => {
      const { company, role } = await view.session.call("applications/get", { id });
      return `${company.name}, ${role}`;
    });
  }
}
