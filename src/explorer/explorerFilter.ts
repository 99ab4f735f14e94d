import * as l10n from '@vscode/l10n';
import { type Filter, parseFilter, sorts, withSort } from './filter';
import { remarkOnFilter } from './filterWords';
import type { Remark } from '../ports';

const sortWords = {
  age: l10n.t('Oldest First'),
  timeout: l10n.t('Nearest Timeout First'),
  name: l10n.t('By Name'),
} as const;

/** The filter for commands, which know it as a line of text. */
export function explorerFilter(model: {
  readonly filtered: { readonly current: Filter | undefined };
  setFilter(filter: Filter | undefined): void;
}): {
  readonly text: string;
  set(text: string): void;
  remark(text: string): Remark | undefined;
  sorted(text: string, by: string | undefined): string;
  readonly sorts: readonly { readonly name: string; readonly words: string }[];
} {
  return {
    get text() {
      return model.filtered.current?.text ?? '';
    },
    // What is wrong was said while it was typed; of a saved line of another version the rest still counts.
    set: (text) => {
      const { filter } = parseFilter(text);
      model.setFilter(filter.terms.length === 0 && filter.sort === undefined ? undefined : filter);
    },
    remark: remarkOnFilter,
    sorted: (text, by) =>
      withSort(
        text,
        sorts.find((each) => each === by),
      ),
    sorts: sorts.map((name) => ({ name, words: sortWords[name] })),
  };
}
