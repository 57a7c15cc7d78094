/** The day on which the seeded desk stands; pages that show ages are given the same day. */
export const today = Date.UTC(2026, 10, 21, 9, 30);

export const at = (minutesAgo: number): string => new Date(today - minutesAgo * 60_000).toISOString();
export const id = (kind: string, n: number): string => `0193${kind}-${n.toString(16).padStart(8, "0")}`;

/** What a desk of thousands has beside the few that every desk has: `rows` more. */
export const beyond = <T>(rows: number, make: (n: number) => T): readonly T[] => (rows > 1000 ? Array.from({ length: rows }, (_, n) => make(n)) : []);
