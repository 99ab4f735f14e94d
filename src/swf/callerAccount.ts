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
 * needed). STS is asked where it is for keys: at the endpoint of the settings for `sts`, else in the connection's region. The keys
 * and the answer are each waited for `patience` milliseconds.
 * @throws AccountFault, also where calls do not go to AWS: whoever answers there need not know of accounts
 */
export async function callerAccount(
  connection: Connection,
  env: Readonly<Record<string, string | undefined>>,
  sessions?: MfaSessions,
  patience = callTimeoutMs,
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
    await inTime(sts.config.credentials(), sessions, patience);
    const abortSignal = AbortSignal.timeout(patience);
    const { Account: account } = await sts.send(new sdk.GetCallerIdentityCommand({}), { abortSignal });
    if (account !== undefined && /^\d{12}$/.test(account)) return account;
    throw new Error(l10n.t('the answer holds no account id'));
  } catch (error) {
    if (error instanceof CredentialProblem) throw new AccountFault(error.message, { nextStep: error.nextStep }, error);
    if (error instanceof NoKeysInTime) {
      const message = l10n.t(
        'No answer from where the keys of the connection come from, within {0} s',
        patience / 1000,
      );
      throw new AccountFault(
        message,
        { nextStep: l10n.t('Check the profile of the connection, then try again.') },
        error,
      );
    }
    const why = error instanceof Error ? error.message : String(error);
    const nextStep = l10n.t('Check the keys of the connection and the network, then try again.');
    throw new AccountFault(l10n.t('The account could not be looked up: {0}', why), { nextStep }, error);
  } finally {
    sts.destroy();
    handler.destroy();
  }
}

class NoKeysInTime extends Error {}

/** Waits no longer than a call may take, but that nobody is hurried who looks at an MFA device. */
async function inTime<T>(keys: Promise<T>, sessions: MfaSessions | undefined, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const look = () => {
      if (sessions?.asking === true) timer = setTimeout(look, patience);
      else reject(new NoKeysInTime());
    };
    timer = setTimeout(look, patience);
  });
  try {
    return await Promise.race([keys, late]);
  } finally {
    clearTimeout(timer);
  }
}
