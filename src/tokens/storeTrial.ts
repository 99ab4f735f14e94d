import type { Records, Secrets } from '../ports';

/** Whether secrets outlive the editor's windows here, as far as it was seen. */
export type Endurance = 'survives' | 'forgets' | 'untested';

const record = 'trial.json';
const secret = 'held-task.trial';

/**
 * Finds out whether the editor keeps secrets over a restart: it takes them in any case, but without a keyring (Linux), and
 * in some browsers, holds them in memory only, and says so to nobody (seen: VS Code's secret storage service). A mark left
 * by an earlier session tells. `session` names the editor's session, the same until it is started anew.
 */
export async function storeEndurance(secrets: Secrets, records: Records, session: string): Promise<Endurance> {
  const left = await records.read(record);
  const kept = left === undefined ? undefined : await secrets.get(secret);
  if (left !== undefined && kept === left) return left === session ? 'untested' : 'survives';
  // A new mark, so that a keyring that was set up since is noticed.
  await secrets.set(secret, session);
  await records.write(record, session);
  return left === undefined ? 'untested' : 'forgets';
}
