import { createActCommand } from './actCommand';
import { type ActingParts, LostActs } from './actExecution';
import { createTrailCommands, type TrailPort } from './auditTrail';
import { createActOnSeveral, createContinueBatch, createOpenBatchResults, createStopBatch } from './batch';
import { createCancelHeldTasks, type HeldBatchParts } from './batchHeldTasks';
import type { ClosingParts } from './closeActivityTask';
import { Drafts } from './drafts';
import { type ClosedList, createFilterClosed } from './filterClosed';
import { createFilterExplorer, createSortExplorer, type FilterParts } from './filterExplorer';
import { createFindTaskTokens } from './findTaskTokens';
import { createHistoryCommands, type HistoryPort } from './histories';
import { type ClaimParts, createClaimNextTask } from './claimNextTask';
import { createHeldTaskActs, type HeldParts } from './heldTaskActs';
import {
  createOpenDemoSkeleton,
  createResetDemo,
  createStartLocalSwf,
  createStopLocalSwf,
  type DemoSkeletonParts,
} from './localSwf';
import { createPinTask, createUnpinTask, tellEndsOfPins } from './pinTask';
import { createOfferInterrupted } from './interruptedBatch';
import { createNewSkeletonFile, createNewSkeletonFileForTask } from './newSkeletonFile';
import { createNewSkeletonFileFromEvent } from './newSkeletonFromEvent';
import { createRecordHeartbeat } from './recordHeartbeat';
import { createCheckPermissions } from './checkPermissions';
import { createCheckSkeletonFile } from './checkSkeletonFile';
import { createCopyAwsCliCommand } from './copyAwsCliCommand';
import { createPasteAwsCliCommand } from './pasteAwsCliCommand';
import { createRevealExecution } from './revealExecution';
import { createRunSkeletonFile } from './runSkeletonFile';
import { createRunWithOverrides } from './runWithOverrides';
import { createSkeletonTask, type SkeletonTask } from './skeletonTask';
import { createSelectConnection, type SelectConnectionParts } from './selectConnection';
import { SkeletonTies } from './skeletonTies';
import { createStopUsingAsSkeleton, createUseAsSkeleton, type SkeletonChoices } from './useAsSkeleton';
import { createCloseCommand, type KnownTokens } from './tokenCommand';
import type { ChosenExecutions } from './batchQuestions';
import type { BatchInput } from '../batch/actOnTarget';
import type { Batches } from '../batch/batches';
import { createRerunExecution } from './startExecution';
import type { CommandArguments, CommandId } from '../contract';
import type { Documents } from '../ports';
import type { SkeletonFacts } from '../skeleton/prefill';
import type { ExecutionRef } from '../swf/activityTasks';
import type { FoundExecution } from '../swf/findExecution';
import type { TaskRef } from '../swf/outcome';
import type { PinnedTasks } from '../swf/pinnedTasks';
import type { RatesByTarget } from '../swf/rates';
import type { Held } from '../tokens/heldTasks';

/** The explorer, as commands see it: rows come as unknown values, from menus, keys or nowhere. */
export interface ExplorerRows {
  readonly isRow: (origin: unknown) => boolean;
  /** The task of a row that was given. */
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  /** The execution of a row, or of the selected one when none was given. */
  readonly executionOf: (origin: unknown) => ExecutionRef | undefined;
  /** What a row that was given tells for a skeleton. */
  readonly factsOf: (origin: unknown) => SkeletonFacts | undefined;
  /** The task of a row, or of the selected one when none was given. */
  readonly selectedTaskOf: (origin: unknown) => TaskRef | undefined;
  /** Opens the row of a task or an execution, or the selected one, on why it is open; false when there is none. */
  readonly explain: (origin: unknown) => Promise<boolean>;
  /** The executions of the rows that were given or are selected; of a domain, those that are shown. */
  readonly executionsOf: (origin: unknown, all: unknown) => Promise<ChosenExecutions>;
  /** Shows an execution in the tree; false when its domain is not among the rows. */
  readonly reveal: (found: FoundExecution) => Promise<boolean>;
  /** The closed executions that a row, or the selected one when none was given, stands for or among. */
  readonly closedListOf: (origin: unknown) => ClosedList | undefined;
  /** Reads everything anew, the connection's files too. */
  readonly refreshAll: () => void;
  readonly refreshRow: (origin: unknown) => void;
  /** Reads again what can be seen, for something has changed. */
  readonly showAnew: () => void;
  readonly loadMore: (origin: unknown) => Promise<void>;
  /** The scan for open tasks that a row belongs to, or the selected one when none was given. */
  readonly stopScan: (origin: unknown) => void;
  readonly resumeScan: (origin: unknown) => Promise<void>;
  readonly rescan: (origin: unknown) => Promise<void>;
}

