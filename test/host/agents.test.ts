import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SwfWorkbenchApi } from '../../src/api';

const names = ['swf_listDomains', 'swf_listOpenTasks', 'swf_explainTask', 'swf_checkSkeleton'];

describe('reads for agents and other extensions', () => {
  let api: SwfWorkbenchApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<SwfWorkbenchApi>('swf-workbench.swf-workbench');
    assert.ok(extension);
    await extension.activate();
    api = extension.exports;
    await vscode.commands.executeCommand('swf.startLocalSwf');
  });
  after(async () => {
    await vscode.commands.executeCommand('swf.stopLocalSwf');
  });

  async function invoke(name: string, input: object): Promise<unknown> {
    const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    const [part] = result.content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    return JSON.parse(part.value) as unknown;
  }

  it('the exported API is of version 1 and reads the connection in use', async () => {
    assert.equal(api.version, 1);
    const { connection, domains } = await api.listDomains();
    assert.equal(connection, 'Local SWF');
    assert.ok(domains.length > 0);
    const [first] = domains;
    assert.ok(first);
    const { tasks } = await api.listOpenTasks(first.name);
    const [task] = tasks;
    assert.ok(task, 'The demo has open tasks');
    const { workflowId, scheduledEventId } = task;
    const why = await api.explainTask({ domain: first.name, workflowId, scheduledEventId });
    assert.equal(why.task?.activityId, task.activityId);
    assert.ok(why.statements.length > 0);
    assert.deepEqual(await api.checkSkeleton('list-domains', '{"registrationStatus": "REGISTERED"}'), {
      ...{ operation: 'ListDomains', valid: true, problems: [], problemCount: 0 },
    });
  });

  it('the tools of the manifest are there for models, and answer what the API answers', async () => {
    const listed = vscode.lm.tools.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !listed.includes(name)),
      [],
    );
    const { domains } = await api.listDomains();
    assert.deepEqual(await invoke('swf_listDomains', {}), JSON.parse(JSON.stringify(await api.listDomains())));
    const domain = domains[0]?.name ?? '';
    const { tasks } = (await invoke('swf_listOpenTasks', { domain, limit: 2 })) as { tasks: { workflowId: string }[] };
    assert.ok(tasks.length > 0 && tasks.length <= 2);
    const check = await invoke('swf_checkSkeleton', { operation: 'list-domains', text: '{}' });
    assert.equal((check as { valid: boolean }).valid, false);
    await assert.rejects(async () => await invoke('swf_explainTask', { domain: 'no-such-domain', workflowId: 'w' }));
  });
});
