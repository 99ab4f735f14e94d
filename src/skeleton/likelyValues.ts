import type { StructureName } from '../swf/members';
import { wantedText } from '../swf/checkMeaning';
import { epochSeconds } from '../swf/timestamps';

/** Seconds of the units that people write durations in. */
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const unitName = /^(s|m|h|d|w)|^(sec|second|min|minute|hour|hr|day|week)s?$/;
const endless = /^(none|never|infinite|infinity|unlimited|forever|-1|null|∞)$/i;

/**
 * What a duration, a number of days or a priority that Amazon SWF refuses may mean, as it takes it, the likeliest first:
 * `1h`, `PT1H` and `1:00:00` are 3600 seconds, and what is too long becomes the longest that may be.
 */
export function likelyTexts(structure: StructureName, member: string, value: string): string[] {
  const isDays = member === 'workflowExecutionRetentionPeriodInDays';
  if (!isDays && !/(Timeout|ToFireTimeout|askPriority)$/.test(member)) return [];
  const text = value.trim();
  const seconds = /Priority$/.test(member) ? undefined : secondsIn(text, isDays ? 'd' : 's');
  const found = [
    text,
    text.replace(/^\+?(-?\d{1,3})([,_' ]\d{3})+(?!\d)/, (all) => all.replace(/[^\d-]/g, '')),
    ...(endless.test(text) ? ['NONE'] : []),
    ...(seconds === undefined ? [] : [String(isDays ? Math.ceil(seconds / 86_400) : Math.ceil(seconds))]),
  ];
  const isLong = (seconds ?? 0) > 0 || endless.test(text);
  const longest = isDays ? '90' : structure === 'ScheduleLambdaFunctionDecisionAttributes' ? '900' : '31536000';
  if (isLong) found.push(longest, 'NONE');
  const fit = [...new Set(found)].filter(
    (each) => each !== '' && each !== value && wantedText(structure, member, each) === undefined,
  );
  // What says it exactly needs no longest beside it.
  return fit[0] === longest || fit[0] === 'NONE' ? fit : fit.slice(0, 1);
}

/** The seconds of `90`, `1.5h`, `1h 30m`, `2 days`, `PT1H30M`, `01:30:00`; a number alone counts in the unit given. */
function secondsIn(text: string, unit: 's' | 'd'): number | undefined {
  const clock = /^(\d+):([0-5]\d):([0-5]\d)$/.exec(text);
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * (units[unit] ?? 1);
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (iso !== null) {
    const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part || 0));
    const all = [(weeks ?? 0) * 604_800, (days ?? 0) * 86_400, (hours ?? 0) * 3600, (minutes ?? 0) * 60, seconds ?? 0];
    return all.reduce((sum, each) => sum + each, 0) || undefined;
  }
  const parts = [...text.matchAll(/\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*,?/giy)];
  if (parts.map(([all]) => all).join('') !== text || parts.length === 0) return undefined;
  let seconds = 0;
  for (const [, count, word = ''] of parts) {
    const name = word.toLowerCase();
    if (!unitName.test(name) || (name.length > 1 && !/^(sec|min|h|d|w)/.test(name))) return undefined;
    seconds += Number(count) * (units[name.charAt(0)] ?? 0);
  }
  return seconds;
}

/** Months as people write them, in English. */
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The times that a value may mean which the AWS CLI would not read, as it reads them: dates with other separators or with the
 * day first, epoch milliseconds, a day that its month does not have. Where day and month may be either, both.
 */
export function likelyTimes(value: unknown): (string | number)[] {
  if (typeof value === 'number' || (typeof value === 'string' && /^\s*\d{12,13}\s*$/.test(value))) {
    const seconds = Math.floor(Number(value) / 1000);
    return Number(value) > 1e11 && epochSeconds(seconds) !== undefined ? [seconds] : [];
  }
  if (typeof value !== 'string') return [];
  const text = value.trim();
  const [date = '', rest = ''] = splitTime(text);
  const time = timeIn(rest);
  if (time === undefined) return [];
  const found = daysIn(date).map(([year, month, day]) => {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const number = (part: number) => String(part).padStart(2, '0');
    return `${String(year).padStart(4, '0')}-${number(month)}-${number(Math.min(day, last))}${time}`;
  });
  return [...new Set(found)].filter((each) => each !== value && epochSeconds(each) !== undefined);
}

/** The date and what follows it. */
function splitTime(text: string): readonly string[] {
  const compact = /^(\d{8})(?:T?(\d{4,6}(?:Z|[+-]\d\d:?\d\d)?))?$/.exec(text);
  if (compact !== null) return [compact[1] ?? '', (compact[2] ?? '').replace(/^(\d\d)(\d\d)(\d\d)?/, colons)];
  const time = /[T ,]+(\d{1,2}(?::\d{1,2}.*|\s*[ap]m.*))$/i.exec(text);
  return time === null ? [text, ''] : [text.slice(0, time.index), time[1] ?? ''];
}

function colons(_all: string, hours: string, minutes: string, seconds?: string): string {
  return [hours, minutes, seconds ?? '00'].join(':');
}

/** As ISO 8601 writes it, with a `T` before; empty when there is none, and undefined for what is no time. */
function timeIn(text: string): string | undefined {
  if (text === '') return '';
  const [all, hours = '', minutes = '00', seconds = '00', half = '', zone = ''] =
    /^(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2})(?:[.,]\d+)?)?\s*([ap]m)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i.exec(text) ?? [];
  if (all === undefined) return undefined;
  const noon = half === '' ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const clock = [noon, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
  return `T${clock}${/^(utc|gmt|z)$/i.test(zone) ? 'Z' : zone}`;
}

/** Year, month and day, of each way to read a date. */
function daysIn(date: string): (readonly [number, number, number])[] {
  const numbers = (/^(\d{4})(\d\d)(\d\d)$/.exec(date) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(date))?.slice(1);
  if (numbers !== undefined) return valid([numbers.map(Number)]);
  const mixed = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(date)?.slice(1).map(Number);
  if (mixed !== undefined) {
    const [first = 0, second = 0, year = 0] = mixed;
    const dayFirst = [year, second, first];
    const monthFirst = [year, first, second];
    return valid(date.includes('/') ? [monthFirst, dayFirst] : [dayFirst, monthFirst]);
  }
  const words = date.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  const month = words.findIndex((word) => word.length > 2 && months.some((name) => word.startsWith(name)));
  const named = months.indexOf((words[month] ?? '').slice(0, 3)) + 1;
  const [year] = words.filter((word) => /^\d{4}$/.test(word));
  const [day] = words.filter((word) => /^\d{1,2}$/.test(word));
  return year === undefined || day === undefined ? [] : valid([[Number(year), named, Number(day)]]);
}

function valid(days: readonly (readonly number[])[]): (readonly [number, number, number])[] {
  return days.flatMap(([year = 0, month = 0, day = 0]) =>
    month >= 1 && month <= 12 && day >= 1 && day <= 31 ? [[year, month, day] as const] : [],
  );
}
