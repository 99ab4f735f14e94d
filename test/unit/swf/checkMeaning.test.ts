import { describe, expect, test } from 'vitest';
import { checkMeaning } from '../../../src/swf/checkMeaning';
import type { OperationName } from '../../../src/swf/operations';

function found(operation: OperationName, document: object): string[] {
  return checkMeaning(operation, document).map(({ code, path }) => `${code} ${path.join('.')}`);
}

const start = {
  domain: 'd',
  workflowId: 'w',
  workflowType: { name: 't', version: '1' },
  executionStartToCloseTimeout: '31536000',
  taskStartToCloseTimeout: 'NONE',
  taskPriority: '-2147483648',
};

test.each([
  ['AAAA KgAA', 'a blank'],
  ['AAAA\\nKgAA', 'a backslash'],
  ['AA"AA', 'a double quote'],
])('warns of what no task token holds inside: %s', (taskToken, what) => {
  expect(checkMeaning('RespondActivityTaskCanceled', { taskToken })).toEqual([
    {
      ...{ path: ['taskToken'], code: 'oddToken', severity: 'warning' },
      message: `The task token holds ${what}, as none that was ever published: taskToken`,
    },
  ]);
});

describe('checkMeaning', () => {
  test('has nothing to say of an input that is right', () => {
    expect(found('StartWorkflowExecution', start)).toEqual([]);
    expect(found('RegisterDomain', { name: 'd', workflowExecutionRetentionPeriodInDays: '90' })).toEqual([]);
    expect(found('RegisterDomain', { name: 'd', workflowExecutionRetentionPeriodInDays: 'NONE' })).toEqual([]);
    expect(found('RespondActivityTaskFailed', { taskToken: 'AAAA', reason: 'file', details: '' })).toEqual([]);
  });

  test.each([
    ['executionStartToCloseTimeout', 'NONE'],
    ['executionStartToCloseTimeout', '31536001'],
    ['taskStartToCloseTimeout', '5 min'],
    ['taskStartToCloseTimeout', '-1'],
    ['taskPriority', '2147483648'],
    ['taskPriority', 'high'],
  ])('underlines %s: %s', (member, value) => {
    expect(found('StartWorkflowExecution', { ...start, [member]: value })).toEqual([`format ${member}`]);
  });

  test.each(['91', 'seven', '-1'])('underlines a retention of %s', (days) => {
    const document = { name: 'd', workflowExecutionRetentionPeriodInDays: days };
    expect(found('RegisterDomain', document)).toEqual(['format workflowExecutionRetentionPeriodInDays']);
  });

  test('looks into decisions', () => {
    const decisions = [
      { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId: 't', startToFireTimeout: 'NONE' } },
      {
        decisionType: 'ScheduleLambdaFunction',
        scheduleLambdaFunctionDecisionAttributes: { id: 'i', name: 'f', startToCloseTimeout: '901' },
      },
    ];
    expect(found('RespondDecisionTaskCompleted', { taskToken: 't', decisions })).toEqual([
      'format decisions.0.startTimerDecisionAttributes.startToFireTimeout',
      'format decisions.1.scheduleLambdaFunctionDecisionAttributes.startToCloseTimeout',
    ]);
  });

  test('wants the attributes of a decision’s type, and what closes the execution last', () => {
    const of = (...types: string[]) => {
      const decisions = types.map((decisionType) => ({ decisionType }));
      return found('RespondDecisionTaskCompleted', { taskToken: 't', decisions });
    };
    expect(of('StartTimer')).toEqual(['missing decisions.0.startTimerDecisionAttributes']);
    expect(of('CompleteWorkflowExecution')).toEqual([]);
    expect(of('FailWorkflowExecution', 'CompleteWorkflowExecution')).toEqual(['order decisions.0.decisionType']);
  });

  test('leaves durations alone in attributes that are not of their decision’s type, but no name', () => {
    const attributes = { workflowId: 'a:b', workflowType: { name: 'n', version: '1' }, taskPriority: 'high' };
    const of = (decisionType: string) => {
      const decisions = [{ decisionType, startChildWorkflowExecutionDecisionAttributes: attributes }];
      return found('RespondDecisionTaskCompleted', { taskToken: 't', decisions });
    };
    const name = 'format decisions.0.startChildWorkflowExecutionDecisionAttributes.workflowId';
    expect(of('CompleteWorkflowExecution')).toEqual([name]);
    expect(of('StartChildWorkflowExecution')).toEqual([name, name.replace('workflowId', 'taskPriority')]);
  });

  test.each(['a:b', 'a/b', 'a|b', 'arn', 'a\n', ' a'])(
    'underlines the name %j of a domain to be registered',
    (name) => {
      const document = { name, workflowExecutionRetentionPeriodInDays: '1' };
      expect(found('RegisterDomain', document)).toEqual(['format name']);
    },
  );

  test('knows which filters exclude one another, and that closed executions want one time', () => {
    const time = { oldestDate: 0 };
    const filters = { typeFilter: { name: 't' }, tagFilter: { tag: 'a' }, executionFilter: { workflowId: 'w' } };
    expect(found('ListOpenWorkflowExecutions', { domain: 'd', startTimeFilter: time, ...filters })).toEqual([
      'exclusive typeFilter',
      'exclusive tagFilter',
    ]);
    const closed = { domain: 'd', closeStatusFilter: { status: 'FAILED' } };
    expect(found('CountClosedWorkflowExecutions', closed)).toEqual(['missing startTimeFilter']);
    expect(found('ListClosedWorkflowExecutions', { ...closed, startTimeFilter: time, closeTimeFilter: time })).toEqual([
      'exclusive closeTimeFilter',
    ]);
  });

  test('warns of file:// in a value, which the AWS CLI takes for the value', () => {
    expect(checkMeaning('RespondActivityTaskFailed', { taskToken: 'AAAA', details: 'file://x.txt' })).toMatchObject([
      { code: 'fileReference', severity: 'warning', path: ['details'] },
    ]);
  });

  test('never shows a value', () => {
    const problems = checkMeaning('StartWorkflowExecution', {
      ...start,
      taskPriority: 'SECRET',
      lambdaRole: 'file://SECRET',
    });
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toContain('SECRET');
  });

  test.each([null, [], 'text', 5, { taskToken: 5, decisions: [null, 5, { startTimerDecisionAttributes: [] }] }])(
    'takes any document: %j',
    (document) => {
      expect(checkMeaning('RespondDecisionTaskCompleted', document)).toEqual([]);
    },
  );
});
