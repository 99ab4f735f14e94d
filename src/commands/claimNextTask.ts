import * as l10n from '@vscode/l10n';
import { type LoginParts, mendingActions } from './logIn';
import { permissionActions } from './permissionActions';
import { pickDomain, pickOrType } from './pickOrType';
import { tellUnstored } from './unstoredToken';
import { UntrustedFault } from './trust';
import type { OpenConnection } from '../connection/openConnection';
import type { Clock, Documents, Log, Question, Ui } from '../ports';
import { checkInput } from '../swf/checkInput';
import type { SwfClient } from '../swf/client';
import { sentences } from '../swf/fault';
import { loginOf, SwfFault } from '../swf/faults';
import { plainName } from '../swf/plainText';
import { offeredTaskLists, pendingTasks } from '../swf/taskLists';
import { type ClaimOutcome, claimTask } from '../tokens/claimTask';
import { lookAtHeldTask } from '../tokens/heldCare';
import { heldPlace } from '../tokens/heldTask';
import type { HeldTasks } from '../tokens/heldTasks';
import type { Endurance } from '../tokens/storeTrial';

/** A list to poll, as far as a row tells. */
export interface ClaimOrigin {
  readonly domain?: string | undefined;
  readonly taskList?: string | undefined;
}

export interface ClaimParts extends LoginParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly connection: OpenConnection;
  readonly heldTasks: HeldTasks;
  readonly isTrusted: () => boolean;
  /** Where a row stands: its domain, and the task list of a task. */
  readonly claimOriginOf: (origin: unknown) => ClaimOrigin;
  readonly showHeldTasks: () => Promise<void>;
  /** Whether the editor's store for secrets outlives its windows. */
  readonly endurance: () => Promise<Endurance>;
  /** A new name for a poll, so that its task can be found in histories. */
  readonly newIdentity: () => string;
  /** The polls under way, by the ids of their records. */
  readonly polls: Map<string, AbortController>;
  /** Told that a task was started by a claim. */
  readonly claimed: () => void;
  /** Told how many polls are under way. */
  readonly pollsChanged: (count: number) => void;
}

/**
 * `SWF: Claim Next Task…`: polls a task list once as a worker. Asks for domain and list where no row told them, and in a
 * modal says what it means.
 */
export function createClaimNextTask(parts: ClaimParts): (origin?: unknown) => Promise<ClaimOutcome | undefined> {
  const { ui } = parts;

  const run = async (given: ClaimOrigin): Promise<ClaimOutcome | undefined> => {
    if (!parts.isTrusted()) throw new UntrustedFault();
    return await parts.connection.use(async (client) => {
      const domain = given.domain ?? (await pickDomain(l10n.t('Claim Next Task: which domain?'), client, parts));
      if (domain === undefined) return undefined;
      const taskList = given.taskList ?? (await pickTaskList(parts, client, domain));
      if (taskList === undefined) return undefined;
      const identity = parts.newIdentity();
      const question = await claimQuestion({ domain, taskList, identity }, client, parts);
      if (!(await ui.confirm(question))) {
        ui.glance(l10n.t('No task was claimed'));
        return undefined;
      }
      const outcome = await poll({ domain, taskList, identity }, client, parts);
      report(outcome, { domain, taskList }, client, parts, () => run({ domain, taskList }));
      if (outcome.kind === 'claimed') {
        parts.claimed();
        await learnMore(outcome, client, parts);
      }
      return outcome;
    });
  };
  return async (origin) => await run(parts.claimOriginOf(origin));
}

interface Claim {
  readonly domain: string;
  readonly taskList: string;
  readonly identity: string;
}

async function poll(claim: Claim, client: SwfClient, parts: ClaimParts): Promise<ClaimOutcome> {
  const { ui, heldTasks, polls, pollsChanged } = parts;
  const controller = new AbortController();
  let id: string | undefined;
  await parts.showHeldTasks();
  try {
    return await ui.progress(l10n.t('Waiting for a task of {0}', claim.taskList), async (step) => {
      step(l10n.t('up to 60 s. Stop Waiting is in the view Held Tasks'));
      return await claimTask(claim, { client, heldTasks, signal: controller.signal }, (begun) => {
        id = begun;
        polls.set(begun, controller);
        pollsChanged(polls.size);
      });
    });
  } finally {
    if (id !== undefined) polls.delete(id);
    pollsChanged(polls.size);
  }
}

/** What the history tells of the task; it is not needed to act on it, so a failure is the log's. */
async function learnMore(
  outcome: ClaimOutcome & { kind: 'claimed' },
  client: SwfClient,
  parts: ClaimParts,
): Promise<void> {
  // A history may lag behind the poll's answer.
  for (const wait of [0, 500, 2_000]) {
    if (wait > 0) await parts.clock.sleep(wait);
    try {
      await lookAtHeldTask(outcome.held, client, parts.heldTasks);
    } catch (fault) {
      if (!(fault instanceof SwfFault)) throw fault;
      parts.log.warn(fault.message);
    }
    const found = (await parts.heldTasks.all()).find(({ held }) => held.id === outcome.held.id);
    if (found?.held.task !== undefined) return;
  }
}

