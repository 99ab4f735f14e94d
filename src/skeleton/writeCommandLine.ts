import * as l10n from '@vscode/l10n';
import { optionOf } from './commandOptions';
import { type SkeletonFormat, skeletonFormat } from './recognize';
import type { Shell } from './shellWords';
import { membersOf, type ValueType } from '../swf/members';
import { cliName, type OperationName } from '../swf/operations';

/** What of a connection a command names. */
export interface CommandTarget {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** A command for the AWS CLI, or why its text cannot be written for the shell. */
export type WrittenCommand = { readonly text: string } | { readonly impossible: string };

/**
 * `aws swf … --cli-input-json file://…`, of a YAML file `--cli-input-yaml`, which version 2 of the AWS CLI reads. The same for
 * every file, and no token is on a screen or in a shell's history.
 */
export function fileCommandLine(
  operation: OperationName,
  path: string,
  target: CommandTarget,
  shell: Shell,
  format: SkeletonFormat = skeletonFormat(path) ?? 'json',
): WrittenCommand {
  return write(operation, [`--cli-input-${format}`, `file://${path}`], target, shell);
}

/**
 * `aws swf …` with an option for each member where the AWS CLI takes the value unchanged, else with the whole document
 * as `--cli-input-json`. Read back, it is the same document.
 */
export function inlineCommandLine(
  operation: OperationName,
  document: Readonly<Record<string, unknown>>,
  target: CommandTarget,
  shell: Shell,
): WrittenCommand {
  const options = Object.entries(document).flatMap(
    ([member, value]) => optionWords(operation, member, value) ?? [undefined],
  );
  const plain = options.filter((word) => word !== undefined);
  const words = plain.length === options.length ? plain : ['--cli-input-json', JSON.stringify(document)];
  return write(operation, words, target, shell);
}

/** Members that the AWS CLI pages by itself, so that their options mean something else there. */
const pagingMembers = new Set(['nextPageToken', 'maximumPageSize']);

/** As which JSON has a member of each kind. */
const kinds: Readonly<Record<ValueType['kind'], readonly string[]>> = {
  string: ['string'],
  integer: ['number'],
  boolean: ['boolean'],
  timestamp: ['string', 'number'],
  structure: ['object'],
  list: ['list'],
};

function optionWords(operation: OperationName, member: string, value: unknown): string[] | undefined {
  const option = optionOf(operation, member);
  if (!/^[a-z]\w*$/i.test(member) || pagingMembers.has(member)) return undefined;
  // An option would make a text of a number, and the AWS CLI would take what it refuses in the file.
  const kind = membersOf(`${operation}Input`).get(member)?.type.kind;
  if (kind === undefined || !kinds[kind].includes(Array.isArray(value) ? 'list' : typeof value)) return undefined;
  if (typeof value === 'boolean') return [value ? option : option.replace('--', '--no-')];
  if (typeof value === 'number') return value < 0 ? undefined : [option, String(value)];
  if (typeof value === 'string') {
    // A file:// is replaced by the file, an http:// fetched by version 1 of the AWS CLI, and `--` alone is dropped.
    if (/^(fileb?|https?):\/\/|^--$/.test(value)) return undefined;
    return value.startsWith('-') ? [`${option}=${value}`] : [option, value];
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return [option, shorthand(value) ?? JSON.stringify(value)];
}

/** An object of plain texts in shorthand syntax, which needs no quotes that shells treat differently. */
function shorthand(value: object): string | undefined {
  const entries = Object.entries(value);
  const simple = (text: unknown) => typeof text === 'string' && /^[\w.:/+-]+$/.test(text);
  if (Array.isArray(value) || entries.length === 0) return undefined;
  if (!entries.every(([key, text]) => /^\w+$/.test(key) && simple(text))) return undefined;
  return entries.map(([key, text]) => `${key}=${String(text)}`).join(',');
}

function write(
  operation: OperationName,
  words: readonly string[],
  target: CommandTarget,
  shell: Shell,
): WrittenCommand {
  const { profile, region, endpoint } = target;
  const connection = [
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(endpoint === undefined ? [] : ['--endpoint-url', endpoint]),
  ];
  const written: string[] = [];
  for (const word of ['aws', 'swf', cliName(operation), ...words, ...connection]) {
    const quoted = quotes[shell](word);
    if (typeof quoted !== 'string') return quoted;
    written.push(quoted);
  }
  return { text: written.join(' ') };
}

/** No shell gives these a meaning, wherever in a word they stand but for `=` and `~` at its start. */
const harmless = /^[\w.:/,+@-][\w.:/,+@=~-]*$/;

const quotes: Readonly<Record<Shell, (word: string) => string | { impossible: string }>> = {
  bash: (word) => (harmless.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`),

  powershell: (word) => {
    if (/^[\w.:/+-]+$/.test(word)) return word;
    // Versions before 7.3 drop double quotes on the way to a program, later ones do not: no text suits both.
    if (word.includes('"'))
      return { impossible: l10n.t('PowerShell’s versions disagree about double quotes inside of a value') };
    return `'${word.replaceAll("'", "''")}'`;
  },

  cmd: (word) => {
    if (/^[\w.:/\\+-]+$/.test(word)) return word;
    if (/[\r\n]/.test(word)) return { impossible: l10n.t('cmd cannot pass on a value of several lines') };
    if (/[%!]/.test(word)) return { impossible: l10n.t('cmd may replace what stands between percent signs') };
    // For the program: backslashes before a quote count double. For cmd, which knows no \", each sign is escaped.
    const argument = `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
    return word.includes('"') ? argument.replace(/[()[\]^"<>&|]/g, '^$&') : argument;
  },
};
