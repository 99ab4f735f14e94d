import * as l10n from '@vscode/l10n';
import type { ActivityTask } from '../swf/activityTasks';

/** A number on the view, and what it counts. */
export interface Badge {
  readonly value: number;
  readonly tooltip: string;
}

/** A task is urgent so long before its timeout, in milliseconds. */
const soon = 5 * 60_000;

/**
 * How many of the loaded tasks are past a timeout or near one; `endingBy` gives those that end by a moment, some perhaps twice. Only
 * timeouts whose moment the history tells are counted: when a worker sent its last heartbeat stands nowhere.
 */
export function badgeOf(endingBy: (moment: number) => readonly ActivityTask[], now: number): Badge | undefined {
  const urgent = new Set(
    endingBy(now + soon).map(({ execution, scheduledEventId }) => {
      const { domain, workflowId, runId } = execution;
      return JSON.stringify([domain, workflowId, runId, scheduledEventId]);
    }),
  );
  if (urgent.size === 0) return undefined;
  const counted =
    urgent.size === 1
      ? l10n.t(
          '1 of the open activity tasks read here: past a timeout, its own or its execution’s, or within 5 minutes of one.',
        )
      : l10n.t(
          '{0} of the open activity tasks read here: past a timeout, their own or their execution’s, or within 5 minutes of one.',
          urgent.size,
        );
  const left = l10n.t('Heartbeat timeouts are not counted: no history tells the last heartbeat.');
  return { value: urgent.size, tooltip: `${counted} ${left}` };
}
