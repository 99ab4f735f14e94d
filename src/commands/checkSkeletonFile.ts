import * as l10n from '@vscode/l10n';
import { checkTaskToken, type CheckTokenParts } from './checkTaskToken';
import { isInput, judge, mistakeWords, readSource, type SourceParts } from './skeletonSource';
import { sentences } from '../swf/fault';
import { isClosingOperation, operation as operationOf, type OperationName } from '../swf/operations';

export interface CheckSkeletonParts extends CheckTokenParts, SourceParts {
  readonly run: (origin: unknown) => Promise<unknown>;
}

/**
 * `SWF: Check Skeleton File`: every check and no call. What no check can know is said; of a task token one heartbeat tells
 * it, which is offered and asks. Gives whether there are no mistakes.
 */
export function createCheckSkeletonFile(parts: CheckSkeletonParts): (origin?: unknown) => Promise<boolean> {
  const { ui, documents } = parts;
  return async (origin) => {
    const source = await readSource(origin, parts);
    if (source === undefined) return false;
    const { operation, fileName, address, skeleton } = source;
    const { document, mistakes } = judge(source);
    const problems = new Map([[l10n.t('Show Problems'), () => documents.showProblems()]]);
    const shown = address === undefined ? new Map<string, () => unknown>() : problems;
    if (!isInput(document, mistakes)) {
      ui.offer('error', l10n.t('{0} has mistakes, it would not be sent: {1}', fileName, mistakeWords(mistakes)), shown);
      return false;
    }
    const warnings = skeleton.problems.filter(({ severity }) => severity === 'warning');
    if (warnings.length > 0) {
      const text = sentences(
        l10n.t('{0} can be sent, but may not say what is meant: {1}', fileName, mistakeWords(warnings)),
        unknown(operation),
      );
      ui.offer('warning', text, shown);
      return true;
    }
    const taskToken = 'taskToken' in document ? document.taskToken : undefined;
    const heartbeat =
      takesActivityToken(operation) && typeof taskToken === 'string'
        ? () => checkTaskToken(taskToken, parts, new Map([[l10n.t('Run…'), () => parts.run(origin ?? address)]]))
        : undefined;
    ui.offer(
      'information',
      sentences(l10n.t('No mistakes in {0}', fileName), unknown(operation)),
      heartbeat === undefined ? new Map() : new Map([[l10n.t('Ask by a Heartbeat…'), heartbeat]]),
    );
    return true;
  };
}

/** A decision task's token takes no heartbeat. */
function takesActivityToken(operation: OperationName): boolean {
  return isClosingOperation(operation) || operation === 'RecordActivityTaskHeartbeat';
}

/** What a check without a call leaves open. */
function unknown(operation: OperationName): string {
  if (takesActivityToken(operation))
    return l10n.t('Nothing was sent. Not known: whether the task of its token is still open.');
  if (operationOf(operation).takesToken)
    return l10n.t('Nothing was sent. Not known: whether the decision task of its token is still open.');
  return l10n.t('Nothing was sent. Not known: whether what it names exists, and whether the connection may do this.');
}
