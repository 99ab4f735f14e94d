import type { OperationName } from './operations';
import { jsonText } from './plainText';

/** Stands where the number of the account is not known; no policy with it would be taken by IAM. */
export const unknownAccount = 'ACCOUNT';
/** Stands where a task token, which does not tell its domain, is all that is known. */
export const unknownDomain = 'DOMAIN';

/** Where a statement is for. */
export interface StatementPlace {
  readonly region: string;
  /** Twelve digits, or `unknownAccount`. */
  readonly account: string;
}

/** What a refused call would have needed. */
export interface MissingPermission {
  /** Such as `swf:ListDomains`. */
  readonly action: string;
  /** The ARN of a domain, or of all. */
  readonly resource: string;
}

/** Partitions other than `aws`, by how their regions begin (AWS General Reference, "Amazon Resource Names"). */
const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** The ARN of a domain; `*` for all domains. Characters that a policy reads as a pattern are written as themselves. */
export function domainArn(domain: string, { region, account }: StatementPlace): string {
  const partition = partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
  // IAM User Guide, "Policy variables": `${*}`, `${?}` and `${$}` are the characters themselves.
  const name = domain === '*' ? domain : domain.replace(/[*?$]/g, '${$&}');
  return `arn:${partition}:swf:${region}:${account}:/domain/${name}`;
}

/**
 * What a denied call needs. Only names are taken from the service's message, each in its own form: what AWS, or whoever
 * answers in its place, wrote there could ask for more than the call does.
 */
export function missingPermission(
  operation: OperationName,
  input: object,
  region: string,
  message: string,
): MissingPermission {
  const account = accountIn(message) ?? unknownAccount;
  const domain = domainOf(operation, input) ?? domainIn(message) ?? unknownDomain;
  return { action: `swf:${operation}`, resource: domainArn(domain, { region, account }) };
}

/** The account whose ARN a message or an answer names. */
export function accountIn(text: string): string | undefined {
  return /\barn:aws[\w-]*:(?:swf:[\w-]+|iam:|sts:):(\d{12}):/.exec(text)?.[1];
}

/** A denial names the resource: "on resource: arn:aws:swf:REGION:ACCOUNT:/domain/NAME" (seen). */
function domainIn(message: string): string | undefined {
  const name = /on resource: arn:aws[\w-]*:swf:[\w-]+:\d{12}:\/domain\/([\w.@=+-]{1,256})(?=\s|$)/.exec(message)?.[1];
  return name;
}

/** The domain that an input is about. */
function domainOf(operation: OperationName, input: object): string | undefined {
  const told = new Map<string, unknown>(Object.entries(input));
  if (operation === 'ListDomains') return '*';
  const arn = told.get('resourceArn');
  if (typeof arn === 'string') return /:\/domain\/(.+)$/s.exec(arn)?.[1];
  const name = told.get(operation.endsWith('Domain') ? 'name' : 'domain');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** One statement, to be put into a policy. */
export function iamStatement({ action, resource }: MissingPermission): string {
  return json({ Effect: 'Allow', Action: action, Resource: resource });
}

/** A whole policy of the one statement. */
export function iamPolicy({ action, resource }: MissingPermission): string {
  return json({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] });
}

/** The least policy for some operations on one domain. */
export function policyFor(operations: readonly OperationName[], domain: string, place: StatementPlace): string {
  const listed = operations.includes('ListDomains');
  const others = operations.filter((name) => name !== 'ListDomains').sort();
  return json({
    Version: '2012-10-17',
    Statement: [
      // Its resource is all domains: it names none (seen: the ARN in a denial of it).
      ...(listed ? [{ Effect: 'Allow', Action: 'swf:ListDomains', Resource: domainArn('*', place) }] : []),
      { Effect: 'Allow', Action: others.map((name) => `swf:${name}`), Resource: domainArn(domain, place) },
    ],
  });
}

function json(value: object): string {
  return `${jsonText(value, 2)}\n`;
}
