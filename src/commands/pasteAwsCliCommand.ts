import * as l10n from '@vscode/l10n';
import { namedConnection } from './connectionWords';
import { draftAddress, type Drafts } from './drafts';
import type { DocumentTies } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import type { Documents, Ui } from '../ports';
import { skeletonFileName } from '../skeleton/generate';
import { type CommandLine, readCommandLine } from '../skeleton/readCommandLine';
import { Fault, sentences } from '../swf/fault';

export interface PasteCommandParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly drafts: Drafts;
  readonly connection: OpenConnection;
  readonly ties: DocumentTies;
  readonly selectConnection: () => unknown;
}

/** A file that a command names, and that is not here. */
class NoSuchFile extends Fault {
  override readonly name = 'NoSuchFile';
  readonly details = {};
}

const draft = draftAddress('pasteAwsCliCommand');

/**
 * `SWF: Paste AWS CLI Command as Skeleton`: opens what an `aws swf …` command says as a skeleton file, mistakes included,
 * from the clipboard, or from a box when that holds none. Tells what the file does not hold of the command.
 * @throws CommandLineFault when the command cannot be taken apart
 */
export function createPasteAwsCliCommand(parts: PasteCommandParts): () => Promise<void> {
  const { ui, documents, drafts, ties } = parts;
  return async () => {
    const clip = await documents.clipboard();
    const text = isCommand(clip) ? clip : await askCommand(ui, drafts);
    if (text === undefined) return;
    const line = await readCommandLine(text, async (path) => {
      try {
        return await documents.readPath(path);
      } catch (cause) {
        throw new NoSuchFile(l10n.t('Cannot be read: {0}', path), { cause });
      }
    });
    const fileName = skeletonFileName(line.operation);
    const document = line.text ?? `${JSON.stringify(line.document, undefined, 4)}\n`;
    await ties.tie(await documents.openNew(fileName, document), {});
    drafts.forget(draft);
    await tell(line, fileName, parts);
  };
}

function isCommand(text: string): boolean {
  return /(^|[\s\\/"'&])aws(\.exe|\.cmd|-cli(:[\w.-]+)?)?["']?\s/.test(text);
}

async function askCommand(ui: Ui, drafts: Drafts): Promise<string | undefined> {
  const { how, value } = await ui.ask({
    title: l10n.t('Paste AWS CLI Command as Skeleton'),
    step: 1,
    totalSteps: 1,
    prompt: l10n.t(
      'The clipboard holds no aws command. Paste or type one here; of several lines, copy it and choose this again',
    ),
    placeholder: l10n.t('aws swf …'),
    value: drafts.at(draft),
    secret: false,
    check: (typed) =>
      isCommand(typed)
        ? undefined
        : { severity: 'error', text: l10n.t('A command begins with aws swf and an operation') },
  });
  drafts.keep(draft, value);
  return how === 'accepted' ? value : undefined;
}

/** What the file does not say: what was left out, and where the command would have gone. */
async function tell(line: CommandLine, fileName: string, parts: PasteCommandParts): Promise<void> {
  const { ui, connection, selectConnection } = parts;
  const named = Object.entries(line.target);
  const { target, words, known } = await namedConnection(connection);
  const elsewhere = named.filter(([key, value]) => target[key as keyof typeof target] !== value);
  const place = elsewhere.map(([key, value]) => `${key} ${value}`).join(', ');
  const where =
    elsewhere.length === 0
      ? undefined
      : known
        ? l10n.t('The command goes to {0}, which is not the connection in use: {1}', place, words)
        : l10n.t('The command goes to {0}, and there is no connection. {1}', place, words);
  if (line.notes.length === 0 && where === undefined) {
    ui.glance(l10n.t('Pasted as {0}', fileName));
    return;
  }
  const choose = new Map([[l10n.t('Select Connection…'), selectConnection]]);
  const actions = where === undefined ? new Map<string, () => unknown>() : choose;
  ui.offer('warning', sentences(l10n.t('Pasted as {0}', fileName), ...line.notes, where), actions);
}
