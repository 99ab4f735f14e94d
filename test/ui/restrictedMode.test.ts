import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { operations } from '../../src/swf/operations';
import { openDemo, openWorkbench } from '../support/openWorkbench';

test('a workspace that is not trusted chooses no target and sends nothing', async () => {
  const { workbench, endpoint } = await openDemo({ workspaceTrust: true });
  await workbench.statusBarItem('Restricted Mode').waitFor();
  await workbench.codeLens('Run respond-activity-task-canceled · not connected').waitFor();
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await workbench.notification('this workspace is not trusted').waitFor();
  await workbench.openView();
  await workbench.page.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
  await workbench.takePicture('a workspace that is not trusted');
  const state = (await (await fetch(`${endpoint}/_local/state`)).json()) as { totalRequests: number };
  expect(state.totalRequests).toBe(0);
});

test('by the own settings of the person it reads the tree, and nothing that writes is sent', async () => {
  const { endpoint, workbench: first, skeleton } = await openDemo({ workspaceTrust: true });
  const text = await readFile(path.join(first.folder, skeleton), 'utf8');
  const token = String(Reflect.get(Object(JSON.parse(text) as unknown), 'taskToken'));
  await first.page.close();
  const workbench = await openWorkbench({
    workspaceTrust: true,
    ownSettings: { 'swf.endpoint': endpoint, 'swf.region': 'us-east-1' },
    files: { [skeleton]: text },
    openFile: skeleton,
  });
  const requests = async () =>
    ((await (await fetch(`${endpoint}/_local/state`)).json()) as { requests: Readonly<Record<string, number>> })
      .requests;
  const before = await requests();
  const refused = workbench.notification('this workspace is not trusted');
  /** The last message goes before the next is waited for. */
  const seeRefusal = async () => {
    await refused.waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await refused.waitFor({ state: 'detached' });
  };
  await workbench.statusBarItem('Restricted Mode').waitFor();
  await workbench.openView();
  await workbench.resizeSideBar(560);
  await workbench.expand('media');
  await workbench.expand('gallery-summer-sandals');
  await workbench.treeItem('resize-image-0417').waitFor();

  await workbench.chooseFromMenu('gallery-summer-sandals', 'Signal Execution…');
  await workbench.answer(/Signal Execution.*1\/2/, 'wake');
  await workbench.answer(/Signal Execution.*2\/2/, '');
  await seeRefusal();
  await workbench.chooseFromMenu('resize-image-0417', 'Cancel Activity Task…');
  await workbench.answer(/Cancel Activity Task.*1\/2/, token);
  await workbench.answer(/Cancel Activity Task.*2\/2/, '');
  await refused.or(workbench.modal()).first().waitFor();
  if (await workbench.modal().isVisible()) await workbench.clickModalButton('Cancel the Task');
  await refused.waitFor();
  await workbench.takePicture('a tree is read, and no cancel is sent, from a workspace that is not trusted');
  await seeRefusal();
  await workbench.clickCodeLens('Run respond-activity-task-canceled');
  await refused.or(workbench.modal()).first().waitFor();
  if (await workbench.modal().isVisible()) await workbench.clickModalButton('Cancel the Task');
  await seeRefusal();

  const after = await requests();
  const sent = operations.filter(({ name }) => (after[name] ?? 0) !== (before[name] ?? 0));
  expect(sent.filter(({ access }) => access === 'write')).toEqual([]);
  expect(sent.map(({ name }) => name)).toContain('ListOpenWorkflowExecutions');
});
