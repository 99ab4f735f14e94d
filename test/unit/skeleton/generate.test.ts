import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { skeletonText, yamlSkeletonText } from '../../../src/skeleton/generate';
import { hasAnswer, outputFileName, outputSkeletonText } from '../../../src/skeleton/outputSkeleton';
import { checkSkeleton, checkSkeletonFile } from '../../../src/skeleton/parse';
import { recognizeOperation } from '../../../src/skeleton/recognize';
import { type OperationName, operations } from '../../../src/swf/operations';
import { awsCommands } from '../../support/judges/cliJudge';
import { randomInput } from '../../support/randomInputs';

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
  test('writes a time as YAML has it', () => {
    expect(yamlSkeletonText('CountOpenWorkflowExecutions')).toMatch(/^  oldestDate: 1970-01-01 00:00:00  # /m);
  });

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
      const sameTimes = skeletonText(name).replaceAll('1970-01-01T', '1970-01-01 ');
      expect(value, name).toEqual(JSON.parse(sameTimes));
      expect(problems.map(({ code }) => code)).toEqual(
        checkSkeleton(name, skeletonText(name)).problems.map(({ code }) => code),
      );
    }
  });
});

describe('outputSkeletonText', () => {
  test('shows texts as the names of their members', async () => {
    expect(await outputSkeletonText('RecordActivityTaskHeartbeat')).toBe('{\n    "cancelRequested": true\n}\n');
    const keys = Object.entries(JSON.parse(await outputSkeletonText('PollForActivityTask')) as object);
    expect(keys.map(([key]) => key)).toEqual([
      ...['taskToken', 'activityId', 'startedEventId', 'workflowExecution', 'activityType', 'input'],
    ]);
    expect(keys[0]).toEqual(['taskToken', 'taskToken']);
  });

  test('is there for what answers, under a name that is no skeleton’s', async () => {
    for (const { name } of operations) {
      expect([name, (await outputSkeletonText(name)) !== '']).toEqual([name, hasAnswer(name)]);
      expect(recognizeOperation(outputFileName(name))).toBeUndefined();
    }
  });
});

const aws = spawnSync('aws', ['--version']).status === 0;

describe('skeletonText beside the AWS CLI', () => {
  if (!aws) console.log('Not compared with the AWS CLI: aws is not installed here.');
  test.runIf(aws)('operations, letter by letter but for the choice among an enum', { timeout: 180_000 }, async () => {
    await using runner = awsCommands('http://127.0.0.1:9');
    for (const { name, cliName } of operations) {
      const { stdout } = await runner.run(['swf', cliName, '--generate-cli-skeleton']);
      expect(withoutEnums(skeletonText(name))).toBe(withoutEnums(stdout));
    }
  });

  test.runIf(aws)('answers, letter by letter', { timeout: 180_000 }, async () => {
    await using runner = awsCommands('http://127.0.0.1:9');
    for (const { name, cliName } of operations) {
      const input = JSON.stringify(validInput(name));
      const { stdout } = await runner.run([
        'swf',
        cliName,
        '--cli-input-json',
        input,
        '--generate-cli-skeleton',
        'output',
      ]);
      expect(await outputSkeletonText(name), name).toBe(stdout);
    }
  });
});

/** An input that the AWS CLI takes: it checks one before it prints the shape of the answer. */
function validInput(operation: OperationName): unknown {
  return fc.sample(randomInput(operation), { numRuns: 1, seed: 1 })[0];
}

/** Enum values are the only texts in a skeleton that begin with a capital letter. */
function withoutEnums(skeleton: string): string {
  return skeleton.replace(/"[A-Z]\w+"/g, '"enum"');
}
