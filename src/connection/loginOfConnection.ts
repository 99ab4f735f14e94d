import type { OpenConnection } from './openConnection';
import { type Environment, readSharedFiles } from './sharedFiles';
import { credentialPlan, loginOfPlan } from '../swf/credentialPlan';
import { CredentialProblem, type Login } from '../swf/credentialProblem';
import { Fault } from '../swf/fault';

/**
 * The login that a connection's keys come from, its own or that of the profile that takes its role; no call is made. None
 * where the files do not lead to keys: what stands in the way is told by the first call.
 */
export async function loginOfConnection(connection: OpenConnection, env: Environment): Promise<Login | undefined> {
  try {
    const { credentials } = await connection.connection();
    if (credentials.kind !== 'profile') return undefined;
    const plan = credentialPlan(credentials.profile, await readSharedFiles(env));
    return plan && loginOfPlan(plan);
  } catch (error) {
    if (error instanceof Fault || error instanceof CredentialProblem) return undefined;
    throw error;
  }
}
