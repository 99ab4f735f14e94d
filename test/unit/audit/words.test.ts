import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { parseTrailFilter, remarkOnTrailFilter } from '../../../src/audit/filter';
import type { TrailEntry } from '../../../src/audit/line';
import { incidentNote, stateOf, trailDocument } from '../../../src/audit/words';
import { plainLine } from '../../../src/swf/plainText';

const now = Date.parse('2026-11-24T03:00:00Z');
const minute = 60_000;

function entry(more: Partial<TrailEntry> = {}): TrailEntry {
  return {
    id: 'a-1',
    at: now - 10 * minute,
    place: { label: 'prod · eu-west-1', region: 'eu-west-1', profile: 'prod' },
    operation: 'RespondActivityTaskCanceled',
    target: { domain: 'orders', workflowId: 'order-17', runId: 'run-1', activityId: 'charge-card' },
    answer: { requestId: 'request-1', attempts: 1 },
    end: { outcome: 'recorded', eventIds: [9] },
    ...more,
  };
}

describe('how a request stands', () => {
  test.each([
    [{}, 'recorded'],
    [{ end: { outcome: 'alreadyClosed', eventIds: [7] } }, 'already closed'],
    [{ end: { outcome: 'unknown', eventIds: [] } }, 'UNKNOWN'],
    [{ end: undefined }, 'accepted'],
    [{ end: undefined, answer: { fault: 'throttled', delivered: 'no' } }, 'not done: throttled'],
    [{ end: undefined, answer: { fault: 'timedOut', delivered: 'maybe' } }, 'NOT KNOWN whether it was done: timedOut'],
    [{ end: undefined, answer: undefined }, 'SENT? Its outcome is not known'],
    [{ end: undefined, answer: undefined, at: now - minute }, 'waiting for the answer'],
    [{ operation: 'PollForActivityTask', end: undefined, answer: {} }, 'no task'],
    [
      { operation: 'PollForActivityTask', end: undefined, answer: { target: { workflowId: 'order-17' } } },
      'a task was handed out',
    ],
  ] as const)('%j is: %s', (more, words) => {
    expect(stateOf(entry(more), now).words).toBe(words);
  });
});

describe('a filter line', () => {
  const entries = [
    entry(),
    entry({ operation: 'PollForActivityTask', end: undefined, target: { domain: 'billing' }, answer: undefined }),
    entry({ at: now - 300 * minute, end: { outcome: 'unknown', eventIds: [] } }),
  ];
  const chosen = (text: string) =>
    entries.flatMap((each, number) => (parseTrailFilter(text).matches(each, now) ? [number] : []));

  test.each([
    ['', [0, 1, 2]],
    ['domain:orders', [0, 2]],
    ['domain:ORD*|billing', [0, 1, 2]],
    ['operation:*cancel*', [0, 2]],
    ['operation:respond-activity-task-canceled outcome:recorded', [0]],
    ['outcome:unknown|unanswered', [1, 2]],
    ['since:1h', [0, 1]],
    ['charge PROD', [0, 2]],
    ['"order-17" where:prod since:5h', [0, 2]],
    ['request:request-1', [0, 2]],
    ['domain:order', []],
    ['domain:order.', []],
  ])('%s leaves %j', (text, numbers) => {
    expect(chosen(text)).toEqual(numbers);
  });

  test.each([
    ['since:soon', 'Write a time like 30s, 45m, 2h or 7d'],
    ['domain:', 'What domain is to be is missing'],
    ['state:open', 'There is no “state”'],
  ])('%s is wrong: %s', (text, words) => {
    const remark = remarkOnTrailFilter(text, entries, now);
    expect(remark.severity).toBe('error');
    expect(remark.text).toContain(words);
    expect(chosen(text)).toEqual([]);
  });

  test('says how much it leaves', () => {
    expect(remarkOnTrailFilter('domain:orders', entries, now)).toEqual({ severity: 'note', text: 'Shows 2 of 3' });
  });
});

describe('as Markdown', () => {
  // The strictest reader: HTML and bare addresses are markup to it.
  const markdown = new MarkdownIt({ html: true, linkify: true });
  const spans = (text: string) =>
    markdown
      .parse(text, {})
      .flatMap(({ children }) => (children ?? []).map(({ type, content }) => ({ type, content })));

  test('says what was sent, and what nobody knows', () => {
    const lost = entry({ end: undefined, answer: undefined, id: 'a-2' });
    const note = incidentNote([entry(), lost], 'since:1h', now);
    expect(note).toContain('- Requests that write: 2\n');
    expect(note).toContain('- From 2026-11-24 02:50:00.000 UTC to 2026-11-24 02:50:00.000 UTC\n');
    expect(note).toContain('- Sent, or about to be sent, when the window ended: 1. Only the histories tell\n');
    expect(note).toMatch(
      /\| 2026-11-24 02:50:00.000 UTC \| recorded +\| 9 +\| RespondActivityTaskCanceled \| `order-17` +\| `charge-card` +\|/,
    );
    const document = trailDocument({ entries: [entry(), lost], damaged: 2 }, [lost], 'x', now);
    expect(document).toContain('- 1 of 2 requests that write, the newest first\n');
    expect(document).toContain('that are left out: 2\n');
  });

  test('names of any characters stay names: no link, no HTML, no cell of their own, and nothing is lost', () => {
    const name = fc.oneof(
      fc.constantFrom('`', '``a`', '|', '\\|', 'a\\', '<b>', '[a](command:swf.cancelActivityTask)', ' x '),
      fc.string({ unit: fc.constantFrom(...Array.from('`|\\<>[]()*_!&;:/.-ah \n\r\t@w')), minLength: 1 }),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(name, name, name, (workflowId, activityId, filter) => {
        const target = { domain: 'orders', workflowId, runId: 'run-1', activityId };
        const note = incidentNote([entry({ target })], filter, now);
        const tokens = markdown.parse(note, {});
        const read = spans(note);
        expect(read.filter(({ type }) => !['text', 'code_inline', 'softbreak'].includes(type))).toEqual([]);
        expect(tokens.filter(({ type }) => type === 'html_block' || type === 'fence')).toEqual([]);
        expect(tokens.filter(({ type }) => type === 'td_open')).toHaveLength(10);
        const codes = read.flatMap(({ type, content }) => (type === 'code_inline' ? [content] : []));
        // CommonMark makes of a name of blanks alone what it likes.
        for (const each of [workflowId, activityId, filter])
          if (each.trim() !== '') expect(codes).toContain(plainLine(each, 2_000));
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});
