/** Runs in the extension host: activates the extension, watches what it does, and writes that down. */
import assert from 'node:assert/strict';
import { realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { extensions } from 'vscode';
import { Watch } from './watch';

/** How long the extension is watched once it is active, for what it may do later, in milliseconds. */
const afterwards = 1000;

export async function run(): Promise<void> {
  const extension = extensions.getExtension('swf-workbench.swf-workbench');
  assert.ok(extension, 'VS Code does not know the extension');
  assert.ok(!extension.isActive, 'The extension was activated before it could be watched');
  const bundle = realpathSync(path.join(extension.extensionPath, 'dist/extension.js'));

  const watch = new Watch(bundle);
  const start = performance.now();
  await extension.activate();
  const editor = performance.now() - start;
  await sleep(afterwards);
  watch.stop();

  const { load, activate, connections } = watch;
  assert.ok(load !== undefined && activate !== undefined, 'The editor did not load the bundle where it was watched');
  // Node's own loader reads the bundle: had that not been seen, no other read would have been.
  const [own, ...others] = watch.reads;
  assert.equal(own, bundle, 'The bundle was read, yet the watch did not see it');
  const modules = Object.keys(require.cache).filter((file) => path.dirname(file) === path.dirname(bundle));
  assert.ok(modules.includes(bundle), 'The list of modules does not hold the bundle');
  for (const what of [...others, ...connections, ...modules]) console.log(`While activating: ${what}`);

  const [otherModules, fileReads] = [modules.length - 1, others.length];
  const measured = { load, activate, editor, otherModules, fileReads, connections: connections.length };
  writeFileSync(process.env['SWF_WORKBENCH_RESULTS'] ?? '', JSON.stringify(measured));
}
