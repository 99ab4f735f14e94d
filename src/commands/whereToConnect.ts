import * as l10n from '@vscode/l10n';
import type { Choice, Field, Remark, Ui } from '../ports';

/** What a connection can be made of. */
export type Way =
  { readonly kind: 'local' | 'environment' | 'endpoint' } | { readonly kind: 'profile'; readonly name: string };

export function ways(profiles: readonly string[]): Choice<Way>[] {
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

/** Asks in boxes of one title; each gives nothing when the person left. */
export class ConnectionQuestions {
  constructor(
    private readonly ui: Ui,
    private readonly title: string,
  ) {}

  async region(way: Way, value: string): Promise<string | undefined> {
    const source = way.kind === 'profile' ? l10n.t('the profile {0}', way.name) : l10n.t('the environment');
    const prompt = l10n.t('Region; leave it empty to use what {0} says', source);
    return await this.text({ prompt, placeholder: 'eu-west-1', value });
  }

  async endpoint(): Promise<string | undefined> {
    return await this.text({
      prompt: l10n.t('The address of a service that speaks Amazon SWF'),
      placeholder: 'http://127.0.0.1:4566',
      value: 'http://127.0.0.1:',
      check: remarkOnUrl,
    });
  }

  async name(value: string): Promise<string | undefined> {
    return await this.text({
      prompt: l10n.t('Your own name for the connection; leave it empty to show where it goes'),
      placeholder: l10n.t('shop, production'),
      value,
    });
  }

  private async text(
    field: Pick<Field, 'prompt' | 'placeholder' | 'value'> & Partial<Pick<Field, 'check'>>,
  ): Promise<string | undefined> {
    const { title } = this;
    const { how, value } = await this.ui.ask({
      ...{ title, step: 1, totalSteps: 1, secret: false, check: () => undefined },
      ...field,
    });
    return how === 'accepted' ? value.trim() : undefined;
  }
}

function remarkOnUrl(value: string): Remark | undefined {
  const text = value.trim();
  if (URL.canParse(text) && /^https?:\/\/./.test(text)) return undefined;
  return { severity: 'error', text: l10n.t('Write it like http://host:port or https://host') };
}
