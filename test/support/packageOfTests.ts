import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import { editorOfTests } from './openWorkbench';
import { installPackage } from '../../scripts/vscodeServer.mjs';

/** The package that these tests are run for; `npm test -- package` names it. */
export function packageOfTests(): string {
  const vsix = process.env['SWF_WORKBENCH_PACKAGE'];
  if (vsix === undefined) throw new Error('SWF_WORKBENCH_PACKAGE names no package: run npm test -- package');
  return vsix;
}

/** Installs the package into a folder of its own, which is gone after the test; gives where it was unpacked. */
export async function unpackedPackage(): Promise<string> {
  const extensions = await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-package-'));
  onTestFinished(() => rm(extensions, { recursive: true, force: true }));
  return await installPackage(await editorOfTests(), packageOfTests(), extensions);
}
