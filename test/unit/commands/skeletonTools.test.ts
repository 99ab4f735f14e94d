import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

const cancel = 'respond-activity-task-canceled.json';

/** Opens a document in the editor, and gives its `vscode.Uri`, as far as commands look at it. */
function open(name: string, document: unknown, scheme = 'file://'): never {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const address = `${scheme}/runbooks/${name}`;
  desk.documents.open.set(address, { text, fileName: name });
  return { toString: () => address } as never;
}

const copied = () => desk.documents.copied.at(-1) ?? '';
const buttons = () => [...(desk.ui.offers.at(-1)?.actions.keys() ?? [])];

describe('Check', () => {
  test('finds no mistake, says what it cannot know, and makes no call', async () => {
    const { taskToken } = await desk.hold();
    const before = desk.requests;
    expect(await desk.run('swf.checkSkeletonFile', open(cancel, { taskToken }))).toBe(true);
    expect(desk.told).toBe(
      `No mistakes in ${cancel}. Nothing was sent. Not known: whether the task of its token is still open.`,
    );
    expect(desk.requests).toBe(before);
  });

  test('asks by a heartbeat if the person agrees, and then runs', async () => {
    const { taskToken } = await desk.hold();
    await desk.run('swf.checkSkeletonFile', open(cancel, { taskToken }));
    await desk.ui.press('Ask by a Heartbeat…');
    expect(desk.ui.questions[0]?.message).toBe('Check this task token by a heartbeat?');
    expect(desk.told).toContain('is open; its cancellation was not requested');
    await desk.ui.press('Run…');
    expect(desk.told).toContain('recorded as event');
  });

  test('offers no heartbeat for what has no token of an activity task', async () => {
    await desk.run('swf.checkSkeletonFile', open('describe-domain.json', { name: 'orders' }));
    expect(desk.told).toMatch(/^No mistakes in describe-domain\.json\. .*whether what it names exists/);
    expect(buttons()).toEqual([]);
    await desk.run('swf.checkSkeletonFile', open('respond-decision-task-completed.json', { taskToken: 'AAAAKg' }));
    expect(buttons()).toEqual([]);
  });

  test.each([
    [cancel, '{"taskToken": 5, "a": 1}', 'not a number: taskToken (and 1 more)'],
    ['my.list-domains.yaml', 'registrationStatus: REGISTER\n', 'Must be one of'],
  ])('tells the first mistake and where the others are: %s', async (name, text, words) => {
    expect(await desk.run('swf.checkSkeletonFile', open(name, text))).toBe(false);
    expect(desk.told).toContain(`${name} has mistakes, it would not be sent: `);
    expect(desk.told).toContain(words);
    await desk.ui.press('Show Problems');
    expect(desk.documents.problemsShown).toBe(1);
  });

  test('warns of a path that is sent as text', async () => {
    const { taskToken } = await desk.hold();
    await desk.run('swf.checkSkeletonFile', open(cancel, { taskToken, details: 'file://why.txt' }));
    expect(desk.ui.offers.at(-1)).toMatchObject({ severity: 'warning' });
    expect(desk.told).toContain('can be sent, but may not say what is meant');
  });
});

test('what a button in an editor’s title gives besides the document overrides nothing', async () => {
  const file = open('all.list-domains.yaml', 'registrationStatus: REGISTERED\n');
  await (desk.run as (...args: unknown[]) => Promise<unknown>).call(desk, 'swf.runSkeletonFile', file, { groupId: 1 });
  expect(desk.documents.beside).toHaveLength(1);
});

