import * as l10n from '@vscode/l10n';
import type {
  DomainList,
  OpenTask,
  OpenTaskList,
  OpenTaskOptions,
  ReadOptions,
  SkeletonCheck,
  SwfWorkbenchApi,
  TaskAddress,
  TaskExplanation,
} from '../api';
import { Telling } from '../explorer/durations';
import { timeoutWords } from '../explorer/timeoutWords';
import { findingWords } from '../explorer/whyWords';
import type { Clock } from '../ports';
import { checkSkeletonFile } from '../skeleton/parse';
import { operationNamed } from '../skeleton/recognize';
import { type ActivityTask, type ExecutionRef, taskState } from '../swf/activityTasks';
import type { SwfClient } from '../swf/client';
import { openRunOf } from '../swf/executionLook';
import { Fault } from '../swf/fault';
import { type ExecutionsToken, listDomains, listOpenExecutions } from '../swf/listings';
import { type OpenTasks, readOpenTasks } from '../swf/openTasks';
import { mostUrgentFirst } from '../swf/urgency';
import { whyExecutionIsOpen, whyTaskIsOpen, withBacklogs } from '../swf/whyStuck';

/** A read that cannot be made as it was asked for. */
export class ReadFault extends Fault {
  override readonly name = 'ReadFault';

  constructor(
    message: string,
    readonly details: { readonly nextStep: string },
  ) {
    super(message);
  }
}

export interface ReadParts {
  /** Does all of a read with one client of the connection in use, at the rates of calls in bulk. */
  readonly use: <Result>(read: (client: SwfClient) => Promise<Result>) => Promise<Result>;
  readonly clock: Clock;
  /** Where a workspace that is not trusted would send calls nothing is read. */
  readonly isTrusted: () => boolean;
}

/** The bounds of one read: what asks is a program, which may ask again and again. */
const bounds = { domains: 1_000, executions: 300, atOnce: 8, tasks: 500, problems: 50 };

/**
 * The reads that agents and other extensions may make. Every text is made of names, times and states: no task token, input,
 * details or result of any task is in an answer.
 */
export class Reads implements SwfWorkbenchApi {
  readonly version = 1;

  constructor(private readonly parts: ReadParts) {}

  async listDomains({ signal }: ReadOptions = {}): Promise<DomainList> {
    return await this.read(async (client) => {
      const found: DomainList['domains'][number][] = [];
      let complete = true;
      for (const status of ['REGISTERED', 'DEPRECATED'] as const) {
        let nextPageToken: string | undefined;
        do {
          const page = await listDomains(client, { status, nextPageToken, signal });
          found.push(...page.items.map(({ name, description }) => ({ name, description, status })));
          nextPageToken = page.nextPageToken;
        } while (nextPageToken !== undefined && found.length < bounds.domains);
        complete &&= nextPageToken === undefined;
      }
      const domains = found.slice(0, bounds.domains);
      return { connection: client.target.label, domains, complete: complete && domains.length === found.length };
    });
  }

  async listOpenTasks(domain: string, options: OpenTaskOptions = {}): Promise<OpenTaskList> {
    const limit = Math.min(bounds.tasks, Math.max(1, Math.floor(options.limit ?? 100)));
    return await this.read(async (client) => {
      const now = this.parts.clock.now();
      const { workflowId, signal } = options;
      const found: { readonly task: ActivityTask; readonly endsAt: number | undefined }[] = [];
      let executionsRead = 0;
      let complete = true;
      let token: ExecutionsToken | undefined;
      do {
        const filter = workflowId === undefined ? {} : { workflowId };
        const page = await listOpenExecutions(client, domain, {
          ...{ now, oldestFirst: true, nextPageToken: token, signal },
          ...filter,
        });
        token = page.nextPageToken;
        for (let i = 0; i < page.items.length; i += bounds.atOnce) {
          if (executionsRead >= bounds.executions || found.length >= limit) {
            complete = false;
            break;
          }
          const some = page.items.slice(i, i + bounds.atOnce);
          const readings = await Promise.all(some.map((execution) => readOpenTasks(client, execution, { signal })));
          executionsRead += some.length;
          for (const { tasks, facts, complete: whole } of readings) {
            found.push(...tasks.map((task) => ({ task, endsAt: facts.endsAt })));
            complete &&= whole;
          }
        }
      } while (token !== undefined && complete && executionsRead < bounds.executions && found.length < limit);
      const ends = new Map(found.map(({ task, endsAt }) => [task, endsAt]));
      const sorted = mostUrgentFirst([...ends.keys()], now).slice(0, limit);
      const telling = new Telling(this.parts.clock.now());
      return {
        connection: client.target.label,
        domain,
        tasks: sorted.map((task) => told(task, telling, ends.get(task))),
        executionsRead,
        complete: complete && token === undefined && sorted.length === found.length,
      };
    });
  }

