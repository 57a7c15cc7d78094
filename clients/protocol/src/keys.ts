/** Where a page keeps its client key: the browser's storage of this origin, which no other origin can read. */
export class KeyStore {
  static readonly #name = "assistant.key";
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get key(): string | undefined {
    return this.#storage.getItem(KeyStore.#name) ?? undefined;
  }

  keep(key: string): void {
    this.#storage.setItem(KeyStore.#name, key);
  }

  forget(): void {
    this.#storage.removeItem(KeyStore.#name);
  }
}
