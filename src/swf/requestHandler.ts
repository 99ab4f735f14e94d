import type { Agent } from 'node:http';
import { largestAnswer, measured } from './answerSize';
import { type NetworkSettings, proxyFor } from './proxies';
import type { Sdk } from './sdkClient';

type Handler = InstanceType<Sdk['NodeHttpHandler']>;

/** How many connections to one host, as the SDK has it. */
const maxSockets = 50;

/** That the proxy could not be reached, or did not let a connection through. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';

  constructor(proxy: URL, cause: Error) {
    // A user name or password of the proxy stays out.
    super(`${proxy.protocol}//${proxy.host} (${cause.message})`, { cause });
  }
}

/**
 * Sends requests the way that variables and profile say: through a proxy or not, trusting a bundle of certificates or
 * those of the machine. Inside VS Code its own settings come on top, because it replaces `request` of `node:https` for
 * all extensions (seen: @vscode/proxy-agent of 1.100 and 1.139): with `http.proxySupport` as it is by default, its proxy
 * takes the place of the agent's unless the host is this machine, and it adds the system's certificates, or else keeps
 * the `ca` of an agent that is an `https.Agent`, as these here are. An answer that grows beyond all bounds ends with an error, and
 * `tooLarge` is told the signal of its request.
 */
export function createRequestHandler(
  { NodeHttpHandler, HttpProxyAgent, HttpsProxyAgent }: Sdk,
  { ca, ...settings }: NetworkSettings,
  connectionTimeout: number,
  tooLarge: (signal: unknown) => void = () => undefined,
): Handler {
  const kept = { keepAlive: true, maxSockets };
  const trusting = { ...kept, ...(ca !== undefined && { ca: [ca] }) };
  const proxied = new Map<string, Handler>();

  const through = (proxy: string): Handler => {
    const way = { proxy, ...(ca !== undefined && { proxyRequestOptions: { ca: [ca] } }) };
    const handler = new NodeHttpHandler({
      connectionTimeout,
      httpAgent: tellingOf(new HttpProxyAgent({ ...kept, ...way }), proxy),
      httpsAgent: tellingOf(new HttpsProxyAgent({ ...trusting, ...way }), proxy),
    });
    proxied.set(proxy, handler);
    return handler;
  };

  return new (class extends NodeHttpHandler {
    override async handle(...[request, options]: Parameters<Handler['handle']>): ReturnType<Handler['handle']> {
      const output = await this.send(request, options);
      // No more than what is announced comes through.
      if (Number(output.response.headers['content-length']) <= largestAnswer) return output;
      output.response.body = measured(output.response.body, () => {
        tooLarge(options?.abortSignal);
      });
      return output;
    }

    private send(...[request, options]: Parameters<Handler['handle']>): ReturnType<Handler['handle']> {
      const port = request.port === undefined ? '' : `:${request.port}`;
      const proxy = proxyFor(new URL(`${request.protocol}//${request.hostname}${port}`), settings);
      if (proxy === undefined) return super.handle(request, options);
      return (proxied.get(proxy) ?? through(proxy)).handle(request, options);
    }

    override destroy(): void {
      super.destroy();
      for (const handler of proxied.values()) handler.destroy();
    }
  })({ connectionTimeout, httpsAgent: trusting });
}

/** What fails on the way to the proxy, or at it, would else look like a failure of the host behind. */
function tellingOf<Proxying extends Agent>(agent: Proxying, proxy: string): Proxying {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) =>
    create(options, (error, socket) => {
      done?.(error === null ? null : new ProxyFailure(new URL(proxy), error), socket);
    });
  return agent;
}
