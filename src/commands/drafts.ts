/** What a person typed, as it was typed. */
export interface Draft {
  readonly taskToken: string;
  readonly details: string;
}

/**
 * Keeps what was typed until it has served: Escape, a failure or a lost connection take nothing away, the next try starts
 * with it. In memory only, since a token is a key to its task.
 */
export class Drafts {
  private draft: Draft = { taskToken: '', details: '' };

  get current(): Draft {
    return this.draft;
  }

  keep(draft: Partial<Draft>): void {
    this.draft = { ...this.draft, ...draft };
  }
}
