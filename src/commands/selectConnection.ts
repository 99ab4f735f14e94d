import * as l10n from '@vscode/l10n';
import type { Connections } from '../connection/connections';
import { connectionName, type OpenConnection } from '../connection/openConnection';
import { type Environment, profileNames } from '../connection/sharedFiles';
import type { Choice, Field, Remark, Ui } from '../ports';

export interface SelectConnectionParts {
  readonly ui: Ui;
  readonly env: Environment;
  readonly connections: Connections;
  readonly startLocalSwf: () => Promise<unknown>;
  readonly write: (values: { profile?: string; region?: string; endpoint?: string }) => Promise<void>;
  readonly region: () => string;
}

type Way =
  | { readonly kind: 'open'; readonly connection: OpenConnection }
  | { readonly kind: 'local' | 'environment' | 'endpoint' }
  | { readonly kind: 'profile'; readonly name: string };

/** `SWF: Select Connection…`: Local SWF, a profile of the shared files, the environment, or another endpoint. */
export function createSelectConnection(parts: SelectConnectionParts): () => Promise<void> {
  const { ui, env, connections, write } = parts;

  return async () => {
    const way = await ui.pick(l10n.t('Select Connection'), [
      ...openChoices(connections),
      ...choices(await profileNames(env)),
    ]);
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
        const region = await askRegion(
          way.kind === 'profile' ? l10n.t('the profile {0}', way.name) : l10n.t('the environment'),
        );
        if (region === undefined) return;
        // An endpoint that was set for something else would get this profile's requests.
        await write({ profile: way.kind === 'profile' ? way.name : '', region, endpoint: '' });
        break;
      }
      case 'endpoint': {
        const endpoint = await askEndpoint();
        if (endpoint === undefined) return;
        await write({ endpoint });
      }
    }
    connections.useLocalSwf(false);
  };

  async function askRegion(source: string): Promise<string | undefined> {
    const prompt = l10n.t('Region; leave it empty to use what {0} says', source);
    return await askText({ prompt, placeholder: 'eu-west-1', value: parts.region(), check: () => undefined });
  }

  async function askEndpoint(): Promise<string | undefined> {
    const prompt = l10n.t('The address of a service that speaks Amazon SWF');
    return await askText({
      prompt,
      placeholder: 'http://127.0.0.1:4566',
      value: 'http://127.0.0.1:',
      check: remarkOnUrl,
    });
  }

  async function askText(
    field: Pick<Field, 'prompt' | 'placeholder' | 'value' | 'check'>,
  ): Promise<string | undefined> {
    const title = l10n.t('Select Connection');
    const { how, value } = await ui.ask({ title, step: 1, totalSteps: 1, secret: false, ...field });
    return how === 'accepted' ? value.trim() : undefined;
  }
}

/** Those that are open, where there is something to choose; what follows them changes the first. */
function openChoices({ all, current }: Connections): Choice<Way>[] {
  if (all.length < 2) return [];
  return all.map((connection) => {
    const { target } = connection;
    const words = [target?.mark, connection === current ? l10n.t('in use') : l10n.t('open')];
    return {
      label: target?.alias ?? target?.label ?? connectionName(connection.choice),
      description: words.filter((word) => word !== undefined).join(' · '),
      value: { kind: 'open', connection },
    };
  });
}

function choices(profiles: readonly string[]): Choice<Way>[] {
  return [
    {
      label: 'Local SWF',
      description: l10n.t('on this machine, with a demo; no account needed'),
      value: { kind: 'local' },
    },
    ...profiles.map((name) => ({
      label: name,
      description: l10n.t('profile'),
      value: { kind: 'profile', name } as const,
    })),
    {
      label: l10n.t('Environment'),
      description: l10n.t('AWS_PROFILE, AWS_REGION and the like'),
      value: { kind: 'environment' },
    },
    {
      label: l10n.t('Another Endpoint…'),
      description: l10n.t('a service at an address of your own'),
      value: { kind: 'endpoint' },
    },
  ];
}

function remarkOnUrl(value: string): Remark | undefined {
  const text = value.trim();
  if (URL.canParse(text) && /^https?:\/\/./.test(text)) return undefined;
  return { severity: 'error', text: l10n.t('Write it like http://host:port or https://host') };
}
