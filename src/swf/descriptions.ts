/** Short sentences on the members of operation inputs, for the schemas' hovers. An entry for one structure wins. */
const descriptions: Readonly<Record<string, string>> = {
  activityId: 'The id that the decider gave the activity task; unique among the open tasks of its execution.',
  activityType: 'The name and version of a registered activity type.',
  childPolicy: 'What happens to open child executions when this one is terminated or times out.',
  control: 'Data that only deciders see, in their history; workers never get it.',
  decisions: 'The decisions, in order. One that closes the execution must be the last.',
  description: 'A text for people, up to 1,024 characters.',
  details: 'Free text for the history, up to 32,768 characters. Deciders may read it; leave it out if there is none.',
  domain: 'The name of the domain.',
  execution: 'One run of a workflow: its workflow id and its run id.',
  executionContext: 'Data of the decider, kept with the execution until the next decision.',
  identity: 'Who polls: recorded when the task starts, up to 256 characters.',
  input: 'Data for the receiver, up to 32,768 characters.',
  lambdaRole: 'The ARN of the IAM role with which the execution calls Lambda functions.',
  maximumPageSize: 'How many items a page may hold, up to 1,000; 0 leaves it to the service.',
  nextPageToken: 'From the answer before, to go on there, with all other members unchanged. Good for 24 hours.',
  reason: 'A short reason, up to 256 characters.',
  registrationStatus: 'REGISTERED or DEPRECATED: which ones to list.',
  result: 'The result of the activity task, up to 32,768 characters; its form is for the workflow to know.',
  reverseOrder: 'true turns the usual order around.',
  runId: 'The id of one run; SWF gave it when the run started.',
  signalName: 'The name of the signal, as the decider expects it.',
  taskList: 'The list that the task is put in or polled from.',
  taskPriority: 'A whole number in a string, larger first; "0" when left out.',
  taskToken:
    "The task token that PollForActivityTask gave the worker. No other call returns it: look in the worker's log.",
  workflowId: 'The id that whoever started the execution gave it; unique among the open executions of its domain.',
  workflowType: 'The name and version of a registered workflow type.',

  'RecordActivityTaskHeartbeatInput.details': 'Progress, up to 2,048 characters; recorded if the task times out.',
  'RespondActivityTaskCanceledInput.details':
    'What to record with ActivityTaskCanceled, up to 32,768 characters. Deciders may read it; leave it out if there is none.',
  'RespondActivityTaskFailedInput.details':
    'What to record with ActivityTaskFailed, such as a stack trace, up to 32,768 characters.',
  'RespondActivityTaskFailedInput.reason':
    'Why the task failed, up to 256 characters. Deciders often decide by it whether to try again.',
  'RespondDecisionTaskCompletedInput.taskToken': 'The task token that PollForDecisionTask gave the decider.',
};

/** What a member is for, in one or two sentences. */
export function memberDescription(structure: string, member: string): string | undefined {
  return descriptions[`${structure}.${member}`] ?? descriptions[member];
}
