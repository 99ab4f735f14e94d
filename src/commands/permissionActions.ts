import * as l10n from '@vscode/l10n';
import type { Documents } from '../ports';
import { SwfFault } from '../swf/faults';
import { iamPolicy, iamStatement } from '../swf/iamStatement';

/** The buttons of a message about a denied call: the least statement that would allow it, to be copied or looked at. */
export function permissionActions(
  why: unknown,
  documents: Pick<Documents, 'copy' | 'openBeside'>,
): ReadonlyMap<string, () => Promise<void>> {
  const missing = why instanceof SwfFault ? why.details.missing : undefined;
  if (missing === undefined) return new Map();
  return new Map([
    [l10n.t('Copy IAM Statement'), () => documents.copy(iamStatement(missing))],
    [l10n.t('Open IAM Policy'), () => documents.openBeside('iam-policy.json', iamPolicy(missing))],
  ]);
}
