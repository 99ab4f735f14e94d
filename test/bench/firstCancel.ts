/**
 * The first cancel of a session, in an editor that already runs: the clock starts when the code is loaded, as it is there,
 * but not the SDK. Arguments: endpoint, task token, domain, workflow id, run id.
 */
import process from 'node:process';
import { resolveConnection } from '../../src/connection/resolveConnection';
import { createSdkClient } from '../../src/swf/sdkClient';
import { timed } from './figures';
import { program } from './programs';
import { requestedCancel } from './requestedCancel';
import { onlyTask } from './workflow';

program(async () => {
  const [, , endpoint = '', taskToken = '', domain = '', workflowId = '', runId = ''] = process.argv;
  const held = { task: onlyTask({ domain, workflowId, runId }), taskToken };
  const { ms, result: client } = await timed(async () => {
    const opened = createSdkClient(await resolveConnection({ endpoint, env: process.env }));
    await requestedCancel(opened, held);
    return opened;
  });
  client.dispose();
  return { ms };
});
