import type { Records, Secrets } from '../ports';

/** Whether secrets outlive the editor's windows here, as far as it was seen. */
export type Endurance = 'survives' | 'forgets' | 'untested';

const record = 'trial.json';
const secret = 'held-task.trial';

/**
 * Finds out whether the editor keeps secrets over a restart: it takes them in any case, but without a keyring (Linux), and
 * in some browsers, holds them in memory only, and says so to nobody (seen: VS Code's secret storage service). A mark left
 * by an earlier session tells.
 */
export class StoreTrial {
  private seen: Promise<Endurance> | undefined;

  /** `session` names the editor's session, the same until it is started anew. */
  constructor(
    private readonly secrets: Secrets,
    private readonly records: Records,
    private readonly session: string,
  ) {}

  /** The verdict of this session. Throws what the store for secrets throws, and asks it again the next time. */
  async endurance(): Promise<Endurance> {
    const seen = (this.seen ??= this.look());
    seen.catch(() => {
      this.seen = undefined;
    });
    return await seen;
  }

  private async look(): Promise<Endurance> {
    const { secrets, records, session } = this;
    const left = await records.read(record);
    const kept = left === undefined ? undefined : await secrets.get(secret);
    if (left !== undefined && kept === left) return left === session ? 'untested' : 'survives';
    // A new mark, so that a keyring that was set up since is noticed in the next session.
    await secrets.set(secret, session);
    await records.write(record, session);
    return left === undefined ? 'untested' : 'forgets';
  }
}
