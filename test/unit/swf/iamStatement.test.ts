import { describe, expect, test } from 'vitest';
import { fault } from '../../support/answeringServer';
import { cancelAnswered } from '../../support/failingCancel';
import { domainArn, iamPolicy, iamStatement, missingPermission, policyFor } from '../../../src/swf/iamStatement';

const denial =
  'User: arn:aws:sts::111122223333:assumed-role/ops/olga is not authorized to perform: swf:X on resource: ' +
  'arn:aws:swf:eu-west-1:111122223333:/domain/orders';

describe('the least statement that is missing', () => {
  test.each([
    ['ListDomains', { registrationStatus: 'REGISTERED' }, denial, 'arn:aws:swf:eu-west-1:111122223333:/domain/*'],
    ['GetWorkflowExecutionHistory', { domain: 'bills' }, denial, 'arn:aws:swf:eu-west-1:111122223333:/domain/bills'],
    ['DescribeDomain', { name: 'bills' }, denial, 'arn:aws:swf:eu-west-1:111122223333:/domain/bills'],
    [
      'TagResource',
      { resourceArn: 'arn:aws:swf:eu-west-1:1:/domain/bills' },
      '',
      'arn:aws:swf:eu-west-1:ACCOUNT:/domain/bills',
    ],
    // A token tells no domain: the denial does.
    ['RespondActivityTaskCanceled', { taskToken: 't' }, denial, 'arn:aws:swf:eu-west-1:111122223333:/domain/orders'],
    ['RespondActivityTaskCanceled', { taskToken: 't' }, '', 'arn:aws:swf:eu-west-1:ACCOUNT:/domain/DOMAIN'],
  ] as const)('for %s %o', (operation, input, message, resource) => {
    const missing = missingPermission(operation, input, 'eu-west-1', message);
    expect(missing).toEqual({ action: `swf:${operation}`, resource });
    expect(JSON.parse(iamStatement(missing))).toEqual({
      Effect: 'Allow',
      Action: `swf:${operation}`,
      Resource: resource,
    });
    expect(JSON.parse(iamPolicy(missing))).toMatchObject({
      Version: '2012-10-17',
      Statement: [{ Resource: resource }],
    });
  });

  test('asks for no more than the call does, whatever the answer says', () => {
    const greedy = [
      'on resource: *',
      'on resource: arn:aws:iam::111122223333:role/admin',
      'on resource: arn:aws:swf:eu-west-1:111122223333:/domain/*',
      'on resource: arn:aws:swf:eu-west-1:111122223333:/domain/a?b',
    ];
    for (const message of greedy) {
      const { action, resource } = missingPermission(
        'RespondActivityTaskFailed',
        { taskToken: 't' },
        'eu-west-1',
        message,
      );
      expect(action).toBe('swf:RespondActivityTaskFailed');
      expect(resource).toMatch(/:\/domain\/DOMAIN$/);
    }
  });
});

test('an explicit deny offers no statement: none could help', async () => {
  const answers = fault(
    'com.amazon.coral.service#AccessDeniedException',
    `${denial} with an explicit deny in a service control policy`,
  );
  const { fault: found } = await cancelAnswered(answers);
  expect(found.kind).toBe('accessDenied');
  expect(found.details.missing).toBeUndefined();
  expect(found.details.nextStep).toBe(
    'It is denied explicitly in this policy, so no further permission can allow it: service control policy.',
  );
  const { fault: other } = await cancelAnswered(fault('x#AccessDeniedException', denial));
  expect(other.details.missing?.resource).toBe('arn:aws:swf:us-east-1:111122223333:/domain/orders');
});

test('the partition follows from the region', () => {
  const arns = ['us-east-1', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'eusc-de-east-1'].map(
    (region) => domainArn('d', { region, account: 'ACCOUNT' }).split(':')[1],
  );
  expect(arns).toEqual(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-eusc']);
});

test('a name’s own * ? and $ are no patterns, and nothing hides in a policy', () => {
  const place = { region: 'us-east-1', account: '111122223333' };
  expect(domainArn('a*b?c$d', place)).toBe('arn:aws:swf:us-east-1:111122223333:/domain/a${*}b${?}c${$}d');
  const policy = policyFor(['ListDomains', 'DescribeDomain'], 'a\u202eb', place);
  expect(policy).toContain('/domain/a\\u202eb');
  expect(JSON.parse(policy)).toMatchObject({ Statement: [{ Action: 'swf:ListDomains' }, {}] });
});
