import type { Uri } from 'vscode';

/**
 * Everything that package.json and the code both name: command ids with their arguments, settings, context keys, views.
 * A unit test holds package.json against this file.
 */

/**
 * The arguments of each command; a tree row or a code lens gives them, the palette gives none. Those that send something
 * take from key bindings, tasks and other extensions the members of the operation's input too, each a string, and
 * `cliInputJson` as on the AWS command line: JSON itself, or `file://` with a path, relative to the workspace folder.
 */
export interface CommandArguments {
  'swf.cancelActivityTask': [origin?: unknown];
  'swf.completeActivityTask': [origin?: unknown];
  'swf.failActivityTask': [origin?: unknown];
  'swf.recordHeartbeat': [origin?: unknown];
  'swf.signalExecution': [origin?: unknown];
  'swf.requestCancelExecution': [origin?: unknown];
  'swf.terminateExecution': [origin?: unknown];
  /** A document, or `{operation, cliInputJson, taskToken, …}`; so the next three. */
  'swf.runSkeletonFile': [origin?: unknown];
  'swf.checkSkeletonFile': [origin?: unknown];
  'swf.runSkeletonFileWithOverrides': [origin?: unknown];
  'swf.copyAsAwsCliCommand': [origin?: unknown];
  'swf.pasteAwsCliCommand': [];
  /** A document's address, and the operation by either of its names. */
  'swf.useAsSkeleton': [file?: Uri, operation?: string];
  'swf.stopUsingAsSkeleton': [file?: Uri];
  'swf.newSkeletonFile': [origin?: unknown];
  'swf.newSkeletonFileForTask': [origin?: unknown];
  /** A history's address, and which event; without, the one at the cursor. */
  'swf.newSkeletonFileFromEvent': [history?: unknown, eventId?: unknown];
  'swf.explainTask': [origin?: unknown];
  'swf.openHistory': [origin?: unknown];
  /** A row, or a history's address; `eventId` is selected. */
  'swf.openTimeline': [origin?: unknown, eventId?: number];
  'swf.saveHistory': [history?: Uri];
  'swf.openSavedHistory': [file?: Uri];
  'swf.followHistory': [history?: Uri];
  'swf.copyActivityId': [origin?: unknown];
  'swf.actOnSeveral': [origin?: unknown, all?: unknown];
  'swf.cancelHeldTasks': [origin?: unknown, all?: unknown];
  'swf.continueBatch': [origin?: unknown];
  'swf.stopBatch': [origin?: unknown];
  'swf.openBatchResults': [];
  'swf.openAuditTrail': [];
  'swf.filterAuditTrail': [];
  'swf.copyIncidentNote': [];
  'swf.reportProblem': [];
  'swf.copyReport': [];
  'swf.pinTask': [origin?: unknown];
  'swf.unpinTask': [origin?: unknown];
  'swf.refresh': [];
  'swf.refreshRow': [origin?: unknown];
  'swf.loadMore': [origin?: unknown];
  'swf.filterExplorer': [];
  'swf.clearFilter': [];
  'swf.sortExplorer': [];
  'swf.revealExecution': [];
  'swf.filterClosedExecutions': [origin?: unknown];
  'swf.rerunExecution': [origin?: unknown];
  'swf.findTaskTokensInSelection': [];
  'swf.findTaskTokensInFile': [file?: Uri];
  'swf.findTaskTokensInClipboard': [];
  'swf.stopScan': [origin?: unknown];
  'swf.resumeScan': [origin?: unknown];
  'swf.rescan': [origin?: unknown];
  'swf.claimNextTask': [origin?: unknown];
  'swf.stopClaiming': [origin?: unknown];
  'swf.heartbeatHeldTask': [origin?: unknown];
  'swf.keepHeartbeating': [origin?: unknown];
  'swf.stopHeartbeating': [origin?: unknown];
  'swf.copyTaskToken': [origin?: unknown];
  'swf.storeTokenAgain': [origin?: unknown];
  'swf.forgetTaskToken': [origin?: unknown];
  'swf.refreshHeldTasks': [];
  'swf.selectConnection': [];
  /** A row that could not be read for want of a login. */
  'swf.logIn': [origin?: unknown];
  /** A row that could not be read as the call was denied. */
  'swf.copyIamStatement': [origin?: unknown];
  'swf.addConnection': [];
  'swf.removeConnection': [origin?: unknown];
  'swf.renameConnection': [origin?: unknown];
  'swf.markConnection': [origin?: unknown];
  'swf.lookUpAccount': [origin?: unknown];
  'swf.startLocalSwf': [];
  'swf.stopLocalSwf': [];
  'swf.checkPermissions': [origin?: unknown];
  'swf.resetDemo': [];
  'swf.openDemoSkeleton': [];
  'swf.showLog': [];
}
export type CommandId = keyof CommandArguments;

