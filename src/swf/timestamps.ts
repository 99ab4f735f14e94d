/**
 * The timestamps that the AWS CLI reads (botocore: "iso8601, rfc822, epoch"), less what its date parser merely guesses,
 * such as "May" or "10:30". One pattern for the schemas and for `isTimestamp`.
 */
const date = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const time = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d([.,]\\d+)?)?';
const zone = '( ?(Z|UTC|GMT|[+-]([01]\\d|2[0-3]):?([0-5]\\d)?))?';
const weekday = '(Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const month = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const mailDate = `(${weekday}, )?(0?[1-9]|[12]\\d|3[01]) ${month} \\d{4} ${time}${zone}`;

/** Dates with or without a time, mail dates, or epoch seconds in a string. */
export const timestampPattern = `^(\\d{1,11}(\\.\\d+)?|${date}([T ]${time}${zone})?|${mailDate})$`;

/** Epoch seconds of the year 9999's end: Python, and so the AWS CLI, knows no later time. */
export const lastEpochSecond = 253_402_300_799;

const pattern = new RegExp(timestampPattern);

/** Whether a value is a timestamp: epoch seconds, or a string that `timestampPattern` describes. */
export function isTimestamp(value: unknown): boolean {
  if (typeof value === 'number') return value >= 0 && value <= lastEpochSecond;
  return typeof value === 'string' && pattern.test(value);
}

/**
 * The epoch seconds that the AWS CLI sends for a timestamp: whole ones, and UTC where no zone is given (seen: botocore
 * 1.43.11). Undefined for what is no timestamp, and for a day that its month does not have, which it refuses.
 */
export function epochSeconds(value: unknown): number | undefined {
  if (!isTimestamp(value)) return undefined;
  if (typeof value === 'number' || /^[\d.]+$/.test(String(value))) return Math.floor(Number(value));
  const text = String(value);
  const mail = /(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) /.exec(text);
  const [year, month, day] = mail
    ? [Number(mail[3]), monthNames.indexOf(mail[2] ?? ''), Number(mail[1])]
    : [Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))];
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month, day);
  // Python's years begin with 1.
  if (midnight.getUTCDate() !== day || year < 1) return undefined;
  const [, hours = 0, minutes = 0, seconds = 0] = (/(\d\d):(\d\d)(?::(\d\d))?/.exec(text) ?? []).map(Number);
  const [, sign, offHours = 0, offMinutes = 0] = /:\d\d(?:[.,]\d+)? ?([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
  const offset = (Number(offHours) * 60 + Number(offMinutes)) * (sign === '-' ? -60 : 60);
  return midnight.getTime() / 1000 + hours * 3600 + minutes * 60 + (seconds || 0) - offset;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
