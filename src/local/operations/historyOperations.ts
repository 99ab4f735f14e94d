import type { Handlers } from '../call';
import { findExecution } from '../execution';
import type { HistoryEvent } from '../history';
import { pagePosition, pageSize, pageToken } from '../paging';

/** Reading of histories. */
export const historyOperations = {
  GetWorkflowExecutionHistory(request, call) {
    const { history, runId } = findExecution(call.region.domain(request.domain), request.execution);
    const reversed = request.reverseOrder === true;
    const question = `${runId}|${String(reversed)}`;
    const position = pagePosition(call, question, request);
    const { events, next } = eventPage(history, pageSize(request), {
      reversed,
      lowest: 1,
      highest: history.length,
      from: position === undefined ? undefined : Number(position),
    });
    return { events, nextPageToken: next === undefined ? undefined : pageToken(call, question, next) };
  },
} satisfies Handlers;

/** A page of the events `lowest` to `highest`, from the id the last page left off at; `next` is the id that follows. */
export function eventPage(
  history: readonly HistoryEvent[],
  size: number,
  range: {
    readonly reversed: boolean;
    readonly lowest: number;
    readonly highest: number;
    readonly from: number | undefined;
  },
): { readonly events: readonly HistoryEvent[]; readonly next: number | undefined } {
  if (range.reversed) {
    const from = range.from ?? range.highest;
    const end = Math.max(range.lowest, from - size + 1);
    return { events: history.slice(end - 1, from).reverse(), next: end > range.lowest ? end - 1 : undefined };
  }
  const from = range.from ?? range.lowest;
  const end = Math.min(range.highest, from + size - 1);
  return { events: history.slice(from - 1, end), next: end < range.highest ? end + 1 : undefined };
}
