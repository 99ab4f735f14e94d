import type {
  Answer,
  Checklist,
  Choice,
  Documents,
  Field,
  Journals,
  Log,
  Memory,
  Place,
  Question,
  Remark,
  Severity,
  Ui,
} from '../../src/ports';

/** What the person does at a prompt; without a value, what stands there is left as it is. */
export interface Move {
  readonly how: Answer['how'];
  readonly value?: string;
}

export interface Offer {
  readonly severity: Severity;
  readonly message: string;
  readonly actions: ReadonlyMap<string, () => unknown>;
}

/** A person with a plan. Remembers all that was shown, in order; a prompt without a planned move fails the test. */
export class FakeUi implements Ui {
  readonly moves: Move[] = [];
  /** The label to pick, for each list that will be shown; undefined leaves the list. */
  readonly picks: (string | undefined)[] = [];
  /** Whether the next modals are confirmed; without a plan they are. */
  readonly confirmations: (boolean | (() => Promise<boolean>))[] = [];

  readonly fields: Field[] = [];
  readonly lists: { readonly title: string; readonly labels: readonly string[] }[] = [];
  /** The descriptions and details in all lists. */
  readonly words: string[] = [];
  readonly questions: Question[] = [];
  readonly offers: Offer[] = [];
  readonly glances: string[] = [];
  readonly steps: string[] = [];
  /** The step at which the person stops a reading. */
  stopsAt: string | undefined;
  private readonly stop = new AbortController();

  async ask(field: Field): Promise<Answer> {
    this.fields.push(field);
    const move = this.moves.shift();
    if (move === undefined) throw new Error(`Nothing was planned for the prompt: ${field.prompt}`);
    const value = move.value ?? field.value;
    const remark = field.check(value);
    if (move.how === 'accepted' && remark?.severity === 'error')
      throw new Error(`The prompt stays open: ${remark.text}`);
    return Promise.resolve({ how: move.how, value });
  }

  async pick<T>(title: string, choices: readonly Choice<T>[], onMove?: (value: T) => void): Promise<T | undefined> {
    this.lists.push({ title, labels: choices.map(({ label }) => label) });
    for (const { description = '', detail = '' } of choices) this.words.push(description, detail);
    if (this.picks.length === 0) throw new Error(`Nothing was planned for the list: ${title}`);
    const label = this.picks.shift();
    const choice = choices.find((each) => each.label === label);
    if (label !== undefined && choice === undefined) throw new Error(`Not in the list: ${label}`);
    if (choice !== undefined) onMove?.(choice.value);
    return Promise.resolve(choice?.value);
  }

  /** What is left unchecked in the next list; all is checked without a plan, and undefined leaves the list. */
  readonly unchecked: (readonly string[] | undefined)[] = [];

  async pickMany<T>({ title, prompt, choices }: Checklist<T>): Promise<readonly T[] | undefined> {
    const texts = choices.map(({ label, description = '', detail = '' }) => [label, description, detail].join(' | '));
    this.lists.push({ title, labels: [prompt, ...texts] });
    const without = this.unchecked.length === 0 ? [] : this.unchecked.shift();
    const checked = choices.filter(({ label }) => without?.includes(label) === false);
    return Promise.resolve(without && checked.map(({ value }) => value));
  }

  async confirm(question: Question): Promise<boolean> {
    this.questions.push(question);
    const planned = this.confirmations.shift() ?? true;
    return typeof planned === 'boolean' ? planned : await planned();
  }

  offer(severity: Severity, message: string, actions: ReadonlyMap<string, () => unknown> = new Map()): void {
    this.offers.push({ severity, message, actions });
  }

  /** What was run in a terminal, and what each of the next runs does. */
  readonly runs: string[][] = [];
  readonly runsEnd: (() => Promise<number | undefined | 'missing'>)[] = [];

  async runInTerminal(
    _title: string,
    program: string,
    args: readonly string[],
  ): Promise<number | undefined | 'missing'> {
    this.runs.push([program, ...args]);
    return (await this.runsEnd.shift()?.()) ?? undefined;
  }

  glance(message: string): void {
    this.glances.push(message);
  }

  async progress<T>(title: string, work: (step: (text: string) => void) => Promise<T>): Promise<T> {
    this.steps.push(title);
    return await work((text) => this.steps.push(text));
  }

  async reading<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T> {
    this.steps.push(title);
    return await work((text) => {
      this.steps.push(text);
      if (this.stopsAt === text) this.stop.abort();
    }, this.stop.signal);
  }

  readingFirst<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T> {
    return this.reading(title, work);
  }

  /** Accepts these values one prompt after the other. */
  types(...values: string[]): void {
    this.moves.push(...values.map((value) => ({ how: 'accepted', value }) as const));
  }

  /** What the prompt said last to a value, without accepting it. */
  remarkOn(value: string, field = this.fields.at(-1)): Remark | undefined {
    return field?.check(value);
  }

  /** Presses a button of the last message, and waits for what it does. */
  async press(button: string): Promise<void> {
    const offer = this.offers.at(-1);
    const action = offer?.actions.get(button);
    if (action === undefined) throw new Error(`No button ${button} in: ${offer?.message ?? 'no message'}`);
    await action();
  }

