import * as l10n from '@vscode/l10n';
import { loadClosed } from './closedLevel';
import { Telling } from './durations';
import {
  type DetailNode,
  detailNode,
  domainNode,
  type DomainNode,
  executionNode,
  type ExecutionNode,
  executionOf,
  type Node,
  type LevelNode,
  noteId,
  type ParentNode,
  taskNode,
  type TaskNode,
} from './nodes';
import { type Filter, serviceFilter } from './filter';
import type { RowsPage } from './pagedRows';
import { taskActions } from './taskActions';
import { timeoutWords } from './timeoutWords';
import type { Clock } from '../ports';
import type { SwfClient } from '../swf/client';
import { type ExecutionsToken, listDomains, listOpenExecutions } from '../swf/listings';
import { type OpenTasks, readFacts, readOpenTasksAnew } from '../swf/openTasks';
import type { BulkClient } from '../swf/ratedClient';
import type { Readings } from '../swf/readings';
import { mostUrgentFirst } from '../swf/urgency';
import { type Finding, whyExecutionIsOpen, whyTaskIsOpen, withBacklogs } from '../swf/whyStuck';

/** Executions of one page: few enough to be read, and one call. */
const pageSize = 100;

/** The largest page that SWF gives (AWS page "ListOpenWorkflowExecutions"). */
const largestPage = 1_000;

/** What the rows are read from. */
export interface RowSources {
  readonly connect: () => Promise<SwfClient>;
  /** The same, for calls in bulk. */
  readonly connectInBulk: () => Promise<BulkClient>;
  readonly clock: Clock;
  /** The id of the connection, which begins the ids of its rows. */
  readonly connectionId?: string | undefined;
  /** The filter that is on: as far as Amazon SWF itself can look for it, nothing else is read. */
  readonly filter?: Filter | undefined;
}

/** The same, and what was read before. */
export interface LevelSources extends RowSources {
  readonly readings: Readings;
  /** By the ids of their rows, the executions whose tasks were read. */
  readonly opened: { get(id: string): OpenTasks | undefined; set(id: string, found: OpenTasks): void };
}

/** Reads the first page of the level below a row, or of the domains: of as many rows as are wanted, where it has pages. */
export function loadLevel(
  parent: LevelNode | undefined,
  sources: LevelSources,
  rowsWanted = 0,
): Promise<RowsPage<Node>> {
  if (parent === undefined) return loadDomains(sources);
  if (parent.kind === 'task') return loadDetails(parent, sources);
  if (parent.kind === 'execution') return loadTasks(parent, sources);
  if (parent.kind === 'closedList') return loadClosed(parent, sources, pageSize);
  return loadExecutions(parent, sources, Math.min(Math.max(pageSize, rowsWanted), largestPage));
}

/** After the registered domains come the deprecated ones: what runs in a domain goes on when it is deprecated. */
async function loadDomains(
  sources: LevelSources,
  status: 'REGISTERED' | 'DEPRECATED' = 'REGISTERED',
  nextPageToken?: string,
): Promise<RowsPage<Node>> {
  const client = await sources.connect();
  const read = async (of: typeof status, from?: string): Promise<RowsPage<Node>> => {
    const page = await listDomains(client, { nextPageToken: from, status: of });
    const token = page.nextPageToken;
    return {
      rows: page.items.map((domain) => domainNode(domain, sources.connectionId)),
      next: token === undefined ? undefined : () => loadDomains(sources, of, token),
    };
  };
  if (status === 'DEPRECATED') return await read(status, nextPageToken);
  // Nearly always all registered ones are on the first page, and nobody waits for one list after the other.
  const [registered, deprecated] = await Promise.all([read(status, nextPageToken), read('DEPRECATED')]);
  return registered.next === undefined
    ? { rows: [...registered.rows, ...deprecated.rows], next: deprecated.next }
    : registered;
}

