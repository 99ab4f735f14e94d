import * as l10n from '@vscode/l10n';

/** Short sentences on the members of operation inputs, for the schemas' hovers. An entry for one structure wins. */
const descriptions = (): Readonly<Record<string, string>> => ({
  activityId: l10n.t('The id that the decider gave the activity task; unique among the open tasks of its execution.'),
  activityType: l10n.t('The name and version of a registered activity type.'),
  cancelTimerDecisionAttributes: l10n.t('For CancelTimer: which timer.'),
  cancelWorkflowExecutionDecisionAttributes: l10n.t(
    'For CancelWorkflowExecution, which closes the execution as canceled.',
  ),
  childPolicy: l10n.t('What happens to open child executions when this one is terminated or times out.'),
  closeStatusFilter: l10n.t(
    'Only executions that closed in this way. At most one of the filters by status, execution, type and tag.',
  ),
  closeTimeFilter: l10n.t('Only executions that closed in this time. Instead of startTimeFilter, never beside it.'),
  completeWorkflowExecutionDecisionAttributes: l10n.t(
    'For CompleteWorkflowExecution, which closes the execution with a result.',
  ),
  continueAsNewWorkflowExecutionDecisionAttributes: l10n.t(
    'For ContinueAsNewWorkflowExecution, which closes this run and starts another with the same workflow id.',
  ),
  control: l10n.t('Data that only deciders see, in their history; workers never get it.'),
  decisionType: l10n.t('What is decided; the attributes of that very decision stand beside it.'),
  decisions: l10n.t('The decisions, in order. One that closes the execution must be the last.'),
  defaultChildPolicy: l10n.t('The child policy of executions that are started without one.'),
  defaultExecutionStartToCloseTimeout: l10n.t(
    'How long executions may last that are started without saying so: seconds in a string, up to a year.',
  ),
  defaultLambdaRole: l10n.t('The ARN of the IAM role of executions that are started without one.'),
  defaultTaskHeartbeatTimeout: l10n.t(
    'The heartbeat timeout of tasks that are scheduled without one: seconds in a string, or NONE.',
  ),
  defaultTaskList: l10n.t('The task list where none is named.'),
  defaultTaskPriority: l10n.t('The priority where none is given: a whole number in a string, larger first.'),
  defaultTaskScheduleToCloseTimeout: l10n.t(
    'The timeout from scheduling to the close where none is given: seconds in a string, or NONE.',
  ),
  defaultTaskScheduleToStartTimeout: l10n.t(
    'The timeout from scheduling to the start where none is given: seconds in a string, or NONE.',
  ),
  defaultTaskStartToCloseTimeout: l10n.t(
    'The timeout from the start to the close where none is given: seconds in a string, or NONE.',
  ),
  description: l10n.t('A text for people, up to 1,024 characters.'),
  details: l10n.t(
    'Free text for the history, up to 32,768 characters. Deciders may read it; leave it out if there is none.',
  ),
  domain: l10n.t('The name of the domain.'),
  execution: l10n.t('One run of a workflow: its workflow id and its run id.'),
  executionContext: l10n.t('Data of the decider, kept with the execution until the next decision.'),
  executionFilter: l10n.t(
    'Only runs with this workflow id. At most one of the filters by execution, type, tag and status.',
  ),
  executionStartToCloseTimeout: l10n.t('How long the execution may last: seconds in a string, up to a year.'),
  failWorkflowExecutionDecisionAttributes: l10n.t('For FailWorkflowExecution, which closes the execution as failed.'),
  heartbeatTimeout: l10n.t('The longest time between two heartbeats: seconds in a string, or NONE.'),
  id: l10n.t('The id of the Lambda task, unique in the execution.'),
  identity: l10n.t('Who polls: recorded when the task starts, up to 256 characters.'),
  input: l10n.t('Data for the receiver, up to 32,768 characters.'),
  key: l10n.t('The name of the tag, up to 128 characters.'),
  lambdaRole: l10n.t('The ARN of the IAM role with which the execution calls Lambda functions.'),
  latestDate: l10n.t(
    'The end of the time: epoch seconds, or a date such as "2026-01-31T12:00:00Z". Now, when left out.',
  ),
  markerName: l10n.t('The name of the marker.'),
  maximumPageSize: l10n.t('How many items a page may hold, up to 1,000; 0 leaves it to the service.'),
  name: l10n.t('The name.'),
  nextPageToken: l10n.t('From the answer before, to go on there, with all other members unchanged. Good for 24 hours.'),
  oldestDate: l10n.t('The start of the time: epoch seconds, or a date such as "2026-01-31T12:00:00Z".'),
  reason: l10n.t('A short reason, up to 256 characters.'),
  recordMarkerDecisionAttributes: l10n.t('For RecordMarker: a note of the decider in the history.'),
  registrationStatus: l10n.t('REGISTERED or DEPRECATED: which ones to list.'),
  requestCancelActivityTaskDecisionAttributes: l10n.t('For RequestCancelActivityTask: which activity task.'),
  requestCancelExternalWorkflowExecutionDecisionAttributes: l10n.t(
    'For RequestCancelExternalWorkflowExecution: which execution.',
  ),
  resourceArn: l10n.t('The ARN of a domain.'),
  result: l10n.t('The result of the activity task, up to 32,768 characters; its form is for the workflow to know.'),
  reverseOrder: l10n.t('true turns the usual order around.'),
  runId: l10n.t('The id of one run; SWF gave it when the run started.'),
  scheduleActivityTaskDecisionAttributes: l10n.t('For ScheduleActivityTask: the task, its list and its timeouts.'),
  scheduleLambdaFunctionDecisionAttributes: l10n.t('For ScheduleLambdaFunction: the function and its input.'),
  scheduleToCloseTimeout: l10n.t('The longest time from scheduling to the close: seconds in a string, or NONE.'),
  scheduleToStartTimeout: l10n.t('The longest time that the task may wait for a worker: seconds in a string, or NONE.'),
  signalExternalWorkflowExecutionDecisionAttributes: l10n.t('For SignalExternalWorkflowExecution: to whom, and what.'),
  signalName: l10n.t('The name of the signal, as the decider expects it.'),
  startAtPreviousStartedEvent: l10n.t('true gives only the events since the decision task before.'),
  startChildWorkflowExecutionDecisionAttributes: l10n.t('For StartChildWorkflowExecution: the child and how it runs.'),
  startTimeFilter: l10n.t('Only executions that started in this time.'),
  startTimerDecisionAttributes: l10n.t('For StartTimer: the timer and when it fires.'),
  startToCloseTimeout: l10n.t('The longest time from the start to the close: seconds in a string, or NONE.'),
  startToFireTimeout: l10n.t('When the timer fires: seconds in a string, from 0.'),
  status: l10n.t('How the executions closed.'),
  tag: l10n.t('The whole tag, in its very letters.'),
  tagFilter: l10n.t('Only executions with this tag. At most one of the filters by tag, execution, type and status.'),
  tagKeys: l10n.t('The names of the tags to take off.'),
  tagList: l10n.t('Up to five tags by which the execution can be found.'),
  tags: l10n.t('Resource tags of the domain, up to 50.'),
  taskList: l10n.t('The list that the task is put in or polled from.'),
  taskListScheduleToStartTimeout: l10n.t(
    'How long decision tasks may wait in the task list named here: seconds in a string, or NONE.',
  ),
  taskPriority: l10n.t('A whole number in a string, larger first; when left out, the default of the type, else "0".'),
  taskStartToCloseTimeout: l10n.t('How long a decider may take for one decision task: seconds in a string, or NONE.'),
  taskToken: l10n.t(
    "The task token that PollForActivityTask gave the worker. No other call returns it: look in the worker's log.",
  ),
  timerId: l10n.t('The id of the timer, unique among the open timers of its execution.'),
  typeFilter: l10n.t(
    'Only executions of this workflow type. At most one of the filters by type, execution, tag and status.',
  ),
  value: l10n.t('The value of the tag, up to 256 characters.'),
  version: l10n.t('The version, up to 64 characters.'),
  workflowExecutionRetentionPeriodInDays: l10n.t(
    'How many days closed executions stay to be seen: "0" to "90", or NONE for none at all.',
  ),
  workflowId: l10n.t(
    'The id that whoever started the execution gave it; unique among the open executions of its domain.',
  ),
  workflowType: l10n.t('The name and version of a registered workflow type.'),
  workflowTypeVersion: l10n.t('The version of the workflow type that the new run has.'),

  'CompleteWorkflowExecutionDecisionAttributes.result': l10n.t(
    'The result of the execution, up to 32,768 characters; its form is for the workflow to know.',
  ),
  'RecordActivityTaskHeartbeatInput.details': l10n.t(
    'Progress, up to 2,048 characters; recorded if the task times out.',
  ),
  'RespondActivityTaskCanceledInput.details': l10n.t(
    'What to record with ActivityTaskCanceled, up to 32,768 characters. Deciders may read it; leave it out if there is none.',
  ),
  'RespondActivityTaskFailedInput.details': l10n.t(
    'What to record with ActivityTaskFailed, such as a stack trace, up to 32,768 characters.',
  ),
  'RespondActivityTaskFailedInput.reason': l10n.t(
    'Why the task failed, up to 256 characters. Deciders often decide by it whether to try again.',
  ),
  'RespondDecisionTaskCompletedInput.taskToken': l10n.t('The task token that PollForDecisionTask gave the decider.'),
  'ScheduleLambdaFunctionDecisionAttributes.name': l10n.t('The name or ARN of the Lambda function.'),
  'ScheduleLambdaFunctionDecisionAttributes.startToCloseTimeout': l10n.t(
    'How long the function may run: seconds in a string, at most 300.',
  ),
  'TaskList.name': l10n.t('The name of the task list.'),
  'WorkflowTypeFilter.version': l10n.t('The version; of every version, when left out.'),
});

