import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { skeletonText, yamlSkeletonText } from '../../../src/skeleton/generate';
import { operations } from '../../../src/swf/operations';
import { Desk } from '../../support/desk';
import { type FakeRow, taskRow } from '../../support/fakeExplorer';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

const fileName = 'respond-activity-task-canceled.json';

/** Runs the file that the lens names. */
async function run(text: string, name = fileName): Promise<unknown> {
  const address = `file:///runbooks/${name}`;
  desk.documents.open.set(address, { text, fileName: name });
  return await desk.run('swf.runSkeletonFile', uri(address));
}

/** A `vscode.Uri`, as far as the command looks at it. */
function uri(address: string): never {
  return { toString: () => address } as never;
}

describe('running a skeleton file', () => {
  test('sends the text in the editor, after the same question, and tells the event', async () => {
    const { task, taskToken } = await desk.hold();
    const outcome = await run(skeletonText('RespondActivityTaskCanceled', { taskToken, details: 'by file' }));
    expect(outcome).toMatchObject({ kind: 'recorded', task, close: { details: 'by file' } });
    expect(desk.ui.questions).toHaveLength(1);
    expect(desk.told).toContain('recorded as event');
    expect(desk.ui.fields).toEqual([]);
  });

  test('reads the text at the click, not before', async () => {
    const { taskToken } = await desk.hold();
    const first = run('{}');
    await first;
    expect(await run(skeletonText('RespondActivityTaskCanceled', { taskToken }))).toMatchObject({ kind: 'recorded' });
  });

  test('without an address runs the one in front, and says what to do when there is none', async () => {
    const { taskToken } = await desk.hold();
    const before = desk.requests;
    await desk.run('swf.runSkeletonFile');
    expect(desk.told).toBe('Open a skeleton file first, for instance respond-activity-task-canceled.json');
    expect(desk.requests).toBe(before);
    await desk.documents.openNew(fileName, JSON.stringify({ taskToken }));
    expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'recorded' });
  });

  test.each([
    ['respond-activity-task-completed.json', { result: 'by file' }, 'ActivityTaskCompleted', 'Complete the Task'],
    ['respond-activity-task-failed.json', { reason: 'by file' }, 'ActivityTaskFailed', 'Fail the Task'],
  ])('%s goes the same way', async (name, values, event, button) => {
    const { task, taskToken } = await desk.hold();
    expect(await run(JSON.stringify({ taskToken, ...values }), name)).toMatchObject({ kind: 'recorded', task });
    expect(await desk.scene.eventTypes(task)).toContain(event);
    expect(desk.ui.questions).toMatchObject([{ action: button }]);
  });

  test('Try Again reads the text anew', async () => {
    const { taskToken } = await desk.hold();
    desk.secrets.push('not-a-real-token-at-all');
    await run('{"taskToken": "not-a-real-token-at-all"}');
    expect(desk.told).toContain('This is not a task token');
    desk.documents.open.set(`file:///runbooks/${fileName}`, { fileName, text: JSON.stringify({ taskToken }) });
    await desk.ui.press('Try Again');
    expect(desk.told).toContain('recorded as event');
  });

  test('leaves what was typed into the prompt alone', async () => {
    const held = await desk.hold();
    desk.ui.moves.push({ how: 'left', value: 'half a token' });
    await desk.run('swf.cancelActivityTask');
    await run(JSON.stringify({ taskToken: held.taskToken }));
    desk.ui.moves.push({ how: 'left' });
    await desk.run('swf.cancelActivityTask');
    expect(desk.ui.fields.at(-1)?.value).toBe('half a token');
  });

  const token = 'AAAAKgAAAAIAAAAAAAAAAQsecretsecretsecret=';
  test.each([
    ['an untouched skeleton', skeletonText('RespondActivityTaskCanceled'), 'at least 1 character: taskToken'],
    ['no token', '{}', 'required member is missing: taskToken'],
    ['blanks for a token', '{"taskToken": "   "}', 'token is blank'],
    ['a token with a line break', `{"taskToken": "${token}\\n"}`, 'Not part of a task token'],
    ['a token too long', `{"taskToken": "${'x'.repeat(1025)}"}`, 'at most 1,024 characters'],
    ['details too long', `{"taskToken": "${token}", "details": "${'d'.repeat(32_769)}"}`, 'at most 32,768'],
    ['a token that is null', '{"taskToken": null}', 'not null: taskToken'],
    ['a token that is a number', '{"taskToken": 5}', 'not a number: taskToken'],
    ['a token that is an object', '{"taskToken": {}}', 'not an object: taskToken'],
    ['an unknown key', `{"taskToken": "${token}", "detials": ""}`, 'Did you mean details?'],
    ['a $schema', `{"$schema": "x", "taskToken": "${token}"}`, 'Unknown member: $schema'],
    ['malformed JSON', `{"taskToken": "${token}`, 'no closing quote'],
    ['a comment', `{"taskToken": "${token}"} // mine`, 'refuses comments'],
    ['a trailing comma', `{"taskToken": "${token}",}`, 'refuses a comma'],
    ['a byte order mark', `\uFEFF{"taskToken": "${token}"}`, 'byte order mark'],
    ['a key given twice', `{"taskToken": "x", "taskToken": "${token}"}`, 'comes again'],
    ['an array', `[{"taskToken": "${token}"}]`, 'must be an object'],
    ['nothing at all', '', 'empty'],
  ])('%s is refused, shows where, and sends nothing', async (_, text, words) => {
    desk.secrets.push(token);
    const before = desk.requests;
    expect(await run(text)).toBeUndefined();
    expect(desk.ui.offers).toMatchObject([{ severity: 'error' }]);
    expect(desk.told).toContain(`Nothing was sent, ${fileName} has mistakes: `);
    expect(desk.told).toContain(words);
    expect(desk.ui.questions).toEqual([]);
    expect(desk.requests).toBe(before);
    await desk.ui.press('Show Problems');
    expect(desk.documents.problemsShown).toBe(1);
  });

  test('several mistakes are one message', async () => {
    await run('{"taskToken": 5, "a": 1, "b": 2}');
    expect(desk.ui.offers).toHaveLength(1);
    expect(desk.told).toMatch(/ \(and 2 more\)$/);
  });

  test.each(['tasks.json', 'respond-activity-task-canceled.txt', 'domains.json'])(
    '%s is none, and its name says so',
    async (name) => {
      const before = desk.requests;
      await run('{}', name);
      expect(desk.told).toContain(`holds no SWF operation: ${name}`);
      expect(desk.requests).toBe(before);
    },
  );

  test('a workspace that is not trusted sends nothing', async () => {
    const { taskToken } = await desk.hold();
    const before = desk.requests;
    desk.trusted = false;
    await run(JSON.stringify({ taskToken }));
    expect(desk.told).toContain('this workspace is not trusted');
    expect(desk.requests).toBe(before);
  });
});

