import * as l10n from '@vscode/l10n';
import { createActCommand } from './actCommand';
import { LostActs } from './actExecution';
import { createTrailCommands, type TrailPort } from './auditTrail';
import { createActOnSeveral, createContinueBatch, createOpenBatchResults, createStopBatch } from './batch';
import { createCancelHeldTasks } from './batchHeldTasks';
import type { ClosingParts } from './closeActivityTask';
import { createCopyActivityId } from './copyActivityId';
import { Drafts } from './drafts';
import { type ClosedList, createFilterClosed } from './filterClosed';
import { createFilterExplorer, createSortExplorer, type FilterParts } from './filterExplorer';
import { createHistoryCommands, type HistoryPort } from './histories';
import { type ClaimParts, createClaimNextTask } from './claimNextTask';
import { createLogIn } from './logIn';
import { createCopyIamStatement } from './permissionActions';
import { createHeldTaskActs, type HeldParts } from './heldTaskActs';
import {
  createOpenDemoSkeleton,
  createResetDemo,
  createStartLocalSwf,
  createStopLocalSwf,
  type DemoSkeletonParts,
} from './localSwf';
import { createPinTask, createUnpinTask, createTellEndOfPin } from './pinTask';
import { createOfferInterrupted } from './interruptedBatch';
import { createConnectionCommands, type ManageConnectionsParts } from './manageConnections';
import { createNewSkeletonFile, createNewSkeletonFileForTask } from './newSkeletonFile';
import { createRecordHeartbeat } from './recordHeartbeat';
import { createCheckPermissions } from './checkPermissions';
import { createDocumentCommands } from './documentCommands';
import { argumentsConnection } from './documentConnection';
import { createPasteAwsCliCommand } from './pasteAwsCliCommand';
import { createReportCommands, type ReportPort } from './report';
import { createRevealExecution } from './revealExecution';
import type { SkeletonTask } from './skeletonTask';
import { createSelectConnection, type SelectConnectionParts } from './selectConnection';
import { createStopUsingAsSkeleton, createUseAsSkeleton, type SkeletonChoices } from './useAsSkeleton';
import { type PartsOn, partsOn } from './partsOn';
import { createCloseCommand, type KnownTokens } from './tokenCommand';
import type { ChosenExecutions } from './batchQuestions';
import type { BatchInput } from '../batch/actOnTarget';
import type { Batches } from '../batch/batches';
import { createRerunExecution } from './startExecution';
import type { Connections } from '../connection/connections';
import type { DocumentTies } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import type { CommandArguments, CommandId } from '../contract';
import type { ActOutcome } from '../swf/actRequest';
import type { Documents } from '../ports';
import type { Fault } from '../swf/fault';
import type { SkeletonFacts } from '../skeleton/prefill';
import type { ExecutionRef } from '../swf/activityTasks';
import type { ClosingOperation, ExecutionOperation } from '../swf/operations';
import type { FoundExecution } from '../swf/findExecution';
import type { Outcome, TaskRef } from '../swf/outcome';
import type { EndedPin, PinnedTasks } from '../swf/pinnedTasks';
import type { RatesByTarget } from '../swf/rates';
import type { Held } from '../tokens/heldTasks';

