import { expect, test } from 'vitest';
import { checkMeaning } from '../../../src/swf/checkMeaning';
import { withEpochTimes } from '../../../src/swf/sentTimes';
import { epochSeconds } from '../../../src/swf/timestamps';

// Seen: botocore 1.43.11, in the time zone of New York.
test.each([
  ['2026-01-31', 1769817600],
  ['2026-01-31T12:00:00Z', 1769860800],
  ['2026-01-31 12:00', 1769860800],
  ['2026-01-31T12:00:00+0130', 1769855400],
  ['Sat, 31 Jan 2026 12:00:00 GMT', 1769860800],
  ['1970-01-01T00:00:00', 0],
  ['2026-01-31T12:00:00.123456-08:00', 1769889600],
  ['0', 0],
  ['1767225600.5', 1767225600],
  ['2026-01-31T12:00 UTC', 1769860800],
  ['2026-01-31T12:00:00,5+01', 1769857200],
  ['31 Jan 2026 12:00', 1769860800],
  [1767225600.5, 1767225600],
  ['2026-02-29', undefined],
  ['2028-02-29', 1835395200],
  ['31 Apr 2026 12:00', undefined],
  ['May', undefined],
  [null, undefined],
])('the AWS CLI sends %j as %s', (value, seconds) => {
  expect(epochSeconds(value)).toBe(seconds);
});

test('times are sent as epoch seconds wherever they stand, and nothing else is changed', () => {
  const document = {
    domain: '2026-01-31',
    startTimeFilter: { oldestDate: '2026-01-31', latestDate: 5, x: [] },
    foo: 1,
  };
  expect(withEpochTimes('ListOpenWorkflowExecutions', document)).toEqual({
    ...document,
    startTimeFilter: { oldestDate: 1769817600, latestDate: 5, x: [] },
  });
  expect(withEpochTimes('ListDomains', [1])).toEqual([1]);
});

test('a day that its month does not have is underlined', () => {
  const document = { domain: 'd', startTimeFilter: { oldestDate: '2026-02-30' } };
  expect(checkMeaning('ListOpenWorkflowExecutions', document)).toMatchObject([
    { code: 'format', path: ['startTimeFilter', 'oldestDate'] },
  ]);
});
