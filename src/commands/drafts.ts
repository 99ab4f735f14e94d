/**
 * Keeps what was typed, as it was typed, until it has served: Escape, a failure or a lost connection take nothing away, the
 * next try starts with it. Each text has the address of what it was meant for, so that a token typed for one task is never
 * put in front of another. In memory only, since a token is a key to its task.
 */
export class Drafts {
  private readonly texts = new Map<string, string>();

  /** The text at an address; empty when there is none. */
  at(address: string): string {
    return this.texts.get(address) ?? '';
  }

  keep(address: string, text: string): void {
    this.texts.set(address, text);
  }

  forget(address: string): void {
    this.texts.delete(address);
  }
}

/** The address of one field's text: parts may hold any character. */
export function draftAddress(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}
