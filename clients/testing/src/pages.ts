import { invalid } from "./errors.js";

export interface PageRequest {
  readonly limit?: number;
  readonly cursor?: string | null;
}

const defaultLimit = 100;
const maxLimit = 1000;

/** One page of a list as the host gives it: `limit` rows from an opaque cursor on, and `next` while there is more. */
export function page<T>(rows: readonly T[], request: PageRequest): { rows: T[]; next?: string } {
  const limit = request.limit ?? defaultLimit;
  if (limit < 1 || limit > maxLimit) {
    throw invalid([{ path: "$.limit", problem: `The limit is ${limit}.`, remedy: `Ask for 1 to ${maxLimit}.` }]);
  }
  const start = request.cursor ? Number.parseInt(request.cursor.slice(1), 10) : 0;
  const end = start + limit;
  const part = rows.slice(start, end);
  return end < rows.length ? { rows: part, next: `p${end}` } : { rows: part };
}