/** What a member is for, in one or two sentences. */
export function memberDescription(structure: string, member: string): string | undefined {
  const texts = descriptions();
  return texts[`${structure}.${member}`] ?? texts[member];
}

/** What the values of an enum mean, for the completions. */
const meanings = (): Readonly<Record<string, string>> => ({
  TERMINATE: l10n.t('Child executions are terminated.'),
  REQUEST_CANCEL: l10n.t('Child executions are asked to cancel; their deciders decide.'),
  ABANDON: l10n.t('Child executions go on.'),
  REGISTERED: l10n.t('In use.'),
  DEPRECATED: l10n.t('No longer for new executions; those that run go on.'),
  COMPLETED: l10n.t('Its decider completed it.'),
  FAILED: l10n.t('Its decider failed it.'),
  CANCELED: l10n.t('Its decider canceled it.'),
  TERMINATED: l10n.t('A person, a parent’s child policy or the service ended it.'),
  CONTINUED_AS_NEW: l10n.t('It goes on as another run with the same workflow id.'),
  TIMED_OUT: l10n.t('It lasted longer than it may.'),
  ScheduleActivityTask: l10n.t('Puts an activity task in a task list.'),
  RequestCancelActivityTask: l10n.t(
    'Asks for the cancellation of an activity task; one not started yet is canceled at once.',
  ),
  CompleteWorkflowExecution: l10n.t('Closes the execution with a result.'),
  FailWorkflowExecution: l10n.t('Closes the execution as failed.'),
  CancelWorkflowExecution: l10n.t('Closes the execution as canceled.'),
  ContinueAsNewWorkflowExecution: l10n.t('Closes this run and starts another with the same workflow id.'),
  RecordMarker: l10n.t('Writes a note of the decider into the history.'),
  StartTimer: l10n.t('Starts a timer.'),
  CancelTimer: l10n.t('Cancels a timer.'),
  SignalExternalWorkflowExecution: l10n.t('Sends a signal to another execution.'),
  RequestCancelExternalWorkflowExecution: l10n.t('Asks another execution to cancel.'),
  StartChildWorkflowExecution: l10n.t('Starts a child execution.'),
  ScheduleLambdaFunction: l10n.t('Has a Lambda function called.'),
});

/** What a value of an enum means. */
export function valueDescription(value: string): string {
  return meanings()[value] ?? '';
}
