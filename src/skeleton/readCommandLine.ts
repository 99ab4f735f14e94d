import { yamlWords } from './yamlWords';
import * as l10n from '@vscode/l10n';
import { CommandLineFault, findAwsCommand } from './awsCommand';
import { type Option, optionOf, optionsOf } from './commandOptions';
import { ofShape } from './ofShape';
import { overrideValues } from './override';
import type { Shell } from './shellWords';
import { parseShorthand, ShorthandFault } from './shorthand';
import { Fault } from '../swf/fault';
import { membersOf, type ValueType } from '../swf/members';
import { nearest } from '../swf/nearest';
import { type OperationName, operations } from '../swf/operations';

/** An `aws swf …` command, as a skeleton file and the place it goes to. */
export interface CommandLine {
  readonly operation: OperationName;
  /** Not checked: values that the API does not take are in it, to be underlined. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The whole document as it was written, where it is no JSON: its mistakes are to be seen. */
  readonly text?: string | undefined;
  /** What the command's options or the variables before it say of the connection. */
  readonly target: { readonly profile?: string; readonly region?: string; readonly endpoint?: string };
  /** What the document does not hold of the command, in sentences without values. */
  readonly notes: readonly string[];
}

/** Reads the text of a file that a command names by `file://`. */
export type ReadFile = (path: string) => Promise<string>;

/**
 * Reads an `aws swf …` command as the AWS CLI would: quotes of bash, PowerShell or cmd, shorthand syntax, JSON values,
 * `file://`, `--cli-input-json` or `--cli-input-yaml` under the single values, options cut short.
 * @throws CommandLineFault
 */
export async function readCommandLine(pasted: string, readFile: ReadFile, known?: Shell): Promise<CommandLine> {
  const { shell, words, unexpanded, variables } = findAwsCommand(pasted, known);
  const reader = new CommandReader(words, readFile);
  const line = await reader.read();
  const expanded = unexpanded.map((variable) =>
    l10n.t('{0} would replace {1}; here it stands as it is written.', shell, variable),
  );
  return { ...line, target: { ...targetOf(variables), ...line.target }, notes: [...expanded, ...line.notes] };
}

function targetOf(variables: ReadonlyMap<string, string>): CommandLine['target'] {
  const profile = variables.get('AWS_PROFILE');
  const region = variables.get('AWS_REGION') ?? variables.get('AWS_DEFAULT_REGION');
  const endpoint = variables.get('AWS_ENDPOINT_URL_SWF') ?? variables.get('AWS_ENDPOINT_URL');
  return { ...(profile && { profile }), ...(region && { region }), ...(endpoint && { endpoint }) };
}

class CommandReader {
  private readonly values: Record<string, unknown> = {};
  private readonly own = new Map<string, string>();
  private readonly notes: string[] = [];
  /** Of `--cli-input-json`, where it is no JSON. */
  private text: string | undefined;

  constructor(
    private readonly words: readonly string[],
    private readonly readFile: ReadFile,
  ) {}

  async read(): Promise<CommandLine> {
    const operation = this.operationOf();
    await this.readOptions(operation);
    const input = await this.inputDocument();
    const document = overrideValues(input, this.values);
    if (!isRecord(document)) {
      const message = l10n.t('The document of {0} is not an object', this.inputOption ?? '');
      throw new CommandLineFault(message);
    }
    const target = { profile: '--profile', region: '--region', endpoint: '--endpoint-url' };
    const given = Object.entries(target).flatMap(([key, option]) => {
      const value = this.own.get(option);
      return value === undefined ? [] : [[key, value]];
    });
    const { text, notes } = this;
    if (text !== undefined) {
      const lost = Object.keys(this.values).map((member) => optionOf(operation, member));
      if (lost.length > 0)
        notes.push(l10n.t('It stands in place of the whole document; add by hand: {0}.', lost.join(', ')));
    }
    return { operation, document, text, target: Object.fromEntries(given) as CommandLine['target'], notes };
  }

  /** The first words that are no options are the service and the operation. */
  private operationOf(): OperationName {
    const [service, name] = this.words.filter((word, i) => !word.startsWith('-') && !this.isValueAt(i));
    if (service !== 'swf')
      throw new CommandLineFault(l10n.t('This is a command of aws {0}, not of aws swf', service?.slice(0, 40) ?? '…'));
    const found = operations.find(({ cliName }) => cliName === name);
    if (found !== undefined) return found.name;
    const near =
      name === undefined
        ? undefined
        : nearest(
            name,
            operations.map(({ cliName }) => cliName),
          );
    throw new CommandLineFault(didYouMean(l10n.t('There is no aws swf {0}', name?.slice(0, 60) ?? '…'), near));
  }