const commands: { readonly [Id in CommandId]: null } = {
  'swf.cancelActivityTask': null,
  'swf.completeActivityTask': null,
  'swf.failActivityTask': null,
  'swf.recordHeartbeat': null,
  'swf.signalExecution': null,
  'swf.requestCancelExecution': null,
  'swf.terminateExecution': null,
  'swf.runSkeletonFile': null,
  'swf.checkSkeletonFile': null,
  'swf.runSkeletonFileWithOverrides': null,
  'swf.copyAsAwsCliCommand': null,
  'swf.pasteAwsCliCommand': null,
  'swf.useAsSkeleton': null,
  'swf.stopUsingAsSkeleton': null,
  'swf.newSkeletonFile': null,
  'swf.newSkeletonFileForTask': null,
  'swf.newSkeletonFileFromEvent': null,
  'swf.explainTask': null,
  'swf.openHistory': null,
  'swf.openTimeline': null,
  'swf.saveHistory': null,
  'swf.openSavedHistory': null,
  'swf.followHistory': null,
  'swf.copyActivityId': null,
  'swf.actOnSeveral': null,
  'swf.cancelHeldTasks': null,
  'swf.continueBatch': null,
  'swf.stopBatch': null,
  'swf.openBatchResults': null,
  'swf.openAuditTrail': null,
  'swf.filterAuditTrail': null,
  'swf.copyIncidentNote': null,
  'swf.reportProblem': null,
  'swf.copyReport': null,
  'swf.pinTask': null,
  'swf.unpinTask': null,
  'swf.refresh': null,
  'swf.refreshRow': null,
  'swf.loadMore': null,
  'swf.filterExplorer': null,
  'swf.clearFilter': null,
  'swf.sortExplorer': null,
  'swf.revealExecution': null,
  'swf.filterClosedExecutions': null,
  'swf.rerunExecution': null,
  'swf.findTaskTokensInSelection': null,
  'swf.findTaskTokensInFile': null,
  'swf.findTaskTokensInClipboard': null,
  'swf.stopScan': null,
  'swf.resumeScan': null,
  'swf.rescan': null,
  'swf.claimNextTask': null,
  'swf.stopClaiming': null,
  'swf.heartbeatHeldTask': null,
  'swf.keepHeartbeating': null,
  'swf.stopHeartbeating': null,
  'swf.copyTaskToken': null,
  'swf.storeTokenAgain': null,
  'swf.forgetTaskToken': null,
  'swf.refreshHeldTasks': null,
  'swf.selectConnection': null,
  'swf.logIn': null,
  'swf.copyIamStatement': null,
  'swf.addConnection': null,
  'swf.removeConnection': null,
  'swf.renameConnection': null,
  'swf.markConnection': null,
  'swf.lookUpAccount': null,
  'swf.startLocalSwf': null,
  'swf.stopLocalSwf': null,
  'swf.checkPermissions': null,
  'swf.resetDemo': null,
  'swf.openDemoSkeleton': null,
  'swf.showLog': null,
};

/** All command ids; leaving one out of the table above does not compile. */
export const commandIds = Object.keys(commands) as CommandId[];

