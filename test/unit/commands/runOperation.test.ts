import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

/** Runs a skeleton file of an operation. */
async function run(operation: string, document: object, extension = 'json'): Promise<unknown> {
  const name = `a.${operation}.${extension}`;
  desk.documents.open.set(`file:///runbooks/${name}`, { text: JSON.stringify(document), fileName: name });
  return await desk.run('swf.runSkeletonFile', { toString: () => `file:///runbooks/${name}` });
}

function answer(): unknown {
  return JSON.parse(desk.documents.beside.at(-1)?.text ?? 'null');
}

describe('a read', () => {
  test('asks nothing, and opens its answer beside the file', async () => {
    await run('list-domains', { registrationStatus: 'REGISTERED' });
    expect(answer()).toMatchObject({ domainInfos: [{ name: 'orders', status: 'REGISTERED' }] });
    expect(desk.ui.questions).toEqual([]);
    expect(desk.documents.beside[0]?.fileName).toBe('swf-answer.json');
    expect(desk.ui.glances.at(-1)).toMatch(/^list-domains: 1 page · /);
  });

  test('follows all pages, and joins their lists', async () => {
    const { sdk } = desk.scene;
    for (let i = 0; i < 5; i++) {
      await sdk.registerDomain({ name: `domain-${i}`, workflowExecutionRetentionPeriodInDays: '1' });
    }
    const skeleton = { registrationStatus: 'REGISTERED', maximumPageSize: 2, nextPageToken: '', reverseOrder: false };
    await run('list-domains', skeleton);
    expect(answer()).toEqual({ domainInfos: Array(6).fill(expect.objectContaining({ status: 'REGISTERED' })) });
    expect(desk.ui.glances.at(-1)).toMatch(/^list-domains: 3 pages/);
  });

  test('stopped between pages keeps what was read, with the token of the next', async () => {
    const { sdk } = desk.scene;
    for (let i = 0; i < 5; i++) {
      await sdk.registerDomain({ name: `domain-${i}`, workflowExecutionRetentionPeriodInDays: '1' });
    }
    desk.ui.stopsAt = '1 page read, there is more…';
    await run('list-domains', { registrationStatus: 'REGISTERED', maximumPageSize: 2 });
    expect(answer()).toMatchObject({ domainInfos: { length: 2 }, nextPageToken: expect.any(String) as string });
    expect(desk.ui.glances.at(-1)).toMatch(/^list-domains: stopped after 1 page/);
  });

  test('that is refused says why', async () => {
    await run('describe-domain', { name: 'nowhere' });
    expect(desk.told).toContain('nowhere');
    expect(desk.documents.beside).toEqual([]);
  });

  test('shows names so that nothing hides in them', async () => {
    const name = 'a\u202Eb';
    await desk.scene.sdk.registerDomain({ name, workflowExecutionRetentionPeriodInDays: '1' });
    await run('describe-domain', { name });
    expect(desk.documents.beside.at(-1)?.text).toContain('"a\\u202eb"');
  });
});

describe('a write', () => {
  test('asks first and says where it goes, then sends once', async () => {
    const before = desk.scene.requests('RegisterDomain');
    await run('register-domain', { name: 'new', workflowExecutionRetentionPeriodInDays: '3' });
    expect(desk.scene.requests('RegisterDomain')).toBe(before + 1);
    const [question] = desk.ui.questions;
    expect(question?.message).toBe('Run aws swf register-domain?');
    expect(question?.detail).toMatch(/^Where: .*127\.0\.0\.1.*\nFile: a\.register-domain\.json\nname: “new”\n/);
    expect(desk.told).toBe('Amazon SWF accepted register-domain.');
  });

  test('that is declined sends nothing', async () => {
    desk.ui.confirmations.push(false);
    await run('register-domain', { name: 'new', workflowExecutionRetentionPeriodInDays: '3' });
    expect(desk.scene.requests('RegisterDomain')).toBe(1);
    expect(desk.ui.glances.at(-1)).toBe('Nothing was sent');
  });

  test('that is refused says why, and can be tried again', async () => {
    await run('register-domain', { name: 'orders', workflowExecutionRetentionPeriodInDays: '3' });
    expect(desk.told).toMatch(/^Not done\. /);
    expect([...(desk.ui.offers.at(-1)?.actions.keys() ?? [])]).toEqual(['Try Again']);
  });

  test('whose answer is lost is not called done, and not called failed', async () => {
    desk.scene.local.control.setFaults({ rules: [{ operation: 'RegisterDomain', fault: 'resetAfter', count: 1 }] });
    await run('register-domain', { name: 'new', workflowExecutionRetentionPeriodInDays: '3' });
    expect(desk.told).toMatch(/^It is not known whether register-domain was carried out\./);
    expect(desk.scene.requests('RegisterDomain')).toBe(2);
  });

  test('with an answer opens it beside the file: a poll’s token is not lost', async () => {
    await desk.scene.scheduleTask();
    await run('poll-for-activity-task', { domain: 'orders', taskList: { name: 'L' }, identity: 'me' });
    expect(desk.ui.questions[0]?.detail).toContain('The task that it returns is started by this');
    expect(answer()).toMatchObject({ activityId: 'charge-card', taskToken: expect.any(String) as string });
  });

  test('is not sent from a workspace that is not trusted, and a read neither', async () => {
    desk.trusted = false;
    const before = desk.requests;
    await run('register-domain', { name: 'new', workflowExecutionRetentionPeriodInDays: '3' });
    await run('list-domains', { registrationStatus: 'REGISTERED' });
    expect(desk.requests).toBe(before);
    expect(desk.told).toContain('not trusted');
  });
});

describe('an operation with a procedure of its own goes it', () => {
  test('a heartbeat, after a question', async () => {
    const { taskToken } = await desk.hold();
    expect(await run('record-activity-task-heartbeat', { taskToken })).toMatchObject({ kind: 'taken' });
    expect(desk.ui.questions[0]?.detail).toContain('starts the heartbeat timeout of the task anew');
  });

  test('a signal, proven in the history', async () => {
    const { task } = await desk.hold();
    const { domain, workflowId } = task.execution;
    const outcome = await run('signal-workflow-execution', { domain, workflowId, signalName: 'wake up' });
    expect(outcome).toMatchObject({ kind: 'recorded' });
    expect(await desk.scene.eventTypes(task)).toContain('WorkflowExecutionSignaled');
  });

  test('a cancel from a YAML file', async () => {
    const { task, taskToken } = await desk.hold();
    expect(await run('respond-activity-task-canceled', { taskToken }, 'yaml')).toMatchObject({
      kind: 'recorded',
      task,
    });
  });
});
