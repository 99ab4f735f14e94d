/** The domains and the first page of executions, twice, and then all pages. Arguments: endpoint, number of executions. */
import process from 'node:process';
import { localSwfConnection } from '../../src/connection/resolveConnection';
import { ExplorerModel } from '../../src/explorer/model';
import { systemClock } from '../../src/host/clock';
import { createSdkClient } from '../../src/swf/sdkClient';
import { timed } from './figures';
import { program } from './programs';
import { rowSources } from '../support/rowSources';

const [, , endpoint = '', executions = ''] = process.argv;

program(async () => {
  const client = createSdkClient(localSwfConnection(endpoint));
  const first = new ExplorerModel(rowSources(client, systemClock));
  const cold = await timed(() => firstRows(first));

  const model = new ExplorerModel(rowSources(client, systemClock));
  const warm = await timed(() => firstRows(model));

  const { domain } = warm.result;
  /** Each of both models has loaded the registered domains, the deprecated ones and the first page of executions. */
  let pages = 6;
  let rows = warm.result.rows;
  while (rows.at(-1)?.kind === 'loadMore') {
    await model.loadMore(domain.kind === 'domain' ? domain : undefined);
    pages++;
    rows = await model.children(domain);
  }
  client.dispose();
  const loaded = rows.filter(({ kind }) => kind === 'execution').length;
  if (loaded !== Number(executions)) throw new Error(`The tree shows ${loaded} executions of ${executions}`);
  return { cold: cold.ms, warm: warm.ms, pages };
});

async function firstRows(model: ExplorerModel) {
  const [domain] = await model.children();
  if (domain === undefined) throw new Error('The tree shows no domain');
  return { domain, rows: await model.children(domain) };
}