/** How to learn, before a task is closed, whether a cancellation was requested. */
export type CancelCheck = 'historyOrHeartbeat' | 'history' | 'never';

/** Settings under `swf.`, with the types of their values. The defaults stand in package.json alone. */
export interface Settings {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: string;
  /** What is open besides, and what is said of each. Checked where it is read. */
  readonly connections: readonly unknown[];
  readonly 'cancel.check': CancelCheck;
  /** Percent of the documented request rates, from 1 to 100. */
  readonly 'requests.share': number;
  /** `on`, `off`, or how many seconds pass at least between two looks. */
  readonly watch: string;
  /** Globs, each with the operation whose skeletons such files are, by either of its names. Checked where it is read. */
  readonly 'skeletons.files': Readonly<Record<string, unknown>>;
}
export type SettingKey = keyof Settings;

const settings: { readonly [Key in SettingKey]: null } = {
  profile: null,
  region: null,
  endpoint: null,
  connections: null,
  'cancel.check': null,
  'requests.share': null,
  watch: null,
  'skeletons.files': null,
};
export const settingKeys = Object.keys(settings) as SettingKey[];

export const views = { explorer: 'swf.explorer', heldTasks: 'swf.heldTasks' } as const;

/** Why the explorer has no rows; chooses its welcome text. */
export type ExplorerState = 'rows' | 'notConnected' | 'noDomains';

export interface ContextKeys {
  'swf.explorerState': ExplorerState;
  'swf.localSwfRunning': boolean;
  /** What was done in this window once, for the steps of the walkthrough: they are done when these are true. */
  'swf.explained': boolean;
  'swf.demoSkeletonOpened': boolean;
  'swf.taskCanceled': boolean;
  /** Whether a filter is on. */
  'swf.filtered': boolean;
  /** Whether a poll of this window waits for a task. */
  'swf.claiming': boolean;
  'swf.batchRunning': boolean;
  /** The paths of the shown batches that are not done and not under way. */
  'swf.openBatches': readonly string[];
  /** What the selected row of each view can do: its tokens; nothing when none is selected, or several. */
  'swf.selectedRow': string;
  'swf.selectedHeldTask': string;
  /** The paths of the documents that the person uses as skeletons. */
  'swf.usedAsSkeleton': readonly string[];
}
export type ContextKey = keyof ContextKeys;

/** What a tree row can do: the tokens of its `contextValue`, tested one by one in menu `when` clauses. */
export type RowToken =
  | 'connection'
  /** Of every row of a connection that is marked so: no menu offers a write there. */
  | 'readOnly'
  | 'domain'
  /** Of an execution's row, not of its tasks; one of the next two stands beside it. */
  | 'execution'
  | 'open'
  | 'closed'
  | 'closedList'
  | 'task'
  | 'cancelable'
  | 'kept'
  | 'loadMore'
  | 'loggedOut'
  | 'denied'
  | 'refreshable'
  | 'pinnable'
  | 'pinned'
  | 'stoppable'
  | 'resumable'
  | 'rescannable';

/** Likewise in the view Held Tasks: has a token, of the connection in use, with heartbeats on schedule or without, … */
export type HeldToken = 'held' | 'usable' | 'beating' | 'silent' | 'unstored' | 'polling' | 'forgettable';

/** The language of skeleton files: JSON under a name of its own, so that no other JSON file wakes the extension. */
export const skeletonLanguage = 'swf-skeleton';

export const historyScheme = 'swf-history';

/** The language of history documents: an outline in comments, and JSON. */
export const historyLanguage = 'swf-history';

/** The webview type of timelines. */
export const timelineView = 'swf.timeline';

/** What this machine has sent that writes. */
export const auditScheme = 'swf-audit';

/** Reports of problems. */
export const reportScheme = 'swf-report';

/** The results of a batch. */
export const batchScheme = 'swf-batch';

/** The JSON Schemas of skeletons. */
export const schemaScheme = 'swf-schema';
