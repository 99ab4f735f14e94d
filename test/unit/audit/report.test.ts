import { describe, expect, test } from 'vitest';
import { RecentLog } from '../../../src/audit/recentLog';
import { problemReport, type ReportFacts } from '../../../src/audit/report';
import { systemClock } from '../../../src/host/clock';
import type { Target } from '../../../src/swf/client';
import { FakeLog } from '../../support/fakeUi';

/** What nobody may find in a report; each stands in one place at least of what it is made of. */
const planted = {
  token: 'AAAAKgAAAAIAAAAAAAAAAkYbd0cWZkJhGmVYQzNNa1ZrZkFR',
  input: 'card-4711-0815',
  details: 'the-customer-called-twice',
  result: 'refund-of-12-EUR',
  domain: 'payments-domain',
  workflow: 'order-of-mrs-miller',
  profile: 'acme-prod-profile',
  host: 'swf.acme.example',
  account: '123456789012',
  key: 'AKIAIOSFODNN7EXAMPLE',
  alias: 'Acme billing',
  region: 'acme-secret-region',
  machine: 'ssh.acme.example',
};

function logged(messages: readonly string[]): readonly string[] {
  const log = new RecentLog(new FakeLog(), systemClock);
  for (const message of messages) log.error(message);
  return log.lines;
}

const call = 'RespondActivityTaskCanceled: answered after 12 ms, request id 0f3a-11, attempts 2';
const endpoint = `https://${planted.host}/`;
const target: Target = {
  kind: 'endpoint',
  label: `${planted.profile} · ${planted.region}`,
  region: planted.region,
  profile: planted.profile,
  endpoint,
  alias: planted.alias,
  account: planted.account,
  mark: 'production',
};

const messages = [
  call,
  `swf.cancelActivityTask: Not done to ${planted.workflow} in ${planted.domain}: ${planted.details}`,
  `Claimed from ${planted.domain}: ${planted.result} ${planted.token}`,
  `RespondActivityTaskCanceled: answered after 12 ms, request id ${planted.input} x, attempts 2`,
  `${planted.key}: answered after 12 ms, request id 0f3a, attempts 2`,
  `RespondActivityTaskCanceled: answered after 12 ms, request id ${planted.token}, attempts 2`,
  `${call}\n${planted.details}`,
];

const facts: ReportFacts = {
  now: Date.UTC(2026, 10, 24, 3),
  editor: {
    ...{ extension: '0.3.0', editor: '1.105.0', editorName: 'VS Code', language: 'de', remote: planted.machine },
    ...{ isWeb: false, platform: 'linux', arch: 'x64', osRelease: `6.8.0-${planted.host}`, node: '22.1.0' },
    isTrusted: true,
  },
  settings: [
    { key: 'profile', where: ['user'], value: planted.profile },
    { key: 'endpoint', where: ['user', 'workspace'], value: `https://${planted.host}/` },
    { key: 'connections', where: ['user'], value: [{ alias: planted.alias, key: planted.key }] },
    { key: 'watch', where: ['user'], value: planted.token },
    { key: 'requests.share', where: ['workspace'], value: 25 },
    { key: 'skeletons.files', where: ['user'], value: { [planted.workflow]: planted.input } },
  ],
  target,
  state: 'connected',
  connections: 2,
  log: logged(messages),
  entries: [
    {
      ...{ id: 'a-1', at: Date.UTC(2026, 10, 24, 2), operation: 'RespondActivityTaskCanceled' },
      place: { label: target.label, region: target.region, profile: planted.profile, endpoint },
      target: { domain: planted.domain, workflowId: planted.workflow, activityId: planted.details },
      answer: { requestId: 'a1b2-c3', attempts: 1, target: { workflowId: planted.workflow } },
      end: { outcome: 'recorded', eventIds: [9] },
    },
    {
      ...{ id: 'a-2', at: Date.UTC(2026, 10, 24, 1), operation: 'SignalWorkflowExecution' },
      place: { label: target.label, region: target.region },
      target: { domain: planted.domain },
      answer: { requestId: `${planted.domain} ${planted.key}`, fault: 'throttled', delivered: 'no', attempts: 1 },
    },
  ],
};

describe('a report of a problem', () => {
  const report = problemReport(facts);

  test.each(Object.entries(planted))('does not hold the %s', (_, text) => {
    expect(JSON.stringify([facts, messages])).toContain(text.slice(0, 12));
    expect(report).not.toContain(text);
    expect(report).not.toContain(text.slice(0, 12));
  });

  test('holds what helps: versions, the kind of connection, settings by name, calls, outcomes', () => {
    const log = report.slice(report.indexOf('## The last lines of the log'));
    for (const said of [
      '- SWF Workbench: 0.3.0',
      '- System: linux 6.8.0 x64, Node.js 22.1.0',
      '- Remote: another kind',
      '- Kind: endpoint, mark: production, profile: one, left out',
      '- swf.requests.share (workspace): 25',
      '- swf.endpoint (user, workspace)\n',
      '- swf.watch (user): not of its form, left out',
      '2026-11-24T02:00:00.000Z RespondActivityTaskCanceled: recorded, event 9, request id a1b2-c3, attempts 1',
      'SignalWorkflowExecution: throttled, request id left out, attempts 1',
    ]) {
      expect(report).toContain(said);
    }
    expect(log).toContain(` error ${call}\n`);
    expect(log).toContain(' error swf.cancelActivityTask: (sentence left out)\n');
    expect(log.match(/Z error \(sentence left out\)$/gm)).toHaveLength(5);
  });

  test('says itself what it leaves out', () => {
    expect(report).toContain('Left out are the names of domains, workflows, tasks, profiles');
  });

  test('names a region of AWS, and a remote window of a known kind', () => {
    const editor = { ...facts.editor, remote: 'ssh-remote' };
    const plain = problemReport({ ...facts, editor, target: { ...target, region: 'us-gov-west-1' } });
    expect(plain).toContain('- Region: us-gov-west-1\n');
    expect(plain).toContain('- Remote: ssh-remote\n');
  });
});

test('the log goes on whole to the editor, and its last 50 lines are remembered', () => {
  const whole = new FakeLog();
  const log = new RecentLog(whole, systemClock);
  for (let n = 0; n < 60; n++) log.info(`ListDomains: answered after ${n} ms, request id none, attempts 1`);
  log.warn('a sentence');
  expect(whole.lines.at(-1)).toBe('warn a sentence');
  expect(log.lines).toHaveLength(50);
  expect(log.lines[0]).toContain('after 11 ms');
});