  async explainTask(address: TaskAddress, { signal }: ReadOptions = {}): Promise<TaskExplanation> {
    return await this.read(async (client) => {
      const connection = client.target.label;
      const { clock } = this.parts;
      const execution = await executionOf(address, client, clock);
      if (execution === undefined) {
        const statement = l10n.t('There is no open execution with the workflow id {0}.', address.workflowId);
        return { connection, statements: [statement] };
      }
      const reading = await readOpenTasks(client, execution, { signal });
      const { activityId, scheduledEventId } = address;
      const fitting = reading.tasks.filter(
        (task) =>
          (activityId === undefined || task.activityId === activityId) &&
          (scheduledEventId === undefined || task.scheduledEventId === scheduledEventId),
      );
      const [task, ...others] = fitting;
      const { facts } = reading;
      if (task === undefined || others.length > 0) {
        const findings = whyExecutionIsOpen(facts, reading.tasks.length, clock.now());
        const why = reading.closed === undefined ? await this.words(findings, execution, client) : [];
        return { connection, statements: [...noneWords(reading, fitting), ...why] };
      }
      const findings = [
        // Of other histories, which may hold a newer start, none was read.
        ...whyTaskIsOpen(task, undefined).filter(({ kind }) => kind !== 'lastStart'),
        ...whyExecutionIsOpen(facts, 1, clock.now()),
      ];
      const telling = new Telling(clock.now());
      const timeouts = timeoutWords(task, telling, facts.endsAt).statements;
      return {
        connection,
        task: told(task, telling, facts.endsAt),
        statements: [...(await this.words(findings, execution, client)), ...timeouts.map(sentence)],
      };
    });
  }

  async checkSkeleton(operation: string, text: string): Promise<SkeletonCheck> {
    const name = operationNamed(operation);
    if (name === undefined) {
      const nextStep = l10n.t('Name it as the AWS CLI or the API does, such as {0}.', 'respond-activity-task-canceled');
      throw new ReadFault(l10n.t('There is no operation {0}', operation.slice(0, 60)), { nextStep });
    }
    const format = /^\s*(\uFEFF?\s*[{["]|\/[/*]|$)/.test(text) ? 'json' : 'yaml';
    const { problems } = await checkSkeletonFile({ operation: name, format }, text);
    return {
      operation: name,
      valid: problems.every(({ severity }) => severity !== 'error'),
      problems: problems.slice(0, bounds.problems).map(({ severity, code, message, offset }) => {
        const before = text.slice(0, offset).split('\n');
        return { severity, code, message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
      }),
      problemCount: problems.length,
    };
  }

  private async read<Result>(read: (client: SwfClient) => Promise<Result>): Promise<Result> {
    const { isTrusted, use } = this.parts;
    if (isTrusted()) return await use(read);
    throw new ReadFault(l10n.t('Nothing was read, because this workspace is not trusted'), {
      nextStep: l10n.t('A person has to trust it first, by the command "Workspaces: Manage Workspace Trust".'),
    });
  }

  private async words(
    findings: Parameters<typeof withBacklogs>[0],
    { domain }: ExecutionRef,
    client: SwfClient,
  ): Promise<string[]> {
    const counted = await withBacklogs(findings, domain, client);
    const telling = new Telling(this.parts.clock.now());
    return counted.map((finding) => sentence(findingWords(finding, telling)));
  }
}

async function executionOf(
  { domain, workflowId, runId }: TaskAddress,
  client: SwfClient,
  clock: Clock,
): Promise<ExecutionRef | undefined> {
  if (runId !== undefined) return { domain, workflowId, runId };
  const open = await openRunOf(client, { domain, workflowId }, clock.now());
  return open && { domain, workflowId, runId: open.runId };
}

/** Why there is not the one task that was asked for. */
function noneWords({ tasks, closed, complete }: OpenTasks, fitting: readonly ActivityTask[]): string[] {
  if (closed !== undefined) {
    return [l10n.t('The execution is closed ({0}): none of its tasks is open.', closed.status ?? '?')];
  }
  const some = (fitting.length > 0 ? fitting : tasks).slice(0, 20);
  const open = some.map(({ activityId, scheduledEventId }) => `${activityId} (${scheduledEventId})`).join(', ');
  if (fitting.length > 0) return [l10n.t('Several open tasks fit; name one by its scheduledEventId: {0}.', open)];
  return [
    complete
      ? l10n.t('No such activity task is open in this execution.')
      : l10n.t('No such open activity task was found; the history was not read to its beginning.'),
    ...(open === '' ? [] : [l10n.t('Open are: {0}.', open)]),
  ];
}

function sentence({ label, text, more }: ReturnType<typeof findingWords>): string {
  return [`${label}: ${text}.`, ...more].join(' ');
}

function told(task: ActivityTask, telling: Telling, endsAt: number | undefined): OpenTask {
  const { execution, scheduledEventId, activityId, activityType, taskList, scheduledAt, startedAt, identity } = task;
  const { workflowId, runId } = execution;
  return {
    ...{ workflowId, runId, scheduledEventId, activityId, taskList },
    activityType: { name: activityType.name, version: activityType.version },
    state: taskState(task),
    scheduledAt: new Date(scheduledAt).toISOString(),
    startedAt: startedAt === undefined ? undefined : new Date(startedAt).toISOString(),
    worker: identity,
    timeout: timeoutWords(task, telling, endsAt).short,
  };
}