describe('Run With Overrides', () => {
  test('sends what was changed over the file, which stays', async () => {
    const { task, taskToken } = await desk.hold();
    const uri = open(cancel, { taskToken, details: 'in the file' });
    desk.ui.types(taskToken, 'typed');
    const outcome = await desk.run('swf.runSkeletonFileWithOverrides', uri);
    expect(outcome).toMatchObject({ kind: 'recorded', task, close: { details: 'typed' } });
    expect(desk.ui.fields).toMatchObject([
      { secret: true, value: taskToken, step: 1, totalSteps: 2 },
      { secret: false, value: 'in the file' },
    ]);
    expect(desk.documents.open.get(`file:///runbooks/${cancel}`)?.text).toContain('in the file');
  });

  test('what is left as it is, is the file’s; a token in the file may be missing', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.moves.push({ how: 'accepted', value: ` "${taskToken}" ` }, { how: 'accepted' });
    const outcome = await desk.run(
      'swf.runSkeletonFileWithOverrides',
      open(cancel, { taskToken: '', details: 'kept' }),
    );
    expect(outcome).toMatchObject({ kind: 'recorded', close: { details: 'kept' } });
  });

  test('gives each value the kind that the API wants, and refuses what is of another', async () => {
    const uri = open('list-domains.json', { registrationStatus: 'DEPRECATED', maximumPageSize: 5 });
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left', value: 'x' });
    await desk.run('swf.runSkeletonFileWithOverrides', uri);
    expect(desk.ui.fields.map(({ prompt }) => prompt.split(':')[0])).toEqual([
      'registrationStatus, REGISTERED or DEPRECATED',
      'nextPageToken (optional)',
    ]);
    desk.ui.types('REGISTERED', '', '1', 'true');
    await desk.run('swf.runSkeletonFileWithOverrides', uri);
    const [status, , size, reverse] = desk.ui.fields.slice(-4);
    expect(desk.ui.remarkOn('REGISTER', status)).toMatchObject({ severity: 'error' });
    expect(desk.ui.remarkOn('many', size)).toMatchObject({ severity: 'error' });
    expect(desk.ui.remarkOn('1001', size)).toMatchObject({ severity: 'error' });
    expect(desk.ui.remarkOn('yes', reverse)).toMatchObject({ severity: 'error' });
    expect(JSON.parse(desk.documents.beside[0]?.text ?? '')).toMatchObject({ domainInfos: [{ name: 'orders' }] });
  });

  test('leaving keeps what was typed; a file that changed meanwhile does not meet an old text', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left', value: 'half a' });
    await desk.run('swf.runSkeletonFileWithOverrides', open(cancel, { taskToken, details: 'one' }));
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left' });
    await desk.run('swf.runSkeletonFileWithOverrides', open(cancel, { taskToken, details: 'one' }));
    expect(desk.ui.fields.at(-1)?.value).toBe('half a');
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left' });
    await desk.run('swf.runSkeletonFileWithOverrides', open(cancel, { taskToken, details: 'two' }));
    expect(desk.ui.fields.at(-1)?.value).toBe('two');
  });
});

