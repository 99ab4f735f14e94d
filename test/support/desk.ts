import { expect } from 'vitest';
import { auditedClient } from '../../src/audit/auditedClient';
import { AuditTrail } from '../../src/audit/trail';
import { Batches } from '../../src/batch/batches';
import { createCommands } from '../../src/commands/index';
import { createKnownTokens } from '../../src/commands/knownTokens';
import { Connections } from '../../src/connection/connections';
import { DocumentTies, type TiedConnection } from '../../src/connection/documentTies';
import type { KeptConnection } from '../../src/connection/keptConnections';
import type { CancelCheck, CommandArguments, CommandId } from '../../src/contract';
import { explorerFilter } from '../../src/explorer/explorerFilter';
import { ExplorerModel } from '../../src/explorer/model';
import { systemClock } from '../../src/host/clock';
import type { Credential } from '../../src/local/credentials';
import type { Clock, DemoTask } from '../../src/ports';
import type { FoundExecution } from '../../src/swf/findExecution';
import type { SwfClient } from '../../src/swf/client';
import { Fault, sentences } from '../../src/swf/fault';
import { ChosenSkeletons } from '../../src/skeleton/chosenSkeletons';
import type { EventPlace } from '../../src/skeleton/fromEvent';
import { possibleOperations, topLevelKeys } from '../../src/skeleton/possibleOperations';
import { skeletonKind } from '../../src/skeleton/recognize';
import type { ActOutcome } from '../../src/swf/actRequest';
import type { OperationName } from '../../src/swf/operations';
import type { Outcome } from '../../src/swf/outcome';
import { loggedClient } from '../../src/swf/loggedClient';
import { RatesByTarget } from '../../src/swf/rates';
import { PinnedTasks } from '../../src/swf/pinnedTasks';
import { HeldTasks } from '../../src/tokens/heldTasks';
import type { Endurance } from '../../src/tokens/storeTrial';
import { fakeExplorer, type FakeRow } from './fakeExplorer';
import { FakeSecrets, SharedRecords } from './fakeKeeping';
import { FakeDocuments, FakeJournals, FakeLog, FakeMemory, FakeUi } from './fakeUi';
import { rowSources } from './rowSources';
import { type HeldTask, Scene } from './scene';

/** All commands over a real Local SWF, with a person, documents and a log that remember. */
export class Desk {
  readonly ui = new FakeUi();
  readonly documents = new FakeDocuments();
  readonly log = new FakeLog();
  readonly closed: Outcome[] = [];
  readonly acted: ActOutcome[] = [];
  /** The editor's store for secrets, and the records of held tasks. */
  readonly keyring = new FakeSecrets();
  readonly records = new SharedRecords();
  readonly heldTasks = new HeldTasks({ secrets: this.keyring, records: this.records.window(), clock: systemClock });
  endurance: Endurance = 'survives';
  claimOrigin: { domain?: string; taskList?: string } = {};
  /** How many polls were under way, at each change. */
  readonly polls: number[] = [];
  readonly written: object[] = [];
  readonly refreshed: unknown[] = [];
  readonly followed: string[] = [];
  readonly timelines: { readonly address: string; readonly eventId: number | undefined }[] = [];
  /** The connections that histories are read from, by their addresses. */
  readonly historiesOf = new Map<string, TiedConnection>();
  /** The history that is open in the editor. */
  events: Omit<EventPlace, 'event'> | undefined;
  /** The executions that were revealed in the tree. */
  readonly shown: FoundExecution[] = [];
  /** Texts of which no message, title or log line may show more than an end. */
  readonly secrets: string[] = [];
  settings = { profile: '', region: '', endpoint: '' };
  check: CancelCheck = 'historyOrHeartbeat';
  trusted = true;
  selected: FakeRow | undefined;
  /** Kept tokens by activity id. */
  readonly kept = new Map<string, string>();
  localSwfUrl: string | undefined;
  /** What Local SWF would say of its demo. */
  readonly demo: DemoTask[] = [];
  localSwfStops = 0;
  demoSkeletonsOpened = 0;
  readonly connections: Connections;
  /** The further connections, and what is said of the first. */
  saved: readonly KeptConnection[] = [];
  readonly model: ExplorerModel;
  readonly memory = new FakeMemory();
  readonly trailFiles = new FakeJournals();
  readonly batches: Batches;
  /** What the trail could not keep. */
  readonly trailFaults: Error[] = [];
  readonly trail: AuditTrail;
  readonly pins = new PinnedTasks(this.memory, systemClock);
  readonly ties: DocumentTies;
  private readonly commands: ReturnType<typeof createCommands>['commands'];
  readonly runSkeletonTask: ReturnType<typeof createCommands>['runSkeletonTask'];
  readonly offerInterrupted: () => Promise<void>;
  readonly chosen = new ChosenSkeletons(this.memory);
  /** By what the person chose, else by their names. */
  private readonly skeletons = {
    kindOf: (path: string) => skeletonKind({ path, languageId: '' }, this.chosen.operationOf(path), undefined),
    possible: (address: string) =>
      possibleOperations(topLevelKeys(this.documents.open.get(address)?.text ?? '', 'json')),
    chosenFor: (path: string) => this.chosen.operationOf(path),
    choose: (path: string, operation: OperationName | undefined) => this.chosen.choose(path, operation),
  };