/** The explorer, as commands see it: rows come as unknown values, from menus, keys or nowhere. */
export interface ExplorerRows {
  readonly isRow: (origin: unknown) => boolean;
  /** What a row that was given could not be read for. */
  readonly faultOf: (origin: unknown) => Fault | undefined;
  /** The connection of a row or of several; undefined of nothing. @throws Fault when it is none that is open, or several */
  readonly connectionOf: (origin: unknown, all?: unknown) => OpenConnection | undefined;
  /** The same, or that of the selected rows when none were given. */
  readonly selectedConnectionOf: (origin: unknown, all?: unknown) => OpenConnection | undefined;
  /** The task of a row that was given. */
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  /** The execution that a row is of (an open or closed one, a task, a detail of either), or the selected row when none was given. */
  readonly executionOf: (origin: unknown) => ExecutionRef | undefined;
  /** What a row that was given tells for a skeleton. */
  readonly factsOf: (origin: unknown) => SkeletonFacts | undefined;
  /** The task of a row, or of the selected one when none was given. */
  readonly selectedTaskOf: (origin: unknown) => TaskRef | undefined;
  /** Opens the row of a task or an execution, or the selected one, on why it is open; false when there is none. */
  readonly explain: (origin: unknown) => Promise<boolean>;
  /** The executions of the rows that were given or are selected; of a domain, those that are shown. */
  readonly executionsOf: (origin: unknown, all: unknown) => Promise<ChosenExecutions>;
  /** Shows an execution of a connection in the tree; false when its domain is not among the rows. */
  readonly reveal: (found: FoundExecution, connection: OpenConnection) => Promise<boolean>;
  /** The closed executions that a row, or the selected one when none was given, stands for or among. */
  readonly closedListOf: (origin: unknown) => ClosedList | undefined;
  /** Reads everything anew, the connection's files too. */
  readonly refreshAll: () => void;
  readonly refreshRow: (origin: unknown) => Promise<void>;
  /** Reads again what can be seen, for something has changed. */
  readonly showAnew: () => void;
  readonly loadMore: (origin: unknown) => Promise<void>;
  /** The scan for open tasks that a row belongs to, or the selected one when none was given. */
  readonly stopScan: (origin: unknown) => void;
  readonly resumeScan: (origin: unknown) => Promise<void>;
  readonly rescan: (origin: unknown) => Promise<void>;
}

/** What is made anew for each procedure, as it belongs to the connection that it has begun with. */
type Bound = 'openHistory' | 'connection' | 'closed' | 'acted';

