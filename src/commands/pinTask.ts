import * as l10n from '@vscode/l10n';
import { type Connections, isSamePlace } from '../connection/connections';
import type { OpenConnection } from '../connection/openConnection';
import type { Severity, Ui } from '../ports';
import type { ExecutionRef } from '../swf/activityTasks';
import { sentences } from '../swf/fault';
import { place, type TaskRef } from '../swf/outcome';
import type { EndedPin, PinEnd, PinnedTasks } from '../swf/pinnedTasks';

export interface PinParts {
  readonly ui: Ui;
  readonly connection: OpenConnection;
  readonly pins: PinnedTasks;
  /** The task of a row, or of the selected one when none was given. */
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  readonly openHistory: (execution: ExecutionRef, eventId?: number) => Promise<void>;
}

export interface PinEndParts extends Pick<PinParts, 'ui'> {
  readonly connections: Connections;
  readonly openHistoryOn: (connection: OpenConnection) => PinParts['openHistory'];
}

/** `SWF: Pin Task`: the person is told when the task closes. */
export function createPinTask({ ui, connection, pins, taskOf }: PinParts): (origin?: unknown) => Promise<void> {
  return async (origin) => {
    const task = taskOf(origin);
    if (task === undefined) return;
    await pins.pin(task, (await connection.client()).target);
    ui.glance(l10n.t('Pinned: {0}. You are told when it closes, while the explorer can be seen', task.activityId));
  };
}

/** `SWF: Unpin Task`. */
export function createUnpinTask({ ui, connection, pins, taskOf }: PinParts): (origin?: unknown) => Promise<void> {
  return async (origin) => {
    const task = taskOf(origin);
    if (task === undefined) return;
    await pins.unpin(task, (await connection.client()).target);
    ui.glance(l10n.t('Pinned no more: {0}', task.activityId));
  };
}

/** Tells the end of a pinned task. */
export function createTellEndOfPin({ ui, connections, openHistoryOn }: PinEndParts): (ended: EndedPin) => void {
  return ({ task, end, target }) => {
    const { severity, message } = endWords(task, end);
    const open = () => openHistoryOn(connections.known((each) => isSamePlace(each, target)) ?? connections.current);
    const actions = new Map([
      [l10n.t('Open History'), () => open()(task.execution, 'close' in end ? end.close.eventId : undefined)],
    ]);
    ui.offer(severity, message, end.how === 'gone' ? new Map() : actions);
  };
}

function endWords(task: TaskRef, end: PinEnd): { readonly severity: Severity; readonly message: string } {
  const where = place(task);
  switch (end.how) {
    case 'closed': {
      const { type, eventId, timeoutType } = end.close;
      const how = {
        ActivityTaskCompleted: l10n.t('was completed'),
        ActivityTaskFailed: l10n.t({ message: 'failed', comment: 'A pinned task failed' }),
        ActivityTaskTimedOut: l10n.t('timed out{0}', timeoutType === undefined ? '' : ` (${timeoutType})`),
        ActivityTaskCanceled: l10n.t('was canceled'),
      }[type];
      const isWell = type === 'ActivityTaskCompleted' || type === 'ActivityTaskCanceled';
      const message = sentences(l10n.t('A pinned task {0}, event {1} ({2}): {3}', how, eventId, type, where));
      return { severity: isWell ? 'information' : 'warning', message };
    }
    case 'executionClosed': {
      const { status, eventId } = end.close;
      const message = l10n.t(
        'A pinned task ended with its workflow execution ({0}, event {1}): {2}',
        status,
        eventId,
        where,
      );
      return { severity: 'warning', message: sentences(message) };
    }
    case 'gone': {
      const message = l10n.t('A pinned task can be looked at no more: {0}', where);
      return { severity: 'warning', message: sentences(message, end.fault.message, l10n.t('It is pinned no more')) };
    }
  }
}
