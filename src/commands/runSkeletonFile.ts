import { closeActivityTask, type ClosingParts } from './closeActivityTask';
import type { SkeletonTies } from './skeletonTies';
import type { Documents } from '../ports';
import { checkSkeleton } from '../skeleton/parse';
import { recognizeOperation } from '../skeleton/recognize';
import { cliName, isClosingOperation } from '../swf/operations';
import type { Outcome } from '../swf/outcome';

export interface RunSkeletonParts extends ClosingParts {
  readonly documents: Documents;
  readonly ties: SkeletonTies;
}

/**
 * Runs a skeleton file: what is sent is the text in the editor at this moment, not what a lens was made from. Gives the
 * outcome, or nothing when the file could not be run.
 */
export function createRunSkeletonFile(
  parts: RunSkeletonParts,
): (file?: { toString(): string }) => Promise<Outcome | undefined> {
  const { ui, documents, ties } = parts;

  const run = async (address: string): Promise<Outcome | undefined> => {
    const { text, fileName } = await documents.read(address);
    const operation = recognizeOperation(fileName);
    if (operation === undefined || !isClosingOperation(operation)) {
      ui.offer('error', `The file name holds no SWF operation that can be run: ${fileName}`);
      return undefined;
    }
    const { value, problems } = checkSkeleton(operation, text);
    if (problems.length > 0) {
      refuse(fileName, problems);
      return undefined;
    }
    return await closeActivityTask({ operation, document: value, task: ties.taskOf(address) }, parts, () =>
      run(address),
    );
  };

  const refuse = (fileName: string, problems: readonly { readonly message: string }[]): void => {
    const [first, ...others] = problems.map(({ message }) => message);
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    const text = `Nothing was sent, ${fileName} has mistakes: ${first ?? ''}${more}`;
    ui.offer('error', text, new Map([['Show Problems', () => documents.showProblems()]]));
  };

  return async (file) => {
    const address = file?.toString() ?? documents.active();
    if (address !== undefined) return await run(address);
    ui.offer('error', `Open a skeleton file first, for instance ${cliName('RespondActivityTaskCanceled')}.json`);
    return undefined;
  };
}
