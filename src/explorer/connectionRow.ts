import * as l10n from '@vscode/l10n';
import type { Row } from './row';
import type { ConnectionState, OpenConnection } from '../connection/openConnection';
import type { Mark } from '../swf/client';

type Shown = Pick<OpenConnection, 'name' | 'mark' | 'target' | 'state'>;

/** The row of a connection: where its calls go, what the person says of it, and how it stands. All of it in words. */
export function connectionRow({ name: label, mark, target, state }: Shown): Omit<Row, 'changesAt'> {
  const stands = stateWords(state);
  const account = target?.account === undefined ? [] : [l10n.t('account {0}', target.account)];
  const region = target === undefined ? [] : [target.region];
  const description = [...region, ...(mark === undefined ? [] : [markWords(mark)]), ...account, stands].join(' · ');
  const tooltip = [
    ...(target === undefined ? [label] : whereLines(target)),
    ...(mark === undefined ? [] : [markMeaning[mark]()]),
    ...(target?.account === undefined ? [] : [l10n.t('Account: {0}', target.account)]),
    l10n.t('State: {0}', stands),
    ...(typeof state === 'string' ? [] : [state.message, state.details.nextStep ?? '']),
  ].filter((line) => line !== '');
  return {
    label,
    description,
    tooltip,
    icon: 'plug',
    expandable: true,
    tokens: ['connection', 'refreshable'],
    spoken: l10n.t('Connection {0}: {1}', label, description),
  };
}

function whereLines({ alias, label, region, profile, endpoint }: NonNullable<Shown['target']>): string[] {
  return [
    ...(alias === undefined ? [] : [alias]),
    l10n.t('Connection: {0}', label),
    l10n.t('Region: {0}', region),
    ...(profile === undefined ? [] : [l10n.t('Profile: {0}', profile)]),
    ...(endpoint === undefined ? [] : [l10n.t('Endpoint: {0}', endpoint)]),
  ];
}

function stateWords(state: ConnectionState): string {
  if (state === 'connected') return l10n.t('connected');
  return state === 'notConnected' ? l10n.t('not connected') : l10n.t('fault: {0}', state.message);
}

/** A mark as the setting has it, in the person's language. */
export function markWords(mark: Mark): string {
  switch (mark) {
    case 'production':
      return l10n.t('production');
    case 'read-only':
      return l10n.t('read-only');
    case 'local':
      return l10n.t('local');
  }
}

const markMeaning: Readonly<Record<Mark, () => string>> = {
  production: () => l10n.t('Marked production: every question says so first.'),
  'read-only': () => l10n.t('Marked read-only: nothing that changes something is sent.'),
  local: () => l10n.t('Marked local: nothing of it is anybody’s production.'),
};