async function pickTaskList({ ui, log }: ClaimParts, client: SwfClient, domain: string): Promise<string | undefined> {
  const offered = await offeredTaskLists(client, domain).catch((fault: unknown) => {
    if (!(fault instanceof SwfFault)) throw fault;
    // A list can be typed all the same.
    log.warn(fault.message);
    return [];
  });
  return await pickOrType(ui, {
    title: l10n.t('Claim Next Task: which task list of {0}?', domain),
    choices: offered.map(({ name, pending }) => ({
      label: plainName(name),
      description: pending === undefined ? '' : l10n.t('about {0} waiting', pending),
      value: name,
    })),
    other: l10n.t('Another Task List…'),
    prompt: l10n.t('The name of an activity task list, as its decider writes it'),
    placeholder: l10n.t('A list that does not exist is no mistake to Amazon SWF: it waits, and nothing comes'),
    check: (name) => {
      const [problem] = checkInput('PollForActivityTask', { domain, taskList: { name } });
      return problem && { severity: 'error', text: problem.message };
    },
  });
}

async function claimQuestion(claim: Claim, client: SwfClient, parts: ClaimParts): Promise<Question> {
  const domain = plainName(claim.domain);
  const taskList = plainName(claim.taskList);
  const { identity } = claim;
  const pending = await pendingTasks(client, claim.domain, claim.taskList).catch(() => undefined);
  const detail = [
    l10n.t('Where: {0}, domain {1}', client.target.label, domain),
    ...(pending === undefined ? [] : [l10n.t('Waiting in this list: about {0}', pending)]),
    '',
    l10n.t(
      'You become the worker. Amazon SWF gives you the next task of this list, and no real worker gets it. You cannot choose which: the highest priority comes first, then the oldest.',
    ),
    '',
    l10n.t(
      'Its start-to-close clock starts at once, its heartbeat clock too. A started task is never handed out again: you have to complete, fail or cancel it, or it times out.',
    ),
    '',
    l10n.t('The poll waits for up to 60 s. Histories will show you as {0}.', identity),
    await storeSentence(parts),
  ].join('\n');
  return {
    message: l10n.t('Claim the next task of {0}?', taskList),
    detail,
    action: l10n.t('Claim the Next Task'),
    dismiss: l10n.t('Claim Nothing'),
  };
}

async function storeSentence({ endurance, log }: ClaimParts): Promise<string> {
  const kept = l10n.t('Its task token is put into the editor’s secret storage before anything else.');
  let seen: Endurance;
  try {
    seen = await endurance();
  } catch (error) {
    log.warn(`The editor’s secret storage failed: ${error instanceof Error ? error.message : String(error)}`);
    return l10n.t(
      'ATTENTION: the editor’s secret storage does not work at the moment. The token of a claimed task would be in this window’s memory only.',
    );
  }
  switch (seen) {
    case 'survives':
      return kept;
    case 'untested':
      return l10n.t('{0} Whether that outlives this window was not seen yet on this machine.', kept);
    case 'forgets':
      return l10n.t(
        '{0} ATTENTION: here it did not outlive the last restart of the editor (is there a keyring?). Copy the token before you close this window.',
        kept,
      );
  }
}

function report(
  outcome: ClaimOutcome,
  { domain, taskList }: Omit<Claim, 'identity'>,
  client: SwfClient,
  parts: ClaimParts,
  again: () => Promise<unknown>,
): void {
  const { ui, log, documents } = parts;
  switch (outcome.kind) {
    case 'claimed': {
      const place = heldPlace(outcome.held);
      log.info(`Claimed from ${taskList}: ${place}`);
      if (outcome.unstored !== undefined) {
        tellUnstored(outcome.held.id, place, outcome.unstored, parts);
        return;
      }
      const text = l10n.t(
        'You hold the task {0}. Its task token is kept; complete, fail or cancel it from the view Held Tasks',
        place,
      );
      ui.offer('information', sentences(text), new Map([[l10n.t('Show Held Tasks'), parts.showHeldTasks]]));
      return;
    }
    case 'noTask':
      ui.offer(
        'information',
        l10n.t('No task came, and nothing was claimed: task list {0}, domain {1}.', taskList, domain),
        new Map([[l10n.t('Wait Again…'), again]]),
      );
      return;
    case 'stopped':
    case 'failed': {
      const what = outcome.kind === 'stopped' ? l10n.t('Stopped waiting for a task') : outcome.fault.message;
      const text = sentences(what, lossSentence(outcome, client));
      log.warn(text);
      const fault = outcome.kind === 'failed' ? outcome.fault : undefined;
      const mending =
        loginOf(fault) === undefined ? [[l10n.t('Wait Again…'), again] as const] : mendingActions(fault, parts, again);
      const actions = new Map([...permissionActions(fault, documents), ...mending]);
      ui.offer(outcome.kind === 'stopped' ? 'information' : 'error', text, actions);
    }
  }
}

/** What can have been lost with a poll that has no answer. */
function lossSentence(outcome: ClaimOutcome & { kind: 'stopped' | 'failed' }, { target }: SwfClient): string {
  if (!outcome.maybeTaken) return l10n.t('No task was claimed.');
  if (target.kind === 'local') return l10n.t('No task was claimed: Local SWF gives none to a poll that hung up.');
  return l10n.t(
    'Most likely no task was claimed. If Amazon SWF handed one out at that very moment, its history shows it as started by {0}, and its token is lost.',
    outcome.identity,
  );
}
