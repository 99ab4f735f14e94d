import * as l10n from '@vscode/l10n';
import { namedConnection } from './connectionWords';
import { readSource, type SkeletonSource, type SourceParts } from './skeletonSource';
import type { OpenConnection } from '../connection/openConnection';
import type { Choice, Documents, Memory } from '../ports';
import type { Shell } from '../skeleton/shellWords';
import {
  type CommandTarget,
  fileCommandLine,
  inlineCommandLine,
  type WrittenCommand,
} from '../skeleton/writeCommandLine';
import { sentences } from '../swf/fault';
import { cliName } from '../swf/operations';

export interface CopyCommandParts extends SourceParts {
  readonly memory: Memory;
  readonly connection: OpenConnection;
}

interface Form {
  readonly shell: Shell;
  readonly by: 'file' | 'inline';
}

const shells: Readonly<Record<Shell, string>> = { bash: 'bash', powershell: 'PowerShell', cmd: 'cmd' };
const forms = (['file', 'inline'] as const).flatMap((by) =>
  (['bash', 'powershell', 'cmd'] as const).map((shell): Form => ({ shell, by })),
);
const remembered = 'copyCommandForm';

/**
 * `SWF: Copy as AWS CLI Command…`: the command that sends what the skeleton says to where the connection in use goes, for
 * the shell that the person chooses. Nothing is sent.
 */
export function createCopyAwsCliCommand(parts: CopyCommandParts): (origin?: unknown) => Promise<void> {
  const { ui, documents, memory } = parts;
  return async (origin) => {
    const source = await readSource(origin, parts);
    if (source === undefined) return;
    const path = await pathOf(source, documents);
    const last = memory.get(remembered);
    const offered = forms.filter(({ by }) => by === 'inline' || path !== undefined);
    const choices = offered.map((form) => choiceOf(form, source, path));
    choices.sort((a, b) => Number(keyOf(b.value) === last) - Number(keyOf(a.value) === last));
    const form = await ui.pick(l10n.t('Copy {0} as AWS CLI Command', cliName(source.operation)), choices);
    if (form === undefined) return;
    await memory.set(remembered, keyOf(form));
    await copy(form, source, path, parts);
  };
}

function keyOf({ by, shell }: Form): string {
  return `${shell} ${by}`;
}

/** Where the AWS CLI finds the file; of a document that is not saved as it stands, it is saved first. */
interface SourcePath {
  readonly path: string | undefined;
  readonly save: boolean;
}

async function pathOf({ address, path }: SkeletonSource, documents: Documents): Promise<SourcePath | undefined> {
  if (address === undefined) return path === undefined ? undefined : { path, save: false };
  const file = await documents.fileOf(address);
  return { path: file?.path, save: file === undefined || file.changed };
}

function choiceOf({ by, shell }: Form, source: SkeletonSource, path: SourcePath | undefined): Choice<Form> {
  const value = { by, shell };
  if (by === 'file') {
    const what =
      path?.save === true ? l10n.t('The file is saved first') : l10n.t('Names the file, shows nothing of it');
    return { label: `${shells[shell]} · file://`, description: what, value };
  }
  const what = holdsToken(source)
    ? l10n.t('Everything in one line: it holds the task token')
    : l10n.t('Everything in one line');
  return { label: `${shells[shell]} · inline`, description: what, value };
}

function holdsToken({ skeleton, values }: SkeletonSource): boolean {
  return 'taskToken' in values || (isObject(skeleton.value) && 'taskToken' in skeleton.value);
}

async function copy(
  form: Form,
  source: SkeletonSource,
  at: SourcePath | undefined,
  parts: CopyCommandParts,
): Promise<void> {
  const { ui, documents, connection } = parts;
  const { target, words, known } = await namedConnection(connection);
  const saved = form.by === 'file' && at?.save === true && source.address !== undefined;
  const path = saved ? await documents.save(source.address ?? '') : at?.path;
  if (form.by === 'file' && path === undefined) {
    ui.glance(l10n.t('Nothing was copied: the file was not saved'));
    return;
  }
  const written = form.by === 'file' ? fileText(source, path ?? '', target, form) : inlineText(source, target, form);
  if ('impossible' in written) {
    const other: Form = { shell: form.shell, by: 'file' };
    const byFile = new Map([[l10n.t('Copy with file://'), () => copy(other, source, at, parts)]]);
    const offered = form.by === 'inline' && at !== undefined ? byFile : new Map<string, () => unknown>();
    ui.offer('error', sentences(l10n.t('Nothing was copied'), written.impossible), offered);
    return;
  }
  await documents.copy(written.text);
  const secret = form.by === 'inline' && holdsToken(source);
  const what = secret
    ? l10n.t('Copied for {0}, with the task token in it', shells[form.shell])
    : l10n.t('Copied for {0}', shells[form.shell]);
  if (known && !secret) ui.glance(`${what} · ${words}`);
  else if (known) ui.offer('warning', sentences(what, l10n.t('It goes to {0}', words)));
  else ui.offer('warning', sentences(what, l10n.t('It names no profile, region or endpoint'), words));
}

function fileText(
  { operation, format, values }: SkeletonSource,
  path: string,
  target: CommandTarget,
  { shell }: Form,
): WrittenCommand {
  if (Object.keys(values).length > 0)
    return { impossible: l10n.t('Single values stand beside the file; inline they are in the command') };
  return fileCommandLine(operation, path, target, shell, format);
}

function inlineText(
  { operation, skeleton, values }: SkeletonSource,
  target: CommandTarget,
  { shell }: Form,
): WrittenCommand {
  if (!isObject(skeleton.value))
    return { impossible: l10n.t('The text cannot be read; its first mistake is underlined') };
  return inlineCommandLine(operation, { ...skeleton.value, ...values }, target, shell);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
