import { serviceFilter } from './filter';
import { closedExecutionNode, type ClosedListNode, type Node, noteId } from './nodes';
import type { RowsPage } from './pagedRows';
import type { RowSources } from './levels';
import { statusWords } from './closedRow';
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
      'No closed executions are kept',
      'The retention period of this domain is 0 days: an execution and its history are gone as soon as it closes.',
    ];
  }
  const within = days === undefined ? 'the retention period' : `the retention period of ${days} days`;
  if (status !== undefined) return [`None that ${statusVerb(status)}`, `None with this close status within ${within}.`];
  if (filtered) return ['No closed executions fit the filter', `Amazon SWF knows of none within ${within}.`];
  return ['No closed executions', `None has closed within ${within}.`];
}

function statusVerb(status: NonNullable<ClosedListNode['status']>): string {
  const words = statusWords(status);
  return status === 'CANCELED' || status === 'TERMINATED' ? `was ${words}` : words;
}
