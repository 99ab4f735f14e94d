import * as l10n from '@vscode/l10n';
import type { Target } from './client';
import type { ErrorFacts } from './errorFacts';
import type { Verdict } from './faults';

const checkNetwork = l10n.t('Check the network, the proxy and the endpoint, then try again.');
const certificateCode =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;
const brokenCodes = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', 'EPROTO', 'ERR_STREAM_PREMATURE_CLOSE'];

/** What a failure below HTTP comes down to; undefined when there is a whole answer, or something else went wrong. */
export function networkVerdict(error: ErrorFacts, target: Target): Verdict | undefined {
  const address = target.endpoint ?? l10n.t('swf in {0}', target.region);
  const { code } = error;
  const broken: Verdict = {
    kind: 'connectionBroken',
    message: l10n.t('The connection broke before the answer: {0}', address),
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
      l10n.t('Nothing listens at the endpoint: {0}', address),
      target.kind === 'local'
        ? l10n.t('Start Local SWF, then try again.')
        : l10n.t('Start the service, or correct the endpoint.'),
    );
  }
  if (code === 'ENOTFOUND') {
    if (target.endpoint !== undefined)
      return unreachable(l10n.t('The host of the endpoint was not found: {0}', address));
    return unreachable(
      l10n.t('The host of Amazon SWF was not found; the region may not exist: {0}', target.region),
      l10n.t('Check the region, and the network.'),
    );
  }
  if (code === 'EAI_AGAIN')
    return unreachable(l10n.t('The host could not be looked up, is there a network?: {0}', address));
  // The network may also go while an answer is read: the request was sent then, and may have been carried out.
  const sent = error.syscall === 'read' || error.syscall === 'write';
  if (!sent && ['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'].includes(code)) {
    return unreachable(l10n.t('The host cannot be reached ({0}): {1}', code, address));
  }
  const connecting = error.syscall === 'connect' || error.message.includes('did not establish a connection');
  if (connecting && (code === 'ETIMEDOUT' || error.name === 'TimeoutError')) {
    return unreachable(l10n.t('The host does not answer: {0}', address));
  }
  if (certificateCode.test(code)) {
    return unreachable(
      l10n.t('The certificate of the host is not trusted ({0}): {1}', code, address),
      l10n.t(
        'Check the clock, the endpoint, and the certificates: AWS_CA_BUNDLE, ca_bundle of the profile, or in VS Code http.systemCertificates.',
      ),
    );
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || /wrong version number|packet length too long/.test(error.message)) {
    return unreachable(
      l10n.t('The endpoint does not speak TLS: {0}', address),
      l10n.t('Write the endpoint with http:// instead.'),
    );
  }
  if (code === 'ERR_INVALID_URL') {
    return { kind: 'badEndpoint', message: l10n.t('The endpoint is not a URL: {0}', address), delivered: 'no' };
  }
  if (code.startsWith('HPE_')) {
    return {
      kind: 'notSwf',
      message: l10n.t('What answered does not speak HTTP: {0}', address),
      delivered: 'maybe',
      nextStep: l10n.t('Check the endpoint; where it wants TLS, write it with https://.'),
    };
  }
  if (
    sent ||
    brokenCodes.includes(code) ||
    code.startsWith('ERR_SSL') ||
    error.name === 'TimeoutError' ||
    ['socket hang up', 'aborted'].includes(error.message)
  ) {
    return broken;
  }
  return undefined;
}
