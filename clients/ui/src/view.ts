import type { Disposable, Session } from "@assistant/protocol";
import { Part } from "./part.js";
import { onLocale } from "./locale.js";
import type { Route } from "./router.js";

/** What a view keeps of the host's records and reads again when they change. */
export interface Source {
  refresh(): void;
}

/**
 * A page of the workspace. It is given a session and a route and knows neither where it lives nor how the session speaks.
 * It watches events by name; its sources are read again on any of them, and after a connection that was lost came back.
 */
export abstract class View extends Part {
  static override properties = { session: { attribute: false }, route: { attribute: false } };
  declare session: Session;
  declare route: Route;
  readonly #sources = new Set<Source>();
  #held: Disposable[] = [];

  /** Events after which what is shown may be out of date. */
  protected abstract readonly watches: readonly string[];

  addSource(source: Source): void {
    this.#sources.add(source);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#held = [
      onLocale(() => this.requestUpdate()),
      this.session.onChange(this.watches, () => this.refresh()),
      this.session.onState((state) => {
        if (state.kind === "open") this.refresh();
        this.requestUpdate();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const each of this.#held) each.dispose();
    this.#held = [];
  }

  protected refresh(): void {
    for (const source of this.#sources) source.refresh();
  }
}
