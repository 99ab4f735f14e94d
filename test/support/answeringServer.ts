import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The SWF operation that the request names. */
  readonly operation: string;
}

/** What the server does with a request; `attempt` counts from 1. */
export type Answer = (response: ServerResponse, attempt: number) => void;

/** An HTTP server on 127.0.0.1 that notes each request whole and then answers as it is told. */
export class AnsweringServer {
  readonly requests: ReceivedRequest[] = [];
  connections = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(answer: Answer): Promise<AnsweringServer> {
    const http = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const target = String(request.headers['x-amz-target']);
        server.requests.push({ headers: request.headers, body, operation: target.slice(target.indexOf('.') + 1) });
        answer(response, server.requests.length);
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const server = new AnsweringServer(http, `http://127.0.0.1:${(http.address() as AddressInfo).port}`);
    http.on('connection', () => server.connections++);
    return server;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** An answer in the form of Amazon SWF. */
export function fault(type: string, message?: string, status = 400): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'request-1' });
    response.end(JSON.stringify({ __type: type, message }));
  };
}

export function answer(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}
