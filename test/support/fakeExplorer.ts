import type { ExplorerRows } from '../../src/commands/index';
import type { OpenConnection } from '../../src/connection/openConnection';
import type { ExplorerModel } from '../../src/explorer/model';
import type { ExecutionRef } from '../../src/swf/activityTasks';
import { Fault } from '../../src/swf/fault';
import type { FoundExecution } from '../../src/swf/findExecution';
import type { TaskRef } from '../../src/swf/outcome';
import type { HeldTask } from './scene';

/** A row of the explorer, as a menu gives it. */
export interface FakeRow {
  readonly kind: 'domain' | 'execution' | 'task';
  readonly task?: TaskRef;
  readonly execution?: ExecutionRef;
  /** The current one when left out. */
  readonly connection?: OpenConnection;
}

/** What is selected in the explorer, what it shows, and where it notes what it was asked for. */
interface ExplorerState {
  readonly selected: FakeRow | undefined;
  readonly model: ExplorerModel;
  readonly shown: FoundExecution[];
  readonly refreshed: unknown[];
}

/** The explorer, as commands see it, whose rows are given by the test. */
export function fakeExplorer(state: ExplorerState): ExplorerRows {
  const rowOf = (origin: unknown) => (isRow(origin) ? origin : undefined);
  const givenOrSelected = (origin: unknown) => (origin === undefined ? state.selected : rowOf(origin));
  const connectionOf = (origin: unknown) => rowOf(origin)?.connection;
  return {
    isRow,
    faultOf: (origin) => (origin instanceof Fault ? origin : undefined),
    connectionOf,
    selectedConnectionOf: (origin) => connectionOf(givenOrSelected(origin)),
    taskOf: (origin) => rowOf(origin)?.task,
    factsOf: (origin) => {
      const row = rowOf(origin);
      const execution = row?.execution ?? row?.task?.execution;
      return row && { domain: execution?.domain ?? 'orders', execution };
    },
    selectedTaskOf: (origin) => givenOrSelected(origin)?.task,
    executionOf: (origin) => {
      const row = givenOrSelected(origin);
      return row?.execution ?? row?.task?.execution;
    },
    executionsOf: (origin, all) =>
      Promise.resolve({
        executions: (Array.isArray(all) ? all.filter(isRow) : [origin].filter(isRow)).flatMap(({ task }) =>
          task === undefined ? [] : [{ execution: task.execution, type: 'T 1', startedAt: 0 }],
        ),
        more: false,
      }),
    explain: (origin) => Promise.resolve(givenOrSelected(origin)?.task !== undefined),
    reveal: async (found) => {
      state.shown.push(found);
      return (await state.model.reveal(found)) !== undefined;
    },
    closedListOf: () => undefined,
    showAnew: () => void state.refreshed.push('anew'),
    refreshAll: () => state.refreshed.push('all'),
    refreshRow: (origin) => {
      state.refreshed.push(origin);
      return Promise.resolve();
    },
    loadMore: () => Promise.resolve(),
    stopScan: (origin) => state.refreshed.push(origin),
    resumeScan: (origin) => Promise.resolve(void state.refreshed.push(origin)),
    rescan: (origin) => Promise.resolve(void state.refreshed.push(origin)),
  };
}

function isRow(value: unknown): value is FakeRow {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** The row of the execution of a held task. */
export function executionRow({ task: { execution } }: HeldTask): FakeRow {
  return { kind: 'execution', execution };
}

/** The row of a held task. */
export function taskRow({ task }: HeldTask): FakeRow {
  return { kind: 'task', task };
}
