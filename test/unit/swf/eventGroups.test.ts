import { EventType, type HistoryEvent } from '@aws-sdk/client-swf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EventGroup, groupEvents } from '../../../src/swf/eventGroups';
import { everyKind } from '../../support/everyKind';

/** `activityTask done 5-13: completed` */
function rows(groups: readonly EventGroup[]): string[] {
  return groups.map(({ kind, name, events, outcome, reason }) => {
    const ids = events.map(({ eventId }) => eventId).join('-');
    return `${kind} ${name} ${ids}: ${outcome}${reason === undefined ? '' : ` ${reason}`}`;
  });
}

test('a history of everything, as Local SWF tells it, in groups', async () => {
  const events = await everyKind();
  expect(rows(groupEvents(events))).toMatchInlineSnapshot(`
    [
      "execution FulfilOrder 1 1: open",
      "decisionTask deciders 2-3-4: completed",
      "activityTask done 5-30-31: completed",
      "activityTask broken 6-32-33: failed no paper",
      "activityTask late 7-34-47: timedOut START_TO_CLOSE",
      "activityTask stopped 8-35-38-42: canceled",
      "refusal ScheduleActivityTask stopped 9: noted ACTIVITY_ID_ALREADY_IN_USE",
      "timer soon 10-46: completed",
      "timer never 11: open",
      "timer dropped 12-39: canceled",
      "lambda call-1 13-22-29: completed",
      "child child-1 14-23-44: completed",
      "child child-1 15-25: failed WORKFLOW_ALREADY_RUNNING",
      "marker halfway 16: noted",
      "externalSignal hello to child-1 17-26: completed",
      "externalSignal hello to nobody 18-27: failed UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION",
      "externalCancel child-1 19-28: completed",
      "refusal CancelTimer unknown 20: noted TIMER_ID_UNKNOWN",
      "refusal RequestCancelActivityTask unknown 21: noted ACTIVITY_ID_UNKNOWN",
      "decisionTask deciders 24-36-37: completed",
      "activityTask waiting 40: open",
      "activityTask done 41: open",
      "decisionTask deciders 43: open",
      "signal go on 45: noted",
      "cancelRequest  48: noted",
    ]
  `);
});

test('what its close left open is cut off then, and nothing else changes', async () => {
  const close = {
    decisionType: 'FailWorkflowExecution',
    failWorkflowExecutionDecisionAttributes: { reason: 'r' },
  } as const;
  const closed = groupEvents(await everyKind(close));
  const [execution] = closed;
  expect(execution).toMatchObject({ kind: 'execution', outcome: 'failed', reason: 'r' });
  expect(closed.filter(({ outcome }) => outcome === 'open')).toEqual([]);
  const cut = closed.filter(({ outcome }) => outcome === 'cutOff');
  expect(cut.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'timer never',
    'activityTask waiting',
    'activityTask done',
  ]);
  expect(new Set(cut.map(({ endedAt }) => endedAt))).toEqual(new Set([execution?.endedAt]));
});

test('a history that begins in the middle keeps what it has, and guesses no beginning', async () => {
  const events = (await everyKind()).slice(20);
  const groups = groupEvents(events);
  expect(groups.flatMap((group) => group.events).length).toBe(events.length);
  expect(groups[0]?.eventId).toBe(21);
});

const links = ['scheduledEventId', 'startedEventId', 'initiatedEventId'] as const;
const types = Object.values(EventType);
const someEvents = fc.array(
  fc.record({
    type: fc.constantFrom(...types, 'SomethingNew'),
    ids: fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)),
    name: fc.constantFrom('a', 'b', ''),
    gap: fc.nat(5000),
  }),
  { maxLength: 60 },
);

test('any events at all: each in one group, in order, and times that run forward', () => {
  fc.assert(
    fc.property(someEvents, (some) => {
      let at = 1_700_000_000_000;
      const events = some.map(({ type, ids, name, gap }, index) => {
        at += gap;
        const attributes = {
          activityId: name,
          timerId: name,
          ...Object.fromEntries(links.map((link, n) => [link, ids[n]])),
        };
        const member = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`;
        return {
          eventId: index + 1,
          eventType: type,
          eventTimestamp: new Date(at),
          [member]: attributes,
        } as HistoryEvent;
      });
      const groups = groupEvents(events);
      const ids = groups.flatMap((group) => group.events.map(({ eventId = 0 }) => eventId));
      expect([...ids].sort((a, b) => a - b)).toEqual(events.map(({ eventId }) => eventId));
      expect(groups.map(({ eventId }) => eventId)).toEqual(groups.map(({ eventId }) => eventId).sort((a, b) => a - b));
      for (const { events: own, eventId, begunAt, startedAt = begunAt, endedAt, outcome } of groups) {
        expect(own[0]?.eventId).toBe(eventId);
        expect(own.map((event) => event.eventId)).toEqual(own.map((event) => event.eventId ?? 0).sort((a, b) => a - b));
        expect(begunAt).toBeLessThanOrEqual(startedAt);
        expect(endedAt === undefined).toBe(outcome === 'open');
      }
    }),
  );
});
