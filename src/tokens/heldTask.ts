import * as l10n from '@vscode/l10n';
import type { ActivityTask, Timeout } from '../swf/activityTasks';
import { Fault } from '../swf/fault';
import { id as eventIdOf, text } from '../swf/historyEvents';
import { place, type TaskRef } from '../swf/outcome';

/** Where a token is good: task tokens are those of one account and region. */
export interface HeldTarget {
  readonly label: string;
  readonly region: string;
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** What the poll's answer tells of its task, or who remembered a token told. */
export interface Work {
  readonly workflowId: string;
  readonly runId: string;
  readonly activityId: string;
  readonly activityType?: { readonly name: string; readonly version: string } | undefined;
  readonly startedEventId?: number | undefined;
  readonly scheduledEventId?: number | undefined;
}

/** All that is kept of a held task besides its token. Times are milliseconds since 1970. */
export interface HeldTask {
  /** Names the record and the secret alike. */
  readonly id: string;
  /** Whether the token came from a poll of ours, or was given by the person for a task. */
  readonly how: 'claimed' | 'remembered';
  /** When the poll began, or the token was given. */
  readonly since: number;
  readonly target: HeldTarget;
  readonly domain: string;
  /** Of a claim: the list that was polled, and the name under which its history shows us. */
  readonly claim?: { readonly taskList: string; readonly identity: string } | undefined;
  /** Absent while the poll has not answered. */
  readonly work?: Work | undefined;
  /** As its history showed it, without input and control. */
  readonly task?: ActivityTask | undefined;
  /** Set while heartbeats are recorded on schedule. */
  readonly heartbeats?: { readonly everyMs: number } | undefined;
  /** The last heartbeat that the service took. */
  readonly lastHeartbeat?: { readonly at: number; readonly cancelRequested: boolean } | undefined;
}

/** The task's identity within the account and region, once its ActivityTaskScheduled event is known. */
export function heldRef({ domain, work, task }: HeldTask): TaskRef | undefined {
  const scheduledEventId = task?.scheduledEventId ?? work?.scheduledEventId;
  if (work === undefined || scheduledEventId === undefined) return undefined;
  const { workflowId, runId, activityId } = work;
  return { execution: { domain, workflowId, runId }, scheduledEventId, activityId };
}

/** The task in words, or what was polled when no task is known. */
export function heldPlace(held: HeldTask): string {
  const { domain, work, claim } = held;
  if (work === undefined) return l10n.t('task list {0}, domain {1}', claim?.taskList ?? '?', domain);
  const { workflowId, runId, activityId } = work;
  return place({ activityId, execution: { domain, workflowId, runId }, scheduledEventId: 0 });
}

/** Whether calls that go to `target` reach the service that gave the token. */
export function isOf({ target: own }: HeldTask, target: HeldTarget | undefined): boolean {
  return own.region === target?.region && own.endpoint === target.endpoint && own.profile === target.profile;
}

/** The part of a target that is kept. */
export function heldTarget({ label, region, profile, endpoint }: HeldTarget): HeldTarget {
  return { label, region, profile, endpoint };
}

/** That a held task belongs to another connection than the one in use. */
export class OtherConnectionFault extends Fault {
  override readonly name = 'OtherConnectionFault';
  readonly details: { readonly nextStep: string };

  constructor(held: HeldTask) {
    super(l10n.t('This task is held for another connection: {0}', held.target.label));
    this.details = { nextStep: l10n.t('Select the connection {0}, and try again.', held.target.label) };
  }
}

/** That the history has not shown yet which of its tasks was claimed. */
export class UnlocatedTaskFault extends Fault {
  override readonly name = 'UnlocatedTaskFault';
  readonly details = { nextStep: l10n.t('Refresh Held Tasks and try again: histories may lag behind.') };

  constructor() {
    super(l10n.t('The history of this task does not show it yet'));
  }
}

/** Reads what was kept, by this version or another; undefined when it is no held task. */
export function readHeldTask(id: string, value: unknown): HeldTask | undefined {
  const { how, since, domain, ...rest } = members(value);
  const target = members(rest['target']);
  const [label, region] = [text(target['label']), text(target['region'])];
  if ((how !== 'claimed' && how !== 'remembered') || typeof since !== 'number' || typeof domain !== 'string')
    return undefined;
  if (label === undefined || region === undefined) return undefined;
  const { taskList, identity } = members(rest['claim']);
  const work = readWork(members(rest['work']));
  const { everyMs } = members(rest['heartbeats']);
  const { at, cancelRequested } = members(rest['lastHeartbeat']);
  return {
    id,
    how,
    since,
    domain,
    target: { label, region, profile: text(target['profile']), endpoint: text(target['endpoint']) },
    claim: typeof taskList === 'string' ? { taskList, identity: text(identity) ?? '' } : undefined,
    work,
    task: work === undefined ? undefined : readTask(domain, work, members(rest['task'])),
    heartbeats: typeof everyMs === 'number' && everyMs > 0 ? { everyMs } : undefined,
    lastHeartbeat: typeof at === 'number' ? { at, cancelRequested: cancelRequested === true } : undefined,
  };
}

/** Reads a record's text; a damaged one is none. */
export function parseHeldTask(id: string, record: string): HeldTask | undefined {
  return readHeldTask(id, parseJson(record));
}

/** Parses JSON; what is none is undefined. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The members of an object; anything else has none. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function readWork(work: Readonly<Record<string, unknown>>): Work | undefined {
  const [workflowId, runId, activityId] = [text(work['workflowId']), text(work['runId']), text(work['activityId'])];
  if (workflowId === undefined || runId === undefined || activityId === undefined) return undefined;
  return {
    workflowId,
    runId,
    activityId,
    activityType: readType(work['activityType']),
    startedEventId: eventIdOf(work['startedEventId']),
    scheduledEventId: eventIdOf(work['scheduledEventId']),
  };
}

function readTask(
  domain: string,
  { workflowId, runId, activityId }: Work,
  task: Readonly<Record<string, unknown>>,
): ActivityTask | undefined {
  const scheduledEventId = eventIdOf(task['scheduledEventId']);
  const [scheduledAt, startedAt, activityType] = [
    task['scheduledAt'],
    task['startedAt'],
    readType(task['activityType']),
  ];
  if (scheduledEventId === undefined || typeof scheduledAt !== 'number' || activityType === undefined) return undefined;
  const timeouts = members(task['timeouts']);
  return {
    execution: { domain, workflowId, runId },
    activityId,
    activityType,
    scheduledEventId,
    startedEventId: eventIdOf(task['startedEventId']),
    cancelRequestedEventId: eventIdOf(task['cancelRequestedEventId']),
    taskList: text(task['taskList']) ?? '',
    scheduledAt,
    startedAt: typeof startedAt === 'number' ? startedAt : undefined,
    identity: text(task['identity']),
    timeouts: {
      scheduleToStart: readTimeout(timeouts['scheduleToStart']),
      scheduleToClose: readTimeout(timeouts['scheduleToClose']),
      startToClose: readTimeout(timeouts['startToClose']),
      heartbeat: readTimeout(timeouts['heartbeat']),
    },
  };
}

function readType(value: unknown): Work['activityType'] {
  const { name, version } = members(value);
  return typeof name === 'string' && typeof version === 'string' ? { name, version } : undefined;
}

function readTimeout(value: unknown): Timeout | undefined {
  return value === 'NONE' || typeof value === 'number' ? value : undefined;
}
