import * as l10n from '@vscode/l10n';
import { plainName } from '../swf/plainText';

/** So many characters of a text are shown to the person who typed it. */
const shownAtMost = 160;

/** A text that the person gave, for the one question before it is sent: on one line, cut where it is long. */
export function excerpt(text: string): string {
  const oneLine = plainName(text);
  const characters = Array.from(oneLine);
  if (characters.length <= shownAtMost) return `“${oneLine}”`;
  return l10n.t(
    '“{0}…” ({1} characters)',
    characters.slice(0, shownAtMost).join(''),
    Array.from(text).length.toLocaleString('en-US'),
  );
}
