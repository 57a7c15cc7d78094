/** A stretch of words that both texts have, or that only one of them has. */
export interface Piece {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}

/** More changed words than this are not looked at one by one: the cost grows with their square, and a person reads such texts side by side. */
const mostEdits = 800;

/** What changed from one text to the next, word by word (Myers). White space alone is no change. Texts that have little in common come as one piece gone and one new. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  const [a, b] = [split(before), split(after)];
  let start = 0;
  while (start < a.length && start < b.length && same(a[start], b[start])) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && same(a[endA - 1], b[endB - 1])) {
    endA--;
    endB--;
  }
  const pieces = new Pieces();
  for (const word of b.slice(0, start)) pieces.add("same", word);
  middle(a.slice(start, endA), b.slice(start, endB), pieces);
  for (const word of b.slice(endB)) pieces.add("same", word);
  return pieces.all;
}

class Pieces {
  readonly all: { kind: Piece["kind"]; text: string }[] = [];

  add(kind: Piece["kind"], text: string): void {
    const last = this.all.at(-1);
    if (last?.kind === kind) last.text += text;
    else this.all.push({ kind, text });
  }
}

/** Each word, and each run of other signs, with the white space behind it; signs inside a word or a figure ("1,200", "ana@example.org") are of it. */
const split = (text: string): readonly string[] => text.match(/(?:[\p{L}\p{M}\p{N}]+(?:[^\p{L}\p{M}\p{N}\s]+[\p{L}\p{M}\p{N}]+)*|[^\p{L}\p{M}\p{N}\s]+)\s*|^\s+/gu) ?? [];
const same = (a: string | undefined, b: string | undefined): boolean => a?.trim() === b?.trim();

function middle(a: readonly string[], b: readonly string[], pieces: Pieces): void {
  const trace = a.length === 0 || b.length === 0 ? undefined : reach(a, b);
  if (trace === undefined) {
    for (const word of a) pieces.add("gone", word);
    for (const word of b) pieces.add("new", word);
    return;
  }
  const steps: [Piece["kind"], string][] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const before = trace[edits] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -edits || (k !== edits && (before.get(k - 1) ?? -1) < (before.get(k + 1) ?? -1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : (before.get(fromK) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY) steps.push(["same", b[(x--, --y)] ?? ""]);
    if (edits === 0) break;
    if (down) steps.push(["new", b[--y] ?? ""]);
    else steps.push(["gone", a[--x] ?? ""]);
  }
  for (const [kind, text] of steps.reverse()) pieces.add(kind, text);
}

/** How far each diagonal was reached before each number of edits; undefined where it takes too many. */
function reach(a: readonly string[], b: readonly string[]): readonly ReadonlyMap<number, number>[] | undefined {
  const most = Math.min(a.length + b.length, mostEdits);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(new Map([...furthest].filter(([k]) => Math.abs(k) <= edits + 1)));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && same(a[x], b[x - k])) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return undefined;
}
