import * as l10n from '@vscode/l10n';
import { ConnectionFault } from './connectionFault';
import type { KeyService } from '../swf/credentialProvider';
import { given, type Section } from '../swf/sharedProfiles';
import type { Environment, SharedFiles } from './sharedFiles';

/**
 * The endpoint of a service that the person means, or undefined for that of AWS in the region. The order is the AWS CLI's:
 * the setting, AWS_ENDPOINT_URL_SWF, AWS_ENDPOINT_URL, the profile's `services` section, the profile's `endpoint_url`; all
 * but the setting can be switched off (AWS page "Service-specific endpoints"). The SDK would not look at the section of a
 * profile that was chosen in code, and send calls meant for a local service to AWS. The same holds of the services that
 * give keys: theirs is the endpoint of the profile in use, whichever profile the keys come from (seen: botocore 1.43).
 * @throws ConnectionFault badEndpoint, badSharedFile
 */
export function resolveEndpoint(
  service: 'swf' | KeyService,
  setting: string | undefined,
  env: Environment,
  profile: Section,
  files: SharedFiles,
): URL | undefined {
  const chosen = given(setting);
  if (chosen !== undefined) return parseEndpoint(chosen, l10n.t('setting swf.endpoint'));
  if (isOn(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'], profile['ignore_configured_endpoint_urls'])) return undefined;
  for (const variable of [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']) {
    const fromEnvironment = given(env[variable]);
    if (fromEnvironment !== undefined) return parseEndpoint(fromEnvironment, l10n.t('variable {0}', variable));
  }
  const fromProfile = servicesEndpoint(service, profile, files) ?? given(profile['endpoint_url']);
  return fromProfile === undefined ? undefined : parseEndpoint(fromProfile, l10n.t('endpoint_url of the profile'));
}

/** Whether a switch is on: the variable decides before the profile, and only `true` is on. */
export function isOn(variable: string | undefined, setting: string | undefined): boolean {
  return (given(variable) ?? given(setting))?.toLowerCase() === 'true';
}

function servicesEndpoint(service: string, profile: Section, { services }: SharedFiles): string | undefined {
  const name = given(profile['services']);
  if (name === undefined) return undefined;
  const section = services.get(name);
  if (section === undefined) {
    throw new ConnectionFault(
      'badSharedFile',
      l10n.t('The profile names a services section that does not exist: {0}', name),
      {
        nextStep: l10n.t('Add [services {0}] to the shared config file, or take the name out of the profile.', name),
      },
    );
  }
  return given(section[`${service}.endpoint_url`]);
}

function parseEndpoint(text: string, origin: string): URL {
  const bad = (words: string, shown: string, nextStep: string) =>
    new ConnectionFault('badEndpoint', `${words} (${origin}): ${shown}`, { nextStep });
  if (!/^https?:\/\//i.test(text)) {
    const nextStep = l10n.t('Write it as http://HOST:PORT or https://HOST.');
    throw bad(l10n.t('The endpoint does not begin with http:// or https://'), text, nextStep);
  }
  if (!URL.canParse(text))
    throw bad(l10n.t('The endpoint is not a URL'), text, l10n.t('Write it as http://HOST:PORT or https://HOST.'));
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw bad(
      l10n.t('The endpoint has a user name or password'),
      url.host,
      l10n.t('Take them out: requests are signed instead.'),
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw bad(l10n.t('The endpoint has a query or a fragment'), url.host, l10n.t('Take off what follows the path.'));
  }
  return url;
}

/** An endpoint in the one form in which targets hold it. */
export function withoutSlash(url: URL): string {
  return url.href.replace(/\/$/, '');
}
