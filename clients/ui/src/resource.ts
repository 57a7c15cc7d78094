import type { ReactiveController } from "lit";
import { isCancelled } from "@assistant/protocol";
import type { View } from "./view.js";

export type Loaded<T> =
  | { readonly kind: "idle" }
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "ready"; readonly value: T };

/** Events come in flocks (a batch of sends): what is shown is read again once for all that come within this time. */
const gather = 120;

/** One thing that a view shows, read when its key changes and again when the host says that something changed. A key of `undefined` asks for nothing. */
export class Resource<T> implements ReactiveController {
  readonly #view: View;
  readonly #keyOf: () => string | undefined;
  readonly #read: (key: string, signal: AbortSignal) => Promise<T>;
  #key: string | undefined;
  #state: Loaded<T> = { kind: "idle" };
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: View, keyOf: () => string | undefined, read: (key: string, signal: AbortSignal) => Promise<T>) {
    this.#view = view;
    this.#keyOf = keyOf;
    this.#read = read;
    view.addController(this);
    view.addSource(this);
  }

  get state(): Loaded<T> {
    return this.#state;
  }

  get value(): T | undefined {
    return this.#state.kind === "ready" ? this.#state.value : undefined;
  }

  hostUpdate(): void {
    const key = this.#keyOf();
    if (key === this.#key) return;
    this.#key = key;
    this.#running?.abort();
    this.#state = { kind: key === undefined ? "idle" : "loading" };
    if (key !== undefined) void this.reload();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#key = undefined;
    this.#state = { kind: "idle" };
  }

  /** Soon, once, keeping what is shown until the new is there. */
  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.reload(), gather);
  }

  /** Now. What is shown stays until the answer comes; a failure is shown in its place. */
  async reload(): Promise<void> {
    const key = this.#key;
    if (key === undefined) return;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    if (this.#state.kind === "failed") this.#become({ kind: "loading" });
    try {
      const value = await this.#read(key, running.signal);
      if (!running.signal.aborted) this.#become({ kind: "ready", value });
    } catch (error) {
      if (!running.signal.aborted && !isCancelled(error)) this.#become({ kind: "failed", error });
    }
  }

  /** Shows what an answer already said, without asking again. */
  set(value: T): void {
    this.#running?.abort();
    this.#become({ kind: "ready", value });
  }

  #become(state: Loaded<T>): void {
    this.#state = state;
    this.#view.requestUpdate();
  }
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** What a list holds so far. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** A first answer is one that a person waits for; later pages may be as large as the host gives. */
const firstPage = 200;
const laterPage = 1000;

/** A list that is read page by page as it is scrolled, and read again as far as it was when something changed. */
export class Pages<T> {
  readonly #resource: Resource<Listed<T>>;
  readonly #read: (key: string, cursor: string | undefined, limit: number, signal: AbortSignal) => Promise<Page<T>>;
  #reading = false;
  #key = "";

  constructor(view: View, keyOf: () => string | undefined, read: (key: string, cursor: string | undefined, limit: number, signal: AbortSignal) => Promise<Page<T>>) {
    this.#read = read;
    this.#resource = new Resource<Listed<T>>(view, keyOf, (key, signal) => this.#readSoFar(key, signal));
  }

  get state(): Loaded<Listed<T>> {
    return this.#resource.state;
  }

  get items(): readonly T[] {
    return this.#resource.value?.items ?? [];
  }

  get hasMore(): boolean {
    return this.#resource.value?.next !== undefined;
  }

  reload(): Promise<void> {
    return this.#resource.reload();
  }

  /** The next page, unless it is on its way. */
  async more(): Promise<void> {
    const have = this.#resource.value;
    if (this.#reading || have?.next === undefined) return;
    this.#reading = true;
    try {
      const page = await this.#read(this.#key, have.next, laterPage, new AbortController().signal);
      if (this.#resource.value === have) this.#resource.set({ items: [...have.items, ...page.items], next: page.next });
    } catch {
      // The rows that are there stay; scrolling further asks again.
    } finally {
      this.#reading = false;
    }
  }

  async #readSoFar(key: string, signal: AbortSignal): Promise<Listed<T>> {
    const wanted = this.#key === key ? this.items.length : 0;
    this.#key = key;
    const items: T[] = [];
    let next: string | undefined;
    do {
      const page = await this.#read(key, next, wanted > firstPage ? laterPage : firstPage, signal);
      items.push(...page.items);
      next = page.next;
    } while (next !== undefined && items.length < wanted);
    return { items, next };
  }
}
