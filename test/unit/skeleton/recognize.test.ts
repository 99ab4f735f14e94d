import { expect, test } from 'vitest';
import { recognizeOperation } from '../../../src/skeleton/recognize';

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
