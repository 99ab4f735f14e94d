import * as l10n from '@vscode/l10n';
import { plainLine } from '../swf/plainText';
import { isTrouble, kindNames, outcomeSign, outcomeWord } from '../history/words';
import type { EventGroup, GroupKind, GroupOutcome } from '../swf/eventGroups';
import { id, time } from '../swf/historyEvents';

/** A group of events as the picture shows it. Times are milliseconds since 1970; all texts are plain and short. */
export interface Bar {
  /** Of the group's first event. */
  readonly eventId: number;
  readonly kind: GroupKind;
  readonly kindName: string;
  readonly name: string;
  readonly detail: string;
  readonly begunAt: number;
  readonly startedAt?: number | undefined;
  /** Absent while it is open; the same as `begunAt` for what has no duration. */
  readonly endedAt?: number | undefined;
  readonly outcome: GroupOutcome;
  readonly word: string;
  readonly sign: string;
  readonly trouble: boolean;
  /** Whether its end may be among the events that are not read yet. */
  readonly unread?: boolean;
  readonly identity?: string | undefined;
  readonly reason?: string | undefined;
  readonly events: readonly BarEvent[];
}

export interface BarEvent {
  readonly eventId: number;
  readonly type: string;
  readonly at: number;
}

/** The picture of an execution, as data that can be sent. */
export interface Timeline {
  /** Whose it is. */
  readonly name: string;
  /** The connection or file it was read from. */
  readonly origin: string;
  readonly eventCount: number;
  /** There while events are still being read: about how many there are, where it is known. */
  readonly reading?: { readonly total: number | undefined } | undefined;
  /** Whether the execution is open, so that what is open goes on until now. */
  readonly open: boolean;
  readonly bars: readonly Bar[];
}

/** The bars of groups; `whole` is false while more events are being read, and what looks open may have ended. */
export function barsOf(groups: readonly EventGroup[], whole = true): readonly Bar[] {
  return groups.map((group): Bar => {
    const unread = !whole && group.outcome === 'open';
    const { kind, outcome, begunAt, startedAt, endedAt, identity, reason } = group;
    return {
      eventId: group.eventId,
      kind,
      kindName: kindNames[kind],
      name: plainLine(group.name),
      detail: plainLine(group.detail),
      begunAt,
      startedAt,
      endedAt,
      outcome,
      word: unread ? l10n.t('not read to its end yet') : outcomeWord(group),
      sign: unread ? '…' : outcomeSign(group),
      trouble: isTrouble(group),
      ...(unread && { unread }),
      identity: identity && plainLine(identity),
      reason: reason && plainLine(reason),
      events: group.events.map((event) => ({
        eventId: id(event.eventId) ?? 0,
        type: plainLine(String(event.eventType)),
        at: time(event) ?? begunAt,
      })),
    };
  });
}
