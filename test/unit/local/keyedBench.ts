import { SWF } from '@aws-sdk/client-swf';
import type { Credential } from '../../../src/local/credentials';
import { startLocalSwf, type LocalSwf } from '../../../src/local/startLocalSwf';

/** A key that may do everything. */
export const owner: Credential = { accessKeyId: 'AKIAOWNER', secretAccessKey: 'owner-secret' };

/** A Local SWF that knows its callers. */
export interface KeyedBench extends AsyncDisposable {
  readonly local: LocalSwf;
  /** A client that signs with this key, and by a clock that is wrong by so many milliseconds. */
  client(credential: Credential, options?: { systemClockOffset?: number }): SWF;
}

export async function startKeyedBench(...credentials: Credential[]): Promise<KeyedBench> {
  const local = await startLocalSwf({ credentials, pollSeconds: 1 });
  const clients: SWF[] = [];
  return {
    local,
    client: (credential, { systemClockOffset = 0 } = {}) => {
      const config = { endpoint: local.url, region: 'us-east-1', maxAttempts: 1, systemClockOffset };
      const swf = new SWF({ ...config, credentials: { ...credential } });
      clients.push(swf);
      return swf;
    },
    [Symbol.asyncDispose]: async () => {
      for (const swf of clients) swf.destroy();
      await local.close();
    },
  };
}
