import * as l10n from '@vscode/l10n';
import type { Connections } from '../connection/connections';
import type { Environment } from '../connection/sharedFiles';
import type { Ui } from '../ports';
import type { Login } from '../swf/credentialProblem';
import type { Fault } from '../swf/fault';
import { loginOf } from '../swf/faults';

type Retry = () => Promise<unknown>;

export interface LoginParts {
  readonly ui: Ui;
  /** Told of a login, so that what could not be read for want of it is read again. */
  readonly connections: Pick<Connections, 'loggedIn'>;
}

/**
 * The button that mends a failure: the login that it waits for, after which the same is offered again with all that was
 * typed; else the same again at once. None when neither helps.
 */
export function mendingActions(why: unknown, parts: LoginParts, retry: Retry | undefined): ReadonlyMap<string, Retry> {
  const login = loginOf(why);
  if (login !== undefined) return new Map([[loginLabel(login), () => logIn(login, parts, retry)]]);
  return new Map(retry === undefined ? [] : [[l10n.t('Try Again'), retry]]);
}

export interface LogInParts extends LoginParts {
  readonly connections: Connections;
  readonly env: Environment;
  readonly explorer: { readonly faultOf: (origin: unknown) => Fault | undefined };
}

/** `SWF: Log In…`: the login that a row waits for, else that of an open connection; those that have expired go first. */
export function createLogIn(parts: LogInParts): (origin?: unknown) => Promise<void> {
  const { ui, connections, env, explorer } = parts;
  return async (origin) => {
    const login = loginOf(explorer.faultOf(origin)) ?? (await choose());
    if (login !== undefined) await logIn(login, parts, undefined);
  };

  async function choose(): Promise<Login | undefined> {
    const expired = connections.all.map(({ state }) => loginOf(state));
    const { loginOfConnection } = await import('../connection/loginOfConnection');
    const found = expired.some((login) => login !== undefined)
      ? expired
      : await Promise.all(connections.all.map((connection) => loginOfConnection(connection, env)));
    const byProfile = new Map(found.flatMap((login) => (login === undefined ? [] : [[login.profile, login]])));
    const logins = [...byProfile.values()];
    if (logins.length === 0) {
      ui.offer('information', l10n.t('No open connection takes its keys from AWS SSO or a console login.'));
      return undefined;
    }
    if (logins.length === 1) return logins[0];
    return await ui.pick(
      l10n.t('Log In'),
      logins.map((login) => ({ label: login.profile, description: loginLabel(login), value: login })),
    );
  }
}

function loginLabel({ kind }: Login): string {
  return kind === 'sso' ? l10n.t('Log In with SSO…') : l10n.t('Log In to the Console…');
}

/** Lets the AWS CLI log in where the person sees it. The next call reads the keys anew, so nothing has to be reloaded. */
async function logIn(login: Login, parts: LoginParts, retry: Retry | undefined): Promise<void> {
  const { ui, connections } = parts;
  const { kind, profile } = login;
  // One argument, so that a profile whose name begins with a dash is not taken for an option.
  const args = [...(kind === 'sso' ? ['sso'] : []), 'login', `--profile=${profile}`];
  const ended = await ui.runInTerminal(`aws ${args.join(' ')}`, 'aws', args);
  const again = new Map([[loginLabel(login), () => logIn(login, parts, retry)]]);
  if (ended === 'missing') {
    const text = l10n.t('The AWS CLI was not found, and the login is its work. Install version 2, then log in.');
    ui.offer('error', text, again);
  } else if (ended === 0) {
    connections.loggedIn();
    ui.offer('information', l10n.t('Logged in: {0}', profile), new Map(retry && [[l10n.t('Try Again'), retry]]));
  } else {
    ui.offer('warning', l10n.t('The login did not come to its end: {0}', profile), again);
  }
}
