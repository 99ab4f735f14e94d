/**
 * What other extensions get from SWF Workbench: `vscode.extensions.getExtension('swf-workbench.swf-workbench')?.activate()`.
 * Reads alone, of the connection in use; no answer holds a task token, an input, details or a result. This file stands
 * alone, so that it can be copied. Times are ISO 8601, in UTC.
 */
export interface SwfWorkbenchApi {
  /** Raised when something here changes its meaning. */
  readonly version: 1;
  /** The domains of the account and region, the deprecated ones too: executions may still run in them. */
  listDomains(options?: ReadOptions): Promise<DomainList>;
  /** The open activity tasks of a domain, the nearest timeout first. Reads one history for each open execution. */
  listOpenTasks(domain: string, options?: OpenTaskOptions): Promise<OpenTaskList>;
  /** Why an open activity task is where it is, in sentences: what its history shows, and what no history shows. */
  explainTask(task: TaskAddress, options?: ReadOptions): Promise<TaskExplanation>;
  /**
   * Checks the text of a skeleton file, JSON or YAML, as `--cli-input-json` and `--cli-input-yaml` take it, without any call.
   * The operation is named as the AWS CLI or the API names it.
   */
  checkSkeleton(operation: string, text: string): Promise<SkeletonCheck>;
}

/** Every failure is an Error whose message is fit for a person. */
export interface ReadOptions {
  /** Ends the read, down to the socket. */
  readonly signal?: AbortSignal | undefined;
}

export interface OpenTaskOptions extends ReadOptions {
  /** The open execution with this workflow id alone. */
  readonly workflowId?: string | undefined;
  /** How many tasks at most, from 1 to 500; 100 unless given. */
  readonly limit?: number | undefined;
}

export interface DomainList {
  /** Where it was read, as the status bar says it. */
  readonly connection: string;
  readonly domains: readonly {
    readonly name: string;
    readonly description?: string | undefined;
    readonly status: 'REGISTERED' | 'DEPRECATED';
  }[];
  /** False when there are more than were read. */
  readonly complete: boolean;
}

export interface OpenTask {
  readonly workflowId: string;
  readonly runId: string;
  /** Tells the task for certain: activity ids are used again. */
  readonly scheduledEventId: number;
  readonly activityId: string;
  readonly activityType: { readonly name: string; readonly version: string };
  readonly taskList: string;
  readonly state: 'scheduled' | 'started' | 'cancelRequested';
  readonly scheduledAt: string;
  readonly startedAt?: string | undefined;
  /** What the worker that took it calls itself. */
  readonly worker?: string | undefined;
  /** What will end it by itself, in words. */
  readonly timeout: string;
}

export interface OpenTaskList {
  readonly connection: string;
  readonly domain: string;
  readonly tasks: readonly OpenTask[];
  /** How many open executions were looked at, the oldest first. */
  readonly executionsRead: number;
  /** False when a bound ended the read: there may be further tasks. */
  readonly complete: boolean;
}

export interface TaskAddress {
  readonly domain: string;
  readonly workflowId: string;
  /** The open run unless given. */
  readonly runId?: string | undefined;
  /** One of these, unless the execution has one open task. */
  readonly activityId?: string | undefined;
  readonly scheduledEventId?: number | undefined;
}

export interface TaskExplanation {
  readonly connection: string;
  /** Absent when the task is not open, or several fit; then the statements say so. */
  readonly task?: OpenTask | undefined;
  /** Each a sentence or two. */
  readonly statements: readonly string[];
}

export interface SkeletonCheck {
  readonly operation: string;
  /** Whether it would be sent; a warning does not hinder that. */
  readonly valid: boolean;
  readonly problems: readonly {
    readonly severity: 'error' | 'warning';
    readonly code: string;
    readonly message: string;
    /** Counted from 1; columns in UTF-16 units. */
    readonly line: number;
    readonly column: number;
  }[];
  /** How many there are; the first 50 are told. */
  readonly problemCount: number;
}
