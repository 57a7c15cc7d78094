export type Locale = "en" | "de";
export const locales: Readonly<Record<Locale, string>> = { en: "English", de: "Deutsch" };

/** A text, a text with gaps, or a group of them. */
export interface Catalogue {
  readonly [name: string]: string | ((...values: never[]) => string) | Catalogue;
}

/** The same names, each with the same gaps: a translation that misses one does not compile. */
export type Same<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends (...values: infer V) => string ? (...values: V) => string : Same<T[K]>;
};

const kept = "assistant.locale";
const handlers = new Set<() => void>();
let current: Locale = first();

export function locale(): Locale {
  return current;
}

export function setLocale(next: Locale): void {
  current = next;
  globalThis.localStorage.setItem(kept, next);
  document.documentElement.lang = next;
  for (const handler of [...handlers]) handler();
}

export function onLocale(handler: () => void): { dispose(): void } {
  handlers.add(handler);
  return { dispose: () => handlers.delete(handler) };
}

/** A catalogue in every language; what it gives is in the one that is chosen when it is asked. */
export function messages<const T extends Catalogue>(en: T, de: Same<T>): () => Same<T> {
  const all: Readonly<Record<Locale, Same<T>>> = { en: en as unknown as Same<T>, de };
  return () => all[current];
}

function first(): Locale {
  const chosen = globalThis.localStorage.getItem(kept);
  if (chosen === "en" || chosen === "de") return chosen;
  return globalThis.navigator.language.startsWith("de") ? "de" : "en";
}
