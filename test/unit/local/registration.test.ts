import { expect, test } from 'vitest';
import { benchOfEachTest } from './benchOfEachTest';
import { activityType, domain, faultOf, start, startBench, workflowType } from './support';

const bench = benchOfEachTest(startBench);

const retention = { workflowExecutionRetentionPeriodInDays: '7' };

test('domains are described, listed by name, and separate in each region', async () => {
  const { swf } = bench;
  await swf.registerDomain({ name: 'media', description: 'pictures', ...retention });
  const elsewhere = bench.client('eu-west-1');
  await elsewhere.registerDomain({ name: 'orders', workflowExecutionRetentionPeriodInDays: 'NONE' });
  const arn = (region: string, name: string): string => `arn:aws:swf:${region}:123456789012:/domain/${name}`;
  expect((await swf.listDomains({ registrationStatus: 'REGISTERED' })).domainInfos).toEqual([
    { name: 'media', status: 'REGISTERED', description: 'pictures', arn: arn('us-east-1', 'media') },
    { name: 'orders', status: 'REGISTERED', arn: arn('us-east-1', 'orders') },
  ]);
  const described = await elsewhere.describeDomain({ name: 'orders' });
  expect(described.domainInfo?.arn).toBe(arn('eu-west-1', 'orders'));
  expect(described.configuration).toEqual({ workflowExecutionRetentionPeriodInDays: 'NONE' });
  const page = await swf.listDomains({ registrationStatus: 'REGISTERED', maximumPageSize: 1, reverseOrder: true });
  expect(page.domainInfos?.[0]?.name).toBe('orders');
  const last = await swf.listDomains({
    registrationStatus: 'REGISTERED',
    reverseOrder: true,
    nextPageToken: page.nextPageToken,
  });
  expect(last.domainInfos?.map((info) => info.name)).toEqual(['media']);
  expect(last.nextPageToken).toBeUndefined();
});

test('a deprecated domain keeps its executions and takes nothing new', async () => {
  const { swf } = bench;
  await start(swf);
  await swf.deprecateDomain({ name: domain });
  const deprecated = 'DomainDeprecatedFault: orders';
  expect(await faultOf(swf.deprecateDomain({ name: domain }))).toBe(deprecated);
  expect(await faultOf(start(swf, 'order-2'))).toBe(deprecated);
  expect(await faultOf(swf.registerWorkflowType({ domain, name: 'New', version: '1' }))).toBe(deprecated);
  const { typeInfo } = await swf.describeActivityType({ domain, activityType });
  expect(typeInfo?.status).toBe('DEPRECATED');
  const open = await swf.countOpenWorkflowExecutions({ domain, startTimeFilter: { oldestDate: new Date(0) } });
  expect(open.count).toBe(1);
  expect((await swf.listDomains({ registrationStatus: 'DEPRECATED' })).domainInfos).toHaveLength(1);
});

test('types are described with their defaults, and listed by name and version', async () => {
  const { swf } = bench;
  await swf.registerActivityType({ domain, name: 'PackParcel', version: '2', description: 'faster' });
  await swf.registerActivityType({ domain, name: 'Aardvark', version: '9' });
  const { typeInfos } = await swf.listActivityTypes({ domain, registrationStatus: 'REGISTERED' });
  expect(typeInfos?.map((info) => `${String(info.activityType?.name)} ${String(info.activityType?.version)}`)).toEqual([
    'Aardvark 9',
    'PackParcel 1',
    'PackParcel 2',
  ]);
  const named = await swf.listActivityTypes({ domain, registrationStatus: 'REGISTERED', name: 'PackParcel' });
  expect(named.typeInfos).toHaveLength(2);
  expect((await swf.describeWorkflowType({ domain, workflowType })).configuration).toEqual({
    defaultTaskList: { name: 'deciders' },
    defaultChildPolicy: 'TERMINATE',
    defaultTaskStartToCloseTimeout: 'NONE',
    defaultExecutionStartToCloseTimeout: '86400',
  });
});

