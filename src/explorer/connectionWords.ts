import { markWords } from './connectionRow';
import { ConnectionFault } from '../connection/connectionFault';
import type { Connections } from '../connection/connections';
import type { Fault } from '../swf/fault';
import { SwfFault } from '../swf/faults';

/** What stands beside the view's name: with one connection, what it is; with several, each row says it of itself. */
export function descriptionOf({ all, current }: Pick<Connections, 'all' | 'current'>): string {
  const { target } = current;
  if (all.length > 1 || target === undefined) return '';
  const { alias, label, mark, kind, account } = target;
  const marked = mark === undefined || kind === 'local' ? [] : [markWords(mark)];
  return [...(alias === undefined ? [] : [alias]), label, ...marked, ...(account === undefined ? [] : [account])].join(
    ' · ',
  );
}

/** Whether a person mends it by choosing where to connect. */
export function wantsConnection(fault: Fault): boolean {
  if (fault instanceof ConnectionFault) return fault.kind === 'noRegion';
  return fault instanceof SwfFault && fault.kind === 'noCredentials';
}
