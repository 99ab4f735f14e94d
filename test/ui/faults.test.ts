import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { answer, AnsweringServer, type Answer, fault } from '../support/answeringServer';
import { openWorkbench } from '../support/openWorkbench';
import { Scene } from '../support/scene';
import type { Workbench } from '../support/workbench';

/** A server whose certificate nobody has vouched for. */
async function untrustedServer(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'swf-certificate-'));
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
  execFileSync('openssl', ['req', '-x509', ...key, '-out', 'cert.pem', ...subject], { cwd: folder, stdio: 'ignore' });
  const [keyText, cert] = await Promise.all(['key.pem', 'cert.pem'].map((file) => readFile(path.join(folder, file))));
  await rm(folder, { recursive: true });
  const server = createServer({ key: keyText, cert }, (_, response) => response.end('{"domainInfos":[]}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const flood: Answer = (response) => {
  const blanks = Buffer.alloc(1024 * 1024, ' ');
  const write = () => {
    while (response.write(blanks));
    response.once('drain', write);
  };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
  response.write('{"domainInfos":[');
  write();
};

const faultRow = (workbench: Workbench, words: string) =>
  workbench.page.getByRole('treeitem', { name: `Could not be read: ${words}` }).first();

test('each way in which the service cannot be read has its row', async () => {
  let reply: Answer = answer(200, '{"domainInfos":[]}');
  const server = await AnsweringServer.start((response, attempt) => {
    reply(response, attempt);
  });
  onTestFinished(() => server.stop());
  const workbench = await openWorkbench({ settings: { 'swf.endpoint': server.url } });
  await workbench.openView();
  await workbench.resizeSideBar(700);
  await workbench.page.getByText('There are no registered domains here.').waitFor();

  const denied = 'User: arn:aws:iam::111122223333:user/olga is not authorized to perform: swf:ListDomains';
  const answers: readonly (readonly [words: string, reply: Answer])[] = [
    [
      'The answer did not come from Amazon SWF',
      answer(200, '<html>Please sign in</html>', { 'content-type': 'text/html' }),
    ],
    ['A redirect was answered instead', answer(302, '', { location: 'http://portal.example/login' })],
    ['The answer is larger than any of Amazon SWF', flood],
    ['The answer does not have the form that Amazon SWF gives it', answer(200, '{"domainInfos":"all of them"}')],
    ['The connection broke before the answer', (response) => response.destroy()],
    [
      'The signature is out of date; the clock of this machine seems wrong',
      fault('InvalidSignatureException', 'Signature expired: 20261129T000000Z is now earlier than 20261129T030000Z'),
    ],
    ['Not allowed: swf:ListDomains', fault('AccessDeniedException', denied)],
    ['No answer within the time allowed', () => undefined],
  ];
  for (const [words, next] of answers) {
    reply = next;
    await workbench.runCommand('SWF: Refresh');
    await faultRow(workbench, words).waitFor({ timeout: 60_000 });
    await workbench.takePicture(`fault ${words.replace(/\W+/g, ' ').slice(0, 40).trim().toLowerCase()}`);
  }

  const status = 'REGISTERED';
  reply = answer(
    200,
    JSON.stringify({
      domainInfos: [
        { name: 'sredro\u202e', status },
        { name: 'two\nlines', status },
      ],
    }),
  );
  await workbench.runCommand('SWF: Refresh');
  await workbench.treeItem('sredro\\u202e').waitFor();
  await workbench.treeItem('two\\nlines').waitFor();
  await workbench.takePicture('names that hold what turns or hides a text');
});

test('each way in which the service cannot be reached has its row', async () => {
  const workbench = await openWorkbench({
    env: { AWS_ACCESS_KEY_ID: 'AKIAOLGA', AWS_SECRET_ACCESS_KEY: 'secret' },
    settings: { 'swf.endpoint': 'http://127.0.0.1:9', 'swf.region': 'us-east-1' },
  });
  await workbench.openView();
  await workbench.resizeSideBar(700);
  await faultRow(workbench, 'Nothing listens at the endpoint').waitFor();
  const settings = path.join(workbench.folder, '.vscode/settings.json');
  for (const [words, endpoint] of [
    ['The host', 'http://swf.invalid:4566'],
    ['The certificate of the host is not trusted', await untrustedServer()],
  ] as const) {
    await writeFile(settings, JSON.stringify({ 'swf.endpoint': endpoint, 'swf.region': 'us-east-1' }));
    // Another machine is asked about before the first request goes to it.
    if (words === 'The host') await workbench.clickModalButton('Send Requests There');
    await faultRow(workbench, words).waitFor({ timeout: 60_000 });
    await workbench.takePicture(`fault ${words.toLowerCase()} at another endpoint`);
  }
});

test('each way in which a cancel does not end well has its report', async () => {
  const scene = await Scene.start();
  onTestFinished(() => scene.stop());
  const [closed, lost, unproven] = [await scene.holdTask(), await scene.holdTask(), await scene.holdTask()];
  await scene.sdk.respondActivityTaskCompleted({ taskToken: closed.taskToken });
  const settings = { 'swf.endpoint': scene.local.url, 'swf.cancel.check': 'never' };
  const workbench = await openWorkbench({ settings });
  const cancel = async (token: string) => {
    await workbench.runCommand('SWF: Cancel Activity Task…');
    await workbench.answer('Cancel Activity Task (1/2)', token);
    await workbench.answer('Cancel Activity Task (2/2)', 'the worker is gone');
    await workbench.clickModalButton(/^Cancel the Task/);
  };

  await cancel('AAAAKgAAAAIAAAAAAAAAAnotOfThisService');
  const garbage = workbench.notification('This is not a task token');
  await garbage.waitFor();
  await workbench.takePicture('report not a task token');
  await workbench.runCommand('Notifications: Clear All Notifications');

  await cancel(closed.taskToken);
  await workbench.notification('already closed').waitFor();
  await workbench.takePicture('report already closed');
  await workbench.runCommand('Notifications: Clear All Notifications');

  scene.local.control.setFaults({ rules: [{ fault: 'internalFailure', operation: 'GetWorkflowExecutionHistory' }] });
  await cancel(unproven.taskToken);
  await workbench.notification('Accepted').waitFor();
  await workbench.takePicture('report accepted without a proof');
  await workbench.runCommand('Notifications: Clear All Notifications');

  scene.local.control.setFaults({
    rules: [
      { fault: 'resetBefore', operation: 'RespondActivityTaskCanceled' },
      { fault: 'internalFailure', operation: 'GetWorkflowExecutionHistory' },
    ],
  });
  await cancel(lost.taskToken);
  const unknown = workbench.notification('It is not known whether');
  await unknown.waitFor();
  await workbench.takePicture('report not known');
  scene.local.control.setFaults({ rules: [] });
  await unknown.getByRole('button', { name: 'Try Again' }).click();
  // Nothing that was typed is lost.
  for (const step of ['(1/2)', '(2/2)']) await workbench.accept(step);
  await workbench.clickModalButton(/^Cancel the Task/);
  await workbench.notification('recorded as event').waitFor();
  await workbench.takePicture('report of the second try');
  expect(await scene.eventTypes(lost.task)).toContain('ActivityTaskCanceled');
});
