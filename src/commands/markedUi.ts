import * as l10n from '@vscode/l10n';
import type { Answer, Checklist, Choice, Field, Question, Severity, Ui } from '../ports';
import type { Target } from '../swf/client';

/** The person, asked about one connection: where it is marked production, every question says so first. */
export class MarkedUi implements Ui {
  constructor(
    private readonly ui: Ui,
    private readonly target: () => Target | undefined,
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

  confirm(question: Question): Promise<boolean> {
    const target = this.target();
    if (target?.mark !== 'production') return this.ui.confirm(question);
    const message = l10n.t('PRODUCTION, {0}: {1}', target.alias ?? target.label, question.message);
    return this.ui.confirm({ ...question, message });
  }

  offer(severity: Severity, message: string, actions?: ReadonlyMap<string, () => unknown>): void {
    this.ui.offer(severity, message, actions);
  }

  runInTerminal(title: string, program: string, args: readonly string[]): Promise<number | undefined | 'missing'> {
    return this.ui.runInTerminal(title, program, args);
  }

  glance(message: string): void {
    this.ui.glance(message);
  }

  progress<T>(title: string, work: (step: (text: string) => void) => Promise<T>): Promise<T> {
    return this.ui.progress(title, work);
  }

  readingFirst<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T> {
    return this.ui.readingFirst(title, work);
  }

  reading<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T> {
    return this.ui.reading(title, work);
  }
}
