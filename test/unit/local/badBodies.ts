import type { OperationName } from '../../../src/swf/operations';
import {
  errors,
  notThisType,
  unknown,
  noSuchOperation,
  isNull,
  short,
  structure,
  list,
  other,
  cannot,
  bad,
  domain,
  decisions,
  decision,
  x,
  type BadRequest,
} from './badRequest';

/** Each operation without anything it needs. */
const required: readonly (readonly [OperationName, ...string[]])[] = [
  ['CountClosedWorkflowExecutions', 'domain'],
  ['CountOpenWorkflowExecutions', 'domain', 'startTimeFilter'],
  ['CountPendingActivityTasks', 'domain', 'taskList'],
  ['CountPendingDecisionTasks', 'domain', 'taskList'],
  ['DeleteActivityType', 'domain', 'activityType'],
  ['DeleteWorkflowType', 'domain', 'workflowType'],
  ['DeprecateActivityType', 'domain', 'activityType'],
  ['DeprecateDomain', 'name'],
  ['DeprecateWorkflowType', 'domain', 'workflowType'],
  ['DescribeActivityType', 'domain', 'activityType'],
  ['DescribeDomain', 'name'],
  ['DescribeWorkflowExecution', 'domain', 'execution'],
  ['DescribeWorkflowType', 'domain', 'workflowType'],
  ['GetWorkflowExecutionHistory', 'domain', 'execution'],
  ['ListActivityTypes', 'domain', 'registrationStatus'],
  ['ListClosedWorkflowExecutions', 'domain'],
  ['ListDomains', 'registrationStatus'],
  ['ListOpenWorkflowExecutions', 'domain', 'startTimeFilter'],
  ['ListTagsForResource', 'resourceArn'],
  ['ListWorkflowTypes', 'domain', 'registrationStatus'],
  ['PollForActivityTask', 'domain', 'taskList'],
  ['PollForDecisionTask', 'domain', 'taskList'],
  ['RecordActivityTaskHeartbeat', 'taskToken'],
  ['RegisterActivityType', 'domain', 'name', 'version'],
  ['RegisterDomain', 'name', 'workflowExecutionRetentionPeriodInDays'],
  ['RegisterWorkflowType', 'domain', 'name', 'version'],
  ['RequestCancelWorkflowExecution', 'domain', 'workflowId'],
  ['RespondActivityTaskCanceled', 'taskToken'],
  ['RespondActivityTaskCompleted', 'taskToken'],
  ['RespondActivityTaskFailed', 'taskToken'],
  ['RespondDecisionTaskCompleted', 'taskToken'],
  ['SignalWorkflowExecution', 'domain', 'workflowId', 'signalName'],
  ['StartWorkflowExecution', 'domain', 'workflowId', 'workflowType'],
  ['TagResource', 'resourceArn', 'tags'],
  ['TerminateWorkflowExecution', 'domain', 'workflowId'],
  ['UndeprecateActivityType', 'domain', 'activityType'],
  ['UndeprecateDomain', 'name'],
  ['UndeprecateWorkflowType', 'domain', 'workflowType'],
  ['UntagResource', 'resourceArn', 'tagKeys'],
];

export const empty = required.map(([operation, ...members]) =>
  bad(operation, '{}', errors(...members.map(isNull)), 'without members'),
);

const deep = '['.repeat(200_000) + ']'.repeat(200_000);

/** Bodies that are no JSON objects. */
export const bodies: readonly BadRequest[] = [
  ...['{', '{"registrationStatus":', '{registrationStatus:1}', "{'a':1}", '{"a":1,}', '{}{}', 'x', 'NaN', '\u0000'].map(
    (body) => bad('ListDomains', body, notThisType('The request body is not valid JSON')),
  ),
  bad('ListDomains', Buffer.from([0x7b, 0xff, 0x7d]), notThisType('The request body is not valid JSON'), 'no UTF-8'),
  bad('ListDomains', Buffer.from('{}', 'utf16le'), notThisType('The request body is not valid JSON'), 'UTF-16'),
  bad('ListDomains', '[]', notThisType(list)),
  bad('ListDomains', '[{}]', notThisType(list)),
  ...['null', 'true', '5', '"text"', ' "{}" '].map((body) => bad('ListDomains', body, notThisType(other))),
  bad('ListDomains', '', errors(isNull('registrationStatus')), 'with no body'),
  bad('ListDomains', deep, notThisType(list), 'deep lists'),
  bad('ListDomains', `{"registrationStatus":${deep}}`, notThisType(list), 'a deep member'),
  bad('ListDomains', `{"x":${deep}}`, errors(isNull('registrationStatus')), 'a deep stranger'),
  bad(
    'StartWorkflowExecution',
    `{"tagList":[1,1,1,1,1,${deep}]}`,
    notThisType(cannot('NUMBER', 'a String')),
    'deep tags',
  ),
  bad('ListDomains', '{"__proto__":{"registrationStatus":"REGISTERED"}}', errors(isNull('registrationStatus'))),
  bad('ListDomains', '{"constructor":{"prototype":{"registrationStatus":"X"}}}', errors(isNull('registrationStatus'))),
  bad('DescribeDomain', '{"name":"__proto__"}', unknown('domain: __proto__')),
  bad('DescribeDomain', '{"name":"constructor"}', unknown('domain: constructor')),
  bad('DescribeDomain', '{"name":"\\ud800"}', unknown('domain: \ud800')),
  bad('DescribeDomain', '{"name":"a","name":""}', errors(short('name')), 'a member twice'),
  bad('DescribeDomain', '{"Name":"orders"}', errors(isNull('name'))),
];

