import * as l10n from '@vscode/l10n';
import type { Target } from '../swf/client';
import { Fault } from '../swf/fault';

/** That something would be sent to a connection that is marked read-only. Nothing was sent. */
export class ReadOnlyFault extends Fault {
  override readonly name = 'ReadOnlyFault';
  readonly details: { readonly nextStep: string };

  constructor({ alias, label }: Pick<Target, 'alias' | 'label'>) {
    super(l10n.t('Nothing was sent, because this connection is marked read-only: {0}', alias ?? label));
    this.details = {
      nextStep: l10n.t('Choose another connection, or take the mark away with "SWF: Mark Connection…".'),
    };
  }
}
