/** A row of dist/bench.json. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** As a person reads it: `< 30`. */
  readonly goal: string;
  readonly holds: boolean;
}

const comparisons = {
  '<': (value: number, limit: number) => value < limit,
  '≤': (value: number, limit: number) => value <= limit,
  '≥': (value: number, limit: number) => value >= limit,
  '=': (value: number, limit: number) => value === limit,
};

/** Judges what was measured, before it is rounded. */
export function figure(
  name: string,
  value: number,
  unit: string,
  comparison: keyof typeof comparisons,
  limit: number,
): Figure {
  if (!Number.isFinite(value)) throw new RangeError(`Not a measured value of "${name}": ${value}`);
  const holds = comparisons[comparison](value, limit);
  return { name, value: Number(value.toPrecision(4)), unit, goal: `${comparison} ${limit}`, holds };
}

/** The middle one of the values, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (low === undefined || high === undefined) throw new RangeError('A median of nothing');
  return (low + high) / 2;
}

/** How long some work takes, in milliseconds, and what it gives. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** Beside the table: what the figures are made of. */
export function note(text: string): void {
  process.stderr.write(`  ${text}\n`);
}
