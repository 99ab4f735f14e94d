import { plainName, plainParagraphs } from '../swf/plainText';

/**
 * Texts hold names that any worker or decider wrote, and VS Code reads some of what it shows: here they become what they
 * are, letter by letter. Callers write each name on its line; this is for what they overlooked.
 */

/** For a modal: lines stay lines, and nothing turns or hides. */
export function shownLines(text: string): string {
  return plainParagraphs(text);
}

/** For a message or a progress, where `[text](command:…)` would be a link that runs a command. */
export function shownMessage(text: string): string {
  return plainParagraphs(text).replaceAll('](', '] (');
}

/** For a list or the status bar, where `$(bug)` would be an icon. */
export function shownLabel(text: string): string {
  return plainName(text).replaceAll('$(', '\\$(');
}
