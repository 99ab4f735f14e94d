/** Short sentences on the members of operation inputs, for the schemas' hovers. An entry for one structure wins. */
const descriptions: Readonly<Record<string, string>> = {
  activityId: 'The id that the decider gave the activity task; unique among the open tasks of its execution.',
  activityType: 'The name and version of a registered activity type.',
  cancelTimerDecisionAttributes: 'For CancelTimer: which timer.',
  cancelWorkflowExecutionDecisionAttributes: 'For CancelWorkflowExecution, which closes the execution as canceled.',
  childPolicy: 'What happens to open child executions when this one is terminated or times out.',
  closeStatusFilter:
    'Only executions that closed in this way. At most one of the filters by status, execution, type and tag.',
  closeTimeFilter: 'Only executions that closed in this time. Instead of startTimeFilter, never beside it.',
  completeWorkflowExecutionDecisionAttributes:
    'For CompleteWorkflowExecution, which closes the execution with a result.',
  continueAsNewWorkflowExecutionDecisionAttributes:
    'For ContinueAsNewWorkflowExecution, which closes this run and starts another with the same workflow id.',
  control: 'Data that only deciders see, in their history; workers never get it.',
  decisionType: 'What is decided; the attributes of that very decision stand beside it.',
  decisions: 'The decisions, in order. One that closes the execution must be the last.',
  defaultChildPolicy: 'The child policy of executions that are started without one.',
  defaultExecutionStartToCloseTimeout:
    'How long executions may last that are started without saying so: seconds, up to a year.',
  defaultLambdaRole: 'The ARN of the IAM role of executions that are started without one.',
  defaultTaskHeartbeatTimeout:
    'The heartbeat timeout of tasks that are scheduled without one: seconds in a string, or NONE.',
  defaultTaskList: 'The task list where none is named.',
  defaultTaskPriority: 'The priority where none is given: a whole number in a string, larger first.',
  defaultTaskScheduleToCloseTimeout:
    'The timeout from scheduling to the close where none is given: seconds in a string, or NONE.',
  defaultTaskScheduleToStartTimeout:
    'The timeout from scheduling to the start where none is given: seconds in a string, or NONE.',
  defaultTaskStartToCloseTimeout:
    'The timeout from the start to the close where none is given: seconds in a string, or NONE.',
  description: 'A text for people, up to 1,024 characters.',
  details: 'Free text for the history, up to 32,768 characters. Deciders may read it; leave it out if there is none.',
  domain: 'The name of the domain.',
  execution: 'One run of a workflow: its workflow id and its run id.',
  executionContext: 'Data of the decider, kept with the execution until the next decision.',
  executionFilter: 'Only runs with this workflow id. At most one of the filters by execution, type, tag and status.',
  executionStartToCloseTimeout: 'How long the execution may last: seconds in a string, up to a year.',
  failWorkflowExecutionDecisionAttributes: 'For FailWorkflowExecution, which closes the execution as failed.',
  heartbeatTimeout: 'The longest time between two heartbeats: seconds in a string, or NONE.',
  id: 'The id of the Lambda task, unique in the execution.',
  identity: 'Who polls: recorded when the task starts, up to 256 characters.',
  input: 'Data for the receiver, up to 32,768 characters.',
  key: 'The name of the tag, up to 128 characters.',
  lambdaRole: 'The ARN of the IAM role with which the execution calls Lambda functions.',
  latestDate: 'The end of the time: epoch seconds, or a date such as "2026-01-31T12:00:00Z". Now, when left out.',
  markerName: 'The name of the marker.',
  maximumPageSize: 'How many items a page may hold, up to 1,000; 0 leaves it to the service.',
  name: 'The name.',
  nextPageToken: 'From the answer before, to go on there, with all other members unchanged. Good for 24 hours.',
  oldestDate: 'The start of the time: epoch seconds, or a date such as "2026-01-31T12:00:00Z".',
  reason: 'A short reason, up to 256 characters.',
  recordMarkerDecisionAttributes: 'For RecordMarker: a note of the decider in the history.',
  registrationStatus: 'REGISTERED or DEPRECATED: which ones to list.',
  requestCancelActivityTaskDecisionAttributes: 'For RequestCancelActivityTask: which activity task.',
  requestCancelExternalWorkflowExecutionDecisionAttributes:
    'For RequestCancelExternalWorkflowExecution: which execution.',
  resourceArn: 'The ARN of a domain.',
  result: 'The result of the activity task, up to 32,768 characters; its form is for the workflow to know.',
  reverseOrder: 'true turns the usual order around.',
  runId: 'The id of one run; SWF gave it when the run started.',
  scheduleActivityTaskDecisionAttributes: 'For ScheduleActivityTask: the task, its list and its timeouts.',
  scheduleLambdaFunctionDecisionAttributes: 'For ScheduleLambdaFunction: the function and its input.',
  scheduleToCloseTimeout: 'The longest time from scheduling to the close: seconds in a string, or NONE.',
  scheduleToStartTimeout: 'The longest time that the task may wait for a worker: seconds in a string, or NONE.',
  signalExternalWorkflowExecutionDecisionAttributes: 'For SignalExternalWorkflowExecution: to whom, and what.',
  signalName: 'The name of the signal, as the decider expects it.',
  startAtPreviousStartedEvent: 'true gives only the events since the decision task before.',
  startChildWorkflowExecutionDecisionAttributes: 'For StartChildWorkflowExecution: the child and how it runs.',
  startTimeFilter: 'Only executions that started in this time.',
  startTimerDecisionAttributes: 'For StartTimer: the timer and when it fires.',
  startToCloseTimeout: 'The longest time from the start to the close: seconds in a string, or NONE.',
  startToFireTimeout: 'When the timer fires: seconds in a string, from 0.',
  status: 'How the executions closed.',
  tag: 'The whole tag, in its very letters.',
  tagFilter: 'Only executions with this tag. At most one of the filters by tag, execution, type and status.',
  tagKeys: 'The names of the tags to take off.',
  tagList: 'Up to five tags by which the execution can be found.',
  tags: 'Resource tags of the domain, up to 50.',
  taskList: 'The list that the task is put in or polled from.',
  taskListScheduleToStartTimeout:
    'How long decision tasks may wait in the task list named here: seconds in a string, or NONE.',
  taskPriority: 'A whole number in a string, larger first; "0" when left out.',
  taskStartToCloseTimeout: 'How long a decider may take for one decision task: seconds in a string, or NONE.',
  taskToken:
    "The task token that PollForActivityTask gave the worker. No other call returns it: look in the worker's log.",
  timerId: 'The id of the timer, unique among the open timers of its execution.',
  typeFilter: 'Only executions of this workflow type. At most one of the filters by type, execution, tag and status.',
  value: 'The value of the tag, up to 256 characters.',
  version: 'The version, up to 64 characters.',
  workflowExecutionRetentionPeriodInDays:
    'How many days closed executions stay to be seen: "0" to "90", or NONE for none at all.',
  workflowId: 'The id that whoever started the execution gave it; unique among the open executions of its domain.',
  workflowType: 'The name and version of a registered workflow type.',
  workflowTypeVersion: 'The version of the workflow type that the new run has.',

  'RecordActivityTaskHeartbeatInput.details': 'Progress, up to 2,048 characters; recorded if the task times out.',
  'RespondActivityTaskCanceledInput.details':
    'What to record with ActivityTaskCanceled, up to 32,768 characters. Deciders may read it; leave it out if there is none.',
  'RespondActivityTaskFailedInput.details':
    'What to record with ActivityTaskFailed, such as a stack trace, up to 32,768 characters.',
  'RespondActivityTaskFailedInput.reason':
    'Why the task failed, up to 256 characters. Deciders often decide by it whether to try again.',
  'RespondDecisionTaskCompletedInput.taskToken': 'The task token that PollForDecisionTask gave the decider.',
  'ScheduleLambdaFunctionDecisionAttributes.name': 'The name or ARN of the Lambda function.',
  'ScheduleLambdaFunctionDecisionAttributes.startToCloseTimeout':
    'How long the function may run: seconds in a string, at most 300.',
  'TaskList.name': 'The name of the task list.',
  'WorkflowTypeFilter.version': 'The version; of every version, when left out.',
};

