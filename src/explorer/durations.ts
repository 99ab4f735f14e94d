const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/** A duration in milliseconds as a person says it: `2 d 3 h`, `2 h 5 min`, `26 min`, `4 min 10 s`, `40 s`. */
export function inWords(milliseconds: number): string {
  let seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: string[] = [];
  for (const unit of units) {
    const count = Math.floor(seconds / unit.seconds);
    seconds -= count * unit.seconds;
    if (count > 0) parts.push(`${count} ${unit.name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2 || (unit.name === 'min' && count >= 10)) break;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** A moment in milliseconds since 1970, in UTC, so that it reads the same in every history and log. */
export function moment(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/** How long ago and how soon, in words, at one moment; and when the words become wrong. */
export class Telling {
  private next = Number.POSITIVE_INFINITY;

  /** `now` is in milliseconds since 1970. */
  constructor(readonly now: number) {}

  /** When something that was told would be told otherwise, in milliseconds since 1970; infinite if never. */
  get changesAt(): number {
    return this.next;
  }

  /** The age of something: to the minute, once it is a minute old. */
  age(since: number): string {
    const age = Math.max(0, this.now - since);
    const unit = age < minute ? second : age < day ? minute : hour;
    const told = Math.floor(age / unit) * unit;
    this.next = Math.min(this.next, Math.max(since, since + told + unit));
    return inWords(told);
  }

  /**
   * What is left until a moment: to the second in the last minute, in steps of ten seconds before; rounded down, so that
   * there is never less time than was told.
   */
  left(until: number): string {
    const left = Math.max(0, until - this.now);
    const unit = left < minute ? second : left < 10 * minute ? 10 * second : left < day ? minute : hour;
    const told = Math.floor(left / unit) * unit;
    this.next = Math.min(this.next, Math.max(this.now + 1, until - told + 1));
    return inWords(told);
  }
}