  /** Whether the word at a place is the value of an option before it, as far as that shows without the operation. */
  private isValueAt(index: number): boolean {
    const before = this.words[index - 1];
    if (before === undefined || !before.startsWith('--') || before.includes('=')) return false;
    const option = optionsOf('ListDomains').get(before);
    return option?.kind === 'own' && option.takes;
  }

  private async readOptions(operation: OperationName): Promise<void> {
    const options = optionsOf(operation);
    let skipped = 0;
    for (let i = 0; i < this.words.length; i++) {
      const word = this.words[i] ?? '';
      if (!isOption(word, options)) {
        // The service and the operation; what else stands alone belongs to no option.
        if (/^[\u2012-\u2015]/.test(word))
          throw new CommandLineFault(l10n.t('An option begins with two hyphens: --, not a dash'));
        if (++skipped > 2) {
          throw new CommandLineFault(l10n.t('Word {0} after aws is no option and belongs to none', i + 1));
        }
        continue;
      }
      const equals = word.indexOf('=');
      const written = equals < 0 ? word : word.slice(0, equals);
      const name = this.fullName(written, options.keys());
      const option = options.get(name);
      const given = equals < 0 ? this.valuesAfter(i, options) : [word.slice(equals + 1)];
      if (option?.kind === 'member') {
        if (option.value !== undefined) {
          if (equals >= 0) throw new CommandLineFault(l10n.t('{0} takes no value', name));
          this.values[option.member.name] = option.value;
        } else {
          const isList = option.member.type.kind === 'list';
          const taken = isList ? given : given.slice(0, 1);
          if (taken.length === 0 && !isList) throw new CommandLineFault(l10n.t('{0} expects a value', name));
          this.noteQuotes(name, taken);
          this.values[option.member.name] = await this.valueOf(name, option.member.type, taken);
          if (equals < 0) i += taken.length;
        }
      } else if (option?.takes === true) {
        const [value] = given;
        // --generate-cli-skeleton alone is one word.
        if (value === undefined && name !== '--generate-cli-skeleton')
          throw new CommandLineFault(l10n.t('{0} expects a value', name));
        if (value !== undefined && equals < 0) i += 1;
        await this.readOwn(name, value ?? '', operation);
      } else if (name !== '--no-paginate' && name !== '--no-cli-pager') this.leaveOut(name);
    }
  }

  /** An option cut short counts where it is the only one that begins so. */
  private fullName(written: string, names: Iterable<string>): string {
    const all = [...names];
    if (all.includes(written)) return written;
    const [only, ...others] = all.filter((name) => name.startsWith(written));
    if (only !== undefined && others.length === 0) return only;
    const near = nearest(written, all);
    throw new CommandLineFault(didYouMean(l10n.t('The command has no option {0}', written.slice(0, 40)), near));
  }

  private valuesAfter(index: number, options: ReadonlyMap<string, Option>): string[] {
    const rest = this.words.slice(index + 1);
    const end = rest.findIndex((word) => isOption(word, options));
    return end < 0 ? rest : rest.slice(0, end);
  }

  private async readOwn(name: string, value: string, operation: OperationName): Promise<void> {
    const pageMembers: Readonly<Record<string, string>> = {
      '--page-size': 'maximumPageSize',
      '--starting-token': 'nextPageToken',
    };
    const member = pageMembers[name];
    const type = member === undefined ? undefined : membersOf(`${operation}Input`).get(member)?.type;
    const given = name === '--starting-token' ? pageTokenOf(value) : value;
    if (member !== undefined && type !== undefined) this.values[member] = await this.valueOf(name, type, [given]);
    else if (name === '--cli-input-json' || name === '--cli-input-yaml') this.own.set(name, value);
    else if (name === '--profile' || name === '--region' || name === '--endpoint-url') this.own.set(name, value);
    else this.leaveOut(name);
  }

