import type { Filter } from './filter';
import { asksOfTasks, surelyMatchesTask } from './filterMatch';
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
 * are shown below it. What a filter hides is never chosen. Where it asks something of tasks, a domain stands for the
 * executions of the loaded tasks that fit: of an execution whose tasks were not read, nobody knows. `now` is in milliseconds
 * since 1970.
 */
export async function chosenRows(
  rows: readonly Node[],
  model: Pick<ExplorerRoots, 'loaded' | 'children'> & { readonly filtered: { readonly current: Filter | undefined } },
  now: number,
): Promise<ChosenRows> {
  const loaded = model.loaded();
  const filter = model.filtered.current;
  const byTasks = filter !== undefined && asksOfTasks(filter) ? filter : undefined;
  const rowOfRun = (run: ExecutionRef): ChosenRow => {
    const known = loaded.find((each) => each.kind === 'execution' && sameRun(each.execution, run));
    return known?.kind === 'execution' ? rowOf(known) : { execution: run };
  };
  const shown = await Promise.all(
    rows.map((row) => (row.kind === 'domain' ? model.children(row) : Promise.resolve([]))),
  );
  const chosen = rows.flatMap((row, i): ChosenRow[] => {
    switch (row.kind) {
      case 'domain':
        if (byTasks !== undefined) return fittingRuns(row, loaded, byTasks, now).map(rowOfRun);
        return (shown[i] ?? []).flatMap((each) => (each.kind === 'execution' ? [rowOf(each)] : []));
      case 'execution':
        return [rowOf(row)];
      case 'task':
        return [rowOfRun(executionOf(row))];
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
  const partly = shown.some((level) => level.some(({ kind }) => kind === 'loadMore' || kind === 'fault'));
  const more = partly || (byTasks !== undefined && rows.some(({ kind }) => kind === 'domain'));
  return { executions: [...once.values()], more };
}

/** The executions of the loaded tasks of a domain that fit; where the filter asks what their row does not tell, they do not. */
function fittingRuns(domain: Node, loaded: readonly Node[], filter: Filter, now: number): readonly ExecutionRef[] {
  return loaded.flatMap((node) => {
    if (node.kind !== 'task' || domainOf(node)?.id !== domain.id) return [];
    const run = node.task.execution;
    const listed = node.parent.kind === 'openTasks' ? node.parent.scan.execution(run.runId) : node.parent.execution;
    return surelyMatchesTask(filter, node.task, listed, now) ? [run] : [];
  });
}

function domainOf(node: Node | undefined): Node | undefined {
  if (node === undefined || node.kind === 'domain') return node;
  return 'parent' in node ? domainOf(node.parent) : undefined;
}

function rowOf({ execution }: Extract<Node, { kind: 'execution' }>): ChosenRow {
  const { workflowType, startedAt, cancelRequested } = execution;
  return { execution, type: `${workflowType.name} ${workflowType.version}`, startedAt, cancelRequested };
}
