/** Actions, such as `swf:Poll*`, on domains, by name; `*` and `?` stand for any text and any character. */
export interface Rule {
  readonly actions: readonly string[];
  readonly domains: readonly string[];
}

/** A key that requests may be signed with, and what its holder may do. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Makes it a temporary key: requests have to bring this token. */
  readonly sessionToken?: string;
  /** Twelve digits; each account sees domains of its own. The service's account when left out. */
  readonly account?: string;
  /** Named in AccessDeniedException; the access key id when left out. */
  readonly userName?: string;
  /** What is allowed; everything when left out. */
  readonly allow?: readonly Rule[];
  /** What is denied, whatever is allowed. */
  readonly deny?: readonly Rule[];
}

/** A file of credentials that cannot be used. The message names no value, for secrets stand beside. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

const texts = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'account', 'userName'];
const members = [...texts, 'allow', 'deny'];

/** Reads the JSON text of a credentials file: a list of credentials. Throws a CredentialsError. */
export function readCredentials(text: string): readonly Credential[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and with it maybe a secret.
    throw new CredentialsError('The credentials are not valid JSON');
  }
  if (!isList(document, isObject)) throw new CredentialsError('The credentials are a JSON list of objects');
  const credentials = document.map((entry, index) => readCredential(entry, `credential ${index + 1}`));
  const keys = new Set(credentials.map((credential) => credential.accessKeyId));
  if (keys.size < credentials.length) throw new CredentialsError('Two credentials have the same "accessKeyId"');
  return credentials;
}

function readCredential(entry: Readonly<Record<string, unknown>>, where: string): Credential {
  const stranger = Object.keys(entry).find((member) => !members.includes(member));
  if (stranger !== undefined) throw new CredentialsError(`${where} has an unknown member, "${stranger}"`);
  for (const member of texts) {
    const value = entry[member];
    const required = member === 'accessKeyId' || member === 'secretAccessKey';
    if ((value === undefined && !required) || (typeof value === 'string' && value !== '')) continue;
    throw new CredentialsError(`${where}: "${member}" is a text`);
  }
  const { account } = entry;
  if (typeof account === 'string' && !/^\d{12}$/.test(account)) {
    throw new CredentialsError(`${where}: "account" has twelve digits`);
  }
  for (const member of ['allow', 'deny']) {
    if (entry[member] === undefined || isList(entry[member], isRule)) continue;
    throw new CredentialsError(`${where}: "${member}" is a list of { "actions": [...], "domains": [...] }`);
  }
  // Every member has been looked at.
  return entry as unknown as Credential;
}

function isRule(value: unknown): value is Rule {
  return isObject(value) && isList(value['actions'], isText) && isList(value['domains'], isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isList<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