describe('Copy as AWS CLI Command', () => {
  test('names the file and the connection, and shows nothing of the file', async () => {
    desk.settings.region = 'eu-west-1';
    desk.ui.picks.push('bash · file://');
    await desk.run('swf.copyAsAwsCliCommand', open(cancel, { taskToken: 'AAAAKgsecretsecretsecretsecret' }));
    expect(copied()).toBe(
      `aws swf respond-activity-task-canceled --cli-input-json file:///runbooks/${cancel} ` +
        `--region eu-west-1 --endpoint-url ${desk.scene.local.url}`,
    );
    expect(desk.ui.glances.at(-1)).toMatch(/^Copied for bash · /);
  });

  test('in one line says that it holds the token; the last choice comes first the next time', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.picks.push('PowerShell · inline', undefined);
    await desk.run('swf.copyAsAwsCliCommand', open(cancel, { taskToken }));
    const quoted = /^[\w.:/+-]+$/.test(taskToken) ? taskToken : `'${taskToken}'`;
    expect(copied()).toContain(`--task-token ${quoted}`);
    expect(desk.told).toContain('Copied for PowerShell, with the task token in it.');
    await desk.run('swf.copyAsAwsCliCommand', open(cancel, { taskToken }));
    expect(desk.ui.lists[1]?.labels[0]).toBe('PowerShell · inline');
    expect(desk.documents.copied).toHaveLength(1);
  });

  test('says why a shell cannot take it, and offers the file instead', async () => {
    desk.ui.picks.push('cmd · inline');
    const document = { domain: 'orders', workflowId: 'w', signalName: 's', input: '100 %PATH%' };
    await desk.run('swf.copyAsAwsCliCommand', open('signal-workflow-execution.json', document));
    expect(desk.told).toBe('Nothing was copied. cmd may replace what stands between percent signs.');
    expect(desk.documents.copied).toEqual([]);
    await desk.ui.press('Copy with file://');
    expect(copied()).toContain('--cli-input-json file:///runbooks/signal-workflow-execution.json');
  });

  test('saves a document first that is not on the disk as it stands', async () => {
    desk.ui.picks.push('bash · file://');
    await desk.run('swf.copyAsAwsCliCommand', open('list-domains.yaml', 'registrationStatus: REGISTERED', 'untitled:'));
    expect(desk.ui.words).toContain('The file is saved first');
    expect(copied()).toContain('--cli-input-yaml file:///runbooks/list-domains.yaml');
  });

  test('a text that cannot be read has no line', async () => {
    desk.ui.picks.push('bash · inline');
    await desk.run('swf.copyAsAwsCliCommand', open(cancel, '{"taskToken": '));
    expect(desk.told).toContain('Nothing was copied. The text cannot be read');
    expect(buttons()).toEqual(['Copy with file://']);
  });

  test('without a connection names none, and says why', async () => {
    desk.settings.endpoint = '';
    desk.connection.reset();
    desk.ui.picks.push('bash · inline');
    await desk.run('swf.copyAsAwsCliCommand', open('list-domains.json', { registrationStatus: 'REGISTERED' }));
    expect(copied()).toBe('aws swf list-domains --registration-status REGISTERED');
    expect(desk.told).toContain('It names no profile, region or endpoint.');
  });

  const aws = spawnSync('aws', ['--version']).status === 0;
  if (!aws) console.log('Not run by the AWS CLI: aws is not installed here.');
  test.runIf(aws).each(['bash · file://', 'bash · inline'])(
    '%s does the same in a shell',
    { timeout: 60_000 },
    async (form) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'it’s a folder '));
      onTestFinished(() => rm(folder, { recursive: true }));
      const name = path.join(folder, 'register-domain.json');
      const document = { name: `it's "one" $HOME`, workflowExecutionRetentionPeriodInDays: '3' };
      await writeFile(name, JSON.stringify(document));
      desk.documents.open.set(`file://${name}`, { text: JSON.stringify(document), fileName: 'register-domain.json' });
      desk.ui.picks.push(form);
      await desk.run('swf.copyAsAwsCliCommand', { toString: () => `file://${name}` });
      const env = { ...process.env, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
      expect(copied()).toContain('register-domain');
      const { stderr } = await promisify(execFile)('bash', ['-c', copied()], { env });
      expect(stderr).toBe('');
      const { domainInfos } = await desk.scene.sdk.listDomains({ registrationStatus: 'REGISTERED' });
      expect(domainInfos?.map((each) => each.name)).toContain(document.name);
    },
  );
});

