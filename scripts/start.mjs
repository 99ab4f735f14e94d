// @ts-check
// `npm start`: Local SWF with a demo, and VS Code with the extension on the demo's workspace, until Ctrl+C.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { onPath, root, run, startProcess, stopProcess, untilStopped, waitForLine } from './processes.mjs';
import { editorsFolder, ensureDependencies, ensureEditor } from './setup.mjs';
import { startVsCodeServer } from './vscodeServer.mjs';

await ensureDependencies();
const { build } = await import('./build.mjs');
await build({ typecheck: false });

const workspace = path.join(editorsFolder, 'demo');
rmSync(workspace, { recursive: true, force: true });
mkdirSync(workspace, { recursive: true });

const stopped = untilStopped();
const localSwf = startProcess(process.execPath, [
  path.join(root, 'dist/local.js'),
  ...['--port', '0', '--demo', '--demo-workspace', workspace],
]);
/** @type {Array<() => Promise<void>>} */
const running = [() => stopProcess(localSwf)];
try {
  await waitForLine(localSwf, /^Local SWF is listening on .*$/m, { echo: (text) => process.stdout.write(text) });
  const ended = new Promise((_resolve, reject) => {
    localSwf.once('exit', (code) => reject(new Error(`Local SWF has ended: ${code ?? 'by a signal'}`)));
  });
  const desktop = onPath('code');
  if (desktop === undefined) await openServerEditor();
  else await openDesktopEditor(desktop);
  console.log('\nPress Ctrl+C to end.');
  await Promise.race([stopped, ended]);
} finally {
  for (const stop of running.reverse()) await stop();
}

/** @param {string} code */
async function openDesktopEditor(code) {
  await run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, workspace, ...skeletonFiles()]);
  console.log('\nVS Code opens the demo workspace in a new window.');
}

async function openServerEditor() {
  const server = await startVsCodeServer(await ensureEditor('oldest'));
  running.push(server.stop);
  const openFile = skeletonFiles().map((file) => /** @type {const} */ (['openFile', server.remoteUri(file)]));
  console.log(`\nOpen VS Code in a browser: ${server.windowUrl(workspace, openFile)}`);
}

/** The skeleton file of the demo workspace that is worth a first look. */
function skeletonFiles() {
  const name = readdirSync(workspace).find((file) => file.endsWith('respond-activity-task-canceled.json'));
  return name === undefined ? [] : [path.join(workspace, name)];
}
