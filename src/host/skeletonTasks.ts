import * as vscode from 'vscode';
import type { Failures } from './failures';
import { plainLine } from '../swf/plainText';

interface Terminal {
  readonly print: (line: string) => void;
  readonly ended: () => boolean;
}

/** What runs a task: given its definition and a terminal, its exit code. */
type RunTask = (definition: unknown, terminal: Terminal) => Promise<number>;

/** Tasks of the type `swf` in tasks.json: each runs in a terminal of its own. None are found by themselves. */
export function registerSkeletonTasks(run: RunTask, failures: Failures): vscode.Disposable {
  return vscode.tasks.registerTaskProvider('swf', {
    provideTasks: () => [],
    resolveTask: ({ definition, scope, name }) => {
      // What `${input:…}` and its like stand for is in the definition that VS Code resolves.
      const execution = new vscode.CustomExecution((resolved) =>
        Promise.resolve(new TaskTerminal((terminal) => run(resolved, terminal), failures)),
      );
      return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, 'swf', execution, '$swf');
    },
  });
}

/**
 * Of what ends with an error sooner than half a second after it began, VS Code says that it "failed to launch",
 * which would be wrong; in milliseconds.
 */
const launchTime = 700;

/** The longest line that is printed, in characters. */
const longestLine = 2_000;

/** A terminal that nothing is typed into. */
class TaskTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;
  private ended = false;

  constructor(
    private readonly run: (terminal: Terminal) => Promise<number>,
    private readonly failures: Failures,
  ) {}

  open(): void {
    const print = (line: string) => {
      // Names from AWS may hold what a terminal obeys.
      this.written.fire(`${plainLine(line, longestLine)}\r\n`);
    };
    const opened = Date.now();
    const end = (code: number) => {
      setTimeout(
        () => {
          this.closed.fire(code);
        },
        Math.max(0, opened + launchTime - Date.now()),
      );
    };
    this.run({ print, ended: () => this.ended }).then(end, (error: unknown) => {
      this.failures.tell('Task', error);
      end(1);
    });
  }

  close(): void {
    this.ended = true;
  }
}
