import {
  domainNode,
  type DomainNode,
  executionNode,
  type ExecutionNode,
  isParent,
  isWithin,
  type Node,
  noteId,
  type ParentNode,
  taskNode,
} from './nodes';
import { PagedRows, type RowsPage } from './pagedRows';
import { Emitter } from '../emitter';
import type { Clock } from '../ports';
import { type ActivityTask, nextTimeout } from '../swf/activityTasks';
import type { SwfClient } from '../swf/client';
import { Fault } from '../swf/fault';
import { type ExecutionsToken, listDomains, listOpenExecutions } from '../swf/listings';
import { readOpenTasks } from '../swf/openTasks';

/** Executions of one page: few enough to be read, and one call. */
const pageSize = 100;

/**
 * The explorer's rows and what was loaded of them. Each level is loaded when it is first asked for and kept until it is
 * refreshed; asking again costs nothing. A level that fails is a row that says so.
 */
export class ExplorerModel {
  private readonly changed = new Emitter<ParentNode | undefined>();
  private levels = new Map<string, PagedRows<Node>>();

  /** Fires the row whose children changed, or nothing for all. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly connect: () => Promise<SwfClient>,
    private readonly clock: Clock,
  ) {}

  /**
   * The rows below a row, or the domains.
   * @throws Fault when not even the domains could be read
   */
  async children(parent?: Node): Promise<readonly Node[]> {
    if (parent !== undefined && !isParent(parent)) return [];
    const { rows, more, failure } = await this.level(parent).rows();
    if (failure !== undefined) {
      if (!(failure instanceof Fault) || (parent === undefined && rows.length === 0)) throw failure;
      return [...rows, { kind: 'fault', id: noteId('fault', parent), parent, fault: failure }];
    }
    return more ? [...rows, { kind: 'loadMore', id: noteId('loadMore', parent), parent, loaded: rows.length }] : rows;
  }

  parent(node: Node): Node | undefined {
    return node.kind === 'domain' ? undefined : node.parent;
  }

  async loadMore(parent: ParentNode | undefined): Promise<void> {
    await this.level(parent).loadMore();
    this.changed.fire(parent);
  }

  /** Forgets what was loaded below a row, or everything; the editor then asks for what it shows. */
  refresh(node?: Node): void {
    const parent = node === undefined || isParent(node) ? node : this.enclosing(node);
    for (const id of [...this.levels.keys()]) {
      if (parent === undefined || isWithin(id, parent.id)) this.levels.delete(id);
    }
    this.changed.fire(parent);
  }

  private enclosing(node: Node): ParentNode | undefined {
    const parent = this.parent(node);
    return parent !== undefined && isParent(parent) ? parent : undefined;
  }

  private level(parent: ParentNode | undefined): PagedRows<Node> {
    const id = parent?.id ?? '';
    const known = this.levels.get(id);
    if (known !== undefined) return known;
    const level = new PagedRows<Node>(() => this.load(parent));
    this.levels.set(id, level);
    return level;
  }

  private load(parent: ParentNode | undefined): Promise<RowsPage<Node>> {
    if (parent === undefined) return this.loadDomains();
    return parent.kind === 'domain' ? this.loadExecutions(parent) : this.loadTasks(parent);
  }

  private async loadDomains(nextPageToken?: string): Promise<RowsPage<Node>> {
    const page = await listDomains(await this.connect(), { nextPageToken });
    const token = page.nextPageToken;
    return {
      rows: page.items.map(domainNode),
      next: token === undefined ? undefined : () => this.loadDomains(token),
    };
  }

  private async loadExecutions(parent: DomainNode, nextPageToken?: ExecutionsToken): Promise<RowsPage<Node>> {
    const options = { now: this.clock.now(), pageSize, nextPageToken };
    const page = await listOpenExecutions(await this.connect(), parent.domain.name, options);
    const token = page.nextPageToken;
    if (page.items.length === 0 && token === undefined) {
      return note(
        parent,
        'No open workflow executions',
        'Nothing runs in this domain. Closed executions are not shown.',
      );
    }
    return {
      rows: page.items.map((execution) => executionNode(parent, execution)),
      next: token === undefined ? undefined : () => this.loadExecutions(parent, token),
    };
  }

  private async loadTasks(parent: ExecutionNode): Promise<RowsPage<Node>> {
    const { tasks, complete, closed } = await readOpenTasks(await this.connect(), parent.execution);
    if (closed !== undefined) {
      const how = closed.status === undefined ? '' : ` (${closed.status})`;
      return note(
        parent,
        `Closed meanwhile${how}`,
        'The execution has closed, and its activity tasks are gone with it.',
      );
    }
    if (tasks.length === 0) {
      return note(parent, 'No open activity tasks', 'The execution is open, but no activity task is.');
    }
    const now = this.clock.now();
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
