import { namedConnection } from './connectionWords';
import { draftAddress, type Drafts } from './drafts';
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
  const { ui, documents, drafts } = parts;
  return async () => {
    const clip = await documents.clipboard();
    const text = isCommand(clip) ? clip : await askCommand(ui, drafts);
    if (text === undefined) return;
    const line = await readCommandLine(text, async (path) => {
      try {
        return await documents.readPath(path);
      } catch (cause) {
        throw new NoSuchFile(`Cannot be read: ${path}`, { cause });
      }
    });
    const fileName = skeletonFileName(line.operation);
    await documents.openNew(fileName, `${JSON.stringify(line.document, undefined, 4)}\n`);
    drafts.forget(draft);
    await tell(line, fileName, parts);
  };
}

function isCommand(text: string): boolean {
  return /(^|[\s\\/"'&])aws(\.exe|\.cmd|-cli(:[\w.-]+)?)?["']?\s/.test(text);
}

async function askCommand(ui: Ui, drafts: Drafts): Promise<string | undefined> {
  const { how, value } = await ui.ask({
    title: 'Paste AWS CLI Command as Skeleton',
    step: 1,
    totalSteps: 1,
    prompt:
      'The clipboard holds no aws command. Paste or type one here; of several lines, copy it and choose this again',
    placeholder: 'aws swf …',
    value: drafts.at(draft),
    secret: false,
    check: (typed) =>
      isCommand(typed) ? undefined : { severity: 'error', text: 'A command begins with aws swf and an operation' },
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
        ? `The command goes to ${place}, which is not the connection in use: ${words}`
        : `The command goes to ${place}, and there is no connection. ${words}`;
  if (line.notes.length === 0 && where === undefined) {
    ui.glance(`Pasted as ${fileName}`);
    return;
  }
  const choose = new Map([['Select Connection…', selectConnection]]);
  const actions = where === undefined ? new Map<string, () => unknown>() : choose;
  ui.offer('warning', sentences(`Pasted as ${fileName}`, ...line.notes, where), actions);
}
