import type * as Sdk from '@aws-sdk/client-swf';

/** The 54 event types. */
export type EventType = Sdk.EventType;

type AttributesMember<Type extends EventType> = Extract<keyof Sdk.HistoryEvent, `${Uncapitalize<Type>}EventAttributes`>;

/** The attributes of an event, as the API model declares them. */
export type EventAttributes<Type extends EventType> = NonNullable<Sdk.HistoryEvent[AttributesMember<Type>]>;

/** An event as it travels; its attributes stand in a member named after its type. */
export interface HistoryEvent {
  readonly eventId: number;
  /** Seconds since 1970, with milliseconds. */
  readonly eventTimestamp: number;
  readonly eventType: EventType;
  [attributes: `${string}EventAttributes`]: object;
}

/** An event in the form of the API. */
export function historyEvent<Type extends EventType>(
  eventId: number,
  now: number,
  eventType: Type,
  attributes: EventAttributes<Type>,
): HistoryEvent {
  // All four members at once: an object that one is added to later takes half as much memory again.
  // The compiler takes the computed name for any text.
  return { eventId, eventTimestamp: now / 1000, eventType, [attributesMember(eventType)]: attributes } as HistoryEvent;
}

/** The attributes of an event if it is of this type. */
export function attributesOf<Type extends EventType>(
  event: HistoryEvent,
  eventType: Type,
): EventAttributes<Type> | undefined {
  if (event.eventType !== eventType) return undefined;
  // historyEvent put them there, typed by the same table.
  return event[attributesMember(eventType)] as EventAttributes<Type> | undefined;
}

const members = new Map<EventType, `${string}EventAttributes`>();

function attributesMember(eventType: EventType): `${string}EventAttributes` {
  let member = members.get(eventType);
  if (member === undefined) {
    member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
    members.set(eventType, member);
  }
  return member;
}
