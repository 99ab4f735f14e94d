import type { OpenConnection } from '../connection/openConnection';
import type { TaskAction } from './taskActions';
import type { ActivityTask, ExecutionRef } from '../swf/activityTasks';
import type { DomainScan } from '../swf/domainScan';
import type { ClosedExecution, CloseStatus } from '../swf/closedExecutions';
import type { Fault } from '../swf/fault';
import type { Domain, Execution } from '../swf/listings';
import type { Finding } from '../swf/whyStuck';

/** The rows of the explorer, as data. `id` is made from AWS's own identities, so that a refresh keeps what was open. */
export type Node =
  | ConnectionNode
  | DomainNode
  | OpenTasksNode
  | ClosedListNode
  | ClosedExecutionNode
  | ExecutionNode
  | TaskNode
  | DetailNode
  | LoadMoreNode
  | MessageNode
  | FaultNode;
/** A row below which rows are read in one go, page by page. */
export type LevelNode = DomainNode | ClosedListNode | ExecutionNode | TaskNode;
/** A row that can be opened. */
export type ParentNode = LevelNode | OpenTasksNode;

/** A connection, where several are open. */
export interface ConnectionNode {
  readonly kind: 'connection';
  readonly id: string;
  /** What the row says is read from it whenever it is drawn. */
  readonly connection: OpenConnection;
}

export interface DomainNode {
  readonly kind: 'domain';
  readonly id: string;
  readonly domain: Domain;
}

/** The open activity tasks of a domain, across all its executions. */
export interface OpenTasksNode {
  readonly kind: 'openTasks';
  readonly id: string;
  readonly parent: DomainNode;
  /** What the row says is read from it whenever it is drawn. */
  readonly scan: DomainScan;
}

export interface ExecutionNode {
  readonly kind: 'execution';
  readonly id: string;
  readonly parent: DomainNode;
  readonly execution: Execution;
}

/** The closed executions of a domain. */
export interface ClosedListNode {
  readonly kind: 'closedList';
  readonly id: string;
  readonly parent: DomainNode;
  /** The close status that all of them have; any, when left out. */
  readonly status?: CloseStatus | undefined;
}

export interface ClosedExecutionNode {
  readonly kind: 'closedExecution';
  readonly id: string;
  readonly parent: ClosedListNode;
  readonly execution: ClosedExecution;
}

export interface TaskNode {
  readonly kind: 'task';
  readonly id: string;
  readonly parent: ExecutionNode | OpenTasksNode;
  readonly task: ActivityTask;
}

/** What a row below a task or an execution tells of it. */
export type Topic =
  | { readonly is: 'why'; readonly finding: Finding }
  /** One of the timeouts, by its place in what `timeoutWords` says. */
  | { readonly is: 'timeout'; readonly index: number }
  | { readonly is: 'action'; readonly action: TaskAction }
  /** When all this was read. */
  | { readonly is: 'asOf' };

/** One statement about a task or an execution, or one thing to do about it. */
export interface DetailNode {
  readonly kind: 'detail';
  readonly id: string;
  readonly parent: ExecutionNode | TaskNode;
  readonly topic: Topic;
}

/** The last row of a level that has more pages. */
export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly id: string;
  readonly parent: ParentNode | undefined;
  readonly loaded: number;
}

/** Says in words why there is nothing, or not everything. */
export interface MessageNode {
  readonly kind: 'message';
  readonly id: string;
  readonly parent: ParentNode | undefined;
  readonly text: string;
  readonly tooltip: string;
}

/** A level that could not be read, or not to its end. */
export interface FaultNode {
  readonly kind: 'fault';
  readonly id: string;
  readonly parent: ParentNode | undefined;
  readonly fault: Fault;
  /** When the rows beside it were read, in milliseconds since 1970, if since then they could not be read again. */
  readonly staleSince?: number | undefined;
}

