import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Desk } from '../../support/desk';
import { openedDocument } from '../../support/openedDocument';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

const cancel = 'respond-activity-task-canceled.json';

const open = (name: string, document: unknown, scheme?: string) => openedDocument(desk, name, document, scheme);
const copied = () => desk.documents.copied.at(-1) ?? '';
const buttons = () => [...(desk.ui.offers.at(-1)?.actions.keys() ?? [])];

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
