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
let current: Locale | undefined;

export function locale(): Locale {
  return (current ??= first());
}

/** A text in the quotation marks of the language. */
export const quoted = (text: string): string => (locale() === "de" ? `„${text}“` : `“${text}”`);

/** What a person chose: the page's language from now on, and the next page's. */
export function setLocale(next: Locale): void {
  globalThis.localStorage.setItem(kept, next);
  document.documentElement.lang = next;
  speak(next);
}

/** The language from now on, kept nowhere: for who runs in no page, and knows from elsewhere what its person reads. */
export function speak(next: Locale): void {
  current = next;
  for (const handler of [...handlers]) handler();
}

export function onLocale(handler: () => void): { dispose(): void } {
  handlers.add(handler);
  return { dispose: () => handlers.delete(handler) };
}

/** A catalogue in every language; what it gives is in the one that is chosen when it is asked. */
export function messages<const T extends Catalogue>(en: T, de: Same<T>): () => Same<T> {
  const all: Readonly<Record<Locale, Same<T>>> = { en: en as unknown as Same<T>, de };
  return () => all[locale()];
}

function first(): Locale {
  const chosen = globalThis.localStorage.getItem(kept);
  if (chosen === "en" || chosen === "de") return chosen;
  return globalThis.navigator.language.startsWith("de") ? "de" : "en";
}
