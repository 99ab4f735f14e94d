import * as l10n from '@vscode/l10n';
import type { Telling } from './durations';
import type { DetailNode } from './nodes';
import type { Row } from './row';
import { type Statement, timeoutWords } from './timeoutWords';
import { findingWords } from './whyWords';
import type { Reading } from '../swf/readings';

/** A statement about a task or an execution, as a row; `reading` is what its history told last. */
export function detailRow(node: DetailNode, telling: Telling, reading: Reading | undefined): Omit<Row, 'changesAt'> {
  const { label, text, more, icon } = statementOf(node, telling, reading);
  return {
    label,
    description: text,
    tooltip: [`${label}: ${text}`, ...more],
    icon,
    expandable: false,
    tokens: [],
    spoken: [`${label}: ${text}`, ...more].join('. '),
  };
}

function statementOf({ topic, parent }: DetailNode, telling: Telling, reading: Reading | undefined): Statement {
  switch (topic.is) {
    case 'why':
      return findingWords(topic.finding, telling);
    case 'timeout': {
      const words = parent.kind === 'task' ? timeoutWords(parent.task, telling, reading?.facts.endsAt) : undefined;
      return (
        words?.statements[topic.index] ?? { label: l10n.t('No further timeout'), text: '', more: [], icon: 'watch' }
      );
    }
    case 'action': {
      const { label, does, more, icon } = topic.action;
      return { label, text: does, more: [more], icon };
    }
    case 'asOf':
      return {
        label: l10n.t('Read Again'),
        text: reading === undefined ? '' : l10n.t('this was read {0} ago', telling.age(reading.at)),
        more: [l10n.t('All of the above is as the history showed it then; ages and countdowns are of now.')],
        icon: 'refresh',
      };
  }
}
