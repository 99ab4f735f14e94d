import * as l10n from '@vscode/l10n';
import type { Target } from './client';
import type { ErrorFacts } from './errorFacts';
import type { Verdict } from './faults';

const checkNetwork = 'Check the network, the proxy and the endpoint, then try again.';
const certificateCode =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;
const brokenCodes = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', 'EPROTO', 'ERR_STREAM_PREMATURE_CLOSE'];

/** What a failure below HTTP comes down to; undefined when there is a whole answer, or something else went wrong. */
export function networkVerdict(error: ErrorFacts, target: Target): Verdict | undefined {
  const address = target.endpoint ?? `swf in ${target.region}`;
  const { code } = error;
  const broken: Verdict = {
    kind: 'connectionBroken',
    message: `The connection broke before the answer: ${address}`,
    delivered: 'maybe',
    nextStep: checkNetwork,
  };
  // An answer that began can only have been cut off.
  if (error.httpStatus !== undefined) return brokenCodes.includes(code) ? broken : undefined;
  const unreachable = (message: string, nextStep = checkNetwork): Verdict => ({
    kind: 'unreachable',
    message,
    delivered: 'no',
    nextStep,
  });

  if (error.name === 'ProxyFailure') {
    const proxy = error.message;
    return unreachable(
      l10n.t('The proxy did not let the connection through: {0}', proxy),
      l10n.t('Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and the network.'),
    );
  }
  // The words of VS Code's own agent, which also name the proxy and hide its password.
  if (error.message.startsWith('Failed to establish a socket connection to proxies')) {
    return unreachable(
      l10n.t('The proxy of VS Code did not let the connection through: {0}', address),
      l10n.t('Check the setting http.proxy, and HTTPS_PROXY and NO_PROXY.'),
    );
  }
  if (code === 'ECONNREFUSED') {
    return unreachable(
      `Nothing listens at the endpoint: ${address}`,
      target.kind === 'local' ? 'Start Local SWF, then try again.' : 'Start the service, or correct the endpoint.',
    );
  }
  if (code === 'ENOTFOUND') {
    if (target.endpoint !== undefined) return unreachable(`The host of the endpoint was not found: ${address}`);
    return unreachable(
      `The host of Amazon SWF was not found; the region may not exist: ${target.region}`,
      'Check the region, and the network.',
    );
  }
  if (code === 'EAI_AGAIN') return unreachable(`The host could not be looked up, is there a network?: ${address}`);
  if (['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'].includes(code)) {
    return unreachable(`The host cannot be reached (${code}): ${address}`);
  }
  const connecting = error.syscall === 'connect' || error.message.includes('did not establish a connection');
  if (connecting && (code === 'ETIMEDOUT' || error.name === 'TimeoutError')) {
    return unreachable(`The host does not answer: ${address}`);
  }
  if (certificateCode.test(code)) {
    return unreachable(
      `The certificate of the host is not trusted (${code}): ${address}`,
      'Check the clock, the endpoint, and the certificates: AWS_CA_BUNDLE, ca_bundle of the profile, or in VS Code http.systemCertificates.',
    );
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || /wrong version number|packet length too long/.test(error.message)) {
    return unreachable(`The endpoint does not speak TLS: ${address}`, 'Write the endpoint with http:// instead.');
  }
  if (code === 'ERR_INVALID_URL') {
    return { kind: 'badEndpoint', message: `The endpoint is not a URL: ${address}`, delivered: 'no' };
  }
  if (code.startsWith('HPE_')) {
    return {
      kind: 'notSwf',
      message: `What answered does not speak HTTP: ${address}`,
      delivered: 'maybe',
      nextStep: 'Check the endpoint; where it wants TLS, write it with https://.',
    };
  }
  if (
    brokenCodes.includes(code) ||
    code.startsWith('ERR_SSL') ||
    error.name === 'TimeoutError' ||
    ['socket hang up', 'aborted'].includes(error.message)
  ) {
    return broken;
  }
  return undefined;
}
