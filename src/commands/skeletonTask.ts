import * as l10n from '@vscode/l10n';
import { isDone } from './runOperation';
import { runSource, type RunSkeletonParts } from './runSkeletonFile';
import { isInput, judge, type Mistake, readNamed, type SkeletonSource } from './skeletonSource';
import type { Answer, Checklist, Choice, Documents, Field, Log, Question, Severity, Ui } from '../ports';
import { Fault, sentences } from '../swf/fault';

/** The terminal of a task. */
export interface TaskTerminal {
  readonly print: (line: string) => void;
  /** Whether the person has ended the task. */
  readonly ended: () => boolean;
}

/** Runs what a task of the type `swf` says; gives its exit code. */
export type SkeletonTask = (definition: unknown, terminal: TaskTerminal) => Promise<0 | 1>;

export interface SkeletonTaskParts {
  readonly documents: Documents;
  readonly log: Log;
}

/**
 * Runs a task by the procedure that lenses and palette run, with the same questions; what they tell is printed too. Mistakes
 * of a file are printed so that the problem matcher `$swf` finds their places.
 */
export function createSkeletonTask(
  partsOf: (given: Readonly<Record<string, unknown>>) => Promise<RunSkeletonParts>,
  { documents, log }: SkeletonTaskParts,
): SkeletonTask {
  return async (definition, terminal) => {
    const given = argumentsOf(definition);
    const read = () => readNamed(given, documents);
    // By then the terminal may be gone.
    const again = async (): Promise<unknown> => await runSource(await read(), {}, await partsOf(given), again);
    const run = async (): Promise<unknown> => {
      const parts = await partsOf(given);
      const ui = new PrintingUi(parts.ui, terminal);
      const source = await read();
      const { document, mistakes } = judge(source);
      if (isInput(document, mistakes)) return await runSource(source, {}, { ...parts, ui }, again);
      for (const mistake of mistakes) terminal.print(mistakeLine(source, mistake));
      terminal.print(l10n.t('Nothing was sent.'));
      return undefined;
    };
    try {
      return isDone(await run()) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.error(error.message);
      terminal.print(`error: ${sentences(error.message, error.details.nextStep)}`);
      return 1;
    }
  };
}

function argumentsOf(definition: unknown): Readonly<Record<string, unknown>> {
  const given = typeof definition === 'object' && definition !== null ? Object.entries(definition) : [];
  return Object.fromEntries(given.filter(([member]) => member !== 'type'));
}

/** `file:line:column: error: message`, as compilers write; without a place where no file has the mistake. */
function mistakeLine({ path, text }: SkeletonSource, { message, offset }: Mistake): string {
  if (path === undefined) return `error: ${message}`;
  const before = text.slice(0, offset ?? 0).split(/\r\n|\r|\n/);
  return `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: error: ${message}`;
}

/** The person in front of the editor, whose messages stand in a terminal as well. */
class PrintingUi implements Ui {
  constructor(
    private readonly ui: Ui,
    private readonly terminal: TaskTerminal,
  ) {}

  ask(field: Field): Promise<Answer> {
    return this.ui.ask(field);
  }

  pick<T>(title: string, choices: readonly Choice<T>[], onMove?: (value: T) => void): Promise<T | undefined> {
    return this.ui.pick(title, choices, onMove);
  }

  pickMany<T>(list: Checklist<T>): Promise<readonly T[] | undefined> {
    return this.ui.pickMany(list);
  }

  /** Who has ended the task means no more to be sent, whatever the question is answered then. */
  async confirm(question: Question): Promise<boolean> {
    this.terminal.print(l10n.t('{0} Answer in the window.', question.message));
    return (await this.ui.confirm(question)) && !this.terminal.ended();
  }

  offer(severity: Severity, message: string, actions?: ReadonlyMap<string, () => unknown>): void {
    this.terminal.print(severity === 'information' ? message : `${severity}: ${message}`);
    this.ui.offer(severity, message, actions);
  }

  runInTerminal(title: string, program: string, args: readonly string[]): Promise<number | undefined | 'missing'> {
    return this.ui.runInTerminal(title, program, args);
  }

  glance(message: string): void {
    this.terminal.print(message);
    this.ui.glance(message);
  }

  progress<T>(title: string, work: (step: (text: string) => void) => Promise<T>): Promise<T> {
    return this.ui.progress(title, (step) => work(this.printing(step)));
  }

  reading<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T> {
    return this.ui.reading(title, (step, stop) => work(this.printing(step), stop));
  }

  readingFirst<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T> {
    return this.ui.readingFirst(title, (step, stop) => work(this.printing(step), stop));
  }

  private printing(step: (text: string) => void): (text: string) => void {
    return (text) => {
      this.terminal.print(text);
      step(text);
    };
  }
}
