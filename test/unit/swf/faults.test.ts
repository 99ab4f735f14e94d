import { describe, expect, it } from 'vitest';
import type { Delivered, FaultKind } from '../../../src/swf/faults';
import { answer, fault, type Answer } from '../../support/answeringServer';
import { cancelAnswered, details, expectNoSecret, token } from '../../support/failingCancel';

const swf = 'com.amazonaws.swf.base.model#';
const coral = 'com.amazon.coral';

describe('what the service says', () => {
  const cases: readonly (readonly [Answer, FaultKind, message: string, delivered?: Delivered])[] = [
    [
      fault(`${swf}UnknownResourceFault`, 'Unknown activity, scheduledEventId = 5'),
      'unknownActivity',
      'The activity task is no longer open: scheduledEventId 5',
    ],
    [
      fault(`${swf}UnknownResourceFault`, 'Unknown execution: WorkflowExecution=[workflowId=W, runId=R]'),
      'unknownExecution',
      'The workflow execution is closed or does not exist: WorkflowExecution=[workflowId=W, runId=R]',
    ],
    [
      fault(`${swf}UnknownResourceFault`, 'Unknown execution, workflowId = W'),
      'unknownExecution',
      'The workflow execution is closed or does not exist: workflowId = W',
    ],
    [
      fault(`${swf}UnknownResourceFault`, 'Unknown domain: orders'),
      'unknownDomain',
      'The domain does not exist in this region: orders',
    ],
    [
      fault(`${swf}UnknownResourceFault`, 'Unknown type: ActivityType=[name=N, version=V]'),
      'unknownResource',
      'Amazon SWF does not know the resource: Unknown type: ActivityType=[name=N, version=V]',
    ],
    [
      fault(`${swf}UnknownResourceFault`, 'Unknown decision task, scheduledEventId = 3'),
      'unknownResource',
      'Amazon SWF does not know the resource: Unknown decision task, scheduledEventId = 3',
    ],
    [fault(`${swf}UnknownResourceFault`), 'unknownResource', 'Amazon SWF does not know the resource'],
    [fault(`${swf}OperationNotPermittedFault`), 'accessDenied', 'Not allowed: swf:RespondActivityTaskCanceled'],
    [
      fault(
        `${coral}.service#AccessDeniedException`,
        'User: arn:aws:iam::111122223333:user/olga is not authorized to perform: swf:RespondActivityTaskCanceled on resource: arn:aws:swf:us-east-1:111122223333:/domain/orders',
      ),
      'accessDenied',
      'Not allowed: swf:RespondActivityTaskCanceled on arn:aws:swf:us-east-1:111122223333:/domain/orders for arn:aws:iam::111122223333:user/olga',
    ],
    [
      fault(`${swf}LimitExceededFault`, 'Limit on maximum concurrent poll requests per task list reached'),
      'throttled',
      'A limit of Amazon SWF is reached: Limit on maximum concurrent poll requests per task list reached',
    ],
    [fault(`${swf}DomainAlreadyExistsFault`, 'orders'), 'other', 'The domain already exists: orders'],
    [fault(`${swf}DomainDeprecatedFault`, 'orders'), 'other', 'The domain is deprecated: orders'],
    [
      fault(`${swf}TypeAlreadyExistsFault`, 'WorkflowType=[name=N, version=V]'),
      'other',
      'The type already exists: WorkflowType=[name=N, version=V]',
    ],
    [
      fault(`${swf}TypeDeprecatedFault`, 'ActivityType=[name=N, version=V]'),
      'other',
      'The type is deprecated: ActivityType=[name=N, version=V]',
    ],
    [
      fault(
        `${swf}TypeNotDeprecatedFault`,
        'The type is currently registered and cannot be deleted in its current state',
      ),
      'other',
      'The type has to be deprecated first: The type is currently registered and cannot be deleted in its current state',
    ],
    [
      fault(`${swf}WorkflowExecutionAlreadyStartedFault`),
      'other',
      'An open workflow execution with this workflow id exists already',
    ],
    [
      fault(`${swf}DefaultUndefinedFault`, 'taskList'),
      'invalidInput',
      'The type has no default for a value left out: taskList',
    ],
    [fault(`${swf}TooManyTagsFault`), 'invalidInput', 'There are more tags than 50'],
    [fault(`${coral}.validate#ValidationException`, 'Invalid token'), 'invalidToken', 'This is not a task token'],
    [
      fault(
        `${coral}.validate#ValidationException`,
        `1 validation error detected: Value '${token}' at 'taskToken' failed to satisfy constraint: Member must have length less than or equal to 1024`,
      ),
      'invalidToken',
      'The input was refused: taskToken: Member must have length less than or equal to 1024',
    ],
    [
      fault(
        `${coral}.validate#ValidationException`,
        `2 validation errors detected: Value null at 'taskToken' failed to satisfy constraint: Member must not be null; Value '${details}' at 'details' failed to satisfy constraint: Member must have length less than or equal to 32768`,
      ),
      'invalidInput',
      'The input was refused: taskToken: Member must not be null; details: Member must have length less than or equal to 32768',
    ],
    [
      fault(
        `${coral}.validate#ValidationException`,
        `1 validation error detected: Value 'X' at 'decisions.1.member.decisionType' failed to satisfy constraint: Member must satisfy enum value set: [StartTimer, CancelTimer]`,
      ),
      'invalidInput',
      'The input was refused: decisions.1.member.decisionType: Member must satisfy enum value set: [StartTimer, CancelTimer]',
    ],
    [
      fault(`${coral}.validate#ValidationException`, 'Close must be last decision in list'),
      'invalidInput',
      'The input was refused: Close must be last decision in list',
    ],
    [
      fault(`${coral}.validate#ValidationException`, `Cannot read ${details} of ${token}`),
      'invalidInput',
      'The input was refused: Cannot read … of …',
    ],
    [
      fault(`${coral}.availability#ThrottlingException`, 'Rate exceeded'),
      'throttled',
      'Amazon SWF is asked too often by this account',
    ],
    [answer(429, ''), 'throttled', 'Amazon SWF is asked too often by this account'],
    [
      fault(`${coral}.service#UnrecognizedClientException`, 'The security token included in the request is invalid.'),
      'credentialsRefused',
      'AWS does not know the credentials',
    ],
    [
      fault('#ExpiredTokenException', 'The security token included in the request is expired'),
      'credentialsExpired',
      'The credentials have expired',
    ],
    [
      fault(
        '#InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided.',
      ),
      'credentialsRefused',
      'AWS does not accept the signature',
    ],
    [
      fault('#InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z'),
      'credentialsRefused',
      'The signature is out of date; the clock of this machine seems wrong',
    ],
    [
      fault(`${coral}.service#SerializationException`, `Expected '${details}'`),
      'invalidInput',
      'Amazon SWF could not read the request',
    ],
    [fault(`${coral}.service#UnknownOperationException`), 'notSwf', 'The endpoint does not offer this operation'],
    [
      fault(`${swf}QuotaOfTomorrowFault`, `for '${token}'`),
      'other',
      "Amazon SWF refused the call with QuotaOfTomorrowFault: for '…'",
    ],
    [
      fault(`${coral}.service#InternalFailure`, undefined, 500),
      'serviceFailed',
      'The service failed, and does not say whether the call was carried out: HTTP 500',
      'maybe',
    ],
    [
      answer(500, ''),
      'serviceFailed',
      'The service failed, and does not say whether the call was carried out: HTTP 500',
      'maybe',
    ],
    [
      answer(502, '<html>Bad Gateway</html>'),
      'serviceFailed',
      'The service failed, and does not say whether the call was carried out: HTTP 502',
      'maybe',
    ],
  ];

  it.each(cases.map(([answers, kind, message, delivered = 'no']) => ({ answers, kind, message, delivered })))(
    '$message',
    async ({ answers, ...expected }) => {
      const { fault: found, sent } = await cancelAnswered(answers);
      expect({ kind: found.kind, delivered: found.details.delivered, message: found.message }).toEqual(expected);
      expect(found.details.operation).toBe('RespondActivityTaskCanceled');
      expect(sent).toBe(1);
      expectNoSecret(found);
    },
  );

  it('carries the event id of the task, the request id and the attempts', async () => {
    const { fault: found } = await cancelAnswered(
      fault(`${swf}UnknownResourceFault`, 'Unknown activity, scheduledEventId = 17'),
    );
    expect(found.details).toMatchObject({ scheduledEventId: 17, requestId: 'request-1', attempts: 1 });
  });

  it('reads the name from the header when the body has none', async () => {
    const { fault: found } = await cancelAnswered(
      answer(400, '{"message":"Rate exceeded"}', { 'x-amzn-errortype': 'ThrottlingException' }),
    );
    expect(found.kind).toBe('throttled');
  });
});

