import { type Member, membersOf } from '../swf/members';
import type { OperationName } from '../swf/operations';

/** Options that the AWS CLI has renamed, since `--version` asks for its own (seen: AWS CLI 1.45.11). */
const renamed = new Map([
  ['RegisterActivityType.version', '--activity-version'],
  ['RegisterWorkflowType.version', '--workflow-version'],
]);

/** The AWS CLI's option of a member: `taskToken` is `--task-token`. */
export function optionOf(operation: OperationName, member: string): string {
  const other = renamed.get(`${operation}.${member}`);
  if (other !== undefined) return other;
  return `--${member.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}

/** What an option of `aws swf …` is for. */
export type Option =
  | { readonly kind: 'member'; readonly member: Member; readonly value?: boolean }
  /** Of the AWS CLI itself; `takes` says whether a value follows. */
  | { readonly kind: 'own'; readonly name: string; readonly takes: boolean };

/** Options of the AWS CLI that take a value, in both of its major versions (AWS CLI Command Reference, "Global options"). */
const ownWithValue = [
  ...['--profile', '--region', '--endpoint-url', '--output', '--query', '--color', '--ca-bundle'],
  ...['--cli-read-timeout', '--cli-connect-timeout', '--cli-binary-format', '--cli-error-format'],
  ...[
    '--cli-input-json',
    '--cli-input-yaml',
    '--generate-cli-skeleton',
    '--starting-token',
    '--page-size',
    '--max-items',
  ],
];
const ownWithoutValue = [
  ...['--debug', '--no-verify-ssl', '--no-paginate', '--no-sign-request', '--version', '--v2-debug'],
  ...['--no-cli-pager', '--cli-auto-prompt', '--no-cli-auto-prompt', '--help'],
];

/** The options that an operation's command takes, by name. */
export function optionsOf(operation: OperationName): ReadonlyMap<string, Option> {
  const options = new Map<string, Option>();
  for (const name of ownWithValue) options.set(name, { kind: 'own', name, takes: true });
  for (const name of ownWithoutValue) options.set(name, { kind: 'own', name, takes: false });
  for (const member of membersOf(`${operation}Input`).values()) {
    const name = optionOf(operation, member.name);
    if (member.type.kind === 'boolean') {
      options.set(name, { kind: 'member', member, value: true });
      options.set(name.replace('--', '--no-'), { kind: 'member', member, value: false });
    } else options.set(name, { kind: 'member', member });
  }
  return options;
}
