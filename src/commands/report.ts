import * as l10n from '@vscode/l10n';
import type { Clock, Documents, Ui } from '../ports';

/** Reports of problems, as commands see them. */
export interface ReportPort {
  /** Of a report that is made when it is opened. */
  addressOf(now: number): string;
  isReport(address: string): boolean;
}

export interface ReportParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly report: ReportPort;
}

/** `SWF: Report a Problem` shows a report, and `SWF: Copy Report` copies the one that is shown: never one that was not read. */
export function createReportCommands({ ui, documents, clock, report }: ReportParts) {
  const show = () => documents.openReadOnly(report.addressOf(clock.now()));
  return {
    show,
    copy: async () => {
      const address = documents.active();
      if (address === undefined || !report.isReport(address)) {
        await show();
        ui.glance(l10n.t('Nothing was copied yet: read the report, then copy it'));
        return;
      }
      const { text } = await documents.read(address);
      await documents.copy(text);
      ui.glance(l10n.t('Copied: the report as it is shown'));
    },
  };
}