  /** Every text that was on the screen, but for what the person typed. */
  get shown(): string[] {
    return [
      ...this.fields.flatMap(({ title, prompt, placeholder, action, secret, value }) => [
        title,
        prompt,
        placeholder,
        action ?? '',
        secret ? '' : value,
      ]),
      ...this.lists.flatMap(({ title, labels }) => [title, ...labels]),
      ...this.words,
      ...this.questions.flatMap(({ message, detail, action, dismiss }) => [message, detail, action, dismiss]),
      ...this.offers.flatMap(({ message, actions }) => [message, ...actions.keys()]),
      ...this.glances,
      ...this.steps,
    ];
  }
}

/** Documents in memory: those of the editor by address, files by path. */
export class FakeDocuments implements Documents {
  readonly open = new Map<string, { readonly text: string; readonly fileName: string }>();
  readonly files = new Map<string, string>();
  readonly readOnly: { readonly address: string; readonly at: string | undefined }[] = [];
  readonly copied: string[] = [];
  readonly beside: { readonly fileName: string; readonly text: string }[] = [];
  inFront: string | undefined;
  selected: Place[] = [];
  readonly places: (Place & { readonly address: string })[] = [];
  clip = '';
  problemsShown = 0;

  async read(address: string): Promise<{ readonly text: string; readonly fileName: string }> {
    const document = this.open.get(address);
    if (document === undefined) throw new Error(`No such document: ${address}`);
    return Promise.resolve(document);
  }

  async readPath(path: string): Promise<string> {
    const text = this.files.get(path);
    if (text === undefined) throw new Error(`No such file: ${path}`);
    return Promise.resolve(text);
  }

  addressOf(path: string): string {
    return `file://${path}`;
  }

  async openNew(fileName: string, text: string): Promise<string> {
    const address = `untitled:/runbooks/${fileName}`;
    this.open.set(address, { text, fileName });
    this.inFront = address;
    return Promise.resolve(address);
  }

  openBeside(fileName: string, text: string): Promise<void> {
    this.beside.push({ fileName, text });
    return Promise.resolve();
  }

  async openReadOnly(address: string, at?: string): Promise<void> {
    this.readOnly.push({ address, at });
    return Promise.resolve();
  }

  /** Addresses of documents whose text in the editor is not the one on the disk. */
  readonly changed = new Set<string>();

  async fileOf(address: string): Promise<{ readonly path: string; readonly changed: boolean } | undefined> {
    const path = address.startsWith('file://') ? address.slice('file://'.length) : undefined;
    return Promise.resolve(path === undefined ? undefined : { path, changed: this.changed.has(address) });
  }

  async save(address: string): Promise<string | undefined> {
    this.changed.delete(address);
    return Promise.resolve(address.replace(/^(file:\/\/|untitled:)/, ''));
  }

  readonly saved: { readonly fileName: string; readonly text: string }[] = [];
  /** What the person chooses when asked for a file. */
  chosenFile: string | undefined;

  async saveAs(fileName: string, text: string): Promise<string | undefined> {
    this.saved.push({ fileName, text });
    return Promise.resolve(`/runbooks/${fileName}`);
  }

  async chooseFile(): Promise<string | undefined> {
    return Promise.resolve(this.chosenFile);
  }

  active(): string | undefined {
    return this.inFront;
  }

  selections(): readonly Place[] {
    return this.selected;
  }

  async show(address: string, place: Place): Promise<void> {
    this.places.push({ address, ...place });
    return Promise.resolve();
  }

  async clipboard(): Promise<string> {
    return Promise.resolve(this.clip);
  }

  async showProblems(): Promise<void> {
    this.problemsShown++;
    return Promise.resolve();
  }

  async copy(text: string): Promise<void> {
    this.copied.push(text);
    return Promise.resolve();
  }
}

export class FakeLog implements Log {
  readonly lines: string[] = [];

  debug(message: string): void {
    this.lines.push(`debug ${message}`);
  }

  info(message: string): void {
    this.lines.push(`info ${message}`);
  }

  warn(message: string): void {
    this.lines.push(`warn ${message}`);
  }

  error(message: string): void {
    this.lines.push(`error ${message}`);
  }
}

/** What is remembered, as text, so that nothing is kept that JSON cannot hold. */
export class FakeMemory implements Memory {
  readonly kept = new Map<string, string>();

  get(key: string): unknown {
    const text = this.kept.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.kept.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

/** Journals in memory. */
export class FakeJournals implements Journals {
  readonly texts = new Map<string, string>();

  async names(): Promise<readonly string[]> {
    return Promise.resolve([...this.texts.keys()]);
  }

  async read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(name));
  }

  async append(name: string, text: string): Promise<void> {
    this.texts.set(name, (this.texts.get(name) ?? '') + text);
    return Promise.resolve();
  }

  async size(name: string): Promise<number> {
    return Promise.resolve(Buffer.byteLength(this.texts.get(name) ?? ''));
  }

  async delete(name: string): Promise<void> {
    this.texts.delete(name);
    return Promise.resolve();
  }
}
