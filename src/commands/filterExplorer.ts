import * as l10n from '@vscode/l10n';
import type { Choice, Memory, Remark, Ui } from '../ports';

/** The explorer's filter, as commands see it. */
export interface ExplorerFilter {
  /** The line that is on; empty when there is none. */
  readonly text: string;
  set(text: string): void;
  /** What a line means, or which part of it is wrong. */
  remark(text: string): Remark | undefined;
  /** The line with its rows in another order, or in the usual one. */
  sorted(text: string, by: string | undefined): string;
  /** In which ways rows can be sorted, each with words for it. */
  readonly sorts: readonly { readonly name: string; readonly words: string }[];
}

export interface FilterParts {
  readonly ui: Ui;
  readonly memory: Memory;
  readonly filter: ExplorerFilter;
}

interface SavedFilter {
  readonly name: string;
  readonly text: string;
}

type Way =
  { readonly kind: 'type' | 'save' | 'delete' | 'clear' } | { readonly kind: 'saved'; readonly saved: SavedFilter };

const savedKey = 'explorer.savedFilters';
const typedKey = 'explorer.typedFilter';
const help = l10n.t(
  'workflow: run: type: tag: for executions; activity: list: by: state: for tasks; older: sort: and words for both. * stands for anything, | for or',
);
const example = l10n.t('workflow:order-* tag:express state:started|cancel-requested older:2h charge');

/**
 * `SWF: Filter…`: one line of text, checked while it is typed. What was typed is kept when the box is left, and over
 * restarts; lines worth it are saved under a name.
 */
export function createFilterExplorer({ ui, memory, filter }: FilterParts): () => Promise<void> {
  const saved = () => savedFilters(memory.get(savedKey));
  const keep = async (filters: readonly SavedFilter[]) => {
    await memory.set(savedKey, filters);
  };

  const type = async (start: string): Promise<void> => {
    const { how, value } = await ui.ask({
      title: l10n.t('Filter'),
      step: 1,
      totalSteps: 1,
      prompt: help,
      placeholder: example,
      value: start,
      secret: false,
      check: (text) => filter.remark(text),
    });
    const text = value.trim();
    await memory.set(typedKey, how === 'accepted' ? '' : text);
    if (how === 'accepted') filter.set(text);
  };

  const save = async (): Promise<void> => {
    const { how, value } = await ui.ask({
      title: l10n.t('Save Filter'),
      step: 1,
      totalSteps: 1,
      prompt: l10n.t('A name for: {0}', filter.text),
      placeholder: l10n.t('stuck payments'),
      value: saved().find(({ text }) => text === filter.text)?.name ?? '',
      secret: false,
      check: (name) => {
        if (name.trim() === '') return { severity: 'error', text: l10n.t('A name is needed') };
        const taken = saved().find((each) => each.name === name.trim());
        return taken === undefined ? undefined : { severity: 'warning', text: l10n.t('Replaces: {0}', taken.text) };
      },
    });
    if (how !== 'accepted') return;
    const name = value.trim();
    const others = saved().filter((each) => each.name !== name);
    await keep([...others, { name, text: filter.text }].sort((a, b) => a.name.localeCompare(b.name, 'en')));
    ui.glance(l10n.t('Saved the filter: {0}', name));
  };

  const remove = async (): Promise<void> => {
    const choices = saved().map((each) => ({ label: each.name, description: each.text, value: each }));
    const gone = await ui.pick(l10n.t('Delete Saved Filter'), choices);
    if (gone === undefined) return;
    await keep(saved().filter(({ name }) => name !== gone.name));
    ui.offer(
      'information',
      l10n.t('Deleted the saved filter: {0}', gone.name),
      new Map([[l10n.t('Undo'), () => keep([...saved().filter(({ name }) => name !== gone.name), gone])]]),
    );
  };

  return async () => {
    const typed = memory.get(typedKey);
    const start = typeof typed === 'string' && typed !== '' ? typed : filter.text;
    const ways = choicesOf(saved(), filter.text);
    // Without anything to choose from, the box itself is the quickest.
    const way = ways.length === 1 ? { kind: 'type' as const } : await ui.pick(l10n.t('Filter'), ways);
    switch (way?.kind) {
      case undefined:
        return;
      case 'type':
        await type(start);
        return;
      case 'saved':
        filter.set(way.saved.text);
        return;
      case 'save':
        await save();
        return;
      case 'delete':
        await remove();
        return;
      case 'clear':
        filter.set('');
    }
  };
}

function choicesOf(saved: readonly SavedFilter[], text: string): Choice<Way>[] {
  const isOn = text !== '';
  return [
    { label: isOn ? l10n.t('Change Filter…') : l10n.t('Type a Filter…'), description: text, value: { kind: 'type' } },
    ...(isOn
      ? [
          {
            label: l10n.t('Clear Filter'),
            description: l10n.t('shows every row again'),
            value: { kind: 'clear' } as const,
          },
        ]
      : []),
    ...saved.map((each) => ({
      label: each.name,
      description: each.text,
      value: { kind: 'saved', saved: each } as const,
    })),
    ...(isOn ? [{ label: l10n.t('Save Filter…'), description: text, value: { kind: 'save' } as const }] : []),
    ...(saved.length > 0 ? [{ label: l10n.t('Delete Saved Filter…'), value: { kind: 'delete' } as const }] : []),
  ];
}

/** What was kept, as far as it can be used. */
function savedFilters(kept: unknown): readonly SavedFilter[] {
  return Array.isArray(kept) ? kept.filter(isSavedFilter) : [];
}

function isSavedFilter(value: unknown): value is SavedFilter {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('text' in value)) return false;
  return typeof value.name === 'string' && typeof value.text === 'string';
}

/** `SWF: Sort…`: the part of the filter that says the order of the rows. */
export function createSortExplorer({ ui, filter }: FilterParts): () => Promise<void> {
  return async () => {
    const by = await ui.pick<{ readonly name: string | undefined }>(l10n.t('Sort'), [
      {
        label: l10n.t('As Usual'),
        description: l10n.t('executions newest first, tasks most urgent first'),
        value: { name: undefined },
      },
      ...filter.sorts.map(({ name, words }) => ({ label: words, description: `sort:${name}`, value: { name } })),
    ]);
    if (by !== undefined) filter.set(filter.sorted(filter.text, by.name));
  };
}