describe('a skeleton for one task', () => {
  test('is named after it, and running it later knows the task', async () => {
    await desk.hold('another');
    const held = await desk.hold('charge card & 4711');
    await desk.run('swf.newSkeletonFileForTask', taskRow(held));
    const address = desk.documents.inFront ?? '';
    expect(desk.documents.open.get(address)).toEqual({
      fileName: `charge-card-4711.${fileName}`,
      text: skeletonText('RespondActivityTaskCanceled'),
    });

    // Filled in and saved: the same path under another scheme.
    const saved = address.replace('untitled:', 'file://');
    const text = JSON.stringify({ taskToken: held.taskToken });
    desk.documents.open.set(saved, { fileName: `charge-card-4711.${fileName}`, text });
    expect(await desk.run('swf.runSkeletonFile', uri(saved))).toMatchObject({ kind: 'recorded', task: held.task });
    expect(desk.ui.questions[0]?.detail).toContain('Workflow execution: order-2');
    expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
  });

  test('from a key is for the selected row; without one, nothing happens', async () => {
    const held = await desk.hold();
    await desk.run('swf.newSkeletonFileForTask');
    expect(desk.documents.open.size).toBe(0);
    desk.selected = taskRow(held);
    await desk.run('swf.newSkeletonFileForTask');
    expect([...desk.documents.open.keys()]).toEqual([`untitled:/runbooks/charge-card.${fileName}`]);
  });

  test.each([
    ['..', '..'],
    ['a\\b:c*?', 'a-b-c-'],
    ['日本', '-'],
    ['x'.repeat(256), 'x'.repeat(60)],
  ])('whose activity id no file can have: %s', async (activityId, part) => {
    const task = { execution: { domain: 'd', workflowId: 'w', runId: 'r' }, scheduledEventId: 5, activityId };
    await desk.run('swf.newSkeletonFileForTask', { kind: 'task', task });
    expect([...desk.documents.open.values()].map((each) => each.fileName)).toEqual([`${part}.${fileName}`]);
  });
});

