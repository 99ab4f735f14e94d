import * as l10n from '@vscode/l10n';

/** A failure in words fit for a person: `message` says what is wrong, fixed words first, the variable part after a colon. */
export abstract class Fault extends Error {
  abstract readonly details: {
    /** What the person can do about it, one sentence. */
    readonly nextStep?: string | undefined;
  };
}

/** A failure that no call and no file explains: a mistake of ours. */
export class UnexplainedFault extends Fault {
  override readonly name = 'UnexplainedFault';
  readonly details = {};

  constructor(what: string, cause: unknown) {
    super(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Texts as sentences, each with one full stop; empty ones are left out. */
export function sentences(...texts: readonly (string | undefined)[]): string {
  return texts
    .flatMap((text) =>
      text
        ? [
            /[.!?…。！？]$/.test(text)
              ? text
              : l10n.t({ message: '{0}.', args: [text], comment: ['Ends a sentence that has no full stop'] }),
          ]
        : [],
    )
    .join(' ');
}
