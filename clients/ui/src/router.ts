/** Where the person is: a view, and what of it. It lives in the fragment, so that going back works and no server hears of it. */
export interface Route {
  readonly view: string;
  readonly path: readonly string[];
  /** What is filled in already, for example whom a text is for. */
  readonly query?: Readonly<Record<string, string>>;
}

export function parseRoute(hash: string): Route {
  const [place = "", query] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...path] = place.split("/").filter((part) => part !== "").map(decode);
  return { view: view === "" ? "today" : view, path, ...(query === undefined ? {} : { query: Object.fromEntries(new URLSearchParams(query)) }) };
}

export function href(view: string, ...path: readonly string[]): string {
  return "#/" + [view, ...path].map(encodeURIComponent).join("/");
}

/** The address of a view with something filled in; what is undefined is left out. */
export function hrefWith(view: string | readonly [string, ...string[]], query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined);
  const [first, ...path] = typeof view === "string" ? [view] : view;
  const place = href(first, ...path);
  return given.length === 0 ? place : `${place}?${new URLSearchParams(given).toString()}`;
}

/** Goes somewhere as a link would. */
export function go(view: string, ...path: readonly string[]): void {
  location.hash = href(view, ...path);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
