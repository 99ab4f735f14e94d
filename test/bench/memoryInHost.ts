/** Runs in the extension host: activates one extension after the other, and writes down by how much the heap grew at each. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { extensions } from 'vscode';

/** How long an extension may go on after its activation before the heap is looked at, in milliseconds. */
const afterwards = 1500;

export async function run(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = () => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  const grown: Record<string, number> = {};
  for (const id of (process.env['SWF_WORKBENCH_EXTENSIONS'] ?? '').split(',')) {
    const extension = extensions.getExtension(id);
    assert.ok(extension, `VS Code does not know the extension ${id}`);
    assert.ok(!extension.isActive, `The extension was activated before it could be watched: ${id}`);
    const before = heap();
    await extension.activate();
    await sleep(afterwards);
    grown[id] = heap() - before;
  }
  writeFileSync(process.env['SWF_WORKBENCH_RESULTS'] ?? '', JSON.stringify(grown));
}
