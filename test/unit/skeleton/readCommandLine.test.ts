import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLineFault } from '../../../src/skeleton/awsCommand';
import { readCommandLine } from '../../../src/skeleton/readCommandLine';
import { guessShell, splitWords } from '../../../src/skeleton/shellWords';
import { Fault } from '../../../src/swf/fault';
import { answer, AnsweringServer } from '../../support/answeringServer';
import { awsCommands, cliVersion, type CommandRunner } from '../../support/judges/cliJudge';

class Missing extends Fault {
  readonly details = {};
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-command-'));
  await writeFile(path.join(folder, 'input.json'), '{"taskToken": "from the file", "details": "d"}');
  await writeFile(path.join(folder, 'token.txt'), 'AAAAKgAAAAIA+/=');
});
afterAll(() => rm(folder, { recursive: true }));

/** Files are where the commands below name them: in `folder`. */
async function fromFolder(name: string): Promise<string> {
  return await readFile(name, 'utf8').catch((error: unknown) => {
    throw new Missing('There is no such file', { cause: error });
  });
}

const domain = '--domain orders';
/** Commands that the AWS CLI takes; FOLDER stands for a folder. */
const lines = [
  'aws swf respond-activity-task-canceled --task-token AAAAKg --details "by hand"',
  'aws swf respond-activity-task-canceled --task-token=-abc --details ""',
  'aws swf respond-activity-task-canceled --cli-input-json file://FOLDER/input.json --task-token over',
  `aws swf respond-activity-task-canceled --task-token over --cli-input-json '{"taskToken": "a", "details": "b"}'`,
  'aws swf respond-activity-task-completed --task-token file://FOLDER/token.txt --result {}',
  'aws --region eu-west-1 swf --output json respond-activity-task-failed --task-tok t --reas r',
  `aws swf count-pending-activity-tasks ${domain} --task-list name=payments`,
  `aws swf count-pending-activity-tasks ${domain} --task-list '{"name": "a list"}'`,
  `aws swf count-pending-activity-tasks ${domain} --task-list 'name="a, b"'`,
  `aws swf count-pending-activity-tasks ${domain} --task-list 'name=a b\\, c '`,
  `aws swf describe-workflow-execution ${domain} --execution workflowId=w,runId=22+/=`,
  `aws swf describe-workflow-execution ${domain} --execution "runId='it\\\\'s' , workflowId = w"`,
  `aws swf list-open-workflow-executions ${domain} --start-time-filter oldestDate=1700000000 --no-paginate --reverse-order`,
  `aws swf list-open-workflow-executions ${domain} --start-time-filter oldestDate=1700000000,latestDate=1800000000 --no-reverse-order --no-paginate`,
  'aws swf list-domains --registration-status DEPRECATED --maximum-page-size 7 --no-paginate',
  `aws swf start-workflow-execution ${domain} --workflow-id w --workflow-type name=T,version=1 --tag-list a 'b c' d --task-start-to-close-timeout 30`,
  `aws swf start-workflow-execution ${domain} --workflow-id w --workflow-type name=T,version=1 --tag-list '["a", "b"]' --lambda-role arn:aws:iam::1:role/x`,
  `aws swf respond-decision-task-completed --task-token t --decisions decisionType=RecordMarker,recordMarkerDecisionAttributes={markerName=m,details='x y'} decisionType=CompleteWorkflowExecution`,
  `aws swf respond-decision-task-completed --task-token t --decisions '[{"decisionType": "CompleteWorkflowExecution"}]'`,
  `aws swf respond-decision-task-completed --task-token t --decisions 'decisionType=StartChildWorkflowExecution,startChildWorkflowExecutionDecisionAttributes={workflowId=w,workflowType={name=T,version=1},tagList=[a,b]}'`,
  `aws swf tag-resource --resource-arn arn:aws:swf:us-east-1:1:/domain/d --tags key=a,value=b key=c`,
  `aws swf untag-resource --resource-arn arn:aws:swf:us-east-1:1:/domain/d --tag-keys a b`,
  'aws swf respond-activity-task-canceled --task-token - --details "- done by hand"',
  'aws swf respond-activity-task-canceled --task-token t --details="--not an option"',
  `aws swf start-workflow-execution ${domain} --workflow-id w --workflow-type name=~T,version=} --tag-list`,
  'aws swf register-domain --name orders --workflow-execution-retention-period-in-days 7 --description "The shop\'s"',
];

