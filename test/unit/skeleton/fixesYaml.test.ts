import { applyEdits } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { yamlFixesOf } from '../../../src/skeleton/fixesYaml';
import { checkSkeletonFile } from '../../../src/skeleton/parse';
import type { OperationName } from '../../../src/swf/operations';

/** The text that the first fix of the first problem makes; each fix leaves fewer problems. */
async function fixed(operation: OperationName, text: string): Promise<string | undefined> {
  const kind = { operation, format: 'yaml' } as const;
  const skeleton = await checkSkeletonFile(kind, text);
  const [problem] = skeleton.problems;
  if (problem === undefined) throw new Error('There is nothing to fix');
  const [fix] = yamlFixesOf(operation, text, skeleton, problem);
  if (fix === undefined) return undefined;
  const after = applyEdits(text, [...fix.edits]);
  expect((await checkSkeletonFile(kind, after)).problems.length, after).toBeLessThanOrEqual(skeleton.problems.length);
  return `${fix.title}: ${after}`;
}

const failed = 'RespondActivityTaskFailed';

test.each([
  [failed, 'taskToken: t\nReason: a\n', 'Rename to reason: taskToken: t\nreason: a\n'],
  [failed, 'taskToken: t\nreason: 0123\n', 'Change the type: taskToken: t\nreason: "0123"\n'],
  [failed, 'taskToken: t\nreason: 5 # why\n', 'Change the type: taskToken: t\nreason: "5" # why\n'],
  [failed, "taskToken: ' t '\n", 'Remove what is not part of the task token: taskToken: "t"\n'],
  [failed, '# why\nreason: a\n', "Add taskToken: # why\ntaskToken: ''\nreason: a\n"],
  [failed, '{reason: a}', "Add taskToken: {taskToken: '', reason: a}"],
  ['ListDomains', 'registrationStatus: registered\n', 'Replace by REGISTERED: registrationStatus: "REGISTERED"\n'],
  [
    'ListDomains',
    'registrationStatus: REGISTERED\nreverseOrder: "true"',
    'Change the type: registrationStatus: REGISTERED\nreverseOrder: true',
  ],
  [
    'DescribeWorkflowExecution',
    'domain: d\nexecution:\n  runId: r\n',
    "Add workflowId: domain: d\nexecution:\n  workflowId: ''\n  runId: r\n",
  ],
  [failed, 'taskToken: t\nreason:\n  a: b\n', undefined],
  [failed, 'taskToken: |\n  t t\n', undefined],
] as const)('mends %s: %j', async (operation, text, expected) => {
  expect(await fixed(operation, text)).toBe(expected);
});