  private constructor(
    readonly scene: Scene,
    env: Readonly<Record<string, string>>,
    readonly journals = new FakeJournals(),
    later = 0,
  ) {
    // Waits are not waited for: the histories of Local SWF never lag.
    const clock: Clock = { now: () => systemClock.now() + later, sleep: () => Promise.resolve() };
    this.batches = new Batches(this.journals, clock);
    this.trail = new AuditTrail(this.trailFiles, systemClock, (why) => this.trailFaults.push(why));
    this.settings.endpoint = scene.local.url;
    this.connections = new Connections({
      settings: () => this.settings,
      kept: () => this.saved,
      env,
      localSwf: () => this.localSwfUrl,
      around: (client) => loggedClient(auditedClient(client, this.trail, systemClock), this.log, systemClock),
    });
    this.ties = new DocumentTies(this.memory, this.connections);
    this.model = new ExplorerModel(rowSources(() => this.connection.client(), systemClock));
    const { ui, documents, log, connections } = this;
    const { commands, runSkeletonTask, offerInterrupted, tellEndOfPin } = createCommands({
      ui,
      documents,
      log,
      connections,
      ties: this.ties,
      closed: (outcome) => this.closed.push(outcome),
      acted: (outcome) => this.acted.push(outcome),
      env,
      clock,
      cancelCheck: () => this.check,
      isTrusted: () => this.trusted,
      region: () => this.settings.region,
      write: (values) => Promise.resolve(void this.written.push(values)),
      kept: () => this.saved,
      keep: (saved) => {
        this.saved = saved;
        connections.update();
        return Promise.resolve();
      },
      localSwf: this.localSwf(),
      demoSkeletonOpened: () => {
        this.demoSkeletonsOpened++;
      },
      memory: this.memory,
      filter: explorerFilter(this.model),
      knownTokensOn: (connection) => {
        const known = createKnownTokens({ ui, log, documents, connection, heldTasks: this.heldTasks });
        return {
          ...known,
          tokenOf: async (task) => this.kept.get(task.activityId) ?? (await known.tokenOf(task)),
        };
      },
      explorer: fakeExplorer(this),
      pins: this.pins,
      skeletons: this.skeletons,
      trail: {
        read: () => this.trail.read(),
        addressOf: (filter) => `swf-audit:/Audit Trail?${filter}`,
        filterOf: (address) => (address.startsWith('swf-audit:') ? address.split('?')[1] : undefined),
      },
      report: {
        addressOf: (now) => `swf-report:/Report of a Problem.md?${now}`,
        isReport: (address) => address.startsWith('swf-report:'),
      },
      histories: {
        addressOf: ({ workflowId }) => Promise.resolve(`swf-history:/${workflowId}`),
        savedAddressOf: (file) => Promise.resolve(`swf-history:/saved?${file}`),
        print: (address) => Promise.resolve({ name: address, text: '{}' }),
        toggleFollow: (address) => void this.followed.push(address),
        openTimeline: (address, eventId) => Promise.resolve(void this.timelines.push({ address, eventId })),
        connectionOf: (address) => Promise.resolve(this.historiesOf.get(address)),
        isHistory: (address) => address.startsWith('swf-history:'),
        eventAt: (_address, eventId) => {
          const event = this.events?.events.find((each) => each.eventId === eventId);
          return this.events && event && { ...this.events, event };
        },
      },
      heldTasks: this.heldTasks,
      // A row of Held Tasks is its id here.
      heldConnectionOf: () => undefined,
      heldOf: (origin) => this.heldTasks.known?.find(({ held }) => held.id === origin),
      chosenHeldOf: (_, all) =>
        Promise.resolve(
          Array.isArray(all) ? (this.heldTasks.known ?? []).filter(({ held }) => all.includes(held.id)) : undefined,
        ),
      claimOriginOf: () => this.claimOrigin,
      showHeldTasks: () => Promise.resolve(),
      lookAtHeldTasks: () => {
        this.heldTasks.refresh();
      },
      endurance: () => Promise.resolve(this.endurance),
      newIdentity: () => 'me@here (SWF Workbench 1a2b3c4d)',
      claimed: () => this.refreshed.push('claimed'),
      pollsChanged: (count) => this.polls.push(count),
      batches: this.batches,
      rates: new RatesByTarget(systemClock, () => 100),
      batchAddress: (id) => `swf-batch:/${id}.md`,
      lookAgain: () => this.refreshed.push('seen'),
      showLog: () => undefined,
    });
    this.commands = commands;
    this.runSkeletonTask = runSkeletonTask;
    this.offerInterrupted = offerInterrupted;
    this.pins.onDidEnd(tellEndOfPin);
  }

