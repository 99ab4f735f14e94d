import * as l10n from '@vscode/l10n';
import { serviceFilter } from './filter';
import { closedExecutionNode, type ClosedListNode, type Node, noteId } from './nodes';
import type { RowsPage } from './pagedRows';
import type { RowSources } from './levels';
import { listClosedExecutions, retentionDays } from '../swf/closedExecutions';
import type { ExecutionsToken } from '../swf/listings';

/** Reads a page of the closed executions of a domain; an empty list costs one call more, to say why. */
export async function loadClosed(
  parent: ClosedListNode,
  sources: RowSources,
  size: number,
  nextPageToken?: ExecutionsToken,
): Promise<RowsPage<Node>> {
  const { status } = parent;
  const domain = parent.parent.domain.name;
  const client = await sources.connect();
  const filter = sources.filter === undefined ? undefined : serviceFilter(sources.filter).by;
  const page = await listClosedExecutions(client, domain, {
    now: sources.clock.now(),
    status,
    filter,
    pageSize: size,
    nextPageToken,
  });
  const token = page.nextPageToken;
  if (page.items.length === 0 && token === undefined) {
    const [text, tooltip] = emptyWords(await retentionDays(client, domain), parent, filter !== undefined);
    return { rows: [{ kind: 'message', id: noteId('message', parent), parent, text, tooltip }] };
  }
  return {
    rows: page.items.map((execution) => closedExecutionNode(parent, execution)),
    next: token === undefined ? undefined : () => loadClosed(parent, sources, size, token),
  };
}

function emptyWords(days: number | undefined, { status }: ClosedListNode, filtered: boolean): [string, string] {
  if (days === 0) {
    return [
      l10n.t('No closed executions are kept'),
      l10n.t(
        'The retention period of this domain is 0 days: an execution and its history are gone as soon as it closes.',
      ),
    ];
  }
  const within = days === undefined ? l10n.t('the retention period') : l10n.t('the retention period of {0} days', days);
  if (status !== undefined) return [noneWords[status], l10n.t('None with this close status within {0}.', within)];
  if (filtered)
    return [l10n.t('No closed executions fit the filter'), l10n.t('Amazon SWF knows of none within {0}.', within)];
  return [l10n.t('No closed executions'), l10n.t('None has closed within {0}.', within)];
}

const noneWords: Readonly<Record<NonNullable<ClosedListNode['status']>, string>> = {
  COMPLETED: l10n.t('None that completed'),
  FAILED: l10n.t('None that failed'),
  CANCELED: l10n.t('None that was canceled'),
  TIMED_OUT: l10n.t('None that timed out'),
  TERMINATED: l10n.t('None that was terminated'),
  CONTINUED_AS_NEW: l10n.t('None that continued as new'),
};
