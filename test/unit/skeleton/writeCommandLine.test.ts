import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../../src/skeleton/readCommandLine';
import { type Shell, splitWords } from '../../../src/skeleton/shellWords';
import { fileCommandLine, inlineCommandLine, type WrittenCommand } from '../../../src/skeleton/writeCommandLine';
import { operations } from '../../../src/swf/operations';
import { answer, AnsweringServer } from '../../support/answeringServer';
import { awsCommands, cliVersion } from '../../support/judges/cliJudge';
import { randomInput } from '../../support/randomInputs';

const token = 'AAAAKgAAAAIA+/=';
const noFiles = () => Promise.reject(new Error('No file is read'));

function textOf(written: WrittenCommand): string {
  if ('impossible' in written) throw new Error(written.impossible);
  return written.text;
}

describe('inlineCommandLine', () => {
  test.each([
    ['bash', `aws swf respond-activity-task-canceled --task-token ${token} --details 'it'\\''s over' --profile prod`],
    [
      'powershell',
      `aws swf respond-activity-task-canceled --task-token '${token}' --details 'it''s over' --profile prod`,
    ],
    ['cmd', `aws swf respond-activity-task-canceled --task-token "${token}" --details "it's over" --profile prod`],
  ] as const)('quotes as %s wants', (shell, text) => {
    const document = { taskToken: token, details: "it's over" };
    expect(inlineCommandLine('RespondActivityTaskCanceled', document, { profile: 'prod' }, shell)).toEqual({ text });
  });

  test('never writes --version, which the AWS CLI takes for a question about itself', () => {
    const document = { domain: 'd', name: 'n', version: '2' };
    expect(textOf(inlineCommandLine('RegisterWorkflowType', document, {}, 'bash'))).toBe(
      'aws swf register-workflow-type --domain d --name n --workflow-version 2',
    );
  });

  test('writes structures in shorthand where that is exact', () => {
    const document = { domain: 'd', execution: { workflowId: 'w', runId: '22+/' }, reverseOrder: true };
    const target = { region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566' };
    expect(textOf(inlineCommandLine('GetWorkflowExecutionHistory', document, target, 'bash'))).toBe(
      'aws swf get-workflow-execution-history --domain d --execution workflowId=w,runId=22+/ --reverse-order ' +
        '--region eu-west-1 --endpoint-url http://127.0.0.1:4566',
    );
  });

  test.each([
    ['details', 'file://secret.txt'],
    ['details', 'http://example.com'],
    ['nextPageToken', 'x'],
    ['no option', 'x'],
    ['details', null],
    ['details', 5],
    ['details', true],
    ['details', ['a']],
    ['result', 'of another operation'],
  ])('hands over the whole document where an option would change it: %s %s', (member, value) => {
    const written = inlineCommandLine('RespondActivityTaskCanceled', { [member]: value }, {}, 'bash');
    expect(textOf(written)).toContain(`--cli-input-json '{"`);
  });

  test.each([
    ['powershell', { details: 'a "quoted" word' }],
    ['cmd', { details: 'two\nlines' }],
    ['cmd', { details: '100 %TOKEN%' }],
  ] as const)('says when %s has no text for it', (shell, document) => {
    expect(inlineCommandLine('RespondActivityTaskCanceled', document, {}, shell)).toHaveProperty('impossible');
  });

  test('read back, is the same document, for every operation and shell', async () => {
    const shells = fc.constantFrom<Shell>('bash', 'powershell', 'cmd');
    for (const { name } of operations) {
      await fc.assert(
        fc.asyncProperty(randomInput(name), shells, async (document, shell) => {
          const written = inlineCommandLine(name, document, {}, shell);
          fc.pre('text' in written);
          const line = await readCommandLine(textOf(written), noFiles, shell);
          expect(line).toEqual({ operation: name, document, target: {}, notes: [] });
        }),
        { numRuns: 40 },
      );
    }
  });

  test.runIf(spawnSync('bash', ['--version']).status === 0)('is read by bash itself as by us', () => {
    fc.assert(
      fc.property(randomInput('StartWorkflowExecution'), (document) => {
        const text = textOf(inlineCommandLine('StartWorkflowExecution', document, {}, 'bash'));
        const program = `aws() { printf '%s\\0' "$@" >&3; }\n${text}`;
        const { output } = spawnSync('bash', ['-c', program], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
        expect(splitWords(text, 'bash').words.slice(1)).toEqual(String(output[3]).split('\0').slice(0, -1));
      }),
      { numRuns: 60 },
    );
  });

  const version = cliVersion();
  test.runIf(version)(
    `is sent by ${version ?? 'the AWS CLI, which is absent'} as it was written`,
    async () => {
      const server = await AnsweringServer.start(answer(200, '{}'));
      await using runner = awsCommands(server.url);
      // The AWS CLI follows pages by itself; these answer once.
      const named = [
        'StartWorkflowExecution',
        'RespondDecisionTaskCompleted',
        'TagResource',
        'CountOpenWorkflowExecutions',
      ];
      for (const { name } of operations.filter((each) => named.includes(each.name))) {
        await fc.assert(
          fc.asyncProperty(randomInput(name), async (document) => {
            const { words } = splitWords(textOf(inlineCommandLine(name, document, {}, 'bash')), 'bash');
            const { stderr } = await runner.run(words.slice(1));
            expect(stderr).toBe('');
            expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual(document);
          }),
          { numRuns: 25 },
        );
      }
      await server.stop();
    },
    60_000,
  );
});

test.each([
  ['bash', "aws swf list-domains --cli-input-json 'file:///home/me/my files/list-domains.json' --region us-east-1"],
  [
    'powershell',
    "aws swf list-domains --cli-input-json 'file:///home/me/my files/list-domains.json' --region us-east-1",
  ],
  ['cmd', 'aws swf list-domains --cli-input-json "file:///home/me/my files/list-domains.json" --region us-east-1'],
] as const)('fileCommandLine names the file, for %s', (shell, text) => {
  const written = fileCommandLine('ListDomains', '/home/me/my files/list-domains.json', { region: 'us-east-1' }, shell);
  expect(written).toEqual({ text });
});
