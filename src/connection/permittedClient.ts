import * as l10n from '@vscode/l10n';
import { withoutSlash } from './endpoint';
import { isLoopback } from '../swf/proxies';
import type { Memory, Ui } from '../ports';
import type { CallOptions, Input, Output, SwfClient } from '../swf/client';
import { SwfFault } from '../swf/faults';
import { operation as operationOf, type OperationName } from '../swf/operations';

export interface Permissions {
  /** Whether the person trusts the workspace. */
  readonly isTrusted: () => boolean;
  /** The endpoint that the workspace's settings choose, where it is not the person's own; and that one. */
  readonly endpointOfWorkspace: () => { readonly endpoint: string; readonly own: string } | undefined;
  readonly ui: Pick<Ui, 'confirm'>;
  /** Of the workspace. */
  readonly memory: Memory;
}

/** Under this key stand the endpoints that the person has confirmed for this workspace. */
const confirmedKey = 'connection.confirmedEndpoints';

/**
 * The same client, which sends nothing that writes from a workspace that is not trusted, whichever command asks for it,
 * and nothing at all to an endpoint that the workspace chose before the person has seen and confirmed it: once for each
 * endpoint and workspace. An endpoint on this machine is not asked about.
 */
export function permittedClient(client: SwfClient, permissions: Permissions): SwfClient {
  /** One question for all calls that wait. A new client, as after a refresh, asks again. */
  let confirmed: Promise<boolean> | undefined;
  return {
    get target() {
      return client.target;
    },
    call: async <Name extends OperationName>(
      operation: Name,
      input: Input<Name>,
      options?: CallOptions,
    ): Promise<Output<Name>> => {
      if (operationOf(operation).access === 'write' && !permissions.isTrusted()) throw notTrusted(operation);
      const chosen = foreignEndpoint(client, permissions);
      if (chosen !== undefined && !(await (confirmed ??= confirm(chosen, permissions)))) {
        throw notConfirmed(operation, chosen.name);
      }
      return await client.call(operation, input, options);
    },
    dispose: () => {
      client.dispose();
    },
  };
}

interface Chosen {
  /** Short, for a headline. */
  readonly name: string;
  /** By which it is remembered. */
  readonly address: string;
  readonly own: string;
}

/** Where the client's calls go, if the workspace chose that and it is elsewhere. */
function foreignEndpoint({ target }: SwfClient, { endpointOfWorkspace }: Permissions): Chosen | undefined {
  const chosen = endpointOfWorkspace();
  if (chosen === undefined) return undefined;
  const { own } = chosen;
  if (chosen.endpoint === '') {
    const name = l10n.t('Amazon SWF in {0}', target.region);
    return target.endpoint === undefined ? { name, address: name, own } : undefined;
  }
  if (target.endpoint === undefined || !URL.canParse(chosen.endpoint)) return undefined;
  const url = new URL(target.endpoint);
  if (withoutSlash(new URL(chosen.endpoint)) !== target.endpoint || isLoopback(url)) return undefined;
  return { name: url.host, address: url.href, own };
}

async function confirm({ name, address, own }: Chosen, { ui, memory }: Permissions): Promise<boolean> {
  const kept = memory.get(confirmedKey);
  const before = Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
  if (before.includes(address)) return true;
  const yes = await ui.confirm({
    message: l10n.t('Send requests to {0}?', name),
    detail: [
      l10n.t('The settings of this workspace send requests for Amazon SWF to: {0}', address),
      own === ''
        ? l10n.t('Your own settings choose no endpoint.')
        : l10n.t('Your own settings choose another one: {0}', own),
      l10n.t('Requests are signed with your credentials, and hold what you type: task tokens, inputs, details.'),
    ].join('\n'),
    action: l10n.t('Send Requests There'),
    dismiss: l10n.t('Send Nothing'),
  });
  if (yes) await memory.set(confirmedKey, [...before, address]);
  return yes;
}

function notTrusted(operation: OperationName): SwfFault {
  return new SwfFault('stopped', l10n.t('Nothing was sent, because this workspace is not trusted'), {
    operation,
    delivered: 'no',
    nextStep: l10n.t('Trust it by the command "Workspaces: Manage Workspace Trust", and try again.'),
  });
}

function notConfirmed(operation: OperationName, name: string): SwfFault {
  return new SwfFault(
    'badEndpoint',
    l10n.t('Nothing was sent to {0}: the workspace chose it, and you did not confirm', name),
    {
      operation,
      delivered: 'no',
      nextStep: l10n.t('Refresh to be asked again, or take swf.endpoint out of the settings of the workspace.'),
    },
  );
}
