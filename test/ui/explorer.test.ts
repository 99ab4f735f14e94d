import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openDemo, openWorkbench } from '../support/openWorkbench';

test('a scheduled task offers no cancel, and its tooltip says why', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.expand('media');
  await workbench.expand('film-garden-chairs');
  const row = workbench.treeItem('transcode-garden-chairs');
  await row.waitFor();
  expect(await row.textContent()).toContain('not started for');
  await workbench.openMenu('transcode-garden-chairs');
  await workbench.menuItem('Open History').waitFor();
  expect(await workbench.menuItem('Cancel Activity Task').count()).toBe(0);
  await workbench.page.keyboard.press('Escape');
  await row.hover();
  await workbench.page.getByText('it has no task token and cannot be canceled from here').waitFor();
  await workbench.takePicture('tooltip of a scheduled task');
});

test('a level with more than one page ends in Load More…', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.expand('notifications');
  const rows = workbench.page.getByRole('treeitem');
  const tree = workbench.page.locator('.pane-body .monaco-list').first();
  await rows.nth(5).waitFor();
  // An execution: above it are two domains, Open Activity Tasks and Closed Executions.
  await tree.click({ position: { x: 150, y: 104 } });
  const more = workbench.treeItem('Load More…');
  // What a key brings into view is drawn a little later.
  const isShown = () =>
    more.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
  // Below it are other domains.
  for (const keys of [['End', 'ArrowUp'], ['PageUp'], ['End', 'ArrowUp'], ['PageUp']]) {
    for (const key of keys) await workbench.page.keyboard.press(key);
    if (await isShown()) break;
  }
  expect(await more.textContent()).toContain('100 shown');
  await workbench.takePicture('load more');
  await more.click();
  await more.waitFor({ state: 'detached' });
});

test('an empty domain and an execution without tasks say so in a row', async () => {
  const { workbench } = await openDemo();
  await workbench.openView();
  await workbench.expand('sandbox');
  await workbench.treeItem('No open workflow executions').waitFor();
  await workbench.expand('media');
  await workbench.expand('film-coffee-grinder');
  await workbench.treeItem('No open activity tasks').waitFor();
  await workbench.takePicture('rows for nothing');
});

test('without a connection there is a welcome that offers one, and Local SWF is a click away', async () => {
  const workbench = await openWorkbench();
  await workbench.openView();
  const start = workbench.page.getByRole('button', { name: 'Start Local SWF' });
  await start.waitFor();
  await workbench.takePicture('welcome');
  await start.click();
  await workbench.treeItem('media').waitFor();
  await workbench.statusBarItem('SWF: Local SWF').waitFor();
  await workbench.takePicture('local swf in the editor');
  await workbench.runCommand('SWF: Stop Local SWF');
  await start.waitFor();
  await workbench.statusBarItem('SWF: not connected').waitFor();
});

test('an endpoint that is not there is a row that says so and tries again', async () => {
  const workbench = await openWorkbench({ settings: { 'swf.endpoint': 'http://127.0.0.1:9' } });
  await workbench.openView();
  const row = workbench.treeItem('Could not be read');
  await row.waitFor();
  await row.hover();
  await workbench.takePicture('an endpoint that is not there');
  expect(await row.getAttribute('aria-label')).toContain('127.0.0.1:9');
});

test('an endpoint that answers HTML is not taken for Amazon SWF', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<html><body>Please sign in</body></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const workbench = await openWorkbench({ settings: { 'swf.endpoint': `http://127.0.0.1:${port}` } });
  await workbench.openView();
  const row = workbench.treeItem('Could not be read');
  await row.waitFor();
  await workbench.takePicture('an endpoint that answers html');
  expect(await row.getAttribute('aria-label')).not.toContain('Please sign in');
});

test('the status bar changes the connection', async () => {
  const { workbench, endpoint } = await openDemo({ settings: { 'swf.endpoint': '', 'swf.region': '' } });
  await workbench.openView();
  await workbench.statusBarItem('SWF: ').click();
  await workbench.pick('Another Endpoint…');
  await workbench.answer('Select Connection', endpoint);
  await workbench.treeItem('media').waitFor();
  await workbench.statusBarItem(`SWF: ${new URL(endpoint).host}`).waitFor();
  await workbench.codeLens(new URL(endpoint).host).waitFor();
  await workbench.takePicture('another endpoint');
});
