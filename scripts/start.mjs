// @ts-check
// `npm start`: Local SWF with a demo, and VS Code with the extension on the demo's workspace, until Ctrl+C.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { demoSkeleton } from './demoSkeleton.mjs';
import { onPath, root, run, runScript, startProcess, stopProcess, untilStopped, waitForLine } from './processes.mjs';
import { editorsFolder, ensureDependencies, ensureEditor } from './setup.mjs';
import { startVsCodeServer } from './vscodeServer.mjs';

const workspace = path.join(editorsFolder, 'demo');
/** @type {Array<() => Promise<void>>} */
const running = [];

await runScript(async () => {
  const stopped = untilStopped();
  await ensureDependencies();
  const { build } = await import('./build.mjs');
  await build({ typecheck: false });
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  try {
    const localSwf = await startLocalSwf();
    const desktop = onPath('code');
    if (desktop === undefined) await openServerEditor();
    else await openDesktopEditor(desktop);
    console.log('\nPress Ctrl+C to end.');
    await Promise.race([stopped, ended(localSwf)]);
  } finally {
    for (const stop of running.reverse()) await stop();
  }
});

async function startLocalSwf() {
  const localSwf = startProcess(process.execPath, [
    path.join(root, 'dist/local.js'),
    ...['--port', '0', '--demo', '--demo-workspace', workspace],
  ]);
  running.push(() => stopProcess(localSwf));
  await waitForLine(localSwf, /^Local SWF is listening on .*$/m, { echo: (text) => process.stdout.write(text) });
  return localSwf;
}

/**
 * Rejects when a program that should run on has ended.
 * @param {import('node:child_process').ChildProcess} child
 */
function ended(child) {
  return new Promise((_resolve, reject) => {
    const fail = () => reject(new Error(`Local SWF has ended: ${child.exitCode ?? child.signalCode}`));
    if (child.exitCode !== null || child.signalCode !== null) fail();
    else child.once('exit', fail);
  });
}

/** @param {string} code */
async function openDesktopEditor(code) {
  await run(code, [
    '--new-window',
    `--extensionDevelopmentPath=${root}`,
    workspace,
    path.join(workspace, demoSkeleton(workspace)),
  ]);
  console.log('\nVS Code opens the demo workspace in a new window.');
}

async function openServerEditor() {
  const server = await startVsCodeServer(await ensureEditor('oldest'));
  running.push(server.stop);
  const url = server.windowUrl(workspace, [
    ['openFile', server.remoteUri(path.join(workspace, demoSkeleton(workspace)))],
  ]);
  console.log(`\nOpen VS Code in a browser: ${url}`);
}