const version = cliVersion();
describe.runIf(version)(`readCommandLine and ${version ?? 'the AWS CLI, which is absent'}`, () => {
  let server: AnsweringServer;
  let runner: CommandRunner;
  beforeAll(async () => {
    server = await AnsweringServer.start(answer(200, '{}'));
    runner = awsCommands(server.url);
  });
  afterAll(async () => {
    await runner[Symbol.asyncDispose]();
    await server.stop();
  });

  test.each(lines)('mean the same: %s', async (line) => {
    const text = line.replaceAll('FOLDER', folder);
    const { code, stderr } = await runner.run(splitWords(text, 'bash').words.slice(1));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const sent = server.requests.at(-1);
    const { operation, document } = await readCommandLine(text, fromFolder);
    expect(operation).toBe(sent?.operation);
    expect(document).toEqual(JSON.parse(sent?.body ?? ''));
  });

  test.each([
    'count-pending-activity-tasks --domain d --task-list payments',
    'count-pending-activity-tasks --domain d --task-list name',
    'count-pending-activity-tasks --domain d --task-list name=a,',
    'count-pending-activity-tasks --domain d --task-list name=a,name=b',
    'count-pending-activity-tasks --domain d --task-list {name=a}',
    'count-pending-activity-tasks --domain d --task-list name=[a',
    'count-pending-activity-tasks --domain d --task-list name="a',
    'respond-activity-task-canceled --task-token',
    'respond-activity-task-canceled --task-token -abc',
    'respond-activity-task-canceled --task-token t --detials x',
    'respond-activity-task-canceled --task-token t x',
    'respond-activity-task-cancelled --task-token t',
    'start-workflow-execution --domain d --tas x',
    'list-domains --registration-status REGISTERED --reverse-order=false',
  ])('both refuse %s', async (rest) => {
    const words = ['swf', ...splitWords(rest.replaceAll('"', "'\"'"), 'bash').words];
    expect((await runner.run(words)).code).not.toBe(0);
    await expect(readCommandLine(`aws swf ${rest.replaceAll('"', "'\"'")}`, fromFolder)).rejects.toThrow(
      CommandLineFault,
    );
  });
});

