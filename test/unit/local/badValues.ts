import {
  errors,
  says,
  unknown,
  at,
  isNull,
  quoted,
  noName,
  noDuration,
  noLimit,
  noPriority,
  bad,
  domain,
  workflowType,
  activityType,
  nobody,
  taskList,
  execution,
  all,
  workflow,
  newDomain,
  newActivity,
  decisions,
  decision,
  inDecision,
  type BadRequest,
} from './badRequest';

/** Names with characters that names do not have. */
export const names: readonly BadRequest[] = [
  ...['a:b', 'a/b', 'a|b', 'a\nb', 'a\u007fb', 'a\u009fb'].map((name) =>
    bad('RegisterDomain', newDomain({ name }), errors(noName(name, 'name'))),
  ),
  bad('RegisterDomain', newDomain({ name: 'arn' }), errors(at("'arn'", 'name', "not be 'arn'"))),
  bad('RegisterDomain', newDomain({ name: ' n' }), errors(at("' n'", 'name', 'not start or end with whitespace'))),
  bad('RegisterDomain', newDomain({ name: 'n ' }), errors(at("'n '", 'name', 'not start or end with whitespace'))),
  bad(
    'RegisterActivityType',
    newActivity({ name: 'a/b', version: '1|2' }),
    errors(noName('a/b', 'name'), noName('1|2', 'version')),
  ),
  bad(
    'RegisterWorkflowType',
    newActivity({ name: 'a:b', version: 'arn' }),
    errors(noName('a:b', 'name'), at("'arn'", 'version', "not be 'arn'")),
  ),
  bad(
    'RegisterWorkflowType',
    newActivity({ defaultTaskList: { name: 'a:b' } }),
    errors(noName('a:b', 'defaultTaskList.name')),
  ),
  bad(
    'StartWorkflowExecution',
    workflow({ workflowId: 'a:b', taskList: { name: 'c|d' } }),
    errors(noName('a:b', 'workflowId'), noName('c|d', 'taskList.name')),
  ),
  bad('StartWorkflowExecution', workflow({ domain: 'a:b' }), errors(noName('a:b', 'domain'))),
  bad(
    'PollForActivityTask',
    { domain, taskList: { name: 'list ' } },
    errors(at("'list '", 'taskList.name', 'not start or end with whitespace')),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('StartTimer', { timerId: 'a/b', startToFireTimeout: '1' })),
    errors(noName('a/b', inDecision('startTimerDecisionAttributes.timerId'))),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('ScheduleActivityTask', { activityId: 'a|b', activityType })),
    errors(noName('a|b', inDecision('scheduleActivityTaskDecisionAttributes.activityId'))),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('StartChildWorkflowExecution', { workflowId: 'a:b', workflowType })),
    errors(noName('a:b', inDecision('startChildWorkflowExecutionDecisionAttributes.workflowId'))),
  ),
];

/** Durations, priorities and retention periods. */
export const durations: readonly BadRequest[] = [
  ...['-1', '1.5', 'never', 'none', ' 5', '1e3', '0x10', '31536001', '99999999'].map((value) =>
    bad(
      'StartWorkflowExecution',
      workflow({ taskStartToCloseTimeout: value }),
      errors(noDuration(value, 'taskStartToCloseTimeout')),
    ),
  ),
  bad(
    'StartWorkflowExecution',
    workflow({ executionStartToCloseTimeout: 'NONE' }),
    errors(noLimit('NONE', 'executionStartToCloseTimeout')),
  ),
  bad(
    'RegisterWorkflowType',
    newActivity({ defaultExecutionStartToCloseTimeout: 'NONE' }),
    errors(noLimit('NONE', 'defaultExecutionStartToCloseTimeout')),
  ),
  bad(
    'RegisterActivityType',
    newActivity({ defaultTaskStartToCloseTimeout: 'x', defaultTaskPriority: '1.0' }),
    errors(noDuration('x', 'defaultTaskStartToCloseTimeout'), noPriority('1.0', 'defaultTaskPriority')),
  ),
  ...['high', '2147483648', '-2147483649', '1e3'].map((value) =>
    bad('StartWorkflowExecution', workflow({ taskPriority: value }), errors(noPriority(value, 'taskPriority'))),
  ),
  ...['91', '-1', 'none', '1.5'].map((value) =>
    bad(
      'RegisterDomain',
      newDomain({ workflowExecutionRetentionPeriodInDays: value }),
      errors(at(quoted(value), 'workflowExecutionRetentionPeriodInDays', 'be a number of days up to 90 or NONE')),
    ),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    { taskToken: 'x', taskListScheduleToStartTimeout: 'x' },
    errors(noDuration('x', 'taskListScheduleToStartTimeout')),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('StartTimer', { timerId: 't', startToFireTimeout: '31536001' })),
    errors(noLimit('31536001', inDecision('startTimerDecisionAttributes.startToFireTimeout'))),
  ),
];

