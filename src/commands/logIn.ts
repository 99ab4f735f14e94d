import * as l10n from '@vscode/l10n';
import type { Ui } from '../ports';
import type { Login } from '../swf/credentialProblem';
import { SwfFault } from '../swf/faults';

type Retry = () => Promise<unknown>;

/**
 * The button that mends a failure: the login that it waits for, after which the same is offered again with all that was
 * typed; else the same again at once. None when neither helps.
 */
export function mendingActions(why: unknown, ui: Ui, retry: Retry | undefined): ReadonlyMap<string, Retry> {
  const login = loginOf(why);
  if (login !== undefined) return new Map([[loginLabel(login), () => logIn(login, ui, retry)]]);
  return new Map(retry === undefined ? [] : [['Try Again', retry]]);
}

/** The login that would mend a failure. */
export function loginOf(why: unknown): Login | undefined {
  return why instanceof SwfFault ? why.details.login : undefined;
}

function loginLabel({ kind }: Login): string {
  return kind === 'sso' ? l10n.t('Log In with SSO…') : l10n.t('Log In to the Console…');
}

/** Lets the AWS CLI log in where the person sees it. The next call reads the keys anew, so nothing has to be reloaded. */
async function logIn(login: Login, ui: Ui, retry: Retry | undefined): Promise<void> {
  const { kind, profile } = login;
  // One argument, so that a profile whose name begins with a dash is not taken for an option.
  const args = [...(kind === 'sso' ? ['sso'] : []), 'login', `--profile=${profile}`];
  const ended = await ui.runInTerminal(`aws ${args.join(' ')}`, 'aws', args);
  const again = new Map([[loginLabel(login), () => logIn(login, ui, retry)]]);
  if (ended === 'missing') {
    const text = l10n.t('The AWS CLI was not found, and the login is its work. Install version 2, then log in.');
    ui.offer('error', text, again);
  } else if (ended === 0) {
    ui.offer('information', l10n.t('Logged in: {0}', profile), new Map(retry && [['Try Again', retry]]));
  } else {
    ui.offer('warning', l10n.t('The login did not come to its end: {0}', profile), again);
  }
}
