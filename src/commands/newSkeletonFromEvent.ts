import * as l10n from '@vscode/l10n';
import { addressIn, type HistoryPort } from './histories';
import { fileNamePart } from './newSkeletonFile';
import type { DocumentTies } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import type { Documents, Ui } from '../ports';
import { type EventSkeleton, skeletonsOf } from '../skeleton/fromEvent';
import { filledSkeletonText, skeletonFileName, skeletonText } from '../skeleton/generate';
import { cliName, operation as operationOf } from '../swf/operations';

export interface FromEventParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly histories: HistoryPort;
  readonly connection: OpenConnection;
  readonly ties: DocumentTies;
}

/**
 * `SWF: New Skeleton File from This Event…`: of the operations that the event can fill the person chooses one. What it
 * would send is seen and edited before anything is sent.
 */
export function createNewSkeletonFileFromEvent(
  parts: FromEventParts,
): (history?: unknown, eventId?: unknown) => Promise<void> {
  const { ui, documents, histories, ties } = parts;
  return async (history, eventId) => {
    const address = addressIn(history) ?? documents.active();
    const isHistory = address !== undefined && histories.isHistory(address);
    const place = isHistory ? histories.eventAt(address, typeof eventId === 'number' ? eventId : undefined) : undefined;
    if (place === undefined || address === undefined) {
      ui.offer('information', l10n.t('Put the cursor on an event of a history first.'));
      return;
    }
    const { eventId: number = 0, eventType = '' } = place.event;
    const title = l10n.t('New Skeleton File from Event {0}, {1}', number, eventType);
    const chosen = await ui.pick(title, skeletonsOf(place).map(choiceOf));
    if (chosen === undefined) return;
    const { operation, values, task } = chosen;
    const text = operationOf(operation).takesToken
      ? skeletonText(operation, values)
      : filledSkeletonText(operation, values);
    const about = task?.activityId ?? place.execution?.workflowId ?? `event-${number}`;
    const opened = await documents.openNew(`${fileNamePart(about)}.${skeletonFileName(operation)}`, text);
    // A saved history tells no connection.
    const connection = (await histories.connectionOf(address)) === undefined ? undefined : parts.connection;
    await ties.tie(opened, { task, connection });
  };
}

function choiceOf(skeleton: EventSkeleton) {
  const { operation, values } = skeleton;
  const members = Object.keys(values).join(', ');
  const description = operationOf(operation).takesToken
    ? l10n.t('{0} · the task token has to be put in', operation)
    : `${operation} · ${members}`;
  return { label: cliName(operation), description, value: skeleton };
}
