/** What the person's machine says about the way to other hosts, as the AWS CLI reads it. */
export interface NetworkSettings {
  /** The URL of the proxy for https:// addresses. */
  readonly httpsProxy?: string;
  /** The URL of the proxy for http:// addresses. */
  readonly httpProxy?: string;
  /** Hosts that are reached without a proxy, as in NO_PROXY. */
  readonly noProxy?: string;
  /** The certificates, in PEM, that alone are trusted. */
  readonly ca?: string;
}

/** Whether only this machine answers at an address. */
export function isLoopback({ hostname }: Pick<URL, 'hostname'>): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** The proxy that a request to this address goes through, if any. This machine itself is never reached through one. */
export function proxyFor(address: URL, settings: NetworkSettings): string | undefined {
  const proxy = address.protocol === 'https:' ? settings.httpsProxy : settings.httpProxy;
  if (proxy === undefined || isLoopback(address) || isSpared(address, settings.noProxy ?? '')) return undefined;
  return proxy;
}

/** A name spares its subdomains too, with or without a dot or a star before it; a port narrows it (as in Python's urllib). */
function isSpared({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const withPort = `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const name = entry.replace(/^\*?\./, '');
      return [hostname, withPort].some((host) => host === name || host.endsWith(`.${name}`));
    });
}
