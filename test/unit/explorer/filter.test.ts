import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matches, parseFilter, serviceFilter, withSort } from '../../../src/explorer/filter';
import { compareTasks, matchesExecution, matchesTask } from '../../../src/explorer/filterMatch';
import { filterMessage, remarkOnFilter } from '../../../src/explorer/filterWords';
import type { ActivityTask } from '../../../src/swf/activityTasks';
import type { Execution } from '../../../src/swf/listings';

const hour = 3_600_000;
const now = Date.UTC(2026, 5, 1, 12);
const order: Execution = {
  domain: 'orders',
  workflowId: 'order-17:a',
  runId: '22Y+/=',
  workflowType: { name: 'FulfilOrder', version: '2' },
  startedAt: now - 3 * hour,
  cancelRequested: false,
  tags: ['express', 'eu'],
};
const charge: ActivityTask = {
  execution: order,
  scheduledEventId: 5,
  activityId: 'charge-17',
  activityType: { name: 'ChargeCard', version: '3' },
  taskList: 'payments',
  scheduledAt: now - 3 * hour,
  startedEventId: 6,
  startedAt: now - hour,
  identity: 'payments-1',
  timeouts: { startToClose: 7_200 },
};

function filter(text: string) {
  const { filter: parsed, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  return parsed;
}

describe('a filter line', () => {
  test.each([
    ['', true, true],
    ['workflow:order-*', true, true],
    ['workflow:ORDER-*', false, false],
    ['workflow:order', false, false],
    ['workflow:"order-17:a"', true, true],
    ['workflow:other|order-17:a', true, true],
    ['run:22Y+/=', true, true],
    ['run:22*', true, true],
    ['type:FulfilOrder', true, true],
    ['type:"FulfilOrder 2"', true, true],
    ['type:"FulfilOrder 3"', false, false],
    ['tag:express tag:eu', true, true],
    ['tag:express tag:us', false, false],
    ['older:2h', true, false],
    ['older:30m', true, true],
    ['older:1d', false, false],
    ['activity:ChargeCard', true, true],
    ['activity:charge-*', true, true],
    ['activity:charge', true, false],
    ['list:payments by:payments-1', true, true],
    ['by:payments-2', true, false],
    ['state:started', true, true],
    ['state:scheduled|cancel-requested', true, false],
    ['FULFIL express', true, true],
    ['chargecard', false, true],
    ['"fulfilorder 2"', true, true],
    ['sort:age', true, true],
  ])('%s', (text, showsExecution, showsTask) => {
    expect(matchesExecution(filter(text), order, now)).toBe(showsExecution);
    expect(matchesTask(filter(text), charge, order, now)).toBe(showsTask);
  });

  test('without its execution a task is not hidden for type or tag', () => {
    expect(matchesTask(filter('tag:none type:none'), charge, undefined, now)).toBe(true);
    expect(matchesTask(filter('workflow:none'), charge, undefined, now)).toBe(false);
  });

  test.each([
    ['order:17', 'order:17', 'to look for the text itself, write "order:17"'],
    ['tag:express workflw:x', 'workflw:x', 'did you mean workflow:?'],
    ['older:soon', 'older:soon', 'write a time like'],
    ['state:running', 'state:running', 'scheduled, started, cancel-requested'],
    ['sort:size', 'sort:size', 'age, timeout, name'],
    ['sort:age sort:name', 'sort:name', 'one way only'],
    ['tag:', 'tag:', 'is missing'],
    ['a "b c', '"b c', 'closing quote'],
  ])('%s: the error names the part', (text, part, words) => {
    const { problems } = parseFilter(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.part).toBe(part);
    expect(problems[0]?.message).toContain(words);
    expect(remarkOnFilter(text)?.severity).toBe('error');
    expect(remarkOnFilter(text)?.text).toContain(`${part}: `);
  });

  test('any text is read without a throw, and every problem names a part of it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^((tag|older|sort|x)?:?["*| a-z1]{0,6})*$/)), (text) => {
        for (const { part } of parseFilter(text).problems) expect(text).toContain(part);
      }),
    );
  });
});

test('a star stands for anything, as a pattern of the same meaning says', () => {
  const some = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 8 }).map((parts) => parts.join(''));
  const names = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(some, names, (pattern, name) => {
      const term = parseFilter(`tag:"${pattern}"`).filter.terms[0];
      if (term?.key !== 'tag' || term.anyOf[0] === undefined) return;
      expect(matches(term.anyOf[0], name)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name));
    }),
    { numRuns: 2_000 },
  );
});

describe('what Amazon SWF itself can look for', () => {
  test.each([
    ['workflow:a tag:b type:c', { by: { executionFilter: { workflowId: 'a' } } }],
    ['tag:b type:c', { by: { tagFilter: { tag: 'b' } } }],
    ['type:c', { by: { typeFilter: { name: 'c' } } }],
    ['type:"c 1"', { by: undefined }],
    ['workflow:a*', { by: undefined }],
    ['tag:a|b', { by: undefined }],
    ['older:2h', { olderThan: 2 * hour }],
    ['run:x words', { by: undefined, olderThan: undefined }],
  ])('%s', (text, expected) => {
    expect(serviceFilter(filter(text))).toMatchObject(expected);
  });
});

test('a note says what a line means, and what saves calls', () => {
  expect(remarkOnFilter('workflow:order-1 activity:*charge* older:2h x')).toEqual({
    severity: 'note',
    text: 'Rows: workflow id exactly order-1, older than 2 h, “x” in a name · Tasks: activity id or type *charge* · Amazon SWF itself filters by workflow id and age',
  });
  expect(filterMessage(filter('tag:a'), 3)).toBe('Filter: tag:a · hides 3 of the loaded rows');
});

test('the order is a part of the line that can be changed alone', () => {
  expect(withSort('tag:"a b" sort:age x', 'name')).toBe('tag:"a b" x sort:name');
  expect(withSort('sort:age', undefined)).toBe('');
});

test('tasks are sorted by age, timeout or name', () => {
  const other: ActivityTask = {
    ...charge,
    activityId: 'charge-9',
    startedAt: now - 60_000,
    timeouts: { startToClose: 60 },
  };
  expect(compareTasks('age', charge, other, now)).toBeLessThan(0);
  expect(compareTasks('timeout', charge, other, now)).toBeGreaterThan(0);
  expect(compareTasks('name', charge, other, now)).toBeGreaterThan(0);
});
