import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { NetworkSettings } from '../swf/proxies';
import { given, type Section } from '../swf/sharedProfiles';
import { ConnectionFault } from './connectionFault';
import type { Environment } from './sharedFiles';

/**
 * The proxies of the environment, and the certificates to trust: those of AWS_CA_BUNDLE, else of the profile's
 * `ca_bundle`, else of REQUESTS_CA_BUNDLE, else those of the machine. A variable in small letters goes before the same in
 * capitals, and ALL_PROXY counts for nothing, as in the AWS CLI (seen: botocore 1.43, `httpsession.py` and `endpoint.py`).
 * @throws ConnectionFault badProxy, badCaBundle
 */
export async function resolveNetwork(env: Environment, profile: Section): Promise<NetworkSettings> {
  const variable = (name: string) => given(env[name]) ?? given(env[name.toUpperCase()]);
  const httpsProxy = variable('https_proxy');
  const httpProxy = variable('http_proxy');
  const noProxy = variable('no_proxy');
  const bundle = given(env['AWS_CA_BUNDLE']) ?? given(profile['ca_bundle']) ?? given(env['REQUESTS_CA_BUNDLE']);
  return {
    ...(httpsProxy !== undefined && { httpsProxy: proxyUrl(httpsProxy, 'HTTPS_PROXY') }),
    ...(httpProxy !== undefined && { httpProxy: proxyUrl(httpProxy, 'HTTP_PROXY') }),
    ...(noProxy !== undefined && { noProxy }),
    ...(bundle !== undefined && { ca: await certificates(bundle) }),
  };
}

/** Without a scheme it is taken for http:// (as the AWS CLI does). The value itself is not shown: it may hold a password. */
function proxyUrl(text: string, variable: string): string {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const url = scheme === undefined ? `http://${text.replace(/^\/\//, '')}` : text;
  if ((scheme === undefined || scheme === 'http' || scheme === 'https') && URL.canParse(url)) return url;
  throw new ConnectionFault('badProxy', l10n.t('The proxy of the environment is not a URL: {0}', variable), {
    nextStep: l10n.t('Write it like http://host:port.'),
  });
}

async function certificates(path: string): Promise<string> {
  const file = path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
  const nextStep = l10n.t('Correct AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, or ca_bundle of the profile.');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const message = l10n.t('The bundle of certificates cannot be read: {0}', path);
    throw new ConnectionFault('badCaBundle', message, { nextStep, cause });
  }
  if (text.includes('-----BEGIN ')) return text;
  throw new ConnectionFault('badCaBundle', l10n.t('The bundle of certificates holds none: {0}', path), { nextStep });
}
