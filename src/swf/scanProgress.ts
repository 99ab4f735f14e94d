/** `failed` and `stopped` can be resumed; `done` can be resumed where executions could not be read. */
export type ScanState = 'idle' | 'running' | 'stopped' | 'failed' | 'done';

/** How far a scan is. */
export interface ScanProgress {
  /** Executions read in this run, or found closed meanwhile. */
  readonly read: number;
  /** Executions to be read in this run, as far as it is known. */
  readonly total: number;
  /** Whether `total` is what was listed, what Amazon SWF counts, or less than there are. */
  readonly totalIs: 'exact' | 'about' | 'atLeast';
  readonly tasks: number;
  /** Executions that could not be read; tasks found in them before are still shown. */
  readonly unreadable: number;
  /** Long histories whose reading stopped at the number of open tasks that Amazon SWF counts. */
  readonly incomplete: number;
  /** How long the rest will take by the request rates alone, in milliseconds. */
  readonly timeLeft: number;
  /** When the last run ended, in milliseconds since 1970. */
  readonly endedAt: number | undefined;
}
