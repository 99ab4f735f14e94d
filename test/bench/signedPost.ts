import { createHash, createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

const keys = { id: 'local', secret: 'local' };
const region = 'us-east-1';
const service = 'swf';
const contentType = 'application/x-amz-json-1.0';
const signedHeaders = 'content-type;host;x-amz-date;x-amz-target';

/**
 * The least that a call of Amazon SWF can be: a POST over a connection kept alive, signed by hand (AWS page "Create a
 * signed AWS API request").
 */
export class SignedPost {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly url: URL;
  private signing: { readonly day: string; readonly key: Buffer } | undefined;

  constructor(endpoint: string) {
    this.url = new URL(endpoint);
  }

  /** Rejects when the service does not answer 200. */
  async send(operation: string, input: object): Promise<unknown> {
    const body = JSON.stringify(input);
    const headers = this.sign(`SimpleWorkflowService.${operation}`, body, new Date());
    const { hostname, port } = this.url;
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request({ hostname, port, method: 'POST', path: '/', agent: this.agent, headers }, (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (part: string) => (answer += part));
        response.once('error', reject);
        response.once('end', () => {
          if (response.statusCode === 200) resolve(answer);
          else reject(new Error(`${operation} was answered ${response.statusCode ?? ''}: ${answer}`));
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });
    return text === '' ? undefined : JSON.parse(text);
  }

  dispose(): void {
    this.agent.destroy();
  }

  private sign(target: string, body: string, now: Date): Record<string, string | number> {
    const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
    const day = time.slice(0, 8);
    const { host } = this.url;
    const canonicalRequest =
      `POST\n/\n\ncontent-type:${contentType}\nhost:${host}\nx-amz-date:${time}\nx-amz-target:${target}\n\n` +
      `${signedHeaders}\n${sha256(body)}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = createHmac('sha256', this.signingKey(day))
      .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonicalRequest)}`)
      .digest('hex');
    return {
      'Content-Type': contentType,
      'Content-Length': Buffer.byteLength(body),
      Host: host,
      'X-Amz-Date': time,
      'X-Amz-Target': target,
      Authorization: `AWS4-HMAC-SHA256 Credential=${keys.id}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    };
  }

  /** The same for a whole day, so it is derived once, as the SDK does. */
  private signingKey(day: string): Buffer {
    if (this.signing?.day === day) return this.signing.key;
    const parts = [day, region, service, 'aws4_request'];
    const key = parts.reduce<Buffer>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      Buffer.from(`AWS4${keys.secret}`),
    );
    this.signing = { day, key };
    return key;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
