import { expect, test } from 'vitest';
import { operations } from '../../../src/swf/operations';
import { hasSchema, operationNamed, recognizeOperation, skeletonKind } from '../../../src/skeleton/recognize';

test.each([
  ['respond-activity-task-canceled.json', 'RespondActivityTaskCanceled'],
  ['order-17.respond-activity-task-canceled.json', 'RespondActivityTaskCanceled'],
  ['respond-activity-task-failed (2).json', 'RespondActivityTaskFailed'],
  ['RespondActivityTaskCompleted.json', 'RespondActivityTaskCompleted'],
  ['my_respondactivitytaskcompleted_2.json', 'RespondActivityTaskCompleted'],
  ['/runbooks/respond-activity-task-failed/RespondActivityTaskCanceled.json', 'RespondActivityTaskCanceled'],
  ['C:\\runbooks\\respond-activity-task-canceled.json', 'RespondActivityTaskCanceled'],
  ['respond-activity-task-failed-or-respond-activity-task-completed.json', 'RespondActivityTaskCompleted'],
  ['runbook.list-domains.YAML', 'ListDomains'],
  ['undeprecate-domain.yml', 'UndeprecateDomain'],
  ['deprecate-domain.yml', 'DeprecateDomain'],
  ['UntagResource.json', 'UntagResource'],
])('%s is for %s', (file, operation) => {
  expect(recognizeOperation(file)).toBe(operation);
});

test.each([
  'respond-activity-task-canceled.txt',
  'respond-activity-task-canceled.json.bak',
  'respond-activity-task-cancelled.json',
  'respond-activity-task-canceled/package.json',
  'package.json',
  '',
])('%s is for none', (file) => {
  expect(recognizeOperation(file)).toBeUndefined();
});

test('what the person chose outweighs the setting, and both the name; a strange name leaves the format to the language', () => {
  const named = { path: '/a/list-domains.yml', languageId: 'plaintext' };
  expect(skeletonKind(named, undefined, undefined)).toEqual({ operation: 'ListDomains', format: 'yaml', told: 'name' });
  expect(skeletonKind(named, undefined, 'TagResource')).toMatchObject({ operation: 'TagResource', told: 'setting' });
  expect(skeletonKind(named, 'UntagResource', 'TagResource')).toMatchObject({
    operation: 'UntagResource',
    told: 'person',
  });
  const untitled = { path: 'Untitled-1', languageId: 'yaml' };
  expect(skeletonKind(untitled, undefined, undefined)).toBeUndefined();
  expect(skeletonKind(untitled, 'ListDomains', undefined)?.format).toBe('yaml');
  expect(skeletonKind({ path: 'Untitled-1', languageId: 'plaintext' }, 'ListDomains', undefined)?.format).toBe('json');
});

test('settings name operations as the AWS CLI or the API does, in any case', () => {
  for (const { name, cliName } of operations) {
    expect([name, cliName, name.toUpperCase()].map(operationNamed)).toEqual([name, name, name]);
  }
  expect(['', 'list', 5, null, undefined].map(operationNamed)).toEqual(Array(5).fill(undefined));
});

test.each([
  ['/runbooks/stop.respond-activity-task-canceled.json', true],
  ['/runbooks/RespondActivityTaskCanceled.yaml', true],
  ['/runbooks/respondactivitytaskcanceled.json', false],
  ['/runbooks/respond-activity-task-canceled.JSON', false],
  ['/runbooks/mine.json', false],
])('the schema’s patterns cover %s: %s', (file, covered) => {
  expect(hasSchema(file, 'RespondActivityTaskCanceled')).toBe(covered);
});