describe('Paste AWS CLI Command', () => {
  const pasted = () => desk.documents.open.get(desk.documents.inFront ?? '');

  test('what was copied is pasted as the same document', async () => {
    const { taskToken } = await desk.hold();
    const document = { taskToken, details: `it's "over" \\ 100% $HOME\nsecond line` };
    desk.ui.picks.push('bash · inline');
    await desk.run('swf.copyAsAwsCliCommand', open(cancel, document));
    desk.documents.clip = copied();
    await desk.run('swf.pasteAwsCliCommand');
    expect(pasted()?.fileName).toBe(cancel);
    expect(JSON.parse(pasted()?.text ?? '')).toEqual(document);
    expect(desk.ui.glances.at(-1)).toBe(`Pasted as ${cancel}`);
    expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'recorded' });
  });

  test('mistakes stay in, to be underlined', async () => {
    desk.documents.clip = 'aws swf list-domains --registration-status REGISTER --maximum-page-size many';
    await desk.run('swf.pasteAwsCliCommand');
    expect(JSON.parse(pasted()?.text ?? '')).toEqual({ registrationStatus: 'REGISTER', maximumPageSize: 'many' });
  });

  test('files that a command names are read, and those that are not here are told', async () => {
    desk.documents.files.set('there.json', '{"name": "orders"}');
    desk.documents.clip = 'aws swf describe-domain --cli-input-json file://there.json --output text';
    await desk.run('swf.pasteAwsCliCommand');
    expect(JSON.parse(pasted()?.text ?? '')).toEqual({ name: 'orders' });
    expect(desk.told).toContain('--output has no place in a skeleton file');
    desk.documents.clip = 'aws swf describe-domain --cli-input-json file://gone.json --name $DOMAIN';
    await desk.run('swf.pasteAwsCliCommand');
    expect(desk.told).toContain('The file gone.json could not be read');
    expect(desk.told).toContain('bash would replace $DOMAIN');
  });

  test('a document in YAML, which version 2 of the AWS CLI takes, is read from its file or from the line', async () => {
    desk.documents.files.set('there.yaml', 'domain: orders # the only one\ntaskList:\n  name: payments\n');
    desk.documents.clip = 'aws swf count-pending-activity-tasks --cli-input-yaml file://there.yaml';
    await desk.run('swf.pasteAwsCliCommand');
    expect(JSON.parse(pasted()?.text ?? '')).toEqual({ domain: 'orders', taskList: { name: 'payments' } });
    desk.documents.clip = "aws swf describe-domain --cli-input-yaml 'name: shipping' --name orders";
    await desk.run('swf.pasteAwsCliCommand');
    expect(JSON.parse(pasted()?.text ?? '')).toEqual({ name: 'orders' });
  });

  test('says when the command goes elsewhere than the connection in use', async () => {
    desk.documents.clip = 'AWS_PROFILE=prod aws swf list-domains --registration-status REGISTERED --region eu-south-2';
    await desk.run('swf.pasteAwsCliCommand');
    expect(desk.told).toContain(
      'The command goes to profile prod, region eu-south-2, which is not the connection in use: ',
    );
    expect(buttons()).toEqual(['Select Connection…']);
  });

  test('without a command in the clipboard asks for one, and loses nothing that was typed', async () => {
    desk.documents.clip = 'something else, about aws';
    desk.ui.moves.push({ how: 'left', value: 'aws swf lis' }, { how: 'accepted', value: 'aws swf lis x' });
    await desk.run('swf.pasteAwsCliCommand');
    expect(desk.documents.open.size).toBe(0);
    await desk.run('swf.pasteAwsCliCommand');
    expect(desk.ui.fields.at(-1)?.value).toBe('aws swf lis');
    expect(desk.told).toContain('There is no aws swf lis');
    desk.ui.moves.push({ how: 'accepted', value: 'aws swf list-domains --registration-status REGISTERED' });
    await desk.run('swf.pasteAwsCliCommand');
    expect(desk.ui.fields.at(-1)?.value).toBe('aws swf lis x');
    expect(desk.ui.remarkOn('ls')).toMatchObject({ severity: 'error' });
    expect(pasted()?.fileName).toBe('list-domains.json');
  });
});