/** Rules between members, and things that are not there. */
export const rules: readonly BadRequest[] = [
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('CompleteWorkflowExecution'), decision('CompleteWorkflowExecution')),
    says('Close must be last decision in list'),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('StartTimer')),
    errors(isNull(inDecision('startTimerDecisionAttributes'))),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    decisions({
      decisionType: 'RecordMarker',
      startTimerDecisionAttributes: { timerId: 't', startToFireTimeout: '1' },
    }),
    errors(isNull(inDecision('recordMarkerDecisionAttributes'))),
  ),
  bad('RespondDecisionTaskCompleted', { taskToken: 'garbage' }, says('Invalid token')),
  bad('RespondActivityTaskCanceled', { taskToken: 'garbage' }, says('Invalid token')),
  bad('RecordActivityTaskHeartbeat', { taskToken: 'AAAAKgAAAAEAAAAAAAAAAQ==' }, says('Invalid token')),
  bad('ListDomains', { registrationStatus: 'REGISTERED', nextPageToken: 'garbage' }, says('Invalid token')),
  bad('ListClosedWorkflowExecutions', { domain }, says('Must specify time filter')),
  bad(
    'CountClosedWorkflowExecutions',
    { domain, startTimeFilter: all, closeTimeFilter: all },
    says('Cannot specify more than one exclusive filters in the same query'),
  ),
  bad(
    'ListOpenWorkflowExecutions',
    { domain, startTimeFilter: all, tagFilter: { tag: 'a' }, typeFilter: { name: 'b' } },
    says('Cannot specify more than one exclusive filters in the same query'),
  ),
  bad('ListOpenWorkflowExecutions', { domain: 'nowhere', startTimeFilter: all }, unknown('domain: nowhere')),
  bad('PollForDecisionTask', { domain: 'nowhere', taskList }, unknown('domain: nowhere')),
  bad('StartWorkflowExecution', workflow({ domain: 'nowhere' }), unknown('domain: nowhere')),
  bad(
    'StartWorkflowExecution',
    workflow({ workflowType: nobody }),
    unknown('type: WorkflowType=[name=Nobody, version=1]'),
  ),
  bad('DescribeActivityType', { domain, activityType: nobody }, unknown('type: ActivityType=[name=Nobody, version=1]')),
  bad(
    'DescribeWorkflowExecution',
    { domain, execution },
    unknown('execution: WorkflowExecution=[workflowId=nobody, runId=run]'),
  ),
  bad(
    'SignalWorkflowExecution',
    { domain, workflowId: 'nobody', signalName: 's' },
    unknown('execution, workflowId = nobody'),
  ),
  bad(
    'TerminateWorkflowExecution',
    { domain, ...execution },
    unknown('execution: WorkflowExecution=[workflowId=nobody, runId=run]'),
  ),
  bad(
    'ListTagsForResource',
    { resourceArn: 'arn:aws:swf:us-east-1:123456789012:/domain/nowhere' },
    unknown('resource: arn:aws:swf:us-east-1:123456789012:/domain/nowhere'),
  ),
];
