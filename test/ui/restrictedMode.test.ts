import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';

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