test.each([
  [
    'an unknown domain',
    () => bench.swf.describeDomain({ name: 'nowhere' }),
    'UnknownResourceFault: Unknown domain: nowhere',
  ],
  [
    'a domain twice',
    () => bench.swf.registerDomain({ name: domain, ...retention }),
    'DomainAlreadyExistsFault: orders',
  ],
  [
    'an unknown activity type',
    () => bench.swf.describeActivityType({ domain, activityType: { name: 'X', version: '1' } }),
    'UnknownResourceFault: Unknown type: ActivityType=[name=X, version=1]',
  ],
  [
    'a type twice',
    () => bench.swf.registerActivityType({ domain, ...activityType }),
    'TypeAlreadyExistsFault: ActivityType=[name=PackParcel, version=1]',
  ],
  [
    'a start of an unknown type',
    () => bench.swf.startWorkflowExecution({ domain, workflowId: 'w', workflowType: { name: 'X', version: '1' } }),
    'UnknownResourceFault: Unknown type: WorkflowType=[name=X, version=1]',
  ],
  [
    'a deletion before deprecation',
    () => bench.swf.deleteActivityType({ domain, activityType }),
    'TypeNotDeprecatedFault: The type is currently registered and cannot be deleted in its current state',
  ],
  [
    'a retention of 91 days',
    () => bench.swf.registerDomain({ name: 'long', workflowExecutionRetentionPeriodInDays: '91' }),
    "ValidationException: 1 validation error detected: Value '91' at 'workflowExecutionRetentionPeriodInDays' " +
      'failed to satisfy constraint: Member must be a number of days up to 90 or NONE',
  ],
  [
    'a start that may take for ever',
    () =>
      bench.swf.startWorkflowExecution({ domain, workflowId: 'w', workflowType, executionStartToCloseTimeout: 'NONE' }),
    "ValidationException: 1 validation error detected: Value 'NONE' at 'executionStartToCloseTimeout' failed to " +
      'satisfy constraint: Member must be a number of seconds up to 31536000',
  ],
] as const)('%s gets its fault', async (_what, call, fault) => {
  expect(await faultOf(call())).toBe(fault);
});

test('a second start of an open workflow id is refused without a text', async () => {
  await start(bench.swf);
  await expect(start(bench.swf)).rejects.toMatchObject({ name: 'WorkflowExecutionAlreadyStartedFault' });
});

test.each([
  ['executionStartToCloseTimeout', {}],
  ['taskList', { defaultExecutionStartToCloseTimeout: '10' }],
  ['taskStartToCloseTimeout', { defaultExecutionStartToCloseTimeout: '10', defaultTaskList: { name: 'l' } }],
  [
    'childPolicy',
    {
      defaultExecutionStartToCloseTimeout: '10',
      defaultTaskList: { name: 'l' },
      defaultTaskStartToCloseTimeout: '10',
    },
  ],
])('a start without %s anywhere is refused', async (member, defaults) => {
  const { swf } = bench;
  await swf.registerWorkflowType({ domain, name: 'Bare', version: '1', ...defaults });
  const bare = { domain, workflowId: 'w', workflowType: { name: 'Bare', version: '1' } };
  expect(await faultOf(swf.startWorkflowExecution(bare))).toBe(`DefaultUndefinedFault: ${member}`);
});

test('a deprecated type can be taken back, or deleted', async () => {
  const { swf } = bench;
  const deprecated = 'TypeDeprecatedFault: WorkflowType=[name=FulfilOrder, version=1]';
  await swf.deprecateWorkflowType({ domain, workflowType });
  expect(await faultOf(swf.deprecateWorkflowType({ domain, workflowType }))).toBe(deprecated);
  expect(await faultOf(start(swf))).toBe(deprecated);
  await swf.undeprecateWorkflowType({ domain, workflowType });
  expect(await faultOf(swf.undeprecateWorkflowType({ domain, workflowType }))).toBe(
    'TypeAlreadyExistsFault: WorkflowType=[name=FulfilOrder, version=1]',
  );
  await start(swf);
  await swf.deprecateWorkflowType({ domain, workflowType });
  await swf.deleteWorkflowType({ domain, workflowType });
  expect(await faultOf(swf.describeWorkflowType({ domain, workflowType }))).toContain('Unknown type');
});
