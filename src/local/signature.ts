import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Credential } from './credentials';
import { ServiceFault } from './serviceFault';

/** AWS page "Signature Version 4 signing process": how far a request's date may be off. */
const longestSkewMs = 300_000;
const algorithm = 'AWS4-HMAC-SHA256';
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and ' +
  'signing method. Consult the service documentation for details.';

/** A request to `POST /`, as it came. */
export interface SignedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Authorization {
  readonly accessKeyId: string;
  /** Eight digits. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * The credential that signed a request with Signature Version 4; `now` is in milliseconds since 1970. Throws the faults
 * of AWS page "Common Errors", worded as other AWS JSON services word them; those of SWF were never published but one.
 */
export function checkSignature(
  { headers, body }: SignedRequest,
  credentials: ReadonlyMap<string, Credential>,
  now: number,
): Credential {
  const authorization = readAuthorization(headers);
  const sentAt = String(headers['x-amz-date'] ?? '');
  checkScope(authorization, sentAt);
  const credential = credentials.get(authorization.accessKeyId);
  if (credential === undefined || headers['x-amz-security-token'] !== credential.sessionToken) {
    throw fault('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  checkDate(sentAt, now);
  const expected = sign(
    authorization,
    credential.secretAccessKey,
    sentAt,
    canonicalRequest(authorization, headers, body),
  );
  const given = Buffer.from(authorization.signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalid(mismatch);
  return credential;
}

/** The region that a request was signed for, whatever its signature is worth. */
export function signedRegion(headers: IncomingHttpHeaders): string | undefined {
  return headers.authorization?.match(/Credential=[^/]+\/[^/]+\/([^/]+)\/swf\/aws4_request/)?.[1];
}

function readAuthorization(headers: IncomingHttpHeaders): Authorization {
  const header = headers.authorization;
  if (header === undefined) {
    throw fault('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const [name = '', rest = ''] = header.split(/ (.*)/s);
  if (name !== algorithm) throw incomplete(`Unsupported AWS 'algorithm': '${name.slice(0, 64)}'.`);
  const parts = new Map(rest.split(',').map((part) => pair(part.trim())));
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((part) => (parts.get(part) ?? '') === '')
    .map((part) => `Authorization header requires '${part}' parameter.`);
  if (headers['x-amz-date'] === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (missing.length > 0) throw incomplete(missing.join(' '));
  const scope = (parts.get('Credential') ?? '').split('/');
  const [accessKeyId, date, region, service, terminator, ...more] = scope;
  if (terminator === undefined || more.length > 0) {
    const example = 'e.g. keyid/date/region/service/term';
    throw incomplete(`Credential must have exactly 5 slash-delimited elements, ${example}.`);
  }
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';').map((header) => header.toLowerCase());
  const signature = parts.get('Signature') ?? '';
  return {
    accessKeyId: accessKeyId ?? '',
    date: date ?? '',
    region: region ?? '',
    service: service ?? '',
    terminator,
    signedHeaders,
    signature,
  };
}

function checkScope({ service, terminator, region, date, signedHeaders }: Authorization, sentAt: string): void {
  const problems: string[] = [];
  if (region === '') problems.push('Credential should be scoped to a valid region.');
  if (service !== 'swf') problems.push("Credential should be scoped to correct service: 'swf'.");
  if (terminator !== 'aws4_request') {
    problems.push("Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  if (!/^\d{8}T\d{6}Z$/.test(sentAt)) {
    problems.push("Date must be in ISO-8601 'basic format'.");
  } else if (date !== sentAt.slice(0, 8)) {
    problems.push('Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.');
  }
  if (!signedHeaders.includes('host')) problems.push("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  if (problems.length > 0) throw invalid(problems.join(' '));
}

function checkDate(sentAt: string, now: number): void {
  const iso = sentAt.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const at = Date.parse(iso);
  const clock = amzDate(now);
  const earliest = amzDate(now - longestSkewMs);
  const latest = amzDate(now + longestSkewMs);
  if (Number.isNaN(at)) throw invalid("Date must be in ISO-8601 'basic format'.");
  if (at < now - longestSkewMs) {
    throw invalid(`Signature expired: ${sentAt} is now earlier than ${earliest} (${clock} - 5 min.)`);
  }
  if (at > now + longestSkewMs) {
    throw invalid(`Signature not yet current: ${sentAt} is still later than ${latest} (${clock} + 5 min.)`);
  }
}

function canonicalRequest({ signedHeaders }: Authorization, headers: IncomingHttpHeaders, body: Buffer): string {
  const lines = signedHeaders.map((name) => {
    const value = String(headers[name] ?? '');
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`;
  });
  return ['POST', '/', '', lines.join(''), signedHeaders.join(';'), sha256(body)].join('\n');
}

/** The signature in hexadecimal digits. */
function sign({ date, region, service }: Authorization, secret: string, sentAt: string, request: string): Buffer {
  const scope = [date, region, service, 'aws4_request'];
  const key = scope.reduce(hmac, Buffer.from(`AWS4${secret}`));
  const text = [algorithm, sentAt, scope.join('/'), sha256(Buffer.from(request))].join('\n');
  return Buffer.from(hmac(key, text).toString('hex'));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** 20261123T101500Z */
function amzDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
}

function pair(part: string): [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

function invalid(message: string): ServiceFault {
  return fault('InvalidSignatureException', message);
}

function incomplete(message: string): ServiceFault {
  return fault('IncompleteSignatureException', message);
}

function fault(name: string, message: string): ServiceFault {
  return new ServiceFault(`com.amazon.coral.service#${name}`, message);
}