  /** `env` stands for the environment's variables; without any, no shared file is found. */
  static async open(env: Readonly<Record<string, string>> = { HOME: '/nowhere' }): Promise<Desk> {
    return new Desk(await Scene.start(), env);
  }

  /** The desk of somebody who may not do everything. */
  static async openAs(caller: Credential): Promise<Desk> {
    const { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = caller;
    const scene = await Scene.start('orders', undefined, [caller]);
    return new Desk(scene, { HOME: '/nowhere', AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
  }

  /** The same machine and service so much later, in milliseconds, seen from a new window. */
  reopen(later: number): Desk {
    return new Desk(this.scene, { HOME: '/nowhere' }, this.journals, later);
  }

  async close(): Promise<void> {
    this.connections.dispose();
    await this.scene.stop();
  }

  /** Runs a command as the host does: a fault is logged, and told as a message. */
  async run<Id extends CommandId>(id: Id, ...args: CommandArguments[Id]): Promise<unknown> {
    try {
      return await this.commands[id](...args);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.error(`${id}: ${error.message}`);
      this.ui.offer('error', sentences(error.message, error.details.nextStep));
      return undefined;
    }
  }

  /** A task that a worker holds, whose token nobody may show. */
  async hold(activityId?: string): Promise<HeldTask> {
    const held = await this.scene.holdTask(activityId);
    this.secrets.push(held.taskToken);
    return held;
  }

  /** The current connection, as it is now. */
  get connection() {
    const { connections } = this;
    return {
      target: connections.current.target,
      client: () => connections.current.client(),
      use: <Result>(procedure: (client: SwfClient) => Promise<Result>) => connections.current.use(procedure),
      reset: () => {
        connections.reset();
      },
    };
  }

  /** How many requests have come that were not the test's own: call it before and after. */
  get requests(): number {
    return this.scene.local.control.state().totalRequests;
  }

  /** The last message. */
  get told(): string {
    return this.ui.offers.at(-1)?.message ?? '';
  }

  /** Neither the screen nor the log showed a secret, not even the better part of one. */
  expectNoSecret(): void {
    const texts = [...this.ui.shown, ...this.log.lines].join('\n');
    for (const secret of this.secrets) {
      expect(texts).not.toContain(secret);
      expect(texts).not.toContain(secret.slice(0, 12));
      expect(texts).not.toContain(secret.slice(-12));
    }
  }

  private localSwf() {
    const url = this.scene.local.url;
    return {
      start: () => Promise.resolve((this.localSwfUrl = url)),
      stop: () => {
        this.localSwfStops++;
        this.localSwfUrl = undefined;
        return Promise.resolve();
      },
      current: () => this.localSwfUrl,
      demo: this.demo,
      get url(): string | undefined {
        return this.current();
      },
    };
  }
}
