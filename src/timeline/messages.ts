import type { Timeline } from './bars';

/** What the extension sends to the picture. */
export interface ShowMessage {
  readonly kind: 'show';
  /** The history's address, for the picture's memory. */
  readonly address: string;
  readonly timeline: Timeline;
  /** An event whose bar is to be selected. */
  readonly select?: number | undefined;
}

/** What the extension sends when the picture cannot be had. */
export interface FailedMessage {
  readonly kind: 'failed';
  readonly address: string;
  readonly text: string;
}

export type HostMessage = ShowMessage | FailedMessage;

/** What the picture sends to the extension. */
export type ViewMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'openHistory' }
  | { readonly kind: 'openEvent'; readonly eventId: number };

/** Whether a message is the extension's: a page gets others too, from the editor itself. */
export function isHostMessage(value: unknown): value is HostMessage {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('address' in value)) return false;
  if (typeof value.address !== 'string') return false;
  if (value.kind === 'failed') return 'text' in value && typeof value.text === 'string';
  if (value.kind !== 'show' || !('timeline' in value)) return false;
  const { timeline } = value;
  return typeof timeline === 'object' && timeline !== null && 'bars' in timeline && Array.isArray(timeline.bars);
}

/** A message of the picture; undefined for anything else. */
export function readViewMessage(value: unknown): ViewMessage | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  if (value.kind === 'ready' || value.kind === 'openHistory') return { kind: value.kind };
  if (value.kind !== 'openEvent' || !('eventId' in value)) return undefined;
  const { eventId } = value;
  return typeof eventId === 'number' && Number.isSafeInteger(eventId) && eventId > 0
    ? { kind: 'openEvent', eventId }
    : undefined;
}

/** The address in what a picture remembered; undefined for anything else. */
export function readAddressOfState(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('address' in state)) return undefined;
  return typeof state.address === 'string' ? state.address : undefined;
}
