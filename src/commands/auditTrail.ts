import * as l10n from '@vscode/l10n';
import { parseTrailFilter, remarkOnTrailFilter } from '../audit/filter';
import type { KeptTrail } from '../audit/trail';
import { incidentNote } from '../audit/words';
import type { Clock, Documents, Ui } from '../ports';

/** The audit trail, as commands see it. */
export interface TrailPort {
  read(): Promise<KeptTrail>;
  /** Of the document that shows what a filter line leaves. */
  addressOf(filter: string): string;
  /** The filter of a document, if it shows the trail. */
  filterOf(address: string): string | undefined;
}

export interface TrailParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly trail: TrailPort;
}

/** `SWF: Open Audit Trail`, and what is done with it: another filter, a note of what is shown. */
export function createTrailCommands({ ui, documents, clock, trail }: TrailParts) {
  const shownFilter = () => {
    const address = documents.active();
    return address === undefined ? undefined : trail.filterOf(address);
  };
  /** Nothing when the person leaves. */
  const ask = async (title: string, value: string): Promise<string | undefined> => {
    const { entries } = await trail.read();
    const answer = await ui.ask({
      title,
      step: 1,
      totalSteps: 1,
      prompt: l10n.t(
        'domain: workflow: run: activity: operation: outcome: where: request: since: and words. * stands for anything, | for or; empty shows all',
      ),
      placeholder: l10n.t('domain:orders operation:*cancel* outcome:unknown|unanswered since:2h'),
      value,
      secret: false,
      check: (text) => remarkOnTrailFilter(text, entries, clock.now()),
    });
    return answer.how === 'accepted' ? answer.value.trim() : undefined;
  };

  return {
    open: () => documents.openReadOnly(trail.addressOf('')),
    filter: async () => {
      const filter = await ask(l10n.t('Filter Audit Trail'), shownFilter() ?? '');
      if (filter !== undefined) await documents.openReadOnly(trail.addressOf(filter));
    },
    copyNote: async () => {
      const filter = shownFilter() ?? (await ask(l10n.t('Copy Incident Note'), 'since:1h'));
      if (filter === undefined) return;
      const { entries } = await trail.read();
      const now = clock.now();
      const { matches } = parseTrailFilter(filter);
      const chosen = entries.filter((entry) => matches(entry, now));
      await documents.copy(incidentNote(chosen, filter, now));
      ui.glance(l10n.t('Copied as Markdown: the lines of the audit trail that are shown, {0} in all', chosen.length));
    },
  };
}
