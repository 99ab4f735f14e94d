import {
  domainNode,
  type DomainNode,
  executionNode,
  type ExecutionNode,
  type Node,
  noteId,
  type ParentNode,
  taskNode,
} from './nodes';
import type { RowsPage } from './pagedRows';
import type { Clock } from '../ports';
import { type ActivityTask, nextTimeout } from '../swf/activityTasks';
import type { SwfClient } from '../swf/client';
import { type ExecutionsToken, listDomains, listOpenExecutions } from '../swf/listings';
import { readOpenTasks } from '../swf/openTasks';

/** Executions of one page: few enough to be read, and one call. */
const pageSize = 100;

/** The largest page that SWF gives (AWS page "ListOpenWorkflowExecutions"). */
const largestPage = 1_000;

/** What the rows are read from. */
export interface RowSources {
  readonly connect: () => Promise<SwfClient>;
  readonly clock: Clock;
}

/** Reads the first page of the level below a row, or of the domains: of as many rows as are wanted, where it has pages. */
export function loadLevel(
  parent: ParentNode | undefined,
  sources: RowSources,
  rowsWanted = 0,
): Promise<RowsPage<Node>> {
  if (parent === undefined) return loadDomains(sources);
  if (parent.kind !== 'domain') return loadTasks(parent, sources);
  return loadExecutions(parent, sources, Math.min(Math.max(pageSize, rowsWanted), largestPage));
}

async function loadDomains(sources: RowSources, nextPageToken?: string): Promise<RowsPage<Node>> {
  const page = await listDomains(await sources.connect(), { nextPageToken });
  const token = page.nextPageToken;
  return {
    rows: page.items.map(domainNode),
    next: token === undefined ? undefined : () => loadDomains(sources, token),
  };
}

async function loadExecutions(
  parent: DomainNode,
  sources: RowSources,
  size: number,
  nextPageToken?: ExecutionsToken,
): Promise<RowsPage<Node>> {
  const options = { now: sources.clock.now(), pageSize: size, nextPageToken };
  const page = await listOpenExecutions(await sources.connect(), parent.domain.name, options);
  const token = page.nextPageToken;
  if (page.items.length === 0 && token === undefined) {
    return note(parent, 'No open workflow executions', 'Nothing runs in this domain. Closed executions are not shown.');
  }
  return {
    rows: page.items.map((execution) => executionNode(parent, execution)),
    next: token === undefined ? undefined : () => loadExecutions(parent, sources, pageSize, token),
  };
}

async function loadTasks(parent: ExecutionNode, sources: RowSources): Promise<RowsPage<Node>> {
  const { tasks, complete, closed } = await readOpenTasks(await sources.connect(), parent.execution);
  if (closed !== undefined) {
    const how = closed.status === undefined ? '' : ` (${closed.status})`;
    return note(parent, `Closed meanwhile${how}`, 'The execution has closed, and its activity tasks are gone with it.');
  }
  if (tasks.length === 0) {
    return note(parent, 'No open activity tasks', 'The execution is open, but no activity task is.');
  }
  const now = sources.clock.now();
  const rows: Node[] = [...tasks]
    .sort((a, b) => urgency(a, now) - urgency(b, now))
    .map((task) => taskNode(parent, task));
  if (!complete) {
    rows.push(
      ...note(parent, 'There may be more', 'Reading stopped at the number of open tasks that SWF counts.').rows,
    );
  }
  return { rows };
}

/** A page of one row that says why there is no other. */
function note(parent: ParentNode, text: string, tooltip: string): RowsPage<Node> {
  return { rows: [{ kind: 'message', id: noteId('message', parent), parent, text, tooltip }] };
}

/** Nearest timeout first; those without one after all others, the oldest first. */
function urgency(task: ActivityTask, now: number): number {
  const next = nextTimeout(task, now);
  const at = typeof next === 'string' ? undefined : (next.at ?? next.heartbeat?.latest);
  return at ?? Number.MAX_SAFE_INTEGER / 2 + task.scheduledAt;
}
