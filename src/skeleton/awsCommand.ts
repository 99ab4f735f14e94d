import * as l10n from '@vscode/l10n';
import { guessShell, type Shell, type ShellWords, splitCommands } from './shellWords';
import { Fault } from '../swf/fault';

/** A text that is no `aws swf` command, or one that the AWS CLI would not take apart either. */
export class CommandLineFault extends Fault {
  override readonly name = 'CommandLineFault';
  readonly details = { nextStep: l10n.t('Correct the command, and paste it again.') };
}

/** A command of the AWS CLI, as it was found in a text. */
export interface AwsCommand {
  readonly shell: Shell;
  /** What stands after `aws`. */
  readonly words: readonly string[];
  /** What a shell would have replaced, such as `$TOKEN`: it stands in the words as it was written. */
  readonly unexpanded: readonly string[];
  /** What the text sets before the command, or in front of it. */
  readonly variables: ReadonlyMap<string, string>;
}

/** What a terminal shows before a command, and who copies it often takes along; `&` by which PowerShell calls a quoted path. */
const prompt = /^\s*(?:PS [^>\n]*>|[A-Za-z]:\\[^>\n]*>|(?:[\w.-]+@[\w.-]+[^$#\n]*)?\$ )?\s*(?:&\s*(?=["']))?/;

/** What a terminal shows before each further line of a command. */
const continuation = /([\\`^])[ \t]*\r?\n[ \t]*(?:>>?|More\?) /g;

/** What stands around a command in Markdown. */
const fence = /^\s*```[\w-]*[ \t]*\r?\n|\r?\n[ \t]*```\s*$/g;

/**
 * Finds the command in what was pasted: with the prompts of a terminal, the fence of Markdown, other commands before it.
 * @throws CommandLineFault
 */
export function findAwsCommand(pasted: string, known?: Shell): AwsCommand {
  const unfenced = pasted.replace(fence, '');
  const shell = known ?? guessShell(unfenced);
  const variables = new Map<string, string>();
  const command = findCommand(unfenced.replace(continuation, '$1\n').replace(prompt, ''), shell, variables);
  if (command === undefined) throw new CommandLineFault(l10n.t('There is no aws command in this text'));
  const { words, unexpanded, openQuote } = command;
  if (openQuote !== undefined) throw new CommandLineFault(l10n.t('The quote {0} has no end', openQuote));
  const aws = words.findIndex(isAws);
  assign(words.slice(0, aws), variables);
  return { shell, words: words.slice(aws + 1), unexpanded, variables };
}

/**
 * The first `aws swf …` of a text, also inside of a substitution, else the first `aws …`. `variables` takes what the commands
 * before it set.
 */
function findCommand(text: string, shell: Shell, variables: Map<string, string>): ShellWords | undefined {
  let other: ShellWords | undefined;
  for (const command of splitCommands(text, shell)) {
    const { words } = command;
    const aws = words.findIndex(isAws);
    if (aws >= 0 && words.includes('swf', aws)) return command;
    if (aws >= 0) other ??= command;
    for (const substitution of command.unexpanded) {
      if (!/\baws\b/.test(substitution)) continue;
      const inner = findCommand(substitution.replace(/^\$\(|^`|[)`]$/g, ''), shell, variables);
      if (inner?.words.includes('swf') === true) return inner;
      other ??= inner;
    }
    if (aws < 0) assign(words, variables);
  }
  return other;
}

/** Takes what words set: `AWS_PROFILE=prod`, after `export` or `set` too, and `$env:AWS_PROFILE = 'prod'`. */
function assign(words: readonly string[], variables: Map<string, string>): void {
  const joined = words[1] === '=' ? [words.slice(0, 3).join('')] : words;
  for (const word of joined) {
    const [, name, value] = /^(?:\$env:)?(\w+)=([^]*)$/i.exec(word) ?? [];
    if (name !== undefined && value !== undefined) variables.set(name.toUpperCase(), value);
  }
}

/** The AWS CLI itself, by a path too, or its image. */
function isAws(word: string): boolean {
  return /(^|[\\/])(aws(\.exe|\.cmd)?|aws-cli(:[\w.-]+)?)$/.test(word);
}
