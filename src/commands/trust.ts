import * as l10n from '@vscode/l10n';
import { Fault } from '../swf/fault';

/** That the workspace is not trusted: whatever it holds may be meant to harm. */
export class UntrustedFault extends Fault {
  override readonly name = 'UntrustedFault';
  readonly details = {
    nextStep: l10n.t('Trust it by the command "Workspaces: Manage Workspace Trust", and try again.'),
  };

  constructor() {
    super(l10n.t('Nothing was sent, because this workspace is not trusted'));
  }
}
