import type { HistoryEvent } from '@aws-sdk/client-swf';
import { type LinkTarget, linkOf } from './eventLinks';
import { outlineLines } from './outline';
import { jsonText } from '../swf/plainText';
import { type EventGroup, groupEvents, isRecord } from '../swf/eventGroups';
import { id } from '../swf/historyEvents';

/** Whose history it is, as far as it is known: a saved one does not say. */
export interface HistoryTitle {
  readonly name: string;
  readonly domain?: string | undefined;
  readonly workflowId?: string | undefined;
  readonly runId?: string | undefined;
  /** Where it was read from: a connection or a file. */
  readonly origin: string;
  /** Whether it is as it was once: what is open in it may have closed since. */
  readonly saved?: boolean;
}

/** A part of a line that leads somewhere. Lines and columns count from 0. */
export interface TextLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly target: LinkTarget;
}

/** From the first to the last line, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * A history as text: an outline of its groups, one line each, and the events as JSON under it. The outline's lines are
 * comments, so that the whole is JSON with comments, and every tool that reads that reads it.
 */
export interface HistoryDocument {
  readonly text: string;
  /** As the editor counts: what follows the last line break is one more. */
  readonly lineCount: number;
  readonly groups: readonly EventGroup[];
  readonly outline: LineRange;
  /** Where each group stands in the outline, as `groups`. */
  readonly groupLines: readonly number[];
  /** Where each event stands in the JSON, by its id. */
  readonly eventLines: ReadonlyMap<number, LineRange>;
  /** In the order of the text. */
  readonly links: readonly TextLink[];
}

/** A history as text: the outline as comments, then the events as JSON, with the places that links lead to. */
export function historyDocument(events: readonly HistoryEvent[], title: HistoryTitle): HistoryDocument {
  const groups = groupEvents(events);
  const outline = outlineLines(events, groups, title);
  const writer = new Writer(title.workflowId);
  for (const { text, links } of outline.lines) writer.line(text, links);
  const groupLines = groups.map((_group, index) => outline.firstGroup + index);
  const last = writer.next - 1;
  writer.line('{');
  writer.line('  "events": [');
  const eventLines = new Map<number, LineRange>();
  events.forEach((event, index) => {
    const first = writer.next;
    writer.event(event, index === events.length - 1 ? '' : ',');
    eventLines.set(id(event.eventId) ?? 0, { first, last: writer.next - 1 });
  });
  writer.line('  ]');
  writer.line('}');
  return {
    text: `${writer.lines.join('\n')}\n`,
    lineCount: writer.next + 1,
    groups,
    outline: { first: 0, last },
    groupLines,
    eventLines,
    links: writer.links,
  };
}

const headMembers: ReadonlySet<string> = new Set(['eventId', 'eventType', 'eventTimestamp']);

/** Writes line by line, and notes where the links stand. */
class Writer {
  readonly lines: string[] = [];
  readonly links: TextLink[] = [];

  constructor(private readonly workflowId: string | undefined) {}

  /** The line that will be written next. */
  get next(): number {
    return this.lines.length;
  }

  line(text: string, links: readonly Omit<TextLink, 'line'>[] = []): void {
    for (const link of links) this.links.push({ line: this.next, ...link });
    this.lines.push(text);
  }

  /** What tells events apart is in one line, which is what stays when the event is folded. */
  event(event: HistoryEvent, end: string): void {
    const head = ['eventId', 'eventType', 'eventTimestamp'] as const;
    const heads = head.flatMap((member) => {
      const value = event[member];
      return value === undefined ? [] : [`${jsonText(member)}: ${jsonText(value)}`];
    });
    const others = Object.entries(event).filter(([member, value]) => !headMembers.has(member) && value !== undefined);
    if (others.length === 0) {
      this.line(`    { ${heads.join(', ')} }${end}`);
      return;
    }
    this.line(`    { ${heads.join(', ')},`);
    others.forEach(([member, value], index) => {
      this.member(event, member, value, index === others.length - 1 ? ` }${end}` : ',');
    });
  }

  private member(event: HistoryEvent, member: string, value: unknown, end: string): void {
    const entries = isRecord(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined) : [];
    if (entries.length === 0) {
      this.line(`      ${jsonText(member)}: ${jsonText(value)}${end}`);
      return;
    }
    this.line(`      ${jsonText(member)}: {`);
    entries.forEach(([name, inner], index) => {
      const start = `        ${jsonText(name)}: `;
      const text = compact(inner);
      const target = linkOf(event, name, inner, this.workflowId);
      const link = target && { start: start.length, end: start.length + text.length, target };
      this.line(`${start}${text}${index === entries.length - 1 ? '' : ','}`, link && [link]);
    });
    this.line(`      }${end}`);
  }
}

/** A value in one line: an object of few members, such as a type, reads better so. */
function compact(value: unknown): string {
  if (!isRecord(value)) return jsonText(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([name, inner]) => `${jsonText(name)}: ${compact(inner)}`).join(', ')} }`;
}