export type CommandParts = Omit<ClosingParts, 'openHistory'> &
  Pick<ActingParts, 'acted'> &
  DemoSkeletonParts &
  FilterParts &
  Omit<SelectConnectionParts, 'startLocalSwf'> &
  Omit<ClaimParts & HeldParts, 'polls'> & {
    readonly documents: Documents;
    readonly knownTokens?: KnownTokens | undefined;
    readonly explorer: ExplorerRows;
    readonly pins: PinnedTasks;
    readonly skeletons: SkeletonChoices;
    readonly histories: HistoryPort;
    readonly trail: TrailPort;
    /** Reads the held tasks anew, and looks whether they were closed. */
    readonly lookAtHeldTasks: () => void;
    readonly batches: Batches;
    readonly rates: RatesByTarget;
    readonly batchAddress: (id: string) => string;
    /** The held tasks of the rows that were given or are selected; nothing where no rows are meant, but all tasks. */
    readonly chosenHeldOf: (origin: unknown, all: unknown) => Promise<readonly Held[] | undefined>;
    /** Called when something was done to executions. */
    readonly lookAgain: () => void;
    readonly showLog: () => void;
  };

type Commands = { readonly [Id in CommandId]: (...args: CommandArguments[Id]) => unknown };

/** All commands by their ids, and what runs tasks, which shares with them what is remembered of earlier tries. */
export function createCommands(parts: CommandParts): {
  readonly commands: Commands;
  readonly runSkeletonTask: SkeletonTask;
  /** Tells of a batch that was interrupted, once. */
  readonly offerInterrupted: () => Promise<void>;
} {
  const { ui, documents, explorer } = parts;
  const ties = new SkeletonTies();
  const openHistory = async (execution: ExecutionRef, eventId?: number) => {
    const at = eventId === undefined ? undefined : `"eventId": ${eventId}`;
    await documents.openReadOnly(await parts.histories.addressOf(execution), at);
  };
  const shared = { ...parts, drafts: new Drafts(), isRow: explorer.isRow, openHistory };
  const closing = { ...shared, ties, taskOf: explorer.taskOf };
  const { executionOf, selectedTaskOf } = explorer;
  const acting = { ...shared, executionOf, selectedTaskOf, lostActs: new LostActs() };
  const batching: HeldBatchParts = {
    ...shared,
    executionsOf: explorer.executionsOf,
    showResults: (id) => documents.openReadOnly(parts.batchAddress(id)),
  };
  const batchInputs = new Map<string, BatchInput>();
  const continueBatch = createContinueBatch(batching, batchInputs);
  const skeletons = { ui, documents, ties, taskOf: explorer.selectedTaskOf, factsOf: explorer.factsOf };
  const startLocalSwf = createStartLocalSwf(parts);
  const selectConnection = createSelectConnection({ ...parts, startLocalSwf });
  const running = { ...closing, ...acting, started: explorer.showAnew };
  const runSkeletonFile = createRunSkeletonFile(running);
  const pinning = { ...parts, taskOf: explorer.selectedTaskOf, openHistory };
  tellEndsOfPins(pinning);

  const cancel = createCloseCommand('RespondActivityTaskCanceled', closing);
  const complete = createCloseCommand('RespondActivityTaskCompleted', closing);
  const fail = createCloseCommand('RespondActivityTaskFailed', closing);
  const uses = new Map([
    ['Cancel Activity Task…', cancel],
    ['Complete Activity Task…', complete],
    ['Fail Activity Task…', fail],
  ]);
  const tokens = createFindTaskTokens({ ...parts, uses });
  const histories = createHistoryCommands({
    ...parts,
    executionOf: explorer.executionOf,
    selectedEventOf: (origin) => explorer.selectedTaskOf(origin)?.scheduledEventId,
  });
  const polls = new Map<string, AbortController>();
  const held = { ...parts, polls };
  const heldActs = createHeldTaskActs(held);
  const trail = createTrailCommands(parts);

  const commands: Commands = {
    'swf.cancelActivityTask': cancel,
    'swf.completeActivityTask': complete,
    'swf.failActivityTask': fail,
    'swf.recordHeartbeat': createRecordHeartbeat(closing),
    'swf.signalExecution': createActCommand('SignalWorkflowExecution', acting),
    'swf.requestCancelExecution': createActCommand('RequestCancelWorkflowExecution', acting),
    'swf.terminateExecution': createActCommand('TerminateWorkflowExecution', acting),
    'swf.revealExecution': createRevealExecution({ ...parts, reveal: explorer.reveal }),
    'swf.filterClosedExecutions': createFilterClosed(ui, explorer.closedListOf),
    'swf.rerunExecution': createRerunExecution({ ...parts, executionOf: explorer.executionOf }),
    'swf.filterExplorer': createFilterExplorer(parts),
    'swf.clearFilter': () => {
      parts.filter.set('');
    },
    'swf.sortExplorer': createSortExplorer(parts),
    'swf.findTaskTokensInSelection': tokens.inSelection,
    'swf.findTaskTokensInFile': tokens.inFile,
    'swf.findTaskTokensInClipboard': tokens.inClipboard,
    'swf.runSkeletonFile': runSkeletonFile,
    'swf.checkSkeletonFile': createCheckSkeletonFile({ ...parts, run: runSkeletonFile }),
    'swf.runSkeletonFileWithOverrides': createRunWithOverrides(running),
    'swf.copyAsAwsCliCommand': createCopyAwsCliCommand(parts),
    'swf.pasteAwsCliCommand': createPasteAwsCliCommand({ ...shared, selectConnection }),
    'swf.useAsSkeleton': createUseAsSkeleton(parts),
    'swf.stopUsingAsSkeleton': createStopUsingAsSkeleton(parts),
    'swf.newSkeletonFile': createNewSkeletonFile(skeletons),
    'swf.newSkeletonFileForTask': createNewSkeletonFileForTask(skeletons),
    'swf.newSkeletonFileFromEvent': createNewSkeletonFileFromEvent({ ...parts, ties }),
    'swf.explainTask': async (origin) => {
      if (!(await explorer.explain(origin))) ui.glance('Select a task or an execution in the view Amazon SWF first');
    },
    'swf.openHistory': async (origin) => {
      const execution = explorer.executionOf(origin);
      if (execution !== undefined) await openHistory(execution, explorer.selectedTaskOf(origin)?.scheduledEventId);
    },
    'swf.openTimeline': histories.openTimeline,
    'swf.saveHistory': histories.saveHistory,
    'swf.openSavedHistory': histories.openSavedHistory,
    'swf.followHistory': histories.followHistory,
    'swf.copyActivityId': async (origin) => {
      const task = explorer.selectedTaskOf(origin);
      if (task === undefined) return;
      await documents.copy(task.activityId);
      ui.glance(`Copied: ${task.activityId}`);
    },
    'swf.actOnSeveral': createActOnSeveral(batching, batchInputs),
    'swf.cancelHeldTasks': createCancelHeldTasks(batching, batchInputs),
    'swf.continueBatch': continueBatch,
    'swf.stopBatch': createStopBatch(batching),
    'swf.openBatchResults': createOpenBatchResults(batching),
    'swf.openAuditTrail': trail.open,
    'swf.filterAuditTrail': trail.filter,
    'swf.copyIncidentNote': trail.copyNote,
    'swf.pinTask': createPinTask(pinning),
    'swf.unpinTask': createUnpinTask(pinning),
    // The menu of a view's title gives the row that has the focus, which this is not about.
    'swf.refresh': () => {
      explorer.refreshAll();
    },
    'swf.refreshRow': explorer.refreshRow,
    'swf.loadMore': explorer.loadMore,
    'swf.stopScan': explorer.stopScan,
    'swf.resumeScan': explorer.resumeScan,
    'swf.rescan': explorer.rescan,
    'swf.claimNextTask': createClaimNextTask(held),
    'swf.stopClaiming': (origin) => {
      const row = parts.heldOf(origin);
      const own = row === undefined ? undefined : polls.get(row.held.id);
      for (const poll of own === undefined ? polls.values() : [own]) poll.abort();
    },
    'swf.heartbeatHeldTask': heldActs.heartbeat,
    'swf.keepHeartbeating': heldActs.keepHeartbeating,
    'swf.stopHeartbeating': heldActs.stopHeartbeating,
    'swf.copyTaskToken': heldActs.copyToken,
    'swf.storeTokenAgain': heldActs.storeAgain,
    'swf.forgetTaskToken': heldActs.forget,
    'swf.refreshHeldTasks': parts.lookAtHeldTasks,
    'swf.selectConnection': selectConnection,
    'swf.startLocalSwf': startLocalSwf,
    'swf.stopLocalSwf': createStopLocalSwf(parts),
    'swf.checkPermissions': createCheckPermissions(parts),
    'swf.resetDemo': createResetDemo(parts),
    'swf.openDemoSkeleton': createOpenDemoSkeleton(parts),
    'swf.showLog': parts.showLog,
  };
  const offerInterrupted = createOfferInterrupted(batching, continueBatch);
  return { commands, runSkeletonTask: createSkeletonTask(running), offerInterrupted };
}
