import { RpcError, errorCode, isCancelled } from "@assistant/protocol";
import type { Application, RecordRef } from "@assistant/protocol";
import type { View } from "./view.js";

/** Whom or what a text is about: a contact, else the record that it is for. */
export const subjectOf = (about: { readonly contactId?: string | undefined; readonly about?: RecordRef | undefined }): string => about.contactId ?? about.about?.id ?? "";

const applicationName = ({ company, role }: Application): string => `${company.name}, ${role}`;

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

/** Of whatever a text or a call is about: contacts, and the applications that have none. */
export class SubjectNames extends Names {
  readonly #applications = new Set<string>();

  constructor(view: View) {
    super(view, async (id) => {
      try {
        return (await view.session.call("contacts/get", { id })).name;
      } catch (error) {
        if (!(error instanceof RpcError) || error.code !== errorCode.notFound) throw error;
        const application = await view.session.call("applications/get", { id });
        this.#applications.add(id);
        return applicationName(application);
      }
    });
  }

  /** Where it is looked at. */
  viewOf(id: string): "applications" | "contacts" {
    return this.#applications.has(id) ? "applications" : "contacts";
  }
}

export class ApplicationNames extends Names {
  constructor(view: View) {
    super(view, async (id) => applicationName(await view.session.call("applications/get", { id })));
  }
}
