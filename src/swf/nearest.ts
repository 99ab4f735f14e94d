/**
 * The name that a mistyped one was most likely meant to be: the same but for case, blanks, hyphens and underscores, or
 * at most two single-character slips away.
 */
export function nearest(typed: string, names: Iterable<string>): string | undefined {
  const plain = plainForm(typed);
  let best: { name: string; slips: number } | undefined;
  for (const name of names) {
    const slips = slipsBetween(plain, plainForm(name), 2);
    if (slips <= 2 && slips < name.length / 2 && (best === undefined || slips < best.slips)) best = { name, slips };
  }
  return best?.name;
}

function plainForm(name: string): string {
  return name.replace(/[\s_-]/g, '').toLowerCase();
}

/** The edit distance of two texts, or just any number above `most`. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? most + 1;
}
