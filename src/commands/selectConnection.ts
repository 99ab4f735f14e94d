import * as l10n from '@vscode/l10n';
import { ConnectionQuestions, type Way, ways } from './whereToConnect';
import type { Connections } from '../connection/connections';
import type { OpenConnection } from '../connection/openConnection';
import { type Environment, profileNames } from '../connection/sharedFiles';
import type { Choice, Ui } from '../ports';

export interface SelectConnectionParts {
  readonly ui: Ui;
  readonly env: Environment;
  readonly connections: Connections;
  readonly startLocalSwf: () => Promise<unknown>;
  readonly write: (values: { profile?: string; region?: string; endpoint?: string }) => Promise<void>;
  readonly region: () => string;
}

type OpenOrWay = { readonly kind: 'open'; readonly connection: OpenConnection } | Way;

/** `SWF: Select Connection…`: Local SWF, a profile of the shared files, the environment, or another endpoint. */
export function createSelectConnection(parts: SelectConnectionParts): () => Promise<void> {
  const { ui, env, connections, write } = parts;

  return async () => {
    const title = l10n.t('Select Connection');
    const ask = new ConnectionQuestions(ui, title);
    const way = await ui.pick<OpenOrWay>(title, [...openChoices(connections), ...ways(await profileNames(env))]);
    switch (way?.kind) {
      case undefined:
        return;
      case 'open':
        connections.select(way.connection);
        return;
      case 'local':
        await parts.startLocalSwf();
        return;
      case 'environment':
      case 'profile': {
        const region = await ask.region(way, parts.region());
        if (region === undefined) return;
        // An endpoint that was set for something else would get this profile's requests.
        await write({ profile: way.kind === 'profile' ? way.name : '', region, endpoint: '' });
        break;
      }
      case 'endpoint': {
        const endpoint = await ask.endpoint();
        if (endpoint === undefined) return;
        await write({ endpoint });
      }
    }
    connections.useLocalSwf(false);
  };
}

/** Those that are open, where there is something to choose; what follows them changes the first. */
function openChoices({ all, current }: Connections): Choice<OpenOrWay>[] {
  if (all.length < 2) return [];
  return all.map((connection) => {
    const words = [connection.mark, connection === current ? l10n.t('in use') : l10n.t('open')];
    return {
      label: connection.name,
      description: words.filter((word) => word !== undefined).join(' · '),
      value: { kind: 'open', connection },
    };
  });
}
