/** Where the person is: a view, and what of it. It lives in the fragment, so that going back works and no server hears of it. */
export interface Route {
  readonly view: string;
  readonly path: readonly string[];
}

export function parseRoute(hash: string): Route {
  const [view = "", ...path] = hash.replace(/^#\/?/, "").split("/").filter((part) => part !== "").map(decode);
  return { view: view === "" ? "today" : view, path };
}

export function href(view: string, ...path: readonly string[]): string {
  return "#/" + [view, ...path].map(encodeURIComponent).join("/");
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
