import path from 'node:path';
import process from 'node:process';
import { auditedClient } from '../../../src/audit/auditedClient';
import { AuditTrail } from '../../../src/audit/trail';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { systemClock as clock } from '../../../src/host/clock';
import { fileJournals } from '../../../src/host/journals';
import { fileRecords } from '../../../src/host/records';
import type { Secrets } from '../../../src/ports';
import { closeTask } from '../../../src/swf/closeTask';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { claimTask } from '../../../src/tokens/claimTask';
import { lookAtHeldTask } from '../../../src/tokens/heldCare';
import { heldRef } from '../../../src/tokens/heldTask';
import { HeldTasks } from '../../../src/tokens/heldTasks';
import { randomFrom } from '../local/crashLoad';

/** What is printed: a line of the trail that is on the disk, or a task whose token is kept. */
export type Said = { readonly line: string } | { readonly claimed: string };

/** A window's tokens, records and trail, as files of a folder. */
export function filesOf(folder: string) {
  const kept = fileRecords(path.join(folder, 'secrets'));
  const secrets: Secrets = {
    get: (key) => kept.read(key),
    set: (key, value) => kept.write(key, value),
    delete: (key) => kept.delete(key),
  };
  const heldTasks = new HeldTasks({ secrets, records: fileRecords(path.join(folder, 'held-tasks')), clock });
  return { heldTasks, journals: fileJournals(path.join(folder, 'audit')) };
}

/** Claims tasks and cancels held ones, over and over, until the process is killed. */
async function work(url: string, folder: string, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`);
  const { heldTasks, journals } = filesOf(folder);
  const told = {
    ...journals,
    append: async (name: string, text: string) => {
      await journals.append(name, text);
      say({ line: text.trim() });
    },
  };
  const fail = (why: Error) => {
    throw why;
  };
  const client = auditedClient(createSdkClient(localSwfConnection(url)), new AuditTrail(told, clock, fail), clock);
  const signal = new AbortController().signal;
  for (;;) {
    if (random() < 0.6) {
      const claim = { domain: 'orders', taskList: 'L', identity: 'the window' };
      const outcome = await claimTask(claim, { client, heldTasks, signal });
      if (outcome.kind === 'claimed') say({ claimed: outcome.held.work?.workflowId ?? '' });
    }
    const held = (await heldTasks.all()).filter(({ standing }) => standing === 'held');
    const chosen = held[Math.floor(random() * held.length)];
    if (chosen === undefined) continue;
    await lookAtHeldTask(chosen.held, client, heldTasks);
    const known = (await heldTasks.all()).find((each) => each.held.id === chosen.held.id);
    const task = known && heldRef(known.held);
    const taskToken = await heldTasks.tokenOf(chosen.held.id);
    if (task === undefined || taskToken === undefined) continue;
    const outcome = await closeTask(
      { operation: 'RespondActivityTaskCanceled', document: { taskToken, details: 'by the window' }, task },
      { client, clock, check: 'history', confirm: () => Promise.resolve(true), step: () => undefined },
    );
    await heldTasks.closed(outcome, client.target);
  }
}

const [, , url, folder, seed] = process.argv;
if (process.env['SWF_KILLED_WINDOW'] === '1' && url !== undefined && folder !== undefined) {
  void work(url, folder, Number(seed));
}
