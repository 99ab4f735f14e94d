import * as l10n from '@vscode/l10n';
import type { HistoryEvent } from '@aws-sdk/client-swf';
import { parse, type ParseError } from 'jsonc-parser';
import { jsonText } from '../swf/plainText';
import { isRecord } from '../swf/eventGroups';
import { Fault } from '../swf/fault';
import { isTimestamp } from '../swf/timestamps';

/** That a history cannot be read from where it should be. */
export class HistoryFault extends Fault {
  override readonly name = 'HistoryFault';
  readonly details: { readonly nextStep: string };

  constructor(
    message: string,
    nextStep = l10n.t(
      'Open a file that SWF: Save History as JSON… or aws swf get-workflow-execution-history --output json has written.',
    ),
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.details = { nextStep };
  }
}

/**
 * A history as the AWS CLI prints it: `{"events": [...]}`, indented by four, with times in ISO 8601 (AWS CLI 2; AWS page
 * "get-workflow-execution-history").
 */
export function printHistory(events: readonly HistoryEvent[]): string {
  const printed = events.map(({ eventTimestamp, eventType, eventId, ...attributes }) => ({
    eventTimestamp: eventTimestamp?.toISOString().replace(/Z$/, '000+00:00'),
    eventType,
    eventId,
    ...attributes,
  }));
  return `${jsonText({ events: printed }, 4)}\n`;
}

/**
 * Reads what the AWS CLI printed in JSON, or this extension: times as epoch seconds or ISO 8601, newest or oldest event
 * first, comments allowed. Gives the events oldest first, each once.
 * @throws HistoryFault
 */
export function parseHistory(text: string): readonly HistoryEvent[] {
  const document = parseJson(text.replace(/^\uFEFF/, ''));
  const list = isRecord(document) ? document['events'] : document;
  if (!Array.isArray(list))
    throw new HistoryFault(l10n.t('This is no history of a workflow execution: it has no list of events'));
  const byId = new Map<number, HistoryEvent>();
  list.forEach((value: unknown, index) => {
    const event = readEvent(value);
    if (event === undefined) {
      throw new HistoryFault(
        l10n.t(
          'This is no history of a workflow execution: entry {0} of its events has no eventId, eventType and eventTimestamp',
          index + 1,
        ),
      );
    }
    byId.set(event.eventId, event.event);
  });
  return [...byId].sort(([a], [b]) => a - b).map(([, event]) => event);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Perhaps a history document of the editor, whose outline is comments.
    const errors: ParseError[] = [];
    const document: unknown = parse(text, errors);
    const [first] = errors;
    if (first === undefined) return document;
    const line = text.slice(0, first.offset).split('\n').length;
    throw new HistoryFault(l10n.t('This is no JSON: line {0} cannot be read', line));
  }
}

function readEvent(value: unknown): { readonly eventId: number; readonly event: HistoryEvent } | undefined {
  if (!isRecord(value)) return undefined;
  const { eventId, eventType, eventTimestamp, ...attributes } = value;
  if (typeof eventId !== 'number' || !Number.isSafeInteger(eventId) || eventId < 1) return undefined;
  if (typeof eventType !== 'string' || !isTimestamp(eventTimestamp)) return undefined;
  const at = dateOf(eventTimestamp);
  if (Number.isNaN(at.getTime())) return undefined;
  // The attributes are read member by member, each checked where it is used.
  const event = { ...attributes, eventId, eventType: eventType as HistoryEvent['eventType'], eventTimestamp: at };
  return { eventId, event };
}

/** Epoch seconds, as number or text, or a date in words. */
function dateOf(timestamp: unknown): Date {
  if (typeof timestamp === 'number') return new Date(Math.round(timestamp * 1000));
  const text = String(timestamp);
  if (/^\d{1,11}(\.\d+)?$/.test(text)) return new Date(Math.round(Number(text) * 1000));
  return new Date(text.replace(/(?<=\d),(?=\d)/, '.').replace(/ ?(UTC|GMT)$/, 'Z'));
}