describe('an answer that is not of Amazon SWF', () => {
  const cases: readonly (readonly [what: string, Answer, Delivered, message: RegExp])[] = [
    [
      'a page with 200',
      answer(200, '<html>Please log in</html>'),
      'maybe',
      /^The answer did not come from .*\(HTTP 200\)/,
    ],
    ['text with 200', answer(200, 'OK'), 'maybe', /^The answer did not come from .*\(HTTP 200\)/],
    ['half an object', answer(200, '{"a":'), 'maybe', /^The answer did not come from .*\(HTTP 200\)/],
    ['a page with 403', answer(403, '<html>Forbidden</html>'), 'maybe', /^The answer did not come from .*\(HTTP 403\)/],
    ['404 with nothing', answer(404, ''), 'maybe', /^The answer did not come from .*\(HTTP 404\)/],
    [
      '403 of a gateway',
      answer(403, '{"message":"Forbidden"}'),
      'maybe',
      /^The answer did not come from .*\(HTTP 403\)/,
    ],
    [
      'a redirect',
      answer(302, '', { location: 'http://127.0.0.1:1/' }),
      'no',
      /^A redirect was answered .*\(HTTP 302\)/,
    ],
    [
      'a redirect with a page',
      answer(301, '<html>Moved</html>', { location: 'http://127.0.0.1:1/' }),
      'no',
      /^A redirect was answered .*\(HTTP 301\)/,
    ],
  ];

  it.each(cases)('%s', async (_what, answers, delivered, message) => {
    const { fault: found, sent } = await cancelAnswered(answers);
    expect(found.message).toMatch(message);
    expect(found).toMatchObject({ kind: 'notSwf', details: { delivered } });
    expect(sent).toBe(1);
    expectNoSecret(found);
  });

  it('names the endpoint and what to check', async () => {
    const { fault: found } = await cancelAnswered(answer(200, '<html>'));
    expect(found.message).toMatch(/: http:\/\/127\.0\.0\.1:\d+$/);
    expect(found.details.nextStep).toContain('proxy');
  });
});