describe('a new skeleton file', () => {
  test('is chosen by the operation’s name on the command line', async () => {
    desk.ui.picks.push('respond-activity-task-failed');
    await desk.run('swf.newSkeletonFile');
    const labels = desk.ui.lists[0]?.labels ?? [];
    expect(labels.slice(0, 3)).toEqual([
      'respond-activity-task-canceled',
      'respond-activity-task-completed',
      'respond-activity-task-failed',
    ]);
    const names = operations.map(({ cliName }) => cliName);
    expect(labels.slice(0, names.length).sort()).toEqual([...names].sort());
    expect(labels.slice(names.length, 2 * names.length).sort()).toEqual(names.map((name) => `${name} · YAML`).sort());
    const answering = labels.slice(2 * names.length);
    expect(answering).toContain('list-domains · output');
    expect(answering).not.toContain('respond-activity-task-canceled · output');
    const text = skeletonText('RespondActivityTaskFailed');
    expect([...desk.documents.open.values()]).toEqual([{ fileName: 'respond-activity-task-failed.json', text }]);
  });

  test('is in YAML where that is chosen', async () => {
    desk.ui.picks.push('describe-domain · YAML');
    await desk.run('swf.newSkeletonFile');
    expect([...desk.documents.open.values()]).toEqual([
      { fileName: 'describe-domain.yaml', text: yamlSkeletonText('DescribeDomain') },
    ]);
  });

  test('is the shape of an answer where that is chosen, which is no skeleton', async () => {
    desk.ui.picks.push('start-workflow-execution · output');
    await desk.run('swf.newSkeletonFile');
    expect([...desk.documents.open.values()]).toEqual([
      { fileName: 'start_workflow_execution.output.json', text: '{\n    "runId": "runId"\n}\n' },
    ]);
    await desk.run('swf.runSkeletonFile');
    expect(desk.told).toContain('holds no SWF operation');
  });

  test('from a row holds what the row tells; what takes most of it comes first', async () => {
    const { task } = await desk.hold();
    const { domain, workflowId, runId } = task.execution;
    desk.ui.picks.push('get-workflow-execution-history', 'describe-domain');
    const row: FakeRow = { kind: 'execution', execution: task.execution };
    await desk.run('swf.newSkeletonFile', row);
    expect(desk.ui.lists[0]?.labels[0]).toBe('request-cancel-workflow-execution');
    const [first] = desk.documents.open.values();
    expect(first?.fileName).toBe(`${workflowId}.get-workflow-execution-history.json`);
    expect(JSON.parse(first?.text ?? '')).toMatchObject({ domain, execution: { workflowId, runId } });
    await desk.run('swf.newSkeletonFile', row);
    expect(desk.documents.open.get(`untitled:/runbooks/${workflowId}.describe-domain.json`)?.text).toBe(
      skeletonText('DescribeDomain', { name: domain }),
    );
  });

  test('from a task’s row knows the task when it runs', async () => {
    const held = await desk.hold();
    desk.ui.picks.push('respond-activity-task-failed');
    await desk.run('swf.newSkeletonFile', taskRow(held));
    const address = desk.documents.inFront ?? '';
    const { fileName: name } = desk.documents.open.get(address) ?? { fileName: '' };
    expect(name).toBe('charge-card.respond-activity-task-failed.json');
    desk.documents.open.set(address, { fileName: name, text: JSON.stringify({ taskToken: held.taskToken }) });
    expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'recorded', task: held.task });
    expect(desk.ui.questions[0]?.detail).toContain('Task: charge-card');
  });

  test('is none when the list is left', async () => {
    desk.ui.picks.push(undefined);
    await desk.run('swf.newSkeletonFile');
    expect(desk.documents.open.size).toBe(0);
  });

  const aws = spawnSync('aws', ['--version']).status === 0;
  if (!aws) console.log('Not compared with the AWS CLI: aws is not installed here.');
  test.runIf(aws)('is what the AWS CLI generates', { timeout: 60_000 }, async () => {
    const command = ['swf', 'respond-activity-task-canceled', '--generate-cli-skeleton'];
    const printed = execFileSync('aws', command, { encoding: 'utf8' });
    desk.ui.picks.push('respond-activity-task-canceled');
    await desk.run('swf.newSkeletonFile');
    expect([...desk.documents.open.values()]).toEqual([{ fileName, text: printed }]);
  });
});
