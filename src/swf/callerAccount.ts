import * as l10n from '@vscode/l10n';
import { CredentialProblem } from './credentialProblem';
import { credentialProvider, type KeyService } from './credentialProvider';
import { Fault } from './fault';
import type { MfaSessions } from './mfaSessions';
import { createRequestHandler } from './requestHandler';
import { callTimeoutMs, type Connection, connectTimeoutMs, loadSdk, serviceConfig } from './sdkClient';

/** That it was not told whose the keys of a connection are. */
export class AccountFault extends Fault {
  override readonly name = 'AccountFault';

  constructor(
    message: string,
    readonly details: { readonly nextStep?: string },
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/**
 * The id of the account that a connection's keys belong to, as STS says it (AWS page "GetCallerIdentity": no permission is
 * needed). STS is asked where it is for keys: at the endpoint of the settings for `sts`, else in the connection's region.
 * @throws AccountFault, also where calls do not go to AWS: whoever answers there need not know of accounts
 */
export async function callerAccount(
  connection: Connection,
  env: Readonly<Record<string, string | undefined>>,
  sessions?: MfaSessions,
): Promise<string> {
  const { target, credentials: source, keyEndpoints, network } = connection;
  if (target.kind !== 'aws') {
    const where = target.kind === 'local' ? target.label : (target.endpoint ?? target.label);
    throw new AccountFault(l10n.t('There is no account to look up, as calls do not go to AWS: {0}', where), {});
  }
  const sdk = await loadSdk();
  const handler = createRequestHandler(sdk, network ?? {}, connectTimeoutMs);
  const configOf = (service: KeyService) => serviceConfig(connection, keyEndpoints?.[service], handler);
  const sts = new sdk.STSClient({
    ...configOf('sts'),
    credentials: credentialProvider({ sdk, source, configOf, sessions, env, usesSession: () => undefined }),
  });
  try {
    // Nobody is hurried who looks at an MFA device.
    await sts.config.credentials();
    const abortSignal = AbortSignal.timeout(callTimeoutMs);
    const { Account: account } = await sts.send(new sdk.GetCallerIdentityCommand({}), { abortSignal });
    if (account !== undefined && /^\d{12}$/.test(account)) return account;
    throw new Error(l10n.t('the answer holds no account id'));
  } catch (error) {
    if (error instanceof CredentialProblem) throw new AccountFault(error.message, { nextStep: error.nextStep }, error);
    const why = error instanceof Error ? error.message : String(error);
    const nextStep = l10n.t('Check the keys of the connection and the network, then try again.');
    throw new AccountFault(l10n.t('The account could not be looked up: {0}', why), { nextStep }, error);
  } finally {
    sts.destroy();
    handler.destroy();
  }
}
