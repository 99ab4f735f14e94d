import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkbench } from '../support/openWorkbench';

test('calls to AWS go through the proxy of VS Code’s own settings', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  // Says who would have been called, and lets nothing through.
  proxy.on('connect', (request, socket) => {
    asked.push(String(request.url));
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.close();
  });
  const { port } = proxy.address() as AddressInfo;
  const workbench = await openWorkbench({
    env: { AWS_ACCESS_KEY_ID: 'AKIAOLGA', AWS_SECRET_ACCESS_KEY: 'secret' },
    // The server of this window is the remote one, whose settings count when the window's own do not.
    ownSettings: { 'http.proxy': `http://127.0.0.1:${port}`, 'http.useLocalProxyConfiguration': false },
    settings: { 'swf.region': 'eu-west-1' },
  });
  await workbench.openView();
  await workbench.treeItem('Could not be read').waitFor();
  await workbench.takePicture('the proxy of the settings refuses');
  expect(new Set(asked)).toEqual(new Set(['swf.eu-west-1.amazonaws.com:443']));
});