/** What a member is for, in one or two sentences. */
export function memberDescription(structure: string, member: string): string | undefined {
  return descriptions[`${structure}.${member}`] ?? descriptions[member];
}

/** What the values of an enum mean, for the completions. */
const meanings: Readonly<Record<string, string>> = {
  TERMINATE: 'Child executions are terminated.',
  REQUEST_CANCEL: 'Child executions are asked to cancel; their deciders decide.',
  ABANDON: 'Child executions go on.',
  REGISTERED: 'In use.',
  DEPRECATED: 'No longer for new executions; those that run go on.',
  COMPLETED: 'Its decider completed it.',
  FAILED: 'Its decider failed it.',
  CANCELED: 'Its decider canceled it.',
  TERMINATED: 'A person, a parent’s child policy or the service ended it.',
  CONTINUED_AS_NEW: 'It goes on as another run with the same workflow id.',
  TIMED_OUT: 'It lasted longer than it may.',
  ScheduleActivityTask: 'Puts an activity task in a task list.',
  RequestCancelActivityTask: 'Asks for the cancellation of an activity task; one not started yet is canceled at once.',
  CompleteWorkflowExecution: 'Closes the execution with a result.',
  FailWorkflowExecution: 'Closes the execution as failed.',
  CancelWorkflowExecution: 'Closes the execution as canceled.',
  ContinueAsNewWorkflowExecution: 'Closes this run and starts another with the same workflow id.',
  RecordMarker: 'Writes a note of the decider into the history.',
  StartTimer: 'Starts a timer.',
  CancelTimer: 'Cancels a timer.',
  SignalExternalWorkflowExecution: 'Sends a signal to another execution.',
  RequestCancelExternalWorkflowExecution: 'Asks another execution to cancel.',
  StartChildWorkflowExecution: 'Starts a child execution.',
  ScheduleLambdaFunction: 'Has a Lambda function called.',
};

/** What a value of an enum means. */
export function valueDescription(value: string): string {
  return meanings[value] ?? '';
}