describe('arguments of key bindings and other extensions', () => {
  test('run as a file does, with single values over it', async () => {
    const { task, taskToken } = await desk.hold();
    desk.documents.files.set('runbooks/close.yaml', 'taskToken: ""\ndetails: from the file\n');
    const given = {
      operation: 'respond-activity-task-canceled',
      cliInputJson: 'file://runbooks/close.yaml',
      taskToken,
    };
    expect(await desk.run('swf.runSkeletonFile', given)).toMatchObject({ kind: 'recorded', task });
    expect(desk.ui.questions).toHaveLength(1);
  });

  test('the name of the file tells the operation, and texts become what the API wants', async () => {
    desk.documents.files.set('list-domains.json', '{"registrationStatus": "REGISTERED"}');
    const given = { cliInputJson: 'list-domains.json', maximumPageSize: '1', reverseOrder: true };
    expect(await desk.run('swf.runSkeletonFile', given)).toEqual({ kind: 'read', complete: true });
  });

  test.each([
    [{ operation: 'cancel-it' }, 'There is no operation cancel-it'],
    [{ operation: 'list-domain' }, 'Did you mean list-domains?'],
    [{ cliInputJson: '{}' }, 'The operation is missing'],
    [
      { operation: 'ListDomains', colour: 'red' },
      'Unknown argument: colour. Known are: nextPageToken, registrationStatus',
    ],
    [{ operation: 'ListDomains', cliInputJson: 'nowhere.json' }, 'cannot be read: nowhere.json'],
    [{ operation: 'ListDomains', cliInputJson: 5 }, 'must be a string: cliInputJson'],
    [{ operation: 'ListDomains' }, 'A required member is missing: registrationStatus'],
  ])('that cannot be used are told: %j', async (given, words) => {
    const before = desk.requests;
    await desk.run('swf.runSkeletonFile', given);
    expect(desk.told).toContain(words);
    expect(desk.requests).toBe(before);
  });

  test('serve Check, overrides and copying as well', async () => {
    const given = { operation: 'ListDomains', registrationStatus: 'REGISTERED' };
    expect(await desk.run('swf.checkSkeletonFile', given)).toBe(true);
    desk.ui.picks.push('bash · inline');
    await desk.run('swf.copyAsAwsCliCommand', given);
    expect(copied()).toContain('aws swf list-domains --registration-status REGISTERED');
    desk.ui.types('DEPRECATED', '', '', '');
    expect(await desk.run('swf.runSkeletonFileWithOverrides', given)).toEqual({ kind: 'read', complete: true });
  });
});

describe('a task', () => {
  const printed: string[] = [];
  let ended = false;
  beforeEach(() => {
    printed.length = 0;
    ended = false;
  });
  const run = (definition: object) =>
    desk.runSkeletonTask({ type: 'swf', ...definition }, { print: (line) => printed.push(line), ended: () => ended });

  test('goes the way of the lens, prints the outcome without the token, and ends with 0', async () => {
    const { taskToken } = await desk.hold();
    desk.documents.files.set('close.json', '{"details": "by task"}');
    const definition = { operation: 'respond-activity-task-canceled', cliInputJson: 'file://close.json', taskToken };
    expect(await run(definition)).toBe(0);
    expect(desk.ui.questions).toHaveLength(1);
    expect(printed.at(-1)).toContain('recorded as event');
    expect(printed.join('\n')).not.toContain(taskToken);
  });

  test('prints mistakes with their places, and ends with 1', async () => {
    desk.documents.files.set('a/list-domains.json', '{\n  "registrationStatus": "REGISTER",\n  "colour": 1\n}');
    const before = desk.requests;
    expect(await run({ cliInputJson: 'file://a/list-domains.json' })).toBe(1);
    expect(printed).toEqual([
      expect.stringMatching(/^a\/list-domains\.json:2:25: error: Must be one of REGISTERED, DEPRECATED/),
      expect.stringMatching(/^a\/list-domains\.json:3:3: error: Unknown member: colour/),
      'Nothing was sent.',
    ]);
    expect(desk.requests).toBe(before);
  });

  test.each([
    [{ operation: 'cancel-it' }, 'error: There is no operation cancel-it'],
    [{}, 'error: The operation is missing'],
    [{ operation: 'describe-domain', name: 'nowhere' }, 'nowhere'],
  ])('that fails says why, and ends with 1: %j', async (definition, words) => {
    expect(await run(definition)).toBe(1);
    expect(printed.join('\n')).toContain(words);
  });

  test('whose question is declined, or that was ended meanwhile, sends nothing', async () => {
    const definition = { operation: 'register-domain', name: 'new', workflowExecutionRetentionPeriodInDays: '3' };
    desk.ui.confirmations.push(false);
    expect(await run(definition)).toBe(1);
    desk.ui.confirmations.push(() => {
      ended = true;
      return Promise.resolve(true);
    });
    expect(await run(definition)).toBe(1);
    const { domainInfos } = await desk.scene.sdk.listDomains({ registrationStatus: 'REGISTERED' });
    expect(domainInfos).toHaveLength(1);
  });
});
