import * as l10n from '@vscode/l10n';
import { inWords, moment, Telling } from './durations';
import type { Row } from './row';
import { oneLine } from './rows';
import { timeoutWords } from './timeoutWords';
import type { HeldToken } from '../contract';
import { heldPlace, type HeldTarget, type HeldTask, isOf } from '../tokens/heldTask';
import type { Held, Standing } from '../tokens/heldTasks';

/** What a row has to know besides the held task. */
export interface HeldRowContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The target of its connection, if that is open. */
  readonly target: HeldTarget | undefined;
  /** Whether this window records its heartbeats. */
  readonly heartbeats: 'none' | 'running' | 'failing';
  /** Whether its connection is marked so: then nothing can be done with it. */
  readonly readOnly?: boolean;
}

/** The view draws all its rows anew at its own pace. */
export type HeldRow = Omit<Row, 'changesAt'>;

/** What a held task says at a moment. */
export function heldRow({ held, standing }: Held, context: HeldRowContext): HeldRow {
  const row =
    standing === 'held' || standing === 'unstored'
      ? openRow(held, standing, context)
      : goneRow(held, standing, context);
  const { label, description, tooltip, spoken, ...look } = row;
  return {
    ...look,
    label: oneLine(label),
    description: oneLine(description),
    tooltip: tooltip.map(oneLine),
    spoken: oneLine(spoken),
  };
}

function openRow(held: HeldTask, standing: 'held' | 'unstored', context: HeldRowContext): HeldRow {
  const { now, target } = context;
  const label = held.work?.activityId ?? heldPlace(held);
  const here = isOf(held, target);
  const timeout = held.task === undefined ? undefined : timeoutWords(held.task, new Telling(now));
  const beats = heartbeatWords(held, context);
  const cancelRequested = wasRequested(held);
  const description = [
    ...(standing === 'unstored' ? [l10n.t('NOT STORED: only this window has the token')] : []),
    ...(cancelRequested ? [l10n.t('cancel requested')] : []),
    ...(timeout === undefined ? [] : [timeout.short]),
    ...beats.short,
    ...(here ? [held.work?.workflowId ?? ''] : [l10n.t('of {0}', held.target.label)]),
  ].join(' · ');
  const type = held.work?.activityType;
  const tooltip = [
    l10n.t('Activity task {0}', heldPlace(held)),
    l10n.t('Run id: {0}', held.work?.runId ?? ''),
    ...(type === undefined ? [] : [l10n.t('Type: {0} {1}', type.name, type.version)]),
    l10n.t('{0} {1}, {2} ago', howWords(held), moment(held.since), inWords(now - held.since)),
    standing === 'held'
      ? l10n.t('Its task token is kept in the editor’s secret storage.')
      : l10n.t(
          'The editor’s secret storage did not take its task token: store it again, or copy it before this window is closed.',
        ),
    l10n.t('Connection: {0}', held.target.label),
    ...(here ? [] : [l10n.t('That connection is not open: add or choose it to act on this task.')]),
    ...(cancelRequested ? [l10n.t('Its cancellation was requested by the decider.')] : []),
    ...(timeout === undefined
      ? [l10n.t('Its history has not been read yet, so its timeouts are not known.')]
      : timeout.statements.slice(0, -1).map(({ label, text }) => `${label}: ${text}`)),
    ...beats.lines,
  ];
  const tokens: HeldToken[] = ['held', 'forgettable'];
  if (here && context.readOnly !== true) tokens.push('usable', held.heartbeats === undefined ? 'silent' : 'beating');
  if (standing === 'unstored') tokens.push('unstored');
  return {
    label,
    description,
    tooltip,
    ...(standing === 'unstored' ? { icon: 'warning', color: 'charts.red' } : { icon: 'key' }),
    expandable: false,
    tokens,
    spoken: [l10n.t('Held activity task {0}', label), description].join(', '),
  };
}

