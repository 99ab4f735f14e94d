import * as l10n from '@vscode/l10n';
import type { Node } from './nodes';
import { latestEnd } from '../swf/urgency';

/** A number on the view, and what it counts. */
export interface Badge {
  readonly value: number;
  readonly tooltip: string;
}

/** A task is urgent so long before its timeout, in milliseconds. */
const soon = 5 * 60_000;

/**
 * How many of the loaded tasks are past a timeout or near one. Only timeouts whose moment the history tells are counted: when a
 * worker sent its last heartbeat stands nowhere.
 */
export function badgeOf(loaded: readonly Node[], now: number): Badge | undefined {
  const tasks = new Map(
    loaded.flatMap((node) => {
      if (node.kind !== 'task') return [];
      const { execution, scheduledEventId } = node.task;
      const { domain, workflowId, runId } = execution;
      return [[JSON.stringify([domain, workflowId, runId, scheduledEventId]), node.task] as const];
    }),
  );
  const urgent = [...tasks.values()].filter((task) => {
    const end = latestEnd(task);
    return end !== undefined && end - now <= soon;
  });
  if (urgent.length === 0) return undefined;
  const counted =
    tasks.size === 1
      ? l10n.t(
          '1 of the 1 open activity task loaded here: past a timeout, its own or its execution’s, or within 5 minutes of one.',
        )
      : l10n.t(
          '{0} of the {1} open activity tasks loaded here: past a timeout, their own or their execution’s, or within 5 minutes of one.',
          urgent.length,
          tasks.size,
        );
  const left = l10n.t('Heartbeat timeouts are not counted: no history tells the last heartbeat.');
  return { value: urgent.length, tooltip: `${counted} ${left}` };
}