async function loadExecutions(
  parent: DomainNode,
  sources: LevelSources,
  size: number,
  nextPageToken?: ExecutionsToken,
): Promise<RowsPage<Node>> {
  const { by, olderThan } = sources.filter === undefined ? {} : serviceFilter(sources.filter);
  // A filter hides rows: the largest page costs no more calls, and may hold what is looked for.
  const wanted = sources.filter === undefined ? size : largestPage;
  const options = { now: sources.clock.now(), pageSize: wanted, nextPageToken, filter: by, olderThan };
  const page = await listOpenExecutions(await sources.connect(), parent.domain.name, options);
  const token = page.nextPageToken;
  if (page.items.length === 0 && token === undefined) {
    if (by !== undefined || olderThan !== undefined) {
      return note(
        parent,
        l10n.t('No open workflow executions fit the filter'),
        l10n.t('Amazon SWF knows of none in this domain.'),
      );
    }
    return note(parent, l10n.t('No open workflow executions'), l10n.t('Nothing runs in this domain.'));
  }
  return {
    rows: page.items.map((execution) => executionNode(parent, execution)),
    next: token === undefined ? undefined : () => loadExecutions(parent, sources, pageSize, token),
  };
}

async function loadTasks(parent: ExecutionNode, sources: LevelSources): Promise<RowsPage<Node>> {
  const client = await sources.connect();
  const found = await readOpenTasksAnew(client, parent.execution, sources.opened.get(parent.id));
  sources.opened.set(parent.id, found);
  const { tasks, complete, closed, facts } = found;
  const now = sources.clock.now();
  sources.readings.add(parent.execution, facts, now);
  if (closed !== undefined) {
    const how = closed.status === undefined ? '' : ` (${closed.status})`;
    return note(
      parent,
      l10n.t('Closed meanwhile{0}', how),
      l10n.t('The execution has closed, and its activity tasks are gone with it.'),
    );
  }
  const why = await whyRows(parent, whyExecutionIsOpen(facts, tasks.length, now), client);
  if (tasks.length === 0) {
    const none = note(
      parent,
      l10n.t('No open activity tasks'),
      l10n.t('The execution is open, but no activity task is.'),
    );
    return { rows: [...none.rows, ...why] };
  }
  const rows: Node[] = mostUrgentFirst(tasks, now).map((task) => taskNode(parent, task));
  rows.unshift(...why);
  if (!complete) {
    rows.push(
      ...note(
        parent,
        l10n.t('There may be more'),
        l10n.t('Reading stopped at the number of open tasks that SWF counts.'),
      ).rows,
    );
  }
  return { rows };
}

/**
 * What there is to say of a task, from what was read; two calls at most count what waits in task lists. A history that is
 * no longer remembered is read again instead of one of them.
 */
async function loadDetails(parent: TaskNode, sources: LevelSources): Promise<RowsPage<Node>> {
  const { task } = parent;
  const { readings, clock } = sources;
  const client = await sources.connect();
  const known = readings.of(task.execution);
  if (known === undefined) readings.add(task.execution, await readFacts(client, task.execution), clock.now());
  const reading = known ?? readings.of(task.execution);
  const facts = reading?.facts;
  const findings = [
    ...whyTaskIsOpen(task, readings.lastStart(task.execution.domain, task.taskList)),
    // As of then: what waited a second when it was read may long have been taken.
    ...(reading === undefined ? [] : whyExecutionIsOpen(reading.facts, 1, reading.at)),
  ];
  const timeouts = timeoutWords(task, new Telling(clock.now()), facts?.endsAt).statements;
  return {
    rows: [
      ...(await whyRows(parent, findings, client, known === undefined ? 1 : 2)),
      ...timeouts.map((_, index) => detailNode(parent, { is: 'timeout', index })),
      ...taskActions(task).map((action) => detailNode(parent, { is: 'action', action })),
      detailNode(parent, { is: 'asOf' }),
    ],
  };
}

async function whyRows(
  parent: DetailNode['parent'],
  findings: readonly Finding[],
  client: SwfClient,
  calls = 2,
): Promise<readonly DetailNode[]> {
  const counted = await withBacklogs(findings, executionOf(parent).domain, client, calls);
  return counted.map((finding) => detailNode(parent, { is: 'why', finding }));
}

/** A page of one row that says why there is no other. */
function note(parent: ParentNode, text: string, tooltip: string): RowsPage<Node> {
  return { rows: [{ kind: 'message', id: noteId('message', parent), parent, text, tooltip }] };
}
