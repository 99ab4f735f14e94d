import { expect } from 'vitest';

/** What an operation that answers nothing answers. */
export const nothing = {};

const hourMs = 3_600_000;

/** A time of this test, as the SDK (Date), boto3 and the AWS CLI (seconds since 1970, or ISO 8601 text) give it. */
export const aTime: unknown = expect.toSatisfy((value: unknown) => {
  if (typeof value === 'number') return isNow(value * 1000);
  if (typeof value === 'string') return isNow(Date.parse(value));
  return value instanceof Date && isNow(value.getTime());
}, 'a time of this test');

function isNow(milliseconds: number): boolean {
  return Math.abs(milliseconds - Date.now()) < hourMs;
}