/** Members of a wrong JSON type. */
export const types: readonly BadRequest[] = [
  bad('DescribeDomain', { name: 5 }, notThisType(cannot('NUMBER', 'a String'))),
  bad('DescribeDomain', { name: true }, notThisType(cannot('TRUE', 'a String'))),
  bad('DescribeDomain', { name: false }, notThisType(cannot('FALSE', 'a String'))),
  bad('DescribeDomain', { name: {} }, notThisType(structure)),
  bad('DescribeDomain', { name: ['orders'] }, notThisType(list)),
  bad('DescribeDomain', { name: null }, errors(isNull('name'))),
  bad('ListDomains', { maximumPageSize: '5' }, notThisType(cannot('STRING', 'an Integer'))),
  bad('ListDomains', { maximumPageSize: true }, notThisType(cannot('TRUE', 'an Integer'))),
  bad('ListDomains', { maximumPageSize: 1.5 }, notThisType(cannot('NUMBER', 'an Integer'))),
  bad('ListDomains', { maximumPageSize: 2_147_483_648 }, notThisType(cannot('NUMBER', 'an Integer'))),
  bad('ListDomains', '{"maximumPageSize":1e999}', notThisType(cannot('NUMBER', 'an Integer'))),
  bad('ListDomains', { maximumPageSize: [] }, notThisType(list)),
  bad('ListDomains', { reverseOrder: 'true' }, notThisType(cannot('STRING', 'a Boolean'))),
  bad('ListDomains', { reverseOrder: 1 }, notThisType(cannot('NUMBER', 'a Boolean'))),
  bad('ListDomains', { reverseOrder: {} }, notThisType(structure)),
  bad(
    'CountOpenWorkflowExecutions',
    { startTimeFilter: { oldestDate: '2026-01-01' } },
    notThisType(cannot('STRING', 'a Date')),
  ),
  bad(
    'CountOpenWorkflowExecutions',
    { startTimeFilter: { oldestDate: false } },
    notThisType(cannot('FALSE', 'a Date')),
  ),
  bad(
    'CountOpenWorkflowExecutions',
    '{"startTimeFilter":{"oldestDate":1e999}}',
    notThisType(cannot('NUMBER', 'a Date')),
  ),
  bad('CountOpenWorkflowExecutions', { startTimeFilter: 0 }, notThisType(other)),
  bad('CountOpenWorkflowExecutions', { startTimeFilter: [] }, notThisType(list)),
  bad('PollForActivityTask', { domain, taskList: 'packers' }, notThisType(other)),
  bad('StartWorkflowExecution', { tagList: 'tag' }, notThisType(other)),
  bad('StartWorkflowExecution', { tagList: {} }, notThisType(structure)),
  bad('StartWorkflowExecution', { tagList: [null] }, notThisType(other)),
  bad('StartWorkflowExecution', { tagList: [['a']] }, notThisType(list)),
  bad('RegisterDomain', { tags: [5] }, notThisType(other)),
  bad('RegisterDomain', { workflowExecutionRetentionPeriodInDays: 7 }, notThisType(cannot('NUMBER', 'a String'))),
  bad('RespondDecisionTaskCompleted', { decisions: {} }, notThisType(structure)),
  bad('RespondDecisionTaskCompleted', { decisions: ['StartTimer'] }, notThisType(other)),
  bad('RespondDecisionTaskCompleted', decisions(decision('StartTimer', [])), notThisType(list)),
  bad(
    'RespondDecisionTaskCompleted',
    decisions(decision('StartTimer', { startToFireTimeout: 5 })),
    notThisType(cannot('NUMBER', 'a String')),
  ),
  bad('UntagResource', { tagKeys: [1] }, notThisType(cannot('NUMBER', 'a String'))),
];

const target = (name: string): Record<string, string> => ({ 'X-Amz-Target': name });
const body = '{"registrationStatus":"REGISTERED"}';

/** Requests that reach no operation. */
export const transport: readonly BadRequest[] = [
  { title: 'no target', headers: {}, body, ...noSuchOperation(400) },
  ...[
    '',
    'ListDomains',
    'SimpleWorkflowService',
    'SimpleWorkflowService.',
    'SimpleWorkflowService.listDomains',
    'SimpleWorkflowService.ListDomains ListDomains',
    'SimpleWorkflowService.toString',
    'SimpleWorkflowService.__proto__',
    'SimpleWorkflowService_20120125.ListDomains',
    'DynamoDB_20120810.ListTables',
  ].map((name) => ({ title: `the target "${name}"`, headers: target(name), body, ...noSuchOperation(400) })),
  ...['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method) => ({
    ...{ title: `the method ${method}`, method, headers: target('SimpleWorkflowService.ListDomains') },
    ...{ body: '', ...noSuchOperation(404) },
  })),
  ...['/ListDomains', '//', '/?Action=ListDomains'].map((path) => ({
    ...{ title: `the path ${path}`, path, headers: target('SimpleWorkflowService.ListDomains') },
    ...{ body, ...noSuchOperation(404) },
  })),
  {
    title: 'more than a megabyte',
    operation: 'ListDomains',
    body: `{"x":"${x(1_048_576)}"}`,
    ...{ status: 413, type: 'com.amazon.coral.service#RequestEntityTooLargeException', message: 'Request too large' },
  },
  {
    title: 'compressed',
    operation: 'ListDomains',
    headers: { 'Content-Encoding': 'gzip' },
    body: Buffer.from('1f8b0800000000000003abae050043bfa6a302000000', 'hex'),
    ...notThisType('The request body is not valid JSON'),
  },
];
