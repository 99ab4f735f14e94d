import * as l10n from '@vscode/l10n';
import type { Documents, Ui } from '../ports';
import type { Fault } from '../swf/fault';
import { missingOf } from '../swf/faults';
import { iamPolicy, iamStatement } from '../swf/iamStatement';

/** `SWF: Copy IAM Statement`: of a row that could not be read because the call was denied. */
export function createCopyIamStatement(parts: {
  readonly ui: Ui;
  readonly documents: Pick<Documents, 'copy'>;
  readonly explorer: { readonly faultOf: (origin: unknown) => Fault | undefined };
}): (origin?: unknown) => Promise<void> {
  return async (origin) => {
    const missing = missingOf(parts.explorer.faultOf(origin));
    if (missing === undefined) return;
    await parts.documents.copy(iamStatement(missing));
    parts.ui.glance(l10n.t('Copied the IAM statement that would allow it'));
  };
}

/** The buttons of a message about a denied call: the least statement that would allow it, to be copied or looked at. */
export function permissionActions(
  why: unknown,
  documents: Pick<Documents, 'copy' | 'openBeside'>,
): ReadonlyMap<string, () => Promise<void>> {
  const missing = missingOf(why);
  if (missing === undefined) return new Map();
  return new Map([
    [l10n.t('Copy IAM Statement'), () => documents.copy(iamStatement(missing))],
    [l10n.t('Open IAM Policy'), () => documents.openBeside('iam-policy.json', iamPolicy(missing))],
  ]);
}
