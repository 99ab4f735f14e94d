import { expect, test } from 'vitest';
import { openDemo } from '../support/openWorkbench';
import type { Workbench } from '../support/workbench';

/** Claims the task of a row, which waits in a list of its own, through the row's menu. */
async function claim(workbench: Workbench, execution: string, activityId: string): Promise<void> {
  // A row that is drawn anew at the click stays closed: whoever sees no task clicks again.
  await expect
    .poll(async () => {
      await workbench.expand(execution);
      return await workbench.treeItem(activityId).isVisible();
    })
    .toBe(true);
  await workbench.chooseFromMenu(activityId, 'Claim Next Task…');
  await workbench.clickModalButton('Claim the Next Task');
  await heldRow(workbench, activityId).waitFor();
}

function heldRow({ page }: Workbench, activityId: string) {
  return page.getByRole('treeitem', { name: `Held activity task ${activityId}` });
}

test('two selected held tasks are canceled after a list and a question that say nobody requested it', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.resizeSideBar(480);
  await workbench.expand('media');
  const activityIds = ['transcode-garden-chairs', 'resize-image-0424'] as const;
  await claim(workbench, 'film-garden-chairs', activityIds[0]);
  await claim(workbench, 'gallery-beach-towels', activityIds[1]);

  await heldRow(workbench, activityIds[0]).click();
  await heldRow(workbench, activityIds[1]).click({ modifiers: ['Control'] });
  await heldRow(workbench, activityIds[1]).click({ button: 'right' });
  await workbench.menuItem('Cancel Several Held Tasks…').waitFor();
  expect(await workbench.menuItem('Complete Activity Task…').count()).toBe(0);
  await workbench.takePicture('menu of several held tasks');
  await workbench.page.keyboard.press('Escape');

  // The rows of the same tasks in the explorer say that their tokens are kept, and offer the same.
  const taskRow = (activityId: string) =>
    workbench.page.getByRole('treeitem', { name: new RegExp(`^Activity task ${activityId},.*token kept`) });
  await taskRow(activityIds[0]).click();
  await taskRow(activityIds[1]).click({ modifiers: ['Control'] });
  await taskRow(activityIds[1]).click({ button: 'right' });
  await workbench.menuItem('Cancel Several Held Tasks…').waitFor();
  await workbench.takePicture('menu of several tasks whose tokens are kept');
  await expect
    .poll(async () => {
      const item = workbench.menuItem('Cancel Several Held Tasks…');
      if (await item.isVisible()) await item.click();
      return await item.isVisible();
    })
    .toBe(false);
  await workbench.quickInput().getByText('Cancel Held Tasks: which of these?').waitFor();
  // Its button says "Cancel", which beside the question could mean either.
  expect(await workbench.page.locator('.notification-list-item').filter({ hasText: 'Reading' }).count()).toBe(0);
  expect(await workbench.quickInput().getByText('cancellation NOT requested').count()).toBe(2);
  await workbench.takePicture('held tasks to review');
  await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
  await workbench.answer('Cancel Held Tasks (1/1)', '');
  await workbench.modal().getByText('NOT requested when this was reviewed: 2 of 2').waitFor();
  await workbench.takePicture('cancel of held tasks asks once');
  await workbench.clickModalButton('Cancel 2 Tasks Anyway');
  await workbench.notification('Cancel Held Tasks: 2 recorded').waitFor({ timeout: 30_000 });
  for (const activityId of activityIds) await heldRow(workbench, activityId).waitFor({ state: 'detached' });
  await workbench.page.getByText('Outcomes: 2 recorded').waitFor();
  expect(await workbench.page.locator('.editor-actions').getByRole('button', { name: 'Continue Batch…' }).count()).toBe(
    0,
  );
  await workbench.takePicture('held tasks canceled');
});
