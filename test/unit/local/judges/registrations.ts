import { expect } from 'vitest';
import type { Caller } from '../../../support/judges/judge';
import { faultOf } from '../support';
import { aTime, nothing } from './expectations';

const domain = 'shelf';
const resourceArn = `arn:aws:swf:us-east-1:123456789012:/domain/${domain}`;
const retention = { workflowExecutionRetentionPeriodInDays: '5' };

/** Every operation on domains and tags. */
export async function domains(judge: Caller): Promise<void> {
  const registration = { name: domain, description: 'All of it', tags: [{ key: 'team', value: 'a' }], ...retention };
  expect(await judge.call('RegisterDomain', registration)).toEqual(nothing);
  expect(await faultOf(judge.call('RegisterDomain', registration))).toBe(`DomainAlreadyExistsFault: ${domain}`);
  const described = { name: domain, status: 'REGISTERED', description: 'All of it', arn: resourceArn };
  expect(await judge.call('DescribeDomain', { name: domain })).toEqual({
    domainInfo: described,
    configuration: retention,
  });
  expect(await faultOf(judge.call('DescribeDomain', { name: 'ghost' }))).toBe(
    'UnknownResourceFault: Unknown domain: ghost',
  );
  const tags = [{ key: 'stage', value: 'test' }];
  expect(await judge.call('TagResource', { resourceArn, tags })).toEqual(nothing);
  expect(await judge.call('UntagResource', { resourceArn, tagKeys: ['team'] })).toEqual(nothing);
  expect(await judge.call('ListTagsForResource', { resourceArn })).toEqual({ tags });
  expect(await judge.call('DeprecateDomain', { name: domain })).toEqual(nothing);
  const deprecated = { ...described, status: 'DEPRECATED' };
  expect(await judge.call('ListDomains', { registrationStatus: 'DEPRECATED' })).toEqual({ domainInfos: [deprecated] });
  expect(await judge.call('UndeprecateDomain', { name: domain })).toEqual(nothing);
}

/** Every operation on activity types. */
export async function activityTypes(judge: Caller): Promise<void> {
  const activityType = { name: 'PackParcel', version: '1' };
  const configuration = { defaultTaskList: { name: 'packers' }, defaultTaskStartToCloseTimeout: '600' };
  const registration = { domain, ...activityType, description: 'Packs', ...configuration };
  const typeText = 'ActivityType=[name=PackParcel, version=1]';
  expect(await judge.call('RegisterActivityType', registration)).toEqual(nothing);
  expect(await faultOf(judge.call('RegisterActivityType', registration))).toBe(`TypeAlreadyExistsFault: ${typeText}`);
  const typeInfo = { activityType, status: 'REGISTERED', description: 'Packs', creationDate: aTime };
  expect(await judge.call('DescribeActivityType', { domain, activityType })).toEqual({ typeInfo, configuration });
  expect(await faultOf(judge.call('DeleteActivityType', { domain, activityType }))).toMatch(
    /^TypeNotDeprecatedFault: /,
  );
  expect(await judge.call('DeprecateActivityType', { domain, activityType })).toEqual(nothing);
  expect(await judge.call('ListActivityTypes', { domain, registrationStatus: 'DEPRECATED' })).toEqual({
    typeInfos: [{ ...typeInfo, status: 'DEPRECATED', deprecationDate: aTime }],
  });
  expect(await judge.call('UndeprecateActivityType', { domain, activityType })).toEqual(nothing);
  expect(await judge.call('DeprecateActivityType', { domain, activityType })).toEqual(nothing);
  expect(await judge.call('DeleteActivityType', { domain, activityType })).toEqual(nothing);
  expect(await faultOf(judge.call('DescribeActivityType', { domain, activityType }))).toBe(
    `UnknownResourceFault: Unknown type: ${typeText}`,
  );
}

/** Every operation on workflow types. */
export async function workflowTypes(judge: Caller): Promise<void> {
  const workflowType = { name: 'FulfilOrder', version: '1' };
  const configuration = { defaultTaskList: { name: 'deciders' }, defaultChildPolicy: 'ABANDON' };
  const registration = { domain, ...workflowType, ...configuration };
  expect(await judge.call('RegisterWorkflowType', registration)).toEqual(nothing);
  const typeInfo = { workflowType, status: 'REGISTERED', creationDate: aTime };
  expect(await judge.call('DescribeWorkflowType', { domain, workflowType })).toEqual({ typeInfo, configuration });
  const start = { domain, workflowId: 'order-0', workflowType };
  expect(await faultOf(judge.call('StartWorkflowExecution', start))).toBe(
    'DefaultUndefinedFault: executionStartToCloseTimeout',
  );
  expect(await judge.call('DeprecateWorkflowType', { domain, workflowType })).toEqual(nothing);
  expect(await judge.call('UndeprecateWorkflowType', { domain, workflowType })).toEqual(nothing);
  expect(await judge.call('ListWorkflowTypes', { domain, registrationStatus: 'REGISTERED' })).toEqual({
    typeInfos: [typeInfo],
  });
  expect(await judge.call('DeprecateWorkflowType', { domain, workflowType })).toEqual(nothing);
  expect(await judge.call('DeleteWorkflowType', { domain, workflowType })).toEqual(nothing);
  expect(await faultOf(judge.call('DeleteWorkflowType', { domain, workflowType }))).toBe(
    'UnknownResourceFault: Unknown type: WorkflowType=[name=FulfilOrder, version=1]',
  );
}
