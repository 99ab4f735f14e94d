/** What pure code asks of the outside. `host/` implements these on VS Code, tests implement them on plain objects. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A started activity task of Local SWF's demo. */
export interface DemoTask {
  readonly taskToken: string;
  readonly cancelRequested: boolean;
}

/** Never given a token, an input, details or a result whole. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** One field of a prompt in several steps. */
export interface Field {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  /** Shown as dots until the person asks to see it. */
  readonly secret: boolean;
  /** A button in the title bar that ends the prompt in its own way. */
  readonly action?: string;
  /** Texts to choose from, once they are read; any other can be typed at once, if `check` lets it pass. */
  readonly suggestions?: Promise<readonly Choice<string>[]> | undefined;
  /** Called at every change; an error keeps the prompt open, a note does not. */
  check(value: string): Remark | undefined;
}

export interface Remark {
  readonly severity: 'note' | 'warning' | 'error';
  readonly text: string;
}

/** What was typed is always given back, also when the person left. */
export interface Answer {
  readonly how: 'accepted' | 'back' | 'left' | 'action';
  readonly value: string;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

/** What is chosen from by leaving out. */
export interface Checklist<T> {
  readonly title: string;
  readonly prompt: string;
  readonly choices: readonly Choice<T>[];
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The verb on the button that goes on. */
  readonly action: string;
  /** On the button that changes nothing. */
  readonly dismiss: string;
}

export type Severity = 'information' | 'warning' | 'error';

/** Is told of what happened, each time. */
export interface Told<T> {
  fire(what: T): void;
}

/** The person in front of the editor. */
export interface Ui {
  ask(field: Field): Promise<Answer>;
  /** `onMove` is told of each choice that the person moves to, before any is taken. */
  pick<T>(title: string, choices: readonly Choice<T>[], onMove?: (value: T) => void): Promise<T | undefined>;
  /** A list to check, all of it checked at first; nothing when it was left. */
  pickMany<T>(list: Checklist<T>): Promise<readonly T[] | undefined>;
  /** A modal; false when it was dismissed. */
  confirm(question: Question): Promise<boolean>;
  /**
   * A message with buttons and what each does. It may be answered much later or never, so nobody waits for it; what a
   * button's action throws is told like any other failure.
   */
  offer(severity: Severity, message: string, actions?: ReadonlyMap<string, () => unknown>): void;
  /**
   * Runs a program in a terminal that the person sees, without a shell between: no argument is ever read as anything else.
   * Gives its exit code, nothing when the terminal was closed before, and `missing` when there is no such program.
   */
  runInTerminal(title: string, program: string, args: readonly string[]): Promise<number | undefined | 'missing'>;
  /** A text in the status bar that leaves by itself. */
  glance(message: string): void;
  /**
   * Shows that work is under way. It has no button to stop it: VS Code's would say "Cancel", beside the word for what is
   * being done to a task.
   */
  progress<T>(title: string, work: (step: (text: string) => void) => Promise<T>): Promise<T>;
  /**
   * The same for what only reads and ends with a list or a question: in the box where that opens, whose leaving stops it. A
   * notification would stay beside the question for a moment, with a button "Cancel".
   */
  readingFirst<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T>;
  /** The same for what only reads, with a button that stops it. */
  reading<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T>;
}

/** Offset and length in UTF-16 units. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** The editor's documents. An address is a URI as text. */
export interface Documents {
  /** The text as it stands in the editor, saved or not. */
  read(address: string): Promise<{ readonly text: string; readonly fileName: string }>;
  /** The text of a file named as on the AWS command line: absolute, `~/…`, or relative to the workspace folder. */
  readPath(path: string): Promise<string>;
  /** The address of a file that is named so. */
  addressOf(path: string): string;
  /** Opens an unsaved document that has a name, so that saving it asks nothing. Gives its address. */
  openNew(fileName: string, text: string): Promise<string>;
  /** The same in the column beside, which leaves the keyboard where it is. */
  openBeside(fileName: string, text: string): Promise<void>;
  /** Opens a read-only document; the selection goes to the line that holds `at`. */
  openReadOnly(address: string, at?: string): Promise<void>;
  /** The path of a document on the disk, and whether the editor holds changes of it; nothing of one never saved. */
  fileOf(address: string): Promise<{ readonly path: string; readonly changed: boolean } | undefined>;
  /** Saves a document; gives its path, or nothing when the person left. */
  save(address: string): Promise<string | undefined>;
  /** Asks where to save a text and saves it there; gives the path, or nothing when the person left. */
  saveAs(fileName: string, text: string): Promise<string | undefined>;
  /** Asks for a file, of these kinds at first; gives its address, or nothing when the person left. */
  chooseFile(title: string, kinds: Readonly<Record<string, readonly string[]>>): Promise<string | undefined>;
  /** The document in front, if any. */
  active(): string | undefined;
  /** What is selected in the document in front, as places in its text; empty selections are none. */
  selections(): readonly Place[];
  /** Shows a place, and leaves the keyboard where it is. */
  show(address: string, place: Place): Promise<void>;
  clipboard(): Promise<string>;
  showProblems(): Promise<void>;
  copy(text: string): Promise<void>;
}

/** What is remembered over restarts, for this workspace. Never a token, an input, details or a result. */
export interface Memory {
  /** Whatever was kept: written by another version, perhaps, so to be checked like any input. */
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}

/** The editor's store for secrets, shared by all windows. */
export interface Secrets {
  get(key: string): Promise<string | undefined>;
  /** Resolves when the secret is kept. */
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Small records that all windows of this editor share, by file name. No token, input, details or result. */
export interface Records {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<string | undefined>;
  /** Replaces a record whole: whoever reads meanwhile sees the old one or the new one. */
  write(name: string, text: string): Promise<void>;
  delete(name: string): Promise<void>;
  /** Whenever any window may have changed a record. */
  onDidChange(listener: () => void): { dispose(): void };
}

/** Files of lines that only grow, by name, kept on this machine. No token, input, details or result. */
export interface Journals {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<string | undefined>;
  /** Resolves when the text is on the disk: a crash then cannot take it away. Texts of one file keep their order. */
  append(name: string, text: string): Promise<void>;
  /** In bytes; 0 when there is no such file. */
  size(name: string): Promise<number>;
  delete(name: string): Promise<void>;
}
