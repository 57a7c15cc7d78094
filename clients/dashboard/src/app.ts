import { LitElement, css, html } from "lit";
import type { TemplateResult } from "lit";
import { Connection, takeCode } from "@assistant/protocol";
import type { Disposable, Door, KeyStore } from "@assistant/protocol";
import { base, onLocale } from "@assistant/ui";
import "./pairing.js";
import type { PairingStart } from "./pairing.js";
import "./shell.js";

export interface Surroundings {
  readonly door: Door;
  readonly keys: KeyStore;
  readonly location: Location;
  readonly history: History;
}

/** The page: pairs where there is no key, else connects and shows the shell. */
export class AppElement extends LitElement {
  static #given: Surroundings | undefined;
  readonly #around: Surroundings;
  #pairing: PairingStart | undefined;
  #connection: Connection | undefined;
  #held: Disposable[] = [];

  static override styles = [base, css`:host { display: block; height: 100%; }`];

  /** Before the element is defined: what it may touch of the browser. */
  static give(surroundings: Surroundings): void {
    AppElement.#given = surroundings;
  }

  constructor() {
    super();
    if (AppElement.#given === undefined) throw new Error("Give the surroundings first.");
    this.#around = AppElement.#given;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#held = [onLocale(() => this.requestUpdate())];
    // Taken before anything else, key or no key: a code must not stay in the address bar.
    const code = takeCode(this.#around.location, this.#around.history);
    const key = this.#around.keys.key;
    if (code !== undefined) this.#pairing = { kind: "redeem", code };
    else if (key === undefined) this.#pairing = { kind: "begin" };
    else this.#connect(key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.end();
    for (const each of this.#held) each.dispose();
  }

  override render(): TemplateResult {
    if (this.#connection !== undefined) return html`<as-shell .connection=${this.#connection} @as-forget=${this.#forget}></as-shell>`;
    return html`<as-pairing .door=${this.#around.door} .start=${this.#pairing} @granted=${(event: CustomEvent<string>) => this.#granted(event.detail)}></as-pairing>`;
  }

  #granted(key: string): void {
    this.#around.keys.keep(key);
    this.#pairing = undefined;
    this.#connect(key);
    this.requestUpdate();
  }

  #connect(key: string): void {
    const { door, keys } = this.#around;
    // The page comes with the host, whose version nobody learns before a key is shown; and so it has none of its own to tell.
    const connection = new Connection({ client: { name: "dashboard", version: "bundled" }, open: () => door.open(key), keyHolds: () => door.keyHolds(key) });
    connection.onState((state) => {
      if (state.kind !== "refused") return;
      keys.forget();
      this.#end({ kind: "ended" });
    });
    this.#connection = connection;
  }

  #forget(): void {
    this.#around.keys.forget();
    this.#end({ kind: "begin" });
  }

  #end(next: PairingStart): void {
    this.#connection?.end();
    this.#connection = undefined;
    this.#pairing = next;
    this.requestUpdate();
  }
}
