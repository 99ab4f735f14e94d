/** Runs in the extension host: activates an extension, if one is named, and writes down what the heap holds then. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { extensions } from 'vscode';

/** How long an extension may go on after its activation before the heap is looked at, in milliseconds. */
const afterwards = 3000;

export async function run(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const id = process.env['SWF_WORKBENCH_EXTENSION'] ?? '';
  if (id !== '') {
    const extension = extensions.getExtension(id);
    assert.ok(extension, `VS Code does not know the extension ${id}`);
    await extension.activate();
  }
  await sleep(afterwards);
  collect();
  collect();
  writeFileSync(process.env['SWF_WORKBENCH_RESULTS'] ?? '', JSON.stringify({ heap: process.memoryUsage().heapUsed }));
}
