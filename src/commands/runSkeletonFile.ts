import { type RunParts, runOperation } from './runOperation';
import type { SkeletonTies } from './skeletonTies';
import type { Documents, Ui } from '../ports';
import { overrideValues } from '../skeleton/override';
import { checkSkeletonFile, type Skeleton } from '../skeleton/parse';
import type { SkeletonKinds } from '../skeleton/recognize';
import { checkInput } from '../swf/checkInput';
import type { Input } from '../swf/client';
import { cliName, type OperationName } from '../swf/operations';

export interface RunSkeletonParts extends RunParts {
  readonly ties: SkeletonTies;
  readonly skeletons: SkeletonKinds;
}

/** A skeleton file as it stands in the editor at this moment, and what is wrong with it. */
interface SkeletonFile {
  readonly operation: OperationName;
  readonly fileName: string;
  readonly skeleton: Skeleton;
}

/**
 * Runs a skeleton file: what is sent is the text in the editor at this moment, not what a lens was made from. `overrides`
 * are put over its top-level members, as single options on the command line are. Gives the outcome, if there is one.
 */
export function createRunSkeletonFile(
  parts: RunSkeletonParts,
): (file?: { toString(): string }, overrides?: Readonly<Record<string, unknown>>) => Promise<unknown> {
  const { ui, documents, ties } = parts;

  const run = async (address: string, overrides: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const file = await readSkeletonFile(address, parts);
    if (file === undefined) return undefined;
    const { operation, fileName, skeleton } = file;
    const document = overrideValues(skeleton.value, overrides);
    // What an override replaces is not wrong any more.
    const problems = skeleton.problems.filter(
      ({ code, path }) => code !== 'fileReference' && !(path !== undefined && String(path[0]) in overrides),
    );
    const wrong = [...problems, ...checkInput(operation, document)];
    if (!isInput(document, wrong)) {
      refuse(ui, documents, fileName, wrong);
      return undefined;
    }
    const task = ties.taskOf(address);
    return await runOperation({ operation, document, fileName, task }, parts, () => run(address, overrides));
  };

  return async (file, overrides = {}) => {
    const address = file?.toString() ?? documents.active();
    if (address !== undefined) return await run(address, overrides);
    ui.offer('error', `Open a skeleton file first, for instance ${cliName('RespondActivityTaskCanceled')}.json`);
    return undefined;
  };
}

/** The skeleton in an open document; of one that is none the person is told. */
export async function readSkeletonFile(
  address: string,
  { ui, documents, skeletons }: Pick<RunSkeletonParts, 'ui' | 'documents' | 'skeletons'>,
): Promise<SkeletonFile | undefined> {
  const { text, fileName } = await documents.read(address);
  const kind = skeletons.kindOf(address);
  if (kind === undefined) {
    ui.offer(
      'error',
      `The file name holds no SWF operation: ${fileName}. Use it as a skeleton for one, and run it again`,
    );
    return undefined;
  }
  return { operation: kind.operation, fileName, skeleton: await checkSkeletonFile(kind, text) };
}

/** Whoever has no problem is an input: the checks know the shapes that the SDK's types are made from. */
function isInput(document: unknown, problems: readonly unknown[]): document is Input<OperationName> {
  return document !== undefined && problems.length === 0;
}

function refuse(
  ui: Ui,
  documents: Documents,
  fileName: string,
  problems: readonly { readonly message: string }[],
): void {
  const [first, ...others] = [...new Set(problems.map(({ message }) => message))];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const text = `Nothing was sent, ${fileName} has mistakes: ${first ?? ''}${more}`;
  ui.offer('error', text, new Map([['Show Problems', () => documents.showProblems()]]));
}