describe('readCommandLine', () => {
  test('tells what the command says of the connection, in front of it or by options', async () => {
    const line = 'AWS_PROFILE=prod AWS_REGION=eu-west-1 aws swf list-domains --registration-status REGISTERED';
    expect((await readCommandLine(line, fromFolder)).target).toEqual({ profile: 'prod', region: 'eu-west-1' });
    const { target } = await readCommandLine(
      `${line} --region us-east-2 --endpoint-url http://localhost:4566`,
      fromFolder,
    );
    expect(target).toEqual({ profile: 'prod', region: 'us-east-2', endpoint: 'http://localhost:4566' });
  });

  test('notes what a skeleton cannot hold, what a shell would replace, and files that are not here', async () => {
    const { document, notes } = await readCommandLine(
      'aws swf respond-activity-task-canceled --task-token "$TOKEN" --details file://gone.txt --query x --debug',
      fromFolder,
    );
    expect(document).toEqual({ taskToken: '$TOKEN', details: 'file://gone.txt' });
    expect(notes).toEqual([
      'bash would replace $TOKEN; here it stands as it is written.',
      'The file gone.txt could not be read: what it holds is missing here.',
      '--query has no place in a skeleton file and was left out.',
      '--debug has no place in a skeleton file and was left out.',
    ]);
  });

  test.each([
    ['```bash\naws swf describe-domain --name orders\n```', 'bash'],
    ['for d in a b; do aws swf describe-domain --name orders; done', 'bash'],
    ['cd /runbooks\naws swf describe-domain --name orders', 'bash'],
    ['docker run --rm amazon/aws-cli:2.36.7 swf describe-domain --name orders', 'bash'],
    ['& "C:\\Program Files\\Amazon\\AWSCLIV2\\aws.exe" swf describe-domain --name orders', 'powershell'],
  ])('finds the command in %j', async (text, shell) => {
    expect(guessShell(text.replace(/^```bash\n/, ''))).toBe(shell);
    expect(await readCommandLine(text, fromFolder)).toMatchObject({
      ...{ operation: 'DescribeDomain', document: { name: 'orders' } },
    });
  });

  test.each([
    ["aws swf describe-domain --name 'it''s'", { name: "it's" }],
    ['aws swf describe-domain --name ^"a \\^"b\\^"^"', { name: 'a "b"' }],
  ])('tells PowerShell and cmd by their quotes: %s', async (text, document) => {
    expect((await readCommandLine(text, fromFolder)).document).toEqual(document);
  });

  test('knows the options that the AWS CLI has renamed', async () => {
    const text = 'aws swf register-activity-type --domain d --name n --activity-version 2';
    expect((await readCommandLine(text, fromFolder)).document).toEqual({ domain: 'd', name: 'n', version: '2' });
  });

  test('says what a word processor has made of hyphens and quotes', async () => {
    const dash = readCommandLine('aws swf describe-domain \u2013name orders', fromFolder);
    await expect(dash).rejects.toThrow('two hyphens');
    const { notes } = await readCommandLine('aws swf describe-domain --name \u201Corders\u201D', fromFolder);
    expect(notes).toEqual(['The value of --name begins with a typographic quote, which is taken for a part of it.']);
  });

  test('takes a prompt, a path and the options of pages', async () => {
    const text =
      'PS C:\\> C:\\aws\\aws.exe swf list-domains --registration-status REGISTERED --page-size 5 --starting-token t';
    const { document } = await readCommandLine(text, fromFolder);
    expect(document).toEqual({ registrationStatus: 'REGISTERED', maximumPageSize: 5, nextPageToken: 't' });
  });

  test.each([
    ['echo hello', 'There is no aws command in this text'],
    ['aws s3 ls', 'This is a command of aws s3, not of aws swf'],
    ['aws swf respond-activity-task-cancelled', 'Did you mean respond-activity-task-canceled?'],
    ['aws swf list-domains --registration-statuss x', 'Did you mean --registration-status?'],
    ['aws swf list-domains --cli-input-json []', 'The document of --cli-input-json is not an object'],
    ['aws swf list-domains --cli-input-yaml []', 'The document of --cli-input-yaml is not an object'],
    [
      "aws swf list-domains --cli-input-yaml '{a: 1'",
      'The value of --cli-input-yaml is not YAML that the AWS CLI takes',
    ],
    [
      "aws swf describe-domain --cli-input-yaml '{name: a, name: b}'",
      'The value of --cli-input-yaml is not YAML that the AWS CLI takes',
    ],
    [
      'aws swf list-domains --cli-input-yaml {} --cli-input-json {}',
      'Only one of --cli-input-json and --cli-input-yaml may be given',
    ],
    ["aws swf list-domains 'x", "The quote ' has no end"],
  ])('%s: %s', async (line, message) => {
    await expect(readCommandLine(line, fromFolder)).rejects.toThrow(message);
  });

  test.each([
    ['aws swf describe-domain --name orders 2>/dev/null', 'bash'],
    ['aws swf describe-domain 2>&1 --name orders | tee out', 'bash'],
    ['aws swf describe-domain > out.json --name orders', 'bash'],
    ['aws swf describe-domain --name orders &> all.log', 'bash'],
    ['DOMAIN=$(aws swf describe-domain --name orders)', 'bash'],
    ['echo `aws swf describe-domain --name orders`', 'bash'],
    ['(aws swf describe-domain --name orders)', 'bash'],
    ['aws sts get-caller-identity; aws swf describe-domain --name orders', 'bash'],
    ['$ aws swf describe-domain \\\n> --name orders', 'bash'],
    ['me@host:~/runbooks$ aws swf describe-domain --name orders', 'bash'],
    ['PS C:\\> aws swf describe-domain `\n>> --name orders', 'powershell'],
    ['foreach ($i in 1..3) { aws swf describe-domain --name orders }', 'powershell'],
    ['$d = (aws swf describe-domain --name orders) 2>$null', 'powershell'],
    ['C:\\> aws swf describe-domain ^\r\nMore? --name orders 2>nul', 'cmd'],
    ['aws swf describe-domain --name orders > "C:\\my files\\out.json"', 'cmd'],
  ] as const)('takes %j for what %s would run', async (text, shell) => {
    expect(await readCommandLine(text, fromFolder, shell)).toMatchObject({
      ...{ operation: 'DescribeDomain', document: { name: 'orders' } },
    });
  });

  test.each([
    'cd /runbooks && AWS_PROFILE=prod aws swf describe-domain --name orders',
    'export AWS_PROFILE=prod; aws swf describe-domain --name orders',
    'AWS_PROFILE=prod\naws swf describe-domain --name orders',
    "$env:AWS_PROFILE = 'prod'; aws swf describe-domain --name orders",
    '$env:AWS_PROFILE="prod"\naws swf describe-domain --name orders',
    'set AWS_PROFILE=prod&& aws swf describe-domain --name orders',
    'set "AWS_PROFILE=prod"\r\naws swf describe-domain --name orders',
    'export AWS_PROFILE=prod; D=$(aws swf describe-domain --name orders)',
  ])('keeps what was set before the command: %s', async (text) => {
    expect((await readCommandLine(text, fromFolder)).target).toEqual({ profile: 'prod' });
  });

  test('opens a document with a mistake as it was written, and says what stands beside it', async () => {
    const line = await readCommandLine(
      `aws swf respond-activity-task-canceled --details d --cli-input-json '{"taskToken": "t",}'`,
      fromFolder,
    );
    expect(line.text).toBe('{"taskToken": "t",}');
    expect(line.notes).toEqual([
      'The value of --cli-input-json is not JSON',
      'It stands in place of the whole document; add by hand: --details.',
    ]);
  });

  test('reads a page token of the AWS CLI’s own as Amazon SWF’s', async () => {
    const token = Buffer.from('{"nextPageToken": "AAAAKg", "boto_truncate_amount": 3}').toString('base64');
    const read = async (given: string) =>
      (await readCommandLine(`aws swf list-domains --starting-token ${given}`, fromFolder)).document['nextPageToken'];
    expect([await read(token), await read('AAAAKgAAAAE')]).toEqual(['AAAAKg', 'AAAAKgAAAAE']);
  });

  test('never shows a value in a fault', async () => {
    const secret = 'AAAAKgAAAAIAsecret';
    for (const rest of [`--task-token ${secret} ${secret}`, `--cli-input-yaml '{${secret}'`]) {
      const fault: unknown = await readCommandLine(`aws swf respond-activity-task-canceled ${rest}`, fromFolder).catch(
        (error: unknown) => error,
      );
      expect(String(fault)).toContain('Fault');
      expect(String(fault)).not.toContain('secret');
    }
  });
});
