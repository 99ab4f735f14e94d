import { commandIds } from '../contract';
import type { Clock, Log } from '../ports';
import { isOperationName } from '../swf/operations';

/** How many lines are remembered. */
const keptLines = 50;

/** A line of `loggedClient`, part by part: nothing else is let in, whatever a service writes into its headers. */
const callPattern =
  /^([A-Za-z]{1,60}): ([a-zA-Z]{1,40}(?:, delivered: (?:no|maybe))?) after (\d{1,9}) ms, request id ([\w-]{1,40}), attempts (\d{1,4}|unknown)$/;

/** The same log, which remembers for a report of a problem what of its last lines can hold no name and no secret. */
export class RecentLog implements Log {
  private readonly kept: string[] = [];

  constructor(
    private readonly log: Log,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** The last lines, the oldest first. */
  get lines(): readonly string[] {
    return this.kept;
  }

  debug(message: string): void {
    this.keep('debug', message);
    this.log.debug(message);
  }

  info(message: string): void {
    this.keep('info', message);
    this.log.info(message);
  }

  warn(message: string): void {
    this.keep('warn', message);
    this.log.warn(message);
  }

  error(message: string): void {
    this.keep('error', message);
    this.log.error(message);
  }

  private keep(level: keyof Log, message: string): void {
    this.kept.push(`${new Date(this.clock.now()).toISOString()} ${level} ${withoutNames(message)}`);
    if (this.kept.length > keptLines) this.kept.shift();
  }
}

/** Lines of calls whole; of all others, which are sentences and may name anything, the command that they are about. */
function withoutNames(message: string): string {
  const [, operation = ''] = callPattern.exec(message) ?? [];
  if (isOperationName(operation)) return message;
  const command = commandIds.find((id) => message.startsWith(`${id}: `));
  return command === undefined ? '(sentence left out)' : `${command}: (sentence left out)`;
}
