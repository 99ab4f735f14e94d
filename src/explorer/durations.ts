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
