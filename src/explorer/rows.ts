import * as l10n from '@vscode/l10n';
import { connectionRow } from './connectionRow';
import { detailRow } from './detailRow';
import { moment, Telling } from './durations';
import { closedExecutionRow, closedListRow } from './closedRow';
import { executionRow } from './executionRow';
import { executionOf, type Node } from './nodes';
import { openTasksRow } from './openTasksRow';
import type { Row } from './row';
import { loginOf, missingOf } from '../swf/faults';
import { plainName } from '../swf/plainText';
import type { Readings } from '../swf/readings';
import { taskRow } from './taskRow';

/** What a node says at a moment, in milliseconds since 1970; `readings` are what is known of histories. */
export function rowOf(node: Node, now: number, readings?: Readings): Row {
  const telling = new Telling(now);
  const { label, description, tooltip, spoken, ...row } = rowAsNamed(node, telling, readings);
  return {
    ...row,
    label: oneLine(label),
    description: oneLine(description),
    tooltip: tooltip.map(oneLine),
    spoken: oneLine(spoken),
    changesAt: telling.changesAt,
  };
}

/**
 * Identities, tags and descriptions hold any character: none may begin a line of its own, turn the text around or hide in
 * it. Two names that differ in such a character alone have to look different.
 */
export function oneLine(text: string): string {
  return plainName(text);
}

function rowAsNamed(node: Node, telling: Telling, readings: Readings | undefined): Omit<Row, 'changesAt'> {
  switch (node.kind) {
    case 'connection':
      return connectionRow(node.connection);
    case 'domain': {
      const { name, description: about, arn, isDeprecated = false } = node.domain;
      const said = [...(isDeprecated ? [l10n.t('deprecated')] : []), ...(about ? [about] : [])];
      const tooltip = [
        l10n.t('Domain {0}', name),
        ...(isDeprecated ? [l10n.t('Deprecated: nothing new can be started in it, and what runs in it goes on.')] : []),
        ...(about ? [about] : []),
        ...(arn ? [arn] : []),
      ];
      return {
        label: name,
        description: said.join(' · '),
        tooltip,
        icon: isDeprecated ? 'archive' : 'globe',
        expandable: true,
        tokens: ['domain', 'refreshable'],
        spoken: [l10n.t('Domain {0}', name), ...said].join(', '),
      };
    }
    case 'openTasks':
      return openTasksRow(node.scan, telling);
    case 'execution':
      return executionRow(node, telling, readings?.of(node.execution));
    case 'task':
      return taskRow(node, telling, readings?.of(node.task.execution)?.facts);
    case 'closedList':
      return closedListRow(node);
    case 'closedExecution':
      return closedExecutionRow(node, telling);
    case 'detail':
      return detailRow(node, telling, readings?.of(executionOf(node)));
    case 'loadMore': {
      const label = l10n.t('Load More…');
      const description = l10n.t('{0} shown', node.loaded);
      const spoken = l10n.t('Load more, {0}', description);
      return plain({
        label,
        description,
        tooltip: [node.parent?.kind === 'openTasks' ? l10n.t('Shows the next ones') : l10n.t('Reads the next page')],
        icon: 'ellipsis',
        spoken,
        tokens: ['loadMore'],
      });
    }
    case 'message': {
      const { text, tooltip } = node;
      return plain({ label: text, description: '', tooltip: [tooltip], icon: 'info', spoken: `${text}. ${tooltip}` });
    }
    case 'fault': {
      const { fault, staleSince } = node;
      const { message, details } = fault;
      const login = loginOf(fault);
      const click = login === undefined ? l10n.t('Click to try again.') : l10n.t('Click to log in.');
      const tooltip = [message, ...(details.nextStep === undefined ? [] : [details.nextStep]), click];
      const label =
        staleSince === undefined
          ? l10n.t('Could not be read')
          : l10n.t('As of {0}, not read again since', moment(staleSince));
      const tokens = [
        ...(login === undefined ? [] : (['loggedOut'] as const)),
        ...(missingOf(fault) === undefined ? [] : (['denied'] as const)),
      ];
      return plain({ label, description: message, tooltip, icon: 'error', tokens, spoken: `${label}: ${message}` });
    }
  }
}

function plain(
  row: Pick<Row, 'label' | 'description' | 'tooltip' | 'icon' | 'spoken'> & Partial<Row>,
): Omit<Row, 'changesAt'> {
  return { expandable: false, tokens: [], ...row };
}
