import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** A server of functions, for lambda tasks. */
export interface FunctionServer extends AsyncDisposable {
  readonly url: string;
  /** Requests as `POST /path body`, and "gone" for each whose caller left without an answer. */
  readonly asked: string[];
}

/** Starts one on a free port; what has no answer waits. */
export async function startFunctions(
  answer: (path: string) => { status: number; text: string } | undefined,
): Promise<FunctionServer> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      const { status, text } = answer(request.url ?? '') ?? {};
      if (status !== undefined) response.writeHead(status).end(text);
    });
    response.on('close', () => {
      if (!response.writableEnded) asked.push('gone');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
