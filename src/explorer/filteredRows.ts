import * as l10n from '@vscode/l10n';
import type { Filter } from './filter';
import { compareExecutions, compareTasks, matchesExecution, matchesTask } from './filterMatch';
import { type Node, noteId, type ParentNode, type TaskNode } from './nodes';
import { Emitter } from '../emitter';
import type { Execution } from '../swf/listings';

/** The filter that is on, and how many of the loaded rows it hides. */
export class FilteredRows {
  private filter: Filter | undefined;
  private readonly hiddenBelow = new Map<string, number>();
  private readonly changed = new Emitter();

  /** Fires when another filter is on, or another number of rows is hidden. */
  readonly onDidChange = this.changed.event;

  /** Nothing when every row is shown, in the usual order. */
  get current(): Filter | undefined {
    return this.filter;
  }

  set current(filter: Filter | undefined) {
    this.filter = filter;
    this.hiddenBelow.clear();
    this.changed.fire();
  }

  get hidden(): number {
    return [...this.hiddenBelow.values()].reduce((sum, count) => sum + count, 0);
  }

  /**
   * The rows of one level that are shown, in their order. `isRevealed` are those that someone asked for by name: they are
   * shown whatever the filter says.
   */
  apply(
    parent: ParentNode | undefined,
    rows: readonly Node[],
    now: number,
    isRevealed: (node: Node) => boolean = () => false,
  ): readonly Node[] {
    const { filter } = this;
    if (filter === undefined) return rows;
    const shown = rows.filter((node) => isRevealed(node) || isShown(filter, node, now));
    const note = this.hide(parent, rows.length - shown.length, shown.some(isResource));
    if (note !== undefined) return [...shown, note];
    return sorted(filter, shown, now);
  }

  /** Takes how many rows of a level the filter hides; gives a row that says so where it leaves no other. */
  hide(parent: ParentNode | undefined, hidden: number, anyShown: boolean): Node | undefined {
    const id = parent?.id ?? '';
    if ((this.hiddenBelow.get(id) ?? 0) !== hidden) {
      this.hiddenBelow.set(id, hidden);
      this.changed.fire();
    }
    if (hidden === 0 || anyShown) return undefined;
    const text = l10n.t('Hidden by the filter: {0}', hidden);
    const tooltip = l10n.t('None of the rows that were loaded here fits the filter.');
    return { kind: 'message', id: noteId('message', parent), parent, text, tooltip };
  }

  /** Forgets what was counted below a row that is gone, or everything. */
  forget(id?: string): void {
    if (id === undefined) this.hiddenBelow.clear();
    else this.hiddenBelow.delete(id);
  }
}

function isResource({ kind }: Node): boolean {
  return kind === 'execution' || kind === 'closedExecution' || kind === 'task';
}

function isShown(filter: Filter, node: Node, now: number): boolean {
  switch (node.kind) {
    case 'execution':
    case 'closedExecution':
      return matchesExecution(filter, node.execution, now);
    case 'task': {
      return matchesTask(filter, node.task, executionOf(node), now);
    }
    default:
      return true;
  }
}

/** The execution of a task, as it was listed. */
function executionOf({ parent, task }: TaskNode): Execution | undefined {
  return parent.kind === 'execution' ? parent.execution : parent.scan.execution(task.execution.runId);
}

/** Rows that are no resource stay where they are. */
function sorted({ sort }: Filter, rows: readonly Node[], now: number): readonly Node[] {
  if (sort === undefined) return rows;
  const inOrder = rows.filter(isResource).sort((a, b) => {
    if (a.kind === 'closedExecution' && b.kind === 'closedExecution') {
      return compareExecutions(sort, a.execution, b.execution);
    }
    if (a.kind === 'execution' && b.kind === 'execution') return compareExecutions(sort, a.execution, b.execution);
    if (a.kind === 'task' && b.kind === 'task') return compareTasks(sort, a.task, b.task, now);
    return 0;
  });
  let next = 0;
  return rows.map((row) => (isResource(row) ? (inOrder[next++] ?? row) : row));
}
