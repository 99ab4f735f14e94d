import * as l10n from '@vscode/l10n';
import type { HistoryEvent } from '@aws-sdk/client-swf';
import type { HistoryTitle, TextLink } from './historyDocument';
import { plainLine } from '../swf/plainText';
import { isTrouble, kindNames, outcomeSign, outcomeWord, took, utc } from './words';
import type { EventGroup } from '../swf/eventGroups';
import { id, time } from '../swf/historyEvents';

export interface OutlineLine {
  readonly text: string;
  readonly links: readonly Omit<TextLink, 'line'>[];
}

export interface Outline {
  readonly lines: readonly OutlineLine[];
  /** The line of the first group; the others follow it. */
  readonly firstGroup: number;
}

/** Names longer than this move the columns after them. */
const widestName = 44;

/** The outline of a history, each line a comment: what the execution is, what is open or in trouble, and its groups. */
export function outlineLines(
  events: readonly HistoryEvent[],
  groups: readonly EventGroup[],
  title: HistoryTitle,
): Outline {
  const head = [
    ...headLines(events, groups, title),
    ...summary(
      title.saved === true ? l10n.t('Open then') : l10n.t('Still open'),
      groups.filter(({ kind, outcome }) => outcome === 'open' && kind !== 'execution'),
      (found) => found.slice(0, 5),
    ),
    ...summary(
      l10n.t('Look at'),
      groups.filter((group) => isTrouble(group) && group.kind !== 'execution'),
      (found) => found.slice(-5),
    ),
    plain(''),
  ];
  const columns = columnsOf(groups);
  return {
    lines: [...head, ...groups.map((group) => groupLine(group, columns)), plain('')],
    firstGroup: head.length,
  };
}

/** How wide each column has to be, in characters; the date only stands where there is more than one. */
interface Columns {
  readonly dated: boolean;
  readonly outcome: number;
  readonly kind: number;
  readonly took: number;
  readonly name: number;
}

function columnsOf(groups: readonly EventGroup[]): Columns {
  const widest = (text: (group: EventGroup) => string) =>
    groups.reduce((width, group) => Math.max(width, text(group).length), 0);
  const days = new Set(groups.map(({ begunAt }) => utc(begunAt).slice(0, 10)));
  return {
    dated: days.size > 1,
    outcome: widest(outcomeWord),
    kind: widest(({ kind }) => kindNames[kind]),
    took: widest(tookOf),
    name: Math.min(widestName, widest(nameOf)),
  };
}

function headLines(
  events: readonly HistoryEvent[],
  groups: readonly EventGroup[],
  { name, domain, runId, origin, saved = false }: HistoryTitle,
): OutlineLine[] {
  const execution = groups.find(({ kind }) => kind === 'execution');
  const type = execution?.name ?? '';
  const first = id(events[0]?.eventId) ?? 0;
  return [
    plain([name, type].filter(Boolean).join(' · ')),
    ...(runId === undefined ? [] : [plain(l10n.t('Run {0}, domain {1}', runId, domain ?? ''))]),
    plain(l10n.t('From {0}', origin)),
    plain(state(events, execution, saved)),
    plain(
      first > 1
        ? l10n.t(
            '{0} events in {1} groups; it begins with event {2}, what came before is not here; times are UTC',
            events.length,
            groups.length,
            first,
          )
        : l10n.t('{0} events in {1} groups; times are UTC', events.length, groups.length),
    ),
  ];
}

function state(events: readonly HistoryEvent[], execution: EventGroup | undefined, saved: boolean): string {
  const last = events.at(-1);
  const newest = last === undefined ? undefined : time(last);
  if (execution?.endedAt !== undefined) {
    const reason = execution.reason === undefined ? '' : ` (${execution.reason})`;
    const what = `${capital(outcomeWord(execution))}${reason}`;
    const at = utc(execution.endedAt);
    return execution.events.length > 1
      ? l10n.t('{0} at {1} after {2}', what, at, took(execution.endedAt - execution.begunAt))
      : l10n.t('{0} at {1}', what, at);
  }
  const open = saved ? l10n.t('When it was saved: open') : l10n.t({ message: 'Open', comment: 'Is open' });
  const since = execution === undefined ? open : l10n.t('{0} since {1}', open, utc(execution.begunAt));
  return newest === undefined ? since : l10n.t('{0}, newest event at {1}', since, utc(newest));
}

/** A few of some groups by name, each leading to its newest event, and how many there are. */
function summary(
  title: string,
  found: readonly EventGroup[],
  choose: (found: readonly EventGroup[]) => readonly EventGroup[],
): OutlineLine[] {
  if (found.length === 0) return [];
  const shown = choose(found);
  const line = new Line(`${title} (${found.length}): `);
  shown.forEach((group, index) => {
    if (index > 0) line.add(', ');
    const eventId = id(group.events.at(-1)?.eventId) ?? group.eventId;
    line.add(`${kindNames[group.kind]} ${plainLine(group.name, 60)} ${outcomeWord(group)} `);
    line.link(`#${eventId}`, eventId);
  });
  if (found.length > shown.length) line.add(', …');
  return [line.done()];
}

function groupLine(group: EventGroup, columns: Columns): OutlineLine {
  const { begunAt, identity, reason, kind } = group;
  const line = new Line('');
  line.add(`${utc(begunAt).slice(columns.dated ? 5 : 11, -4)}  `);
  line.add(`${outcomeSign(group)} ${outcomeWord(group).padEnd(columns.outcome)}  `);
  line.add(`${kindNames[kind].padEnd(columns.kind)}  `);
  line.add(`${tookOf(group).padStart(columns.took)}  `);
  line.add(`${nameOf(group).padEnd(columns.name)}  `);
  group.events.forEach(({ eventId }, index) => {
    if (index > 0) line.add(' → ');
    line.link(`#${eventId ?? 0}`, eventId ?? 0);
  });
  const facts = [...(reason === undefined ? [] : [reason]), ...(identity ? [l10n.t('by {0}', identity)] : [])];
  if (facts.length > 0) line.add(`  ${plainLine(facts.join(', '))}`);
  return line.done();
}

function tookOf({ begunAt, endedAt, outcome }: EventGroup): string {
  return endedAt === undefined || outcome === 'noted' ? '' : took(endedAt - begunAt);
}

function nameOf({ name, detail }: EventGroup): string {
  return plainLine([name, detail].filter(Boolean).join(' · '), 120);
}

function plain(text: string): OutlineLine {
  return new Line(plainLine(text, 1000)).done();
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A comment line in the making. */
class Line {
  private readonly links: Omit<TextLink, 'line'>[] = [];
  private text: string;

  constructor(text: string) {
    this.text = `// ${text}`;
  }

  add(text: string): void {
    this.text += text;
  }

  link(text: string, eventId: number): void {
    const start = this.text.length;
    this.links.push({ start, end: start + text.length, target: { kind: 'event', eventId } });
    this.text += text;
  }

  done(): OutlineLine {
    return { text: this.text.trimEnd(), links: this.links };
  }
}
