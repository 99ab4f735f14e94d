import {
  errors,
  at,
  isNull,
  short,
  long,
  noEnum,
  bad,
  domain,
  workflow,
  newDomain,
  newActivity,
  decisions,
  decision,
  inDecision,
  x,
  type BadRequest,
} from './badRequest';

/** Members of a wrong length or value. */
export const bounds: readonly BadRequest[] = [
  bad('DescribeDomain', { name: '' }, errors(short('name'))),
  bad('DescribeDomain', { name: x(257) }, errors(long(x(257), 'name', 256))),
  bad('RegisterDomain', newDomain({ description: x(1_025) }), errors(long(x(1_025), 'description', 1_024))),
  bad(
    'RegisterDomain',
    newDomain({ tags: [{ key: '', value: x(257) }] }),
    errors(short('tags.1.member.key'), long(x(257), 'tags.1.member.value', 256)),
  ),
  bad('RegisterDomain', newDomain({ tags: [{ value: 'v' }] }), errors(isNull('tags.1.member.key'))),
  bad('RegisterDomain', newDomain({ tags: [{ key: x(129) }] }), errors(long(x(129), 'tags.1.member.key', 128))),
  bad(
    'UntagResource',
    { resourceArn: x(1_601), tagKeys: [''] },
    errors(long(x(1_601), 'resourceArn', 1_600), short('tagKeys.1.member')),
  ),
  bad('RegisterActivityType', newActivity({ version: x(65) }), errors(long(x(65), 'version', 64))),
  bad(
    'RegisterActivityType',
    newActivity({ defaultTaskHeartbeatTimeout: '123456789' }),
    errors(long('123456789', 'defaultTaskHeartbeatTimeout', 8)),
  ),
  bad('RegisterActivityType', newActivity({ defaultTaskList: {} }), errors(isNull('defaultTaskList.name'))),
  bad('RegisterActivityType', newActivity({ defaultTaskList: { name: '' } }), errors(short('defaultTaskList.name'))),
  bad('RegisterWorkflowType', newActivity({ defaultLambdaRole: '' }), errors(short('defaultLambdaRole'))),
  bad(
    'RegisterWorkflowType',
    newActivity({ defaultChildPolicy: 'KILL' }),
    errors(noEnum('KILL', 'defaultChildPolicy', 'TERMINATE, REQUEST_CANCEL, ABANDON')),
  ),
  bad(
    'ListDomains',
    { registrationStatus: 'registered' },
    errors(noEnum('registered', 'registrationStatus', 'REGISTERED, DEPRECATED')),
  ),
  bad('ListDomains', { registrationStatus: '' }, errors(noEnum('', 'registrationStatus', 'REGISTERED, DEPRECATED'))),
  bad(
    'ListDomains',
    { registrationStatus: 'REGISTERED', maximumPageSize: 1_001 },
    errors(at("'1001'", 'maximumPageSize', 'have value less than or equal to 1000')),
  ),
  bad(
    'ListDomains',
    { registrationStatus: 'REGISTERED', maximumPageSize: -1 },
    errors(at("'-1'", 'maximumPageSize', 'have value greater than or equal to 0')),
  ),
  bad(
    'ListDomains',
    { registrationStatus: 'REGISTERED', nextPageToken: x(2_049) },
    errors(long(x(2_049), 'nextPageToken', 2_048)),
  ),
  bad(
    'DescribeWorkflowExecution',
    { domain, execution: {} },
    errors(isNull('execution.workflowId'), isNull('execution.runId')),
  ),
  bad(
    'DescribeWorkflowExecution',
    { domain, execution: { workflowId: '', runId: '' } },
    errors(short('execution.workflowId'), short('execution.runId')),
  ),
  bad(
    'GetWorkflowExecutionHistory',
    { domain, execution: { workflowId: 'w', runId: x(65) } },
    errors(long(x(65), 'execution.runId', 64)),
  ),
  bad(
    'SignalWorkflowExecution',
    { domain, workflowId: 'w', signalName: '', input: x(32_769) },
    errors(short('signalName'), long(x(32_769), 'input', 32_768)),
  ),
  bad(
    'TerminateWorkflowExecution',
    { domain, workflowId: 'w', reason: x(257), childPolicy: '' },
    errors(long(x(257), 'reason', 256), noEnum('', 'childPolicy', 'TERMINATE, REQUEST_CANCEL, ABANDON')),
  ),
  bad('StartWorkflowExecution', workflow({ tagList: ['', x(257)] }), errors(long(x(257), 'tagList.2.member', 256))),
  bad(
    'StartWorkflowExecution',
    workflow({ tagList: ['a', 'b', 'c', 'd', 'e', 'f'] }),
    errors(at(`'[a, b, c, d, e, f]'`, 'tagList', 'have length less than or equal to 5')),
  ),
  bad('StartWorkflowExecution', workflow({ lambdaRole: x(1_601) }), errors(long(x(1_601), 'lambdaRole', 1_600))),
  bad(
    'PollForActivityTask',
    { domain, taskList: { name: x(257) }, identity: x(257) },
    errors(long(x(257), 'taskList.name', 256), long(x(257), 'identity', 256)),
  ),
  bad(
    'RecordActivityTaskHeartbeat',
    { taskToken: x(1_025), details: x(2_049) },
    errors(long(x(1_025), 'taskToken', 1_024), long(x(2_049), 'details', 2_048)),
  ),
  bad(
    'RespondActivityTaskFailed',
    { taskToken: '', reason: x(257) },
    errors(short('taskToken'), long(x(257), 'reason', 256)),
  ),
  bad('RespondActivityTaskCompleted', { taskToken: 't', result: x(32_769) }, errors(long(x(32_769), 'result', 32_768))),
  bad(
    'ListClosedWorkflowExecutions',
    { domain, startTimeFilter: {}, closeStatusFilter: { status: 'DONE' } },
    errors(
      isNull('startTimeFilter.oldestDate'),
      noEnum(
        'DONE',
        'closeStatusFilter.status',
        'COMPLETED, FAILED, CANCELED, TERMINATED, CONTINUED_AS_NEW, TIMED_OUT',
      ),
    ),
  ),
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('ScheduleLambdaFunction', { id: '', name: x(65) })),
    errors(
      short(inDecision('scheduleLambdaFunctionDecisionAttributes.id')),
      long(x(65), inDecision('scheduleLambdaFunctionDecisionAttributes.name'), 64),
    ),
  ),
  bad('RespondDecisionTaskCompleted', decisions({}), errors(isNull(inDecision('decisionType')))),
];
