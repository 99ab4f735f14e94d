import * as vscode from 'vscode';
import { createAskMfaCode } from '../commands/askMfaCode';
import { mendingActions } from '../commands/logIn';
import { permissionActions } from '../commands/permissionActions';
import { createTrail } from './audit';
import { auditedClient } from '../audit/auditedClient';
import { RecentLog } from '../audit/recentLog';
import { permittedClient } from '../connection/permittedClient';
import { Connections } from '../connection/connections';
import { DocumentTies } from '../connection/documentTies';
import { readKept } from '../connection/keptConnections';
import type { OpenConnection } from '../connection/openConnection';
import { systemClock as clock } from '../host/clock';
import { ManagedContextKeys } from '../host/contextKeys';
import { vscodeDocuments as documents } from '../host/documents';
import { Failures } from '../host/failures';
import { LocalSwfHost } from '../host/localSwf';
import { workspaceMemory } from '../host/memory';
import { endpointOfWorkspace, setting } from '../host/settings';
import { VscodeUi } from '../host/ui';
import { loginOf } from '../swf/faults';
import { loggedClient } from '../swf/loggedClient';
import { MfaSessions } from '../swf/mfaSessions';
import { RatedClient } from '../swf/ratedClient';
import { RatesByTarget } from '../swf/rates';

/** Gives back what it is given, which ends with the extension. */
type Own = <T extends vscode.Disposable>(part: T) => T;

/** What all other parts stand on: the person, the editor, the connection, the clock. */
export type Base = ReturnType<typeof createBase>;

export function createBase(context: vscode.ExtensionContext) {
  const own: Own = (part) => {
    context.subscriptions.push(part);
    return part;
  };
  const channel = own(vscode.window.createOutputChannel('Amazon SWF', { log: true }));
  const log = new RecentLog(channel, clock);
  const showLog = () => {
    channel.show();
  };
  const failures = new Failures(log, showLog, (error, retry) => {
    const mending = loginOf(error) === undefined ? [] : mendingActions(error, { ui, connections }, retry);
    return new Map([...permissionActions(error, documents), ...mending]);
  });
  const ui: VscodeUi = new VscodeUi(failures);
  const sessions = new MfaSessions(createAskMfaCode(ui));
  const keys = new ManagedContextKeys();
  const localSwf = own(new LocalSwfHost(context.asAbsolutePath('dist/local.js')));
  const memory = workspaceMemory(context.workspaceState);
  const isTrusted = () => vscode.workspace.isTrusted;
  const trail = createTrail(context, { ui, clock });
  const connections = own(
    new Connections({
      settings: () => ({ profile: setting('profile'), region: setting('region'), endpoint: setting('endpoint') }),
      kept: () => readKept(setting('connections')),
      env: process.env,
      localSwf: () => localSwf.url,
      sessions,
      around: (client) => {
        const audited = auditedClient(client, trail, clock);
        return loggedClient(permittedClient(audited, { isTrusted, endpointOfWorkspace, ui, memory }), log, clock);
      },
    }),
  );
  const ties = new DocumentTies(memory, connections);
  const rates = new RatesByTarget(clock, () => setting('requests.share'));
  const bulkClient = async (connection: OpenConnection) => {
    const client = await connection.client();
    return new RatedClient(client, rates.of(client.target), clock);
  };
  /** What fails while nobody waits for it is told to the log alone. */
  const fail = (error: unknown) => {
    log.warn(error instanceof Error ? error.message : String(error));
  };
  return {
    ...{ own, log, showLog, failures, ui, keys, documents, clock, memory },
    ...{ localSwf, connections, ties, rates, bulkClient, fail, trail },
  };
}
