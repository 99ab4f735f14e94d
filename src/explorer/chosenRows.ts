import type { ExplorerRoots } from './roots';
import { executionOf, type Node } from './nodes';
import type { ExecutionRef } from '../swf/activityTasks';
import { sameRun } from '../swf/whyStuck';

/** An execution that rows stand for, as far as its own row tells it. Times are milliseconds since 1970. */
export interface ChosenRow {
  readonly execution: ExecutionRef;
  readonly type?: string | undefined;
  readonly startedAt?: number | undefined;
  readonly cancelRequested?: boolean | undefined;
}

/** What rows stand for, and whether below a domain among them more are not loaded. */
export interface ChosenRows {
  readonly executions: readonly ChosenRow[];
  readonly more: boolean;
}

/**
 * The executions that rows stand for, each once, in the order of the rows: a task's is its own, and a domain's are those that
 * are shown below it. What a filter hides is never chosen.
 */
export async function chosenRows(
  rows: readonly Node[],
  model: Pick<ExplorerRoots, 'loaded' | 'children'>,
): Promise<ChosenRows> {
  const loaded = model.loaded();
  const shown = await Promise.all(
    rows.map((row) => (row.kind === 'domain' ? model.children(row) : Promise.resolve([]))),
  );
  const chosen = rows.flatMap((row, i): ChosenRow[] => {
    switch (row.kind) {
      case 'domain':
        return (shown[i] ?? []).flatMap((each) => (each.kind === 'execution' ? [rowOf(each)] : []));
      case 'execution':
        return [rowOf(row)];
      case 'task': {
        const run = executionOf(row);
        const known = loaded.find((each) => each.kind === 'execution' && sameRun(each.execution, run));
        return [known?.kind === 'execution' ? rowOf(known) : { execution: run }];
      }
      default:
        return [];
    }
  });
  const once = new Map(
    chosen.map((each) => {
      const { domain, workflowId, runId } = each.execution;
      return [JSON.stringify([domain, workflowId, runId]), each];
    }),
  );
  const more = shown.some((level) => level.some(({ kind }) => kind === 'loadMore' || kind === 'fault'));
  return { executions: [...once.values()], more };
}

function rowOf({ execution }: Extract<Node, { kind: 'execution' }>): ChosenRow {
  const { workflowType, startedAt, cancelRequested } = execution;
  return { execution, type: `${workflowType.name} ${workflowType.version}`, startedAt, cancelRequested };
}
