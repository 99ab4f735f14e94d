import { parse, type ParseError } from 'jsonc-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import type { HistoryEvent } from '@aws-sdk/client-swf';
import { type HistoryDocument, historyDocument, type TextLink } from '../../../src/history/historyDocument';
import { everyKind } from '../../support/everyKind';
import { HistoryBuilder } from '../swf/historyBuilder';

const title = { name: 'order-1', domain: 'orders', workflowId: 'order-1', runId: 'r', origin: 'prod · eu-west-1' };

let events: readonly HistoryEvent[];
let written: HistoryDocument;
let lines: readonly string[];

beforeAll(async () => {
  events = await everyKind();
  written = historyDocument(events, title);
  lines = written.text.split('\n');
});

function textOf({ line, start, end }: TextLink): string {
  return (lines[line] ?? '').slice(start, end);
}

describe('the text', () => {
  test('is JSON with comments, and holds every event whole', () => {
    const errors: ParseError[] = [];
    expect(parse(written.text, errors)).toEqual(JSON.parse(JSON.stringify({ events })));
    expect(errors).toEqual([]);
    expect(lines.length).toBe(written.lineCount);
  });

  test('begins with what the execution is, what is open and what went wrong', () => {
    expect(lines.slice(0, 8)).toEqual([
      '// order-1 · FulfilOrder 1',
      '// Run r, domain orders',
      '// From prod · eu-west-1',
      '// Open since 2026-01-15 06:00:00.000 UTC, newest event at 2026-01-15 06:00:32.400 UTC',
      '// 48 events in 25 groups; times are UTC',
      '// Still open (4): timer never running #11, activity task waiting not started #40, activity task done not started #41, decision task deciders not started #43',
      '// Look at (7): decision ScheduleActivityTask stopped refused #9, child child-1 failed #25, signal sent hello to nobody failed #27, decision CancelTimer unknown refused #20, decision RequestCancelActivityTask unknown refused #21, …',
      '//',
    ]);
  });

  test('of a saved history says what was open then, for it may have closed since', () => {
    const saved = historyDocument(events, { name: 'order-1.json', origin: 'the file order-1.json', saved: true });
    expect(saved.text.split('\n').slice(0, 5)).toEqual([
      '// order-1.json · FulfilOrder 1',
      '// From the file order-1.json',
      '// When it was saved: open since 2026-01-15 06:00:00.000 UTC, newest event at 2026-01-15 06:00:32.400 UTC',
      '// 48 events in 25 groups; times are UTC',
      expect.stringMatching(/^\/\/ Open then \(4\): timer never running #11, /),
    ]);
    const part = historyDocument(events.slice(10), { name: 'part', origin: 'a file', saved: true });
    expect(part.text.split('\n')[2]).toBe('// When it was saved: open, newest event at 2026-01-15 06:00:32.400 UTC');
  });

  test('has one line for each group, in columns', () => {
    const done = written.groupLines.map((line) => lines[line] ?? '').find((line) => line.includes('done · '));
    expect(done).toBe(
      '// 06:00:00.400  ✔ completed    activity task    1.0 s  done · PackParcel 1                #5 → #30 → #31  by packer-1',
    );
  });
});

describe('links', () => {
  test('of the outline lead to the lines of the events', () => {
    const inOutline = written.links.filter(({ line }) => line <= written.outline.last);
    expect(inOutline.length).toBeGreaterThan(events.length);
    for (const link of inOutline) {
      const { target } = link;
      expect(target.kind).toBe('event');
      const eventId = target.kind === 'event' ? target.eventId : 0;
      expect(textOf(link)).toBe(`#${eventId}`);
      expect(lines[written.eventLines.get(eventId)?.first ?? 0]).toContain(`"eventId": ${eventId},`);
    }
  });

  test('of the JSON stand on ids of this history, and on other runs; never on the ids of another history', () => {
    const inJson = written.links.filter(({ line }) => line > written.outline.last);
    const members = inJson.map((link) => /"(\w+)": $/.exec((lines[link.line] ?? '').slice(0, link.start))?.[1]);
    expect([...new Set(members)].sort()).toEqual([
      'decisionTaskCompletedEventId',
      'initiatedEventId',
      'latestCancelRequestedEventId',
      'scheduledEventId',
      'startedEventId',
      'workflowExecution',
    ]);
    for (const link of inJson) {
      if (link.target.kind === 'event') expect(textOf(link)).toBe(String(link.target.eventId));
      else expect(JSON.parse(textOf(link))).toEqual({ workflowId: link.target.workflowId, runId: link.target.runId });
    }
  });

  test('lead from a run to the next one and the one before', () => {
    const history = new HistoryBuilder();
    history.add('WorkflowExecutionStarted', {
      workflowExecutionStartedEventAttributes: {
        childPolicy: 'ABANDON',
        taskList: { name: 'l' },
        workflowType: { name: 't', version: '1' },
        continuedExecutionRunId: 'before',
        parentWorkflowExecution: { workflowId: 'parent', runId: 'p' },
        parentInitiatedEventId: 5,
      },
    });
    history.add('WorkflowExecutionContinuedAsNew', {
      workflowExecutionContinuedAsNewEventAttributes: {
        decisionTaskCompletedEventId: 0,
        newExecutionRunId: 'next',
        taskList: { name: 'l' },
        childPolicy: 'ABANDON',
        workflowType: { name: 't', version: '1' },
      },
    });
    const targets = historyDocument(history.events, title).links.flatMap(({ target }) =>
      target.kind === 'execution' ? [`${target.workflowId} ${target.runId}`] : [],
    );
    expect(targets).toEqual(['order-1 before', 'parent p', 'order-1 next']);
  });
});

test('nothing in a history ends a line, turns the text around, or hides', () => {
  const history = new HistoryBuilder();
  const nasty = 'a\n{"b\u2028c\u202Ed\u0000e\u0085f\u200Bg\uFEFFh\u{E0041}i*/';
  history.schedule(nasty, { input: nasty });
  history.start(1, nasty);
  const { text, lineCount } = historyDocument(history.events, { ...title, name: nasty });
  expect(text.split('\n').length).toBe(lineCount);
  expect([...text.matchAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu)].filter(([found]) => found !== '\n')).toEqual([]);
  expect(parse(text)).toEqual(JSON.parse(JSON.stringify({ events: history.events })));
  // Between the outline, whose every line is a comment, and the end there is JSON alone.
  expect(text.split('\n').findIndex((line) => !line.startsWith('//'))).toBe(text.split('\n').indexOf('{'));
});
