import type { Call, Handlers } from '../call';
import type { Domain } from '../domain';
import type { Execution } from '../execution';
import { pagePosition, pageSize, pageToken, takePage } from '../paging';
import { validationFault } from '../serviceFault';
import type { Request, Structure } from '../wireTypes';
import { executionInfo } from './executionInfo';

type Paging = 'nextPageToken' | 'maximumPageSize' | 'reverseOrder';
type OpenQuestion = Omit<Request<'ListOpenWorkflowExecutions'>, Paging>;
type ClosedQuestion = Omit<Request<'ListClosedWorkflowExecutions'>, Paging>;
type Filters = Pick<ClosedQuestion, 'executionFilter' | 'typeFilter' | 'tagFilter' | 'closeStatusFilter'>;
type TimeFilter = Structure<'ExecutionTimeFilter'>;

/** Executions in one of the orders that the lists have, and what selects among them. */
interface Selection {
  readonly log: Domain['open'];
  readonly orderOf: (execution: Execution) => number;
  readonly timeOf: (execution: Execution) => number;
  readonly timeFilter: TimeFilter;
  readonly matches: (execution: Execution) => boolean;
}

/** Listing and counting of open and closed workflow executions. */
export const visibilityOperations = {
  ListOpenWorkflowExecutions(request, call) {
    return list(call, request, selectOpen(call.region.domain(request.domain), request));
  },

  ListClosedWorkflowExecutions(request, call) {
    return list(call, request, selectClosed(call.region.domain(request.domain), request));
  },

  CountOpenWorkflowExecutions(request, { region }) {
    return count(selectOpen(region.domain(request.domain), request));
  },

  CountClosedWorkflowExecutions(request, { region }) {
    return count(selectClosed(region.domain(request.domain), request));
  },
} satisfies Handlers;

function selectOpen(domain: Domain, request: OpenQuestion): Selection {
  return {
    log: domain.open,
    orderOf: byStart,
    timeOf: startOf,
    timeFilter: request.startTimeFilter,
    matches: filterOf(request),
  };
}

function selectClosed(domain: Domain, request: ClosedQuestion): Selection {
  const { startTimeFilter, closeTimeFilter } = request;
  const status = request.closeStatusFilter?.status;
  const filter = filterOf(request);
  const matches = (execution: Execution): boolean =>
    execution.closed !== undefined && (status === undefined || execution.closed.status === status) && filter(execution);
  if ((startTimeFilter === undefined) === (closeTimeFilter === undefined)) {
    throw validationFault(
      startTimeFilter === undefined
        ? 'Must specify time filter'
        : 'Cannot specify more than one exclusive filters in the same query',
    );
  }
  if (startTimeFilter !== undefined) {
    return { log: domain.started, orderOf: byStart, timeOf: startOf, timeFilter: startTimeFilter, matches };
  }
  const timeFilter = closeTimeFilter ?? { oldestDate: 0 };
  return { log: domain.closed, orderOf: byClose, timeOf: closeOf, timeFilter, matches };
}

/** At most one of the filters may be given (AWS pages of the four operations). */
function filterOf(request: Filters): (found: Execution) => boolean {
  const { executionFilter, typeFilter, tagFilter, closeStatusFilter } = request;
  const filters = [executionFilter, typeFilter, tagFilter, closeStatusFilter].filter((filter) => filter !== undefined);
  if (filters.length > 1) {
    throw validationFault('Cannot specify more than one exclusive filters in the same query');
  }
  if (executionFilter !== undefined) return (execution) => execution.workflowId === executionFilter.workflowId;
  if (tagFilter !== undefined) return (execution) => execution.configuration.tagList?.includes(tagFilter.tag) === true;
  if (typeFilter !== undefined) {
    const { name, version = '' } = typeFilter;
    return ({ configuration: { workflowType } }) =>
      workflowType.name === name && (version === '' || workflowType.version === version);
  }
  return () => true;
}

function list(
  call: Call,
  request: Request<'ListOpenWorkflowExecutions' | 'ListClosedWorkflowExecutions'>,
  selection: Selection,
): object {
  const question = JSON.stringify({ ...request, nextPageToken: undefined, maximumPageSize: undefined });
  const position = pagePosition(call, question, request);
  const items = selected(
    selection,
    request.reverseOrder === true,
    position === undefined ? undefined : Number(position),
  );
  const { page, more } = takePage(items, pageSize(request));
  const last = page.at(-1);
  return {
    executionInfos: page.map(executionInfo),
    nextPageToken: more && last !== undefined ? pageToken(call, question, selection.orderOf(last)) : undefined,
  };
}

function count(selection: Selection): object {
  return { count: [...selected(selection, false, undefined)].length, truncated: false };
}

/** Newest first, or oldest first when reversed; `after` is the order number that the last page ended with. */
function* selected(selection: Selection, reversed: boolean, after: number | undefined): Generator<Execution> {
  const { log, timeOf, timeFilter, matches } = selection;
  const oldest = timeFilter.oldestDate * 1000;
  const latest = timeFilter.latestDate === undefined ? Infinity : timeFilter.latestDate * 1000;
  const executions = reversed
    ? log.ascending(after === undefined ? -Infinity : after + 1)
    : log.descending(after === undefined ? Infinity : after - 1);
  for (const execution of executions) {
    const time = timeOf(execution);
    const before = time < oldest;
    const beyond = time > latest;
    if (reversed ? beyond : before) return;
    if (!before && !beyond && matches(execution)) yield execution;
  }
}

function byStart(execution: Execution): number {
  return execution.number;
}

function byClose(execution: Execution): number {
  return execution.closed?.number ?? 0;
}

function startOf(execution: Execution): number {
  return execution.startedAt;
}

function closeOf(execution: Execution): number {
  return execution.closed?.at ?? 0;
}
