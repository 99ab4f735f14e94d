import type { ActivityTask } from '../swf/activityTasks';
import type { Fault } from '../swf/fault';
import type { Domain, Execution } from '../swf/listings';

/** The rows of the explorer, as data. `id` is made from AWS's own identities, so that a refresh keeps what was open. */
export type Node = DomainNode | ExecutionNode | TaskNode | LoadMoreNode | MessageNode | FaultNode;
/** A row that can be opened. */
export type ParentNode = DomainNode | ExecutionNode;

export interface DomainNode {
  readonly kind: 'domain';
  readonly id: string;
  readonly domain: Domain;
}

export interface ExecutionNode {
  readonly kind: 'execution';
  readonly id: string;
  readonly parent: DomainNode;
  readonly execution: Execution;
}

export interface TaskNode {
  readonly kind: 'task';
  readonly id: string;
  readonly parent: ExecutionNode;
  readonly task: ActivityTask;
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

export function isParent(node: Node): node is ParentNode {
  return node.kind === 'domain' || node.kind === 'execution';
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && typeof value.id === 'string'
  );
}

export function domainNode(domain: Domain): DomainNode {
  return { kind: 'domain', id: nodeId(undefined, domain.name), domain };
}

export function executionNode(parent: DomainNode, execution: Execution): ExecutionNode {
  return { kind: 'execution', id: nodeId(parent, execution.workflowId, execution.runId), parent, execution };
}

export function taskNode(parent: ExecutionNode, task: ActivityTask): TaskNode {
  return { kind: 'task', id: nodeId(parent, String(task.scheduledEventId)), parent, task };
}

/** The id of a row that is no resource, of which a parent has one at most of each kind. */
export function noteId(kind: 'loadMore' | 'message' | 'fault', parent: ParentNode | undefined): string {
  return nodeId(parent, `:${kind}`);
}

/** Whether a row is another one or stands below it. */
export function isWithin(id: string, ancestor: string): boolean {
  return id === ancestor || id.startsWith(`${ancestor}/`);
}

/** Run ids may hold any character, so each part is escaped; `/` then only separates. */
function nodeId(parent: ParentNode | undefined, ...parts: string[]): string {
  return [...(parent === undefined ? [] : [parent.id]), ...parts.map(encodeURIComponent)].join('/');
}
