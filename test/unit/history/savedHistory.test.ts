import { describe, expect, test } from 'vitest';
import { historyDocument } from '../../../src/history/historyDocument';
import { HistoryFault, parseHistory, printHistory } from '../../../src/history/savedHistory';
import { everyKind } from '../../support/everyKind';

function faultOf(text: string): string {
  try {
    parseHistory(text);
    return 'none';
  } catch (error) {
    if (!(error instanceof HistoryFault)) throw error;
    expect(error.details.nextStep).not.toBe('');
    return error.message;
  }
}

const first = { eventTimestamp: 1_700_000_000.123, eventType: 'WorkflowExecutionStarted', eventId: 1 };
const second = { ...first, eventId: 2, eventType: 'DecisionTaskScheduled' };
const at = Date.UTC(2023, 10, 14, 22, 13, 20, 123);

describe('a history that is saved', () => {
  test('and opened again is the same, from JSON and from the document', async () => {
    const events = await everyKind();
    expect(parseHistory(printHistory(events))).toEqual(JSON.parse(JSON.stringify(events), reviveDates));
    const document = historyDocument(events, { name: 'x', origin: 'y' }).text;
    expect(parseHistory(document)).toEqual(parseHistory(printHistory(events)));
  });

  test('is laid out as the AWS CLI does', async () => {
    const [event] = await everyKind();
    const lines = printHistory(event === undefined ? [] : [event]).split('\n');
    expect(lines.slice(0, 6)).toEqual([
      '{',
      '    "events": [',
      '        {',
      '            "eventTimestamp": "2026-01-15T06:00:00.000000+00:00",',
      '            "eventType": "WorkflowExecutionStarted",',
      '            "eventId": 1,',
    ]);
  });
});

describe('what the AWS CLI printed', () => {
  test.each([
    ['epoch seconds', 1_700_000_000.123],
    ['epoch seconds in a text', '1700000000.123'],
    ['a local time of the AWS CLI 2', '2023-11-14T23:13:20.123000+01:00'],
    ['a time in UTC', '2023-11-14T22:13:20.123Z'],
  ])('is read with %s', (_, eventTimestamp) => {
    const [event] = parseHistory(JSON.stringify({ events: [{ ...first, eventTimestamp }] }));
    expect(event?.eventTimestamp?.getTime()).toBe(at);
  });

  test('is put in order, each event once, also from a bare list and after a byte order mark', () => {
    const newestFirst = `\uFEFF${JSON.stringify([second, first, first])}`;
    expect(parseHistory(newestFirst).map(({ eventId }) => eventId)).toEqual([1, 2]);
  });
});

test.each([
  ['{"events": [', 'This is no JSON: line 1 cannot be read'],
  ['EVENTS\t1\t2', 'This is no JSON: line 1 cannot be read'],
  ['{"executionInfos": []}', 'This is no history of a workflow execution: it has no list of events'],
  [
    JSON.stringify({ events: [first, { eventId: 0 }] }),
    'This is no history of a workflow execution: entry 2 of its events has no eventId, eventType and eventTimestamp',
  ],
  [
    JSON.stringify({ events: [{ ...first, eventTimestamp: 'yesterday' }] }),
    'This is no history of a workflow execution: entry 1 of its events has no eventId, eventType and eventTimestamp',
  ],
])('%s is refused in words', (text, message) => {
  expect(faultOf(text)).toBe(message);
});

function reviveDates(key: string, value: unknown): unknown {
  return key === 'eventTimestamp' ? new Date(String(value)) : value;
}
