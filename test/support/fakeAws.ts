import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credential } from '../../src/local/credentials';

/** A request for keys, and who signed it. */
export interface KeyRequest {
  /** Such as `AssumeRole`. */
  readonly name: string;
  readonly signer: string | undefined;
  readonly region: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** The keys that a source gives; each source has its own. */
export function keysFrom(
  source: string,
): Required<Pick<Credential, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>> {
  return { accessKeyId: `ASIA${source}`, secretAccessKey: `secret-${source}`, sessionToken: `session-${source}` };
}

/** The code that the device shows. */
export const rightCode = '123456';

/**
 * The services that give keys, on 127.0.0.1: STS, SSO with its renewal of tokens, console login, the metadata of a
 * container and of an instance (IMDSv2). Each refuses what the real one would refuse of a request that matters here.
 */
export class FakeAws {
  readonly requests: KeyRequest[] = [];
  /** What STS answers instead, by action: the name of a fault, and its text. */
  readonly refusals = new Map<string, readonly [name: string, text: string]>();
  private readonly tokens = new Set(['access-token']);

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeAws> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        fake.answer(request, body, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const fake = new FakeAws(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return fake;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get names(): string[] {
    return this.requests.map(({ name }) => name);
  }

  private answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const header = (name: string) => String(request.headers[name] ?? '');
    const [, signer, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(header('authorization')) ?? [];
    const note = (name: string, fields: KeyRequest['fields'] = {}) => {
      this.requests.push({ name, signer, region, fields });
    };
    const json = (status: number, value: unknown, type = 'application/json') => {
      response.writeHead(status, { 'content-type': type });
      response.end(typeof value === 'string' ? value : JSON.stringify(value));
    };
    switch (`${request.method ?? ''} ${pathname}`) {
      case 'POST /':
        this.sts(Object.fromEntries(new URLSearchParams(body)), note, response);
        return;
      case 'GET /federation/credentials': {
        note('GetRoleCredentials', Object.fromEntries(searchParams));
        const refusal = this.refusals.get('GetRoleCredentials');
        if (refusal !== undefined || !this.tokens.has(header('x-amz-sso_bearer_token'))) {
          const [name, message] = refusal ?? ['UnauthorizedException', 'Session token not found or invalid'];
          response.writeHead(name === 'ForbiddenException' ? 403 : 401, { 'x-amzn-errortype': name });
          response.end(JSON.stringify({ message }));
          return;
        }
        json(200, { roleCredentials: { ...keysFrom('SSO'), expiration: Date.now() + 3_600_000 } });
        return;
      }
      case 'POST /token': {
        const { refreshToken = '', grantType = '' } = JSON.parse(body) as Record<string, string>;
        note('CreateToken', { refreshToken, grantType });
        if (refreshToken !== 'refresh-token') {
          response.writeHead(400, { 'x-amzn-errortype': 'InvalidGrantException' });
          response.end('{}');
          return;
        }
        this.tokens.add('renewed-token');
        json(200, {
          accessToken: 'renewed-token',
          expiresIn: 3600,
          refreshToken: 'refresh-token',
          tokenType: 'Bearer',
        });
        return;
      }
      case 'POST /v1/token': {
        note('CreateOAuth2Token');
        const { accessKeyId, secretAccessKey, sessionToken } = keysFrom('LOGIN');
        const accessToken = { accessKeyId, secretAccessKey, sessionToken };
        json(200, { accessToken, tokenType: 'aws_sigv4', expiresIn: 900, refreshToken: 'next', idToken: 'id' });
        return;
      }
      case 'GET /container':
        note('container');
        if (header('authorization') !== 'container-token') json(401, { Code: 'AccessDenied', Message: 'no' });
        else json(200, metadataKeys('CONTAINER'));
        return;
      case 'PUT /latest/api/token':
        note('instanceToken');
        json(200, 'metadata-token', 'text/plain');
        return;
      case 'GET /latest/meta-data/iam/security-credentials/':
      case 'GET /latest/meta-data/iam/security-credentials/operator':
        note('instance');
        if (header('x-aws-ec2-metadata-token') !== 'metadata-token') json(401, '');
        else if (pathname.endsWith('/')) json(200, 'operator', 'text/plain');
        else json(200, { Code: 'Success', ...metadataKeys('INSTANCE') });
        return;
      default:
        note(`${request.method ?? ''} ${pathname}`);
        json(404, '');
    }
  }

  private sts(
    fields: Record<string, string>,
    note: (name: string, fields: object & KeyRequest['fields']) => void,
    response: ServerResponse,
  ): void {
    const action = fields['Action'] ?? '';
    note(action, fields);
    const wrongCode = fields['SerialNumber'] !== undefined && fields['TokenCode'] !== rightCode;
    const refusal = wrongCode
      ? (['AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. '] as const)
      : this.refusals.get(action);
    response.setHeader('content-type', 'text/xml');
    if (refusal !== undefined) {
      response.statusCode = refusal[0] === 'AccessDenied' ? 403 : 400;
      const [code, message] = refusal;
      response.end(
        `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code>` +
          `<Message>${message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>`,
      );
      return;
    }
    if (action === 'GetCallerIdentity') {
      response.end(
        `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Account>111122223333</Account>` +
          `<Arn>arn:aws:iam::111122223333:user/me</Arn></${action}Result></${action}Response>`,
      );
      return;
    }
    const source = { AssumeRole: roleOf(fields), AssumeRoleWithWebIdentity: 'WEB', GetSessionToken: 'SESSION' }[action];
    const { accessKeyId, secretAccessKey, sessionToken } = keysFrom(source ?? 'UNKNOWN');
    response.end(
      `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>` +
        `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>` +
        `<SessionToken>${sessionToken}</SessionToken>` +
        `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></${action}Result>` +
        `<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></${action}Response>`,
    );
  }
}

/** Each role gives keys of its own: `ASIAROLEOPERATOR` for `…:role/operator`. */
function roleOf(fields: Record<string, string>): string {
  return `ROLE${(fields['RoleArn'] ?? '').split('/').at(-1)?.toUpperCase() ?? ''}`;
}

function metadataKeys(source: string) {
  const { accessKeyId, secretAccessKey, sessionToken } = keysFrom(source);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
}
