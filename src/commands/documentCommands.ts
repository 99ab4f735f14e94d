import * as l10n from '@vscode/l10n';
import { createCheckSkeletonFile } from './checkSkeletonFile';
import { createCopyAwsCliCommand } from './copyAwsCliCommand';
import { documentConnection, type DocumentConnectionParts } from './documentConnection';
import { createFindTaskTokens } from './findTaskTokens';
import { createNewSkeletonFileFromEvent } from './newSkeletonFromEvent';
import type { PartsOn } from './partsOn';
import { createRunSkeletonFile } from './runSkeletonFile';
import { createRunWithOverrides } from './runWithOverrides';
import { createSkeletonTask, type SkeletonTaskParts } from './skeletonTask';
import { createCloseCommand } from './tokenCommand';
import type { OpenConnection } from '../connection/openConnection';

type On = (connection: OpenConnection | undefined) => PartsOn;

/**
 * The commands on documents. What was made from a row or a history goes where that came from, whichever connection is in
 * use by then; any other document goes to the one in use.
 */
export function createDocumentCommands(on: On, parts: DocumentConnectionParts & SkeletonTaskParts) {
  const ofDocument =
    <Origin, Rest extends readonly unknown[], Result>(
      create: (its: PartsOn) => (origin?: Origin, ...rest: Rest) => Result,
    ) =>
    async (origin?: Origin, ...rest: Rest): Promise<Awaited<Result>> =>
      await create(on(await documentConnection(origin, parts)))(origin, ...rest);

  const finding = ({ closing }: PartsOn) =>
    createFindTaskTokens({
      ...closing,
      uses: new Map([
        [l10n.t('Cancel Activity Task…'), createCloseCommand('RespondActivityTaskCanceled', closing)],
        [l10n.t('Complete Activity Task…'), createCloseCommand('RespondActivityTaskCompleted', closing)],
        [l10n.t('Fail Activity Task…'), createCloseCommand('RespondActivityTaskFailed', closing)],
      ]),
    });
  const runSkeletonFile = ofDocument(({ running }) => createRunSkeletonFile(running));
  const runSkeletonTask = createSkeletonTask(
    async (given) => on(await documentConnection(given, parts)).running,
    parts,
  );
  return {
    runSkeletonTask,
    commands: {
      // A button in an editor's title gives more than the document, which is no override.
      'swf.runSkeletonFile': (origin?: unknown) => runSkeletonFile(origin),
      'swf.checkSkeletonFile': ofDocument(({ running }) =>
        createCheckSkeletonFile({ ...running, run: runSkeletonFile }),
      ),
      'swf.runSkeletonFileWithOverrides': ofDocument(({ running }) => createRunWithOverrides(running)),
      'swf.copyAsAwsCliCommand': ofDocument(({ shared }) => createCopyAwsCliCommand(shared)),
      'swf.newSkeletonFileFromEvent': ofDocument(({ making }) => createNewSkeletonFileFromEvent(making)),
      'swf.findTaskTokensInSelection': ofDocument((its) => finding(its).inSelection),
      'swf.findTaskTokensInFile': ofDocument((its) => finding(its).inFile),
      'swf.findTaskTokensInClipboard': () => finding(on(undefined)).inClipboard(),
    },
  };
}