function goneRow(held: HeldTask, standing: Exclude<Standing, 'held' | 'unstored'>, { now }: HeldRowContext): HeldRow {
  const place = heldPlace(held);
  const { description, lines, icon, tokens } = goneWords(held, standing, now);
  const label = held.work?.activityId ?? held.claim?.taskList ?? place;
  const tooltip = [place, ...lines, l10n.t('Connection: {0}', held.target.label)];
  const spoken = `${label}, ${description}`;
  return { label, description, tooltip, icon, expandable: false, tokens, spoken };
}

interface GoneWords {
  readonly description: string;
  readonly lines: readonly string[];
  readonly icon: string;
  readonly tokens: readonly HeldToken[];
}

function goneWords(held: HeldTask, standing: Exclude<Standing, 'held' | 'unstored'>, now: number): GoneWords {
  const waited = inWords(now - held.since);
  const identity = held.claim?.identity ?? '';
  switch (standing) {
    case 'waiting':
      return {
        description: l10n.t('waiting for a task, {0} so far', waited),
        lines: [
          l10n.t('This window polls the task list once, for up to a minute. The next task that comes is yours.'),
          l10n.t('Stop Waiting ends the poll. It cancels no task.'),
        ],
        icon: 'sync~spin',
        tokens: ['polling'],
      };
    case 'waitingElsewhere':
      return {
        description: l10n.t('another window waits for a task, {0} so far', waited),
        lines: [l10n.t('Another window polls this task list.')],
        icon: 'watch',
        tokens: [],
      };
    case 'interrupted':
      return {
        description: l10n.t('a poll was interrupted'),
        lines: [
          l10n.t('Its window ended before an answer was kept (poll begun {0}).', moment(held.since)),
          l10n.t(
            'Amazon SWF may have handed it a task, whose token is then lost: look on this task list for one that was started by {0}.',
            identity,
          ),
          l10n.t('Such a task ends by a timeout, or with its execution.'),
        ],
        icon: 'warning',
        tokens: ['forgettable'],
      };
    case 'lost':
      return {
        description: l10n.t('its token is lost'),
        lines: [
          l10n.t('The editor’s secret storage no longer has the task token, or another browser or machine has it.'),
          l10n.t(
            'On Linux without a keyring, and in some browsers, the editor forgets secrets when its window closes.',
          ),
        ],
        icon: 'error',
        tokens: ['forgettable'],
      };
    case 'unreadable':
      return {
        description: l10n.t('the editor does not give its token'),
        lines: [l10n.t('The editor’s secret storage failed or did not answer. Refresh to ask again.')],
        icon: 'warning',
        tokens: ['forgettable'],
      };
  }
}

function howWords({ how, claim }: HeldTask): string {
  return how === 'claimed'
    ? l10n.t('Claimed from task list {0} as {1}:', claim?.taskList ?? '?', claim?.identity ?? '?')
    : l10n.t('Token given by you for this task; the service cannot tell whether it is this task’s. Given:');
}

function heartbeatWords(
  { heartbeats, lastHeartbeat }: HeldTask,
  { now, heartbeats: state }: HeldRowContext,
): { readonly short: readonly string[]; readonly lines: readonly string[] } {
  const last =
    lastHeartbeat === undefined
      ? l10n.t('No heartbeat was recorded from here yet.')
      : l10n.t(
          'Last heartbeat recorded from here: {0}, {1} ago',
          moment(lastHeartbeat.at),
          inWords(now - lastHeartbeat.at),
        );
  if (heartbeats === undefined) return { short: [], lines: [last] };
  const every = inWords(heartbeats.everyMs);
  const short = state === 'failing' ? l10n.t('HEARTBEATS FAIL') : l10n.t('heartbeat every {0}', every);
  const lines = [
    state === 'none'
      ? l10n.t('A heartbeat is recorded every {0} while a window uses SWF Workbench; this window does not.', every)
      : l10n.t('A heartbeat is recorded every {0} while a window uses SWF Workbench.', every),
    last,
  ];
  return { short: [short], lines };
}

function wasRequested({ task, lastHeartbeat }: HeldTask): boolean {
  return task?.cancelRequestedEventId !== undefined || lastHeartbeat?.cancelRequested === true;
}