  /** Quotes that a word processor has made are no quotes to bash and cmd. */
  private noteQuotes(name: string, values: readonly string[]): void {
    if (!values.some((value) => /^[\u201C-\u201F\u2018-\u201B]/.test(value))) return;
    this.notes.push(l10n.t('The value of {0} begins with a typographic quote, which is taken for a part of it.', name));
  }

  private leaveOut(name: string): void {
    this.notes.push(l10n.t('{0} has no place in a skeleton file and was left out.', name));
  }

  /** The one that gives a whole document; the AWS CLI takes one of them at most (seen: version 2.36.7). */
  private get inputOption(): '--cli-input-json' | '--cli-input-yaml' | undefined {
    const [option, other] = (['--cli-input-json', '--cli-input-yaml'] as const).filter((each) => this.own.has(each));
    if (other === undefined) return option;
    throw new CommandLineFault(l10n.t('Only one of --cli-input-json and --cli-input-yaml may be given'));
  }

  private async inputDocument(): Promise<unknown> {
    const option = this.inputOption;
    const given = option && this.own.get(option);
    if (given === undefined) return {};
    const text = given.startsWith('file://') || given.startsWith('fileb://') ? await this.file(given) : given;
    if (text === undefined) return {};
    if (option === '--cli-input-yaml') return await parseYaml(text);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      this.text = text;
      this.notes.push(l10n.t('The value of {0} is not JSON', '--cli-input-json'));
      return {};
    }
  }

  /** Nothing when it cannot be read, which is noted: a runbook's files are often elsewhere. */
  private async file(value: string): Promise<string | undefined> {
    const path = value.replace(/^fileb?:\/\//, '');
    try {
      return await this.readFile(path);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.notes.push(l10n.t('The file {0} could not be read: what it holds is missing here.', path));
      return undefined;
    }
  }

  private async valueOf(option: string, type: ValueType, given: readonly string[]): Promise<unknown> {
    const texts: string[] = [];
    for (const text of given) {
      const isFile = text.startsWith('file://') || text.startsWith('fileb://');
      texts.push((isFile ? await this.file(text) : undefined) ?? text);
    }
    const [text = ''] = texts;
    try {
      if (type.kind === 'list') {
        if (texts.length === 0) return [];
        if (/^\s*\[/.test(text)) return parseJson(option, text);
        return texts.map((each) => ofShape(complexValue(option, type.item, each), type.item));
      }
      return ofShape(complexValue(option, type, text), type);
    } catch (error) {
      if (error instanceof ShorthandFault) throw new CommandLineFault(`${option}: ${error.message}`, { cause: error });
      throw error;
    }
  }
}

/** Whether a word is an option and no value: Python's `argparse` takes one with a blank in it for a value, and numbers. */
function isOption(word: string, options: ReadonlyMap<string, Option>): boolean {
  if (!word.startsWith('-') || word === '-' || /^-\d+$|^-\d*\.\d+$/.test(word)) return false;
  const [name = ''] = word.split('=', 1);
  return !word.includes(' ') || [...options.keys()].some((option) => name.length > 2 && option.startsWith(name));
}

/** The token of Amazon SWF in one of the AWS CLI's own, which is JSON in Base64 (seen: botocore 1.43, `TokenDecoder`). */
function pageTokenOf(startingToken: string): string {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(startingToken, 'base64').toString());
    const token = isRecord(decoded) ? decoded['nextPageToken'] : undefined;
    return typeof token === 'string' ? token : startingToken;
  } catch {
    return startingToken;
  }
}

function complexValue(option: string, type: ValueType, text: string): unknown {
  if (type.kind !== 'structure') return text;
  return /^\s*[[{]/.test(text) ? parseJson(option, text) : parseShorthand(text);
}

function parseJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The parser's own message shows a part of the text, which may be a token.
    throw new CommandLineFault(l10n.t('The value of {0} is not JSON', option), { cause: error });
  }
}

/** The parser is loaded for the first one; its messages show parts of the text. */
async function parseYaml(text: string): Promise<unknown> {
  const { parseYamlSkeleton } = await import('./parseYaml');
  const { value, problems } = parseYamlSkeleton(text, yamlWords);
  if (value === undefined || problems.length > 0)
    throw new CommandLineFault(l10n.t('The value of --cli-input-yaml is not YAML that the AWS CLI takes'));
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function didYouMean(words: string, near: string | undefined): string {
  return near === undefined ? words : l10n.t('{0}. Did you mean {1}?', words, near);
}
