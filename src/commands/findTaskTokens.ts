import * as l10n from '@vscode/l10n';
import { checkTaskToken, type CheckTokenParts } from './checkTaskToken';
import type { Choice, Documents, Place } from '../ports';
import { findTokens, type FoundToken } from '../skeleton/findTokens';
import { plainLine } from '../swf/plainText';
import { maskToken } from '../swf/taskToken';

export interface FindTokensParts extends CheckTokenParts {
  readonly documents: Documents;
  /** The commands that a token can be given to, by the words for them. */
  readonly uses: ReadonlyMap<string, (input: { readonly taskToken: string }) => Promise<unknown>>;
}

/** Where a text came from: `address` is that of a document, in which places can be shown. */
interface Source {
  readonly name: string;
  readonly address?: string | undefined;
  readonly text: string;
  /** The parts of the text to look in; all of it when left out. */
  readonly within?: readonly Place[];
}

type File = { toString(): string } | undefined;

/** `SWF: Find Task Tokens in Selection`, `… in File`, `… in Clipboard`: a list of the hits, and what to do with one. */
export function createFindTaskTokens(parts: FindTokensParts): {
  readonly inSelection: () => Promise<void>;
  readonly inFile: (file?: File) => Promise<void>;
  readonly inClipboard: () => Promise<void>;
} {
  const { ui, documents } = parts;

  const readDocument = async (address: string): Promise<Source> => {
    const { text, fileName } = await documents.read(address);
    // The editor hides a byte order mark and does not count it.
    return { name: fileName, address, text: text.replace(/^\uFEFF/, '') };
  };

  const noDocument = () => {
    ui.offer('error', l10n.t('Open a file in the editor first, or copy a text and look in the clipboard.'));
  };

  return {
    inSelection: async () => {
      const address = documents.active();
      if (address === undefined) {
        noDocument();
        return;
      }
      const within = documents.selections();
      if (within.length === 0) {
        ui.offer('information', l10n.t('Nothing is selected. Select the text to look in, or look in the whole file.'));
        return;
      }
      const source = await readDocument(address);
      await find({ ...source, name: l10n.t('the selection in {0}', source.name), within }, parts);
    },
    inFile: async (file) => {
      const address = file?.toString() ?? documents.active();
      if (address === undefined) noDocument();
      else await find(await readDocument(address), parts);
    },
    inClipboard: async () => {
      await find({ name: l10n.t('the clipboard'), text: await documents.clipboard() }, parts);
    },
  };
}

/** Hits of one token: it often stands in a log many times. */
interface Hit {
  readonly first: FoundToken;
  readonly lines: readonly number[];
}

async function find(source: Source, parts: FindTokensParts): Promise<void> {
  const { ui, documents } = parts;
  const hits = hitsIn(source);
  if (hits.length === 0) {
    ui.offer('information', l10n.t('No task token was found in {0}.', source.name));
    return;
  }
  const { address } = source;
  const show = ({ first }: Hit) => {
    if (address === undefined) return;
    // A place that cannot be shown takes nothing from the list.
    documents.show(address, first).catch((error: unknown) => {
      parts.log.warn(`The place of a task token could not be shown: ${String(error)}`);
    });
  };
  const title =
    hits.length === 1
      ? l10n.t('One task token in {0}', source.name)
      : l10n.t('{0} task tokens in {1}', hits.length, source.name);
  for (;;) {
    const hit = await ui.pick(title, hits.map(choiceOf), show);
    if (hit === undefined || (await use(hit.first, parts))) return;
  }
}

/** In a selection a token counts when it touches it, and what is beside it is looked for in the whole text. */
function hitsIn({ text, within }: Source): Hit[] {
  const byToken = new Map<string, FoundToken[]>();
  for (const found of findTokens(text)) {
    const inside = within?.some(
      (place) => found.offset < place.offset + place.length && place.offset < found.offset + found.length,
    );
    if (inside === false) continue;
    byToken.set(found.token, [...(byToken.get(found.token) ?? []), found]);
  }
  return [...byToken.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const told = all.find(({ facts }) => facts.length > 0)?.facts ?? [];
    return [{ first: { ...first, facts: told }, lines: all.map(({ line }) => line) }];
  });
}

const linesShown = 4;

function choiceOf(hit: Hit): Choice<Hit> {
  const { token, doubt, facts } = hit.first;
  const lines = [...new Set(hit.lines)];
  const shown = lines.slice(0, linesShown).join(', ');
  const place =
    lines.length === 1
      ? l10n.t('line {0}', shown)
      : lines.length > linesShown
        ? l10n.t('lines {0} and {1} more', shown, lines.length - linesShown)
        : l10n.t('lines {0}', shown);
  const beside = facts.map(({ name, value }) => `${name} ${plainLine(value)}`);
  return {
    label: maskToken(token),
    description: [place, ...beside].join(' · '),
    ...(doubt === undefined ? {} : { detail: `⚠ ${doubt}` }),
    value: hit,
  };
}

/** Offers what can be done with a token. False when the person went back to the list. */
async function use({ token, doubt }: FoundToken, parts: FindTokensParts): Promise<boolean> {
  const { ui, documents, uses } = parts;
  const mask = maskToken(token);
  const actions = new Map([...uses].map(([words, run]) => [words, () => run({ taskToken: token })] as const));
  const choices: Choice<() => Promise<unknown>>[] = [
    {
      label: l10n.t('Check by a Heartbeat…'),
      description: l10n.t('asks first: it starts the heartbeat timeout anew'),
      value: () => checkTaskToken(token, parts, actions),
    },
    {
      label: l10n.t('Copy Task Token'),
      value: async () => {
        await documents.copy(token);
        ui.glance(l10n.t('Copied: {0}', mask));
      },
    },
    ...[...actions].map(([label, value]) => ({ label, value })),
  ];
  const action = await ui.pick(
    doubt === undefined ? l10n.t('Task token {0}', mask) : l10n.t('Task token {0}: {1}', mask, doubt),
    choices,
  );
  if (action === undefined) return false;
  await action();
  return true;
}
