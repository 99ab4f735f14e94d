import { Agent, request } from 'node:http';
import type { OperationName } from '../../src/swf/operations';

/** A client that does next to nothing but send and receive: the rates measured with it are the server's. */
export class PlainPost {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly endpoint: string) {}

  /** The answer as it came: reading it would cost the server's core. Rejects when the service does not answer 200. */
  send(operation: OperationName, input: object): Promise<readonly Buffer[]> {
    const body = JSON.stringify(input);
    const headers = {
      'Content-Type': 'application/x-amz-json-1.0',
      'Content-Length': Buffer.byteLength(body),
      'X-Amz-Target': `SimpleWorkflowService.${operation}`,
      // The region and the service are read out of it; nobody checks it.
      Authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/swf/aws4_request, SignedHeaders=host, Signature=0',
    };
    return new Promise((resolve, reject) => {
      const sent = request(this.endpoint, { method: 'POST', agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          if (response.statusCode === 200) resolve(chunks);
          else reject(new Error(`${operation} was answered ${response.statusCode ?? ''}: ${textOf(chunks)}`));
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }

  async ask(operation: OperationName, input: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = textOf(await this.send(operation, input));
    return (answer === '' ? {} : JSON.parse(answer)) as Readonly<Record<string, unknown>>;
  }

  dispose(): void {
    this.agent.destroy();
  }
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString();
}

/**
 * Requests a second of so many clients side by side, each doing one `work` after the other until the time is over or
 * the work is done. `requests` is how many requests one work is.
 */
export async function rateOf(
  seconds: number,
  clients: number,
  works: number,
  requests: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  let begun = 0;
  let done = 0;
  const start = performance.now();
  const client = async (): Promise<void> => {
    while (begun < works && performance.now() - start < seconds * 1000) {
      await work(begun++);
      done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (done * requests * 1000) / (performance.now() - start);
}
