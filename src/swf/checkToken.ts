import * as l10n from '@vscode/l10n';
import type { Problem } from './checkInput';
import { cleanToken } from './taskToken';

/**
 * Finds what is not part of a task token in an input: blanks, quotes, line breaks and invisible characters. The AWS CLI
 * sends them, and the service then does not know the token; here it is told before.
 */
export function checkToken(document: unknown): Problem[] {
  if (typeof document !== 'object' || document === null || !('taskToken' in document)) return [];
  const { taskToken } = document;
  if (typeof taskToken !== 'string') return [];
  const { token, removed } = cleanToken(taskToken);
  if (token === taskToken) return [];
  const message =
    token === ''
      ? l10n.t('The task token is blank: taskToken')
      : l10n.t('Not part of a task token: {0}', removed.join(', '));
  return [{ path: ['taskToken'], code: 'blank', message }];
}

/**
 * What no published task token holds, inside of one: a blank, a quote, a backslash of an escape in an escape. It may belong there
 * all the same, so it is only told.
 */
export function oddToken(document: unknown): Problem[] {
  if (typeof document !== 'object' || document === null || !('taskToken' in document)) return [];
  const { taskToken } = document;
  const odd = typeof taskToken === 'string' ? cleanToken(taskToken).odd : [];
  if (odd.length === 0) return [];
  const message = l10n.t('The task token holds {0}, as none that was ever published: taskToken', odd.join(', '));
  return [{ path: ['taskToken'], code: 'oddToken', message }];
}
