import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { skeletonText, yamlSkeletonText } from '../../../src/skeleton/generate';
import { checkSkeleton, checkSkeletonFile } from '../../../src/skeleton/parse';
import { closingOperations, cliName, operations } from '../../../src/swf/operations';

describe('skeletonText', () => {
  test.each([
    ['RespondActivityTaskCanceled', '{\n    "taskToken": "",\n    "details": ""\n}\n'],
    ['RespondActivityTaskCompleted', '{\n    "taskToken": "",\n    "result": ""\n}\n'],
    ['RespondActivityTaskFailed', '{\n    "taskToken": "",\n    "reason": "",\n    "details": ""\n}\n'],
  ] as const)('%s prints what the AWS CLI prints', (operation, text) => {
    expect(skeletonText(operation)).toBe(text);
  });

  test('fills values in, where they stand', () => {
    expect(skeletonText('RespondActivityTaskCanceled', { details: 'by hand', taskToken: undefined })).toBe(
      '{\n    "taskToken": "",\n    "details": "by hand"\n}\n',
    );
    const filled = skeletonText('RespondActivityTaskCanceled', { taskToken: 'x' });
    expect(checkSkeleton('RespondActivityTaskCanceled', filled).problems).toEqual([]);
  });

  test('an untouched skeleton is refused for its empty token, at the token', () => {
    const { problems } = checkSkeleton('RespondActivityTaskCanceled', skeletonText('RespondActivityTaskCanceled'));
    expect(problems).toMatchObject([{ code: 'tooShort', offset: 19, length: 2 }]);
  });

  test('nests structures and lists, and knows times, numbers and enums', () => {
    expect(JSON.parse(skeletonText('ListOpenWorkflowExecutions'))).toMatchObject({
      startTimeFilter: { oldestDate: '1970-01-01T00:00:00', latestDate: '1970-01-01T00:00:00' },
      maximumPageSize: 0,
      reverseOrder: true,
    });
    expect(JSON.parse(skeletonText('StartWorkflowExecution'))).toMatchObject({
      tagList: [''],
      childPolicy: 'TERMINATE',
    });
    expect(JSON.parse(skeletonText('TagResource'))).toEqual({ resourceArn: '', tags: [{ key: '', value: '' }] });
  });
});

describe('yamlSkeletonText', () => {
  test('has a remark on each member, first of all whether it is required', () => {
    expect(yamlSkeletonText('DescribeWorkflowExecution')).toBe(
      [
        "domain: ''  # [REQUIRED] The name of the domain.",
        'execution: # [REQUIRED] One run of a workflow: its workflow id and its run id.',
        "  workflowId: ''  # [REQUIRED] The id that whoever started the execution gave it; unique among the open executions of its domain.",
        "  runId: ''  # [REQUIRED] The id of one run; SWF gave it when the run started.",
        '',
      ].join('\n'),
    );
  });

  test('is the same document as the JSON skeleton, for every operation', async () => {
    for (const { name } of operations) {
      const { value, problems } = await checkSkeletonFile({ operation: name, format: 'yaml' }, yamlSkeletonText(name));
      expect(value, name).toEqual(JSON.parse(skeletonText(name)));
      expect(problems.map(({ code }) => code)).toEqual(
        checkSkeleton(name, skeletonText(name)).problems.map(({ code }) => code),
      );
    }
  });
});

const aws = spawnSync('aws', ['--version']).status === 0;
const python = spawnSync('python3', ['-c', 'import botocore']).status === 0;
const generator = `
import json
from botocore.session import Session
from botocore.utils import ArgumentGenerator
model = Session().get_service_model('swf')
print(json.dumps({n: ArgumentGenerator().generate_skeleton(model.operation_model(n).input_shape) for n in model.operation_names},
                 default=lambda time: time.isoformat()))
`;

describe('skeletonText beside the AWS CLI', () => {
  if (!aws) console.log('Not compared with the AWS CLI: aws is not installed here.');
  if (!python) console.log('Not compared with botocore: python3 with botocore is not installed here.');

  test.runIf(aws).each(closingOperations)('%s, letter by letter', { timeout: 60_000 }, (operation) => {
    const printed = execFileSync('aws', ['swf', cliName(operation), '--generate-cli-skeleton'], { encoding: 'utf8' });
    expect(skeletonText(operation)).toBe(printed);
  });

  test.runIf(python)(
    'every operation, but for the order of keys and the choice among an enum',
    { timeout: 60_000 },
    () => {
      const printed = JSON.parse(execFileSync('python3', ['-c', generator], { encoding: 'utf8' })) as Record<
        string,
        unknown
      >;
      const ours = Object.fromEntries(
        operations.map(({ name }): [string, unknown] => [name, JSON.parse(skeletonText(name))]),
      );
      expect(withoutEnums(ours)).toEqual(withoutEnums(printed));
    },
  );
});

/** Enum values are the only texts in a skeleton that begin with a capital letter. */
function withoutEnums(skeletons: Record<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(skeletons, (_, value: unknown) =>
      typeof value === 'string' && /^[A-Z]/.test(value) ? 'enum' : value,
    ),
  );
}