/** Whether rows can stand below it. */
export function isParent(node: Node): node is ParentNode {
  const { kind } = node;
  return kind === 'domain' || kind === 'openTasks' || kind === 'closedList' || kind === 'execution' || kind === 'task';
}

/** Whether an argument of a command is a row: key bindings and other extensions give anything. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && typeof value.id === 'string'
  );
}

export function connectionNode(connection: OpenConnection): ConnectionNode {
  return { kind: 'connection', id: nodeId(undefined, connection.id), connection };
}

/** The id of the connection that a row belongs to: that of its first ancestor, which has no other. */
export function connectionIdOf({ id }: Node): string {
  return decodeURIComponent(id.split('/', 1)[0] ?? '');
}

/** `connectionId` goes before the ids of all rows of a connection, so that two connections have no id in common. */
export function domainNode(domain: Domain, connectionId?: string): DomainNode {
  return {
    kind: 'domain',
    id: nodeId(undefined, ...(connectionId === undefined ? [] : [connectionId]), domain.name),
    domain,
  };
}

export function openTasksNode(parent: DomainNode, scan: DomainScan): OpenTasksNode {
  return { kind: 'openTasks', id: nodeId(parent, ':openTasks'), parent, scan };
}

export function executionNode(parent: DomainNode, execution: Execution): ExecutionNode {
  return { kind: 'execution', id: nodeId(parent, execution.workflowId, execution.runId), parent, execution };
}

export function closedListNode(parent: DomainNode, status: CloseStatus | undefined): ClosedListNode {
  return { kind: 'closedList', id: nodeId(parent, ':closed'), parent, status };
}

export function closedExecutionNode(parent: ClosedListNode, execution: ClosedExecution): ClosedExecutionNode {
  return { kind: 'closedExecution', id: nodeId(parent, execution.workflowId, execution.runId), parent, execution };
}

/** Below all open tasks of a domain its execution is part of the id: event ids are of one history alone. */
export function taskNode(parent: ExecutionNode | OpenTasksNode, task: ActivityTask): TaskNode {
  const { workflowId, runId } = task.execution;
  const execution = parent.kind === 'openTasks' ? [workflowId, runId] : [];
  return { kind: 'task', id: nodeId(parent, ...execution, String(task.scheduledEventId)), parent, task };
}

export function detailNode(parent: DetailNode['parent'], topic: Topic): DetailNode {
  return { kind: 'detail', id: nodeId(parent, `:${nameOf(topic)}`), parent, topic };
}

/** Of each a row has one at most. */
function nameOf(topic: Topic): string {
  switch (topic.is) {
    case 'why':
      return topic.finding.kind;
    case 'timeout':
      return `timeout ${topic.index}`;
    case 'action':
      return topic.action.command;
    case 'asOf':
      return topic.is;
  }
}

/** The execution that a row stands for, or is about. */
export function executionOf(node: ExecutionNode | ClosedExecutionNode | TaskNode | DetailNode): ExecutionRef {
  if (node.kind === 'detail') return executionOf(node.parent);
  return node.kind === 'task' ? node.task.execution : node.execution;
}

/** The id of a row that is no resource, of which a parent has one at most of each kind. */
export function noteId(
  kind: 'loadMore' | 'message' | 'fault',
  parent: ParentNode | undefined,
  connectionId?: string,
): string {
  return nodeId(parent, ...(parent === undefined && connectionId !== undefined ? [connectionId] : []), `:${kind}`);
}

/** Whether a row is another one or stands below it. */
export function isWithin(id: string, ancestor: string): boolean {
  return id === ancestor || id.startsWith(`${ancestor}/`);
}

/** Run ids may hold any character, so each part is escaped; `/` then only separates. */
function nodeId(parent: ParentNode | undefined, ...parts: string[]): string {
  return [...(parent === undefined ? [] : [parent.id]), ...parts.map(encodeURIComponent)].join('/');
}