export type CommandParts = Omit<ClosingParts, Bound> &
  DemoSkeletonParts &
  FilterParts &
  Omit<SelectConnectionParts, 'startLocalSwf'> &
  Pick<ManageConnectionsParts, 'kept' | 'keep'> &
  Omit<ClaimParts & HeldParts, 'polls' | Bound> & {
    readonly connections: Connections;
    readonly ties: DocumentTies;
    /** Told when a task was closed, or may have been. */
    readonly closed: (outcome: Outcome, connection: OpenConnection) => void;
    /** Told when an execution was acted on, or may have been. */
    readonly acted: (outcome: ActOutcome, connection: OpenConnection) => void;
    readonly documents: Documents;
    readonly knownTokensOn: (connection: OpenConnection) => KnownTokens;
    readonly explorer: ExplorerRows;
    readonly pins: PinnedTasks;
    readonly skeletons: SkeletonChoices;
    readonly histories: HistoryPort;
    readonly trail: TrailPort;
    readonly report: ReportPort;
    /** Reads the held tasks anew, and looks whether they were closed. */
    readonly lookAtHeldTasks: () => void;
    readonly batches: Batches;
    readonly rates: RatesByTarget;
    readonly batchAddress: (id: string) => string;
    /** The connection of a held task's row, or of the selected one when none was given. */
    readonly heldConnectionOf: (origin: unknown) => OpenConnection | undefined;
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
  /** Tells the end of a pinned task. */
  readonly tellEndOfPin: (ended: EndedPin) => void;
} {
  const { ui, documents, explorer, connections } = parts;
  const remembered = {
    drafts: new Drafts(),
    lostActs: new LostActs(),
    polls: new Map<string, AbortController>(),
  };
  const { polls } = remembered;
  const batchInputs = new Map<string, BatchInput>();
  const on = (connection = connections.current) => partsOn(connection, { ...parts, ...remembered });
  // A procedure belongs to the connection that its row has, or that was the current one as it began.
  const ofRow =
    <Rest extends readonly unknown[], Result>(create: (its: PartsOn) => (origin?: unknown, ...rest: Rest) => Result) =>
    (origin?: unknown, ...rest: Rest): Result =>
      create(on(explorer.connectionOf(origin, rest[0]) ?? argumentsConnection(origin, parts)))(origin, ...rest);
  const ofSelected =
    <Rest extends readonly unknown[], Result>(create: (its: PartsOn) => (origin?: unknown, ...rest: Rest) => Result) =>
    (origin?: unknown, ...rest: Rest): Result =>
      create(on(explorer.selectedConnectionOf(origin, rest[0]) ?? argumentsConnection(origin, parts)))(origin, ...rest);
  const ofHeld =
    <Result>(create: (its: PartsOn) => (origin?: unknown) => Result) =>
    (origin?: unknown): Result =>
      create(on(parts.heldConnectionOf(origin)))(origin);
  const ofCurrent =
    <Args extends readonly unknown[], Result>(create: (its: PartsOn) => (...args: Args) => Result) =>
    (...args: Args): Result =>
      create(on(undefined))(...args);

  const startLocalSwf = createStartLocalSwf(parts);
  const selectConnection = createSelectConnection({ ...parts, startLocalSwf });
  const stopLocalSwf = createStopLocalSwf(parts);
  const connectionOf = (origin: unknown) => explorer.selectedConnectionOf(origin);
  const ofConnections = createConnectionCommands({
    ...parts,
    ...{ startLocalSwf, stopLocalSwf, selectConnection, connectionOf },
  });
  const close = (operation: ClosingOperation) =>
    ofRow(writing(({ closing }) => createCloseCommand(operation, closing)));
  const act = (operation: ExecutionOperation) =>
    ofSelected(writing(({ acting }) => createActCommand(operation, acting)));
  const histories = (its: PartsOn) =>
    createHistoryCommands({
      ...its.acting,
      selectedEventOf: (origin) => explorer.selectedTaskOf(origin)?.scheduledEventId,
    });
  const held = ({ shared }: PartsOn) => createHeldTaskActs(shared);
  const { commands: ofDocuments, runSkeletonTask } = createDocumentCommands(on, parts);
  const trail = createTrailCommands(parts);
  const report = createReportCommands(parts);
  const continueBatch = ofCurrent(({ batching }) => createContinueBatch(batching, batchInputs));

  const commands: Commands = {
    ...ofDocuments,
    ...ofConnections,
    'swf.cancelActivityTask': close('RespondActivityTaskCanceled'),
    'swf.completeActivityTask': close('RespondActivityTaskCompleted'),
    'swf.failActivityTask': close('RespondActivityTaskFailed'),
    'swf.recordHeartbeat': ofRow(writing(({ closing }) => createRecordHeartbeat(closing))),
    'swf.signalExecution': act('SignalWorkflowExecution'),
    'swf.requestCancelExecution': act('RequestCancelWorkflowExecution'),
    'swf.terminateExecution': act('TerminateWorkflowExecution'),
    'swf.revealExecution': ofCurrent(({ shared }) => createRevealExecution(shared)),
    'swf.filterClosedExecutions': createFilterClosed(ui, explorer.closedListOf),
    'swf.rerunExecution': ofSelected(({ acting }) => createRerunExecution(acting)),
    'swf.filterExplorer': createFilterExplorer(parts),
    'swf.clearFilter': () => {
      parts.filter.set('');
    },
    'swf.sortExplorer': createSortExplorer(parts),
    'swf.pasteAwsCliCommand': ofCurrent(({ shared }) => createPasteAwsCliCommand({ ...shared, selectConnection })),
    'swf.useAsSkeleton': createUseAsSkeleton(parts),
    'swf.stopUsingAsSkeleton': createStopUsingAsSkeleton(parts),
    'swf.newSkeletonFile': ofSelected(({ making }) => createNewSkeletonFile(making)),
    'swf.newSkeletonFileForTask': ofSelected(({ making }) => createNewSkeletonFileForTask(making)),
    'swf.explainTask': async (origin) => {
      if (!(await explorer.explain(origin)))
        ui.glance(l10n.t('Select a task or an execution in the view Amazon SWF first'));
    },
    'swf.openHistory': ofSelected(({ openHistory }) => async (origin) => {
      const execution = explorer.executionOf(origin);
      if (execution !== undefined) await openHistory(execution, explorer.selectedTaskOf(origin)?.scheduledEventId);
    }),
    'swf.openTimeline': ofSelected((its) => histories(its).openTimeline),
    'swf.saveHistory': ofCurrent((its) => histories(its).saveHistory),
    'swf.openSavedHistory': ofCurrent((its) => histories(its).openSavedHistory),
    'swf.followHistory': ofCurrent((its) => histories(its).followHistory),
    'swf.copyActivityId': createCopyActivityId({ ui, documents, selectedTaskOf: explorer.selectedTaskOf }),
    'swf.actOnSeveral': ofSelected(writing(({ batching }) => createActOnSeveral(batching, batchInputs))),
    'swf.cancelHeldTasks': ofRow(writing(({ batching }) => createCancelHeldTasks(batching, batchInputs))),
    'swf.continueBatch': continueBatch,
    'swf.stopBatch': createStopBatch(parts),
    'swf.openBatchResults': ofCurrent(({ batching }) => createOpenBatchResults(batching)),
    'swf.openAuditTrail': trail.open,
    'swf.filterAuditTrail': trail.filter,
    'swf.copyIncidentNote': trail.copyNote,
    'swf.reportProblem': report.show,
    'swf.copyReport': report.copy,
    'swf.pinTask': ofSelected(({ pinning }) => createPinTask(pinning)),
    'swf.unpinTask': ofSelected(({ pinning }) => createUnpinTask(pinning)),
    // The menu of a view's title gives the row that has the focus, which this is not about.
    'swf.refresh': () => {
      explorer.refreshAll();
    },
    'swf.refreshRow': explorer.refreshRow,
    'swf.loadMore': explorer.loadMore,
    'swf.stopScan': explorer.stopScan,
    'swf.resumeScan': explorer.resumeScan,
    'swf.rescan': explorer.rescan,
    'swf.claimNextTask': ofRow(writing(({ shared }) => createClaimNextTask(shared))),
    'swf.stopClaiming': (origin) => {
      const row = parts.heldOf(origin);
      const own = row === undefined ? undefined : polls.get(row.held.id);
      for (const poll of own === undefined ? polls.values() : [own]) poll.abort();
    },
    'swf.heartbeatHeldTask': ofHeld(writing((its) => held(its).heartbeat)),
    'swf.keepHeartbeating': ofHeld(writing((its) => held(its).keepHeartbeating)),
    'swf.stopHeartbeating': ofHeld((its) => held(its).stopHeartbeating),
    'swf.copyTaskToken': ofHeld((its) => held(its).copyToken),
    'swf.storeTokenAgain': ofHeld((its) => held(its).storeAgain),
    'swf.forgetTaskToken': ofHeld((its) => held(its).forget),
    'swf.refreshHeldTasks': parts.lookAtHeldTasks,
    'swf.selectConnection': selectConnection,
    'swf.logIn': createLogIn(parts),
    'swf.copyIamStatement': createCopyIamStatement(parts),
    'swf.startLocalSwf': startLocalSwf,
    'swf.stopLocalSwf': stopLocalSwf,
    'swf.checkPermissions': ofRow(({ shared }) => createCheckPermissions(shared)),
    'swf.resetDemo': createResetDemo(parts),
    'swf.openDemoSkeleton': createOpenDemoSkeleton(parts),
    'swf.showLog': parts.showLog,
  };
  const offerInterrupted = ofCurrent(({ batching }) => createOfferInterrupted(batching, continueBatch));
  const tellEndOfPin = createTellEndOfPin({ ...parts, openHistoryOn: (connection) => on(connection).openHistory });
  return { commands, runSkeletonTask, offerInterrupted, tellEndOfPin };
}

/** A procedure that sends something: it is refused before anything is asked where the client would refuse it at the end. */
function writing<Args extends readonly unknown[], Result>(
  create: (its: PartsOn) => (...args: Args) => Result,
): (its: PartsOn) => (...args: Args) => Result {
  return (its) =>
    (...args) => {
      its.refuseReadOnly();
      return create(its)(...args);
    };
}
