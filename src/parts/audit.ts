import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ExtensionContext } from 'vscode';
import { AuditTrail } from '../audit/trail';
import { fileJournals } from '../host/journals';
import type { Clock, Ui } from '../ports';
import { sentences } from '../swf/fault';

/** The trail of all that this machine sends and that writes. Without it requests are sent all the same, and that is told. */
export function createTrail(context: ExtensionContext, { ui, clock }: { readonly ui: Ui; readonly clock: Clock }) {
  const folder = path.join(context.globalStorageUri.fsPath, 'audit');
  return new AuditTrail(fileJournals(folder), clock, (why) => {
    const told = l10n.t('The audit trail cannot be written: {0}', why.message);
    ui.offer('warning', sentences(told, l10n.t('What you do is done all the same, without a line in the trail.')));
  });
}
