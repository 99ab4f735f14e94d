import type { SWF } from '@aws-sdk/client-swf';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node, ParentNode } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { systemClock } from '../../../src/host/clock';
import type { OperationName } from '../../../src/swf/operations';
import { rowSources } from '../../support/rowSources';
import { Scene } from '../../support/scene';

/** The calls that reading the tree may make. */
const reads = [
  'ListDomains',
  'ListOpenWorkflowExecutions',
  'GetWorkflowExecutionHistory',
  'DescribeWorkflowExecution',
] as const;

export const workflow = {
  workflowType: { name: 'T', version: '1' },
  taskList: { name: 'L' },
  childPolicy: 'TERMINATE',
  executionStartToCloseTimeout: '3600',
  taskStartToCloseTimeout: '60',
} as const satisfies Partial<Parameters<SWF['startWorkflowExecution']>[0]>;

/** The explorer's model over a Local SWF of its own. */
export class TreeDesk {
  /** The ids of the rows whose children changed; `all` for every one. */
  readonly changes: string[] = [];
  private before: readonly number[] = [];

  private constructor(
    readonly scene: Scene,
    readonly model: ExplorerModel,
  ) {
    model.onDidChange((node) => this.changes.push(node?.id ?? 'all'));
  }

  static async start(): Promise<TreeDesk> {
    const scene = await Scene.start();
    return new TreeDesk(scene, new ExplorerModel(rowSources(scene.client, systemClock)));
  }

  /** The same service, with a model of one's own. */
  with(model: ExplorerModel): TreeDesk {
    const desk = new TreeDesk(this.scene, model);
    desk.before = this.before;
    return desk;
  }

  async stop(): Promise<void> {
    await this.scene.stop();
  }

  async childrenOf(parent?: Node): Promise<readonly Node[]> {
    return await rowsBelow(this.model, parent);
  }

  /** How many calls that read the tree were made since the last look. */
  callsSince(): Partial<Record<OperationName, number>> {
    const counts = reads.map((operation) => this.scene.requests(operation));
    const made = reads.map((operation, i) => [operation, (counts[i] ?? 0) - (this.before[i] ?? 0)] as const);
    this.before = counts;
    return Object.fromEntries(made.filter(([, count]) => count > 0));
  }

  /** The children of a row, found by the labels that lead to it. */
  async open(...path: string[]): Promise<readonly Node[]> {
    let rows = await this.childrenOf();
    for (const label of path) rows = await this.childrenOf(rowLabeled(rows, label));
    return rows;
  }

  async parentRow(...path: string[]): Promise<ParentNode> {
    const row = rowLabeled(await this.open(...path.slice(0, -1)), path.at(-1) ?? '');
    if (row.kind !== 'domain' && row.kind !== 'execution') throw new Error('A row without children');
    return row;
  }

  async startExecutions(count: number): Promise<void> {
    const { sdk, domain } = this.scene;
    const start = (_: unknown, i: number) =>
      sdk.startWorkflowExecution({ domain, workflowId: `many-${i}`, ...workflow });
    await Promise.all(Array.from({ length: count }, start));
  }
}

/** The rows below a row, less the one for the open tasks of all executions, which has tests of its own. */
export async function rowsBelow(model: ExplorerModel, parent?: Node): Promise<readonly Node[]> {
  return (await model.children(parent)).filter(({ kind }) => kind !== 'openTasks' && kind !== 'closedList');
}

export function rowLabeled(rows: readonly Node[], label: string): Node {
  const found = rows.find((node) => labelOf(node) === label);
  if (found === undefined) throw new Error(`No row ${label} among: ${labels(rows).join(', ')}`);
  return found;
}

export function labelOf(node: Node): string {
  return rowOf(node, 0).label;
}

export function labels(rows: readonly Node[]): string[] {
  return rows.map(labelOf);
}
