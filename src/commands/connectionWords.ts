import type { OpenConnection } from '../connection/openConnection';
import type { CommandTarget } from '../skeleton/writeCommandLine';
import type { Target } from '../swf/client';
import { Fault } from '../swf/fault';

/** The connection in use as options of the AWS CLI name it. No call is made. */
export interface NamedConnection {
  readonly target: CommandTarget;
  /** For a person; of no connection, why. */
  readonly words: string;
  readonly known: boolean;
}

/** What the AWS CLI must be told to go where the connection in use goes. */
export async function namedConnection(connection: OpenConnection): Promise<NamedConnection> {
  try {
    const { profile, region, endpoint, label } = await connection.use(({ target }) => Promise.resolve<Target>(target));
    return { target: { profile, region, endpoint }, words: label, known: true };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { target: {}, words: error.message, known: false };
  }
}
