import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';
import { taskRow } from '../../support/fakeExplorer';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

describe('Complete Activity Task', () => {
  const complete = async (origin?: unknown) => await desk.run('swf.completeActivityTask', origin);

  test('asks for token and result, shows what the decider will see, and names the event', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, '{"charged":true}');
    const outcome = await complete();
    expect(desk.ui.fields).toMatchObject([
      { title: 'Complete Activity Task', step: 1, totalSteps: 2, secret: true },
      { title: 'Complete Activity Task', step: 2, totalSteps: 2, secret: false, action: 'Edit as JSON' },
    ]);
    const [question] = desk.ui.questions;
    expect(question).toMatchObject({ message: expect.stringContaining('Complete') as string });
    expect(question?.action).toBe('Complete the Task');
    expect(question?.detail).toContain('The decider will see: ActivityTaskCompleted, result “{"charged":true}”');
    expect(question?.detail).not.toContain('cancellation was requested');
    const eventId = (await desk.scene.eventTypes(held.task)).indexOf('ActivityTaskCompleted') + 1;
    expect(outcome).toMatchObject({ kind: 'recorded', close: { eventId, result: '{"charged":true}' } });
    expect(desk.told).toContain(`Activity task completed, recorded as event ${eventId} (ActivityTaskCompleted)`);
  });

  test('without a result says that the decider gets none', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.types('');
    expect(await complete({ taskToken })).toMatchObject({ kind: 'recorded', close: { result: undefined } });
    expect(desk.ui.questions[0]?.detail).toContain('ActivityTaskCompleted without result');
  });

  test.each([
    ['from its row', true],
    ['by its token alone', false],
  ])('a task whose cancellation was requested says so, %s', async (_, row) => {
    const held = await desk.hold();
    await desk.scene.requestCancel(held);
    desk.ui.types(held.taskToken, 'done');
    await complete(row ? taskRow(held) : undefined);
    expect(desk.ui.questions[0]?.detail).toContain('Its cancellation was requested');
    expect(desk.ui.questions[0]?.detail).toContain('completed instead of canceled');
  });

  test('a long result is cut in the question, and sent whole', async () => {
    const { taskToken } = await desk.hold();
    const result = 'r'.repeat(32_768);
    expect(await complete({ taskToken, result })).toMatchObject({ kind: 'recorded', close: { result } });
    expect(desk.ui.questions[0]?.detail).toContain('(32,768 characters)');
    expect(desk.ui.questions[0]?.detail.length).toBeLessThan(1_000);
  });

  test('what begins like JSON and is none is remarked on, and may be sent', async () => {
    desk.ui.moves.push({ how: 'left' });
    await complete({ taskToken: 'x'.repeat(30) });
    expect(desk.ui.remarkOn('{"a": 1}')).toEqual({ severity: 'note', text: '8 of 32,768 characters' });
    expect(desk.ui.remarkOn('{"a": 1')).toMatchObject({ severity: 'warning' });
    expect(desk.ui.remarkOn('r'.repeat(32_769))).toMatchObject({ severity: 'error' });
  });
});

describe('Fail Activity Task', () => {
  const fail = async (origin?: unknown) => await desk.run('swf.failActivityTask', origin);

  test('asks for reason and details, each with its own limit', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, 'HostLost', 'the host is gone');
    expect(await fail(taskRow(held))).toMatchObject({
      kind: 'recorded',
      close: { type: 'ActivityTaskFailed', reason: 'HostLost', details: 'the host is gone' },
    });
    expect(desk.ui.fields.map(({ step, totalSteps }) => `${step}/${totalSteps}`)).toEqual(['1/3', '2/3', '3/3']);
    expect(desk.ui.remarkOn('r'.repeat(256), desk.ui.fields[1])).toMatchObject({ severity: 'note' });
    expect(desk.ui.remarkOn('r'.repeat(257), desk.ui.fields[1])).toMatchObject({ severity: 'error' });
    expect(desk.ui.questions[0]).toMatchObject({ action: 'Fail the Task' });
    expect(desk.ui.questions[0]?.detail).toContain('reason “HostLost”, details “the host is gone”');
  });

  test('leaving in the middle keeps every field, for this task and this operation alone', async () => {
    const held = await desk.hold();
    const other = await desk.hold('other');
    desk.ui.types(held.taskToken, 'HostLost');
    desk.ui.moves.push({ how: 'left', value: 'the ho' });
    expect(await fail(taskRow(held))).toBeUndefined();
    desk.ui.moves.push({ how: 'accepted' }, { how: 'accepted' }, { how: 'left' });
    await fail(taskRow(held));
    expect(desk.ui.fields.slice(3).map(({ value }) => value)).toEqual([held.taskToken, 'HostLost', 'the ho']);
    desk.ui.moves.push({ how: 'left' }, { how: 'accepted' }, { how: 'left' });
    await fail(taskRow(other));
    expect(desk.ui.fields.at(-1)?.value).toBe('');
    await desk.run('swf.cancelActivityTask', taskRow(held));
    expect(desk.ui.fields.slice(-2).map(({ value }) => value)).toEqual([held.taskToken, '']);
  });

  test('takes its own arguments, and no others', async () => {
    const { taskToken } = await desk.hold();
    expect(await fail({ taskToken, result: 'x' })).toBeUndefined();
    expect(desk.told).toContain('Unknown argument: result. Known are: taskToken, reason, details, cliInputJson');
    expect(await fail({ taskToken, reason: 'R', details: '' })).toMatchObject({ kind: 'recorded' });
  });

  test('Edit as JSON opens its own skeleton, which then knows the task', async () => {
    const held = await desk.hold();
    desk.ui.moves.push({ how: 'accepted', value: held.taskToken }, { how: 'action', value: 'HostLost' });
    expect(await fail(taskRow(held))).toBeUndefined();
    expect(await desk.run('swf.runSkeletonFile')).toMatchObject({
      kind: 'recorded',
      task: held.task,
      close: { type: 'ActivityTaskFailed', reason: 'HostLost' },
    });
  });
});

describe('Record Heartbeat', () => {
  const beat = async (origin?: unknown) => await desk.run('swf.recordHeartbeat', origin);

  test('asks for token and progress, says what it starts anew, and whether a cancellation was requested', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, '40 of 90 pages');
    expect(await beat(taskRow(held))).toEqual({
      kind: 'taken',
      task: held.task,
      cancelRequested: false,
      timeout: 'NONE',
      contradicted: false,
    });
    expect(desk.ui.fields[0]?.title).toBe('Record Heartbeat: charge-card');
    expect(desk.ui.fields[1]?.prompt).toContain('starts the task’s heartbeat timeout anew');
    expect(desk.ui.remarkOn('d'.repeat(2_048))).toMatchObject({ severity: 'note' });
    expect(desk.ui.remarkOn('d'.repeat(2_049))).toMatchObject({ severity: 'error' });
    expect(desk.told).toContain('Heartbeat taken by Amazon SWF: charge-card in order-1');
    expect(desk.told).toContain('Its cancellation was not requested');
    await desk.scene.requestCancel(held);
    expect(desk.ui.questions).toEqual([]);
    desk.ui.types(held.taskToken, '');
    expect(await beat(taskRow(held))).toMatchObject({ cancelRequested: true });
    expect(desk.told).toContain('Its cancellation was requested. Stop the work, then cancel the task.');
    expect([desk.ui.questions, desk.closed]).toEqual([[], []]);
  });

  test('with all of its arguments asks once, as nothing is sent unasked', async () => {
    const held = await desk.hold();
    desk.ui.confirmations.push(false);
    expect(await beat({ taskToken: held.taskToken, details: '' })).toBeUndefined();
    expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
    expect(desk.ui.questions.map(({ message }) => message)).toEqual([
      'Record a heartbeat of the activity task of this token?',
    ]);
    expect(await beat({ taskToken: held.taskToken, details: '' })).toMatchObject({ kind: 'taken' });
  });

  test('with the token of another task says so, as far as the service tells', async () => {
    const chosen = await desk.hold('chosen');
    const other = await desk.hold('other');
    await desk.scene.requestCancel(other);
    desk.ui.types(other.taskToken, '');
    expect(await beat(taskRow(chosen))).toMatchObject({ kind: 'taken', contradicted: true });
    expect(desk.told).toContain('probably of another task than the chosen one');
  });

  test('with the token of another task that is closed leaves the chosen one alone', async () => {
    const chosen = await desk.hold('chosen');
    const later = await desk.scene.scheduleAnother(chosen, 'later');
    desk.secrets.push(later.taskToken);
    await desk.scene.sdk.respondActivityTaskCompleted({ taskToken: later.taskToken });
    desk.ui.types(later.taskToken, '');
    expect(await beat(taskRow(chosen))).toMatchObject({
      kind: 'closed',
      scheduledEventId: later.task.scheduledEventId,
    });
    expect(desk.told).toContain('the token belongs to another task');
    expect(desk.told).toContain('was not touched: chosen');
  });

  test('of a closed task sends nothing, and names the event that closed it', async () => {
    const held = await desk.hold();
    await desk.scene.sdk.respondActivityTaskFailed({ taskToken: held.taskToken });
    desk.ui.types(held.taskToken, '');
    expect(await beat(taskRow(held))).toMatchObject({ kind: 'closed', close: { type: 'ActivityTaskFailed' } });
    expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
    const { domain, workflowId } = held.task.execution;
    await desk.scene.sdk.terminateWorkflowExecution({ domain, workflowId });
    expect(await beat({ taskToken: held.taskToken, details: '' })).toMatchObject({
      kind: 'closed',
      executionClosed: true,
    });
  });

  test.each([
    ['resetAfter', 'unknown', 'It is not known whether the heartbeat arrived'],
    ['resetBefore', 'unknown', 'a second heartbeat does no harm'],
    ['internalFailure', 'unknown', 'a second heartbeat does no harm'],
  ] as const)('%s at every try: %s', async (fault, kind, words) => {
    const held = await desk.hold();
    desk.scene.local.control.setFaults({ rules: [{ operation: 'RecordActivityTaskHeartbeat', fault }] });
    desk.ui.types(held.taskToken, 'half');
    expect(await beat(taskRow(held))).toMatchObject({ kind });
    expect(desk.told).toContain(words);
    desk.scene.local.control.setFaults({ rules: [] });
    desk.ui.moves.push({ how: 'accepted' }, { how: 'accepted' });
    await desk.ui.press('Try Again');
    expect(desk.ui.fields.at(-1)?.value).toBe('half');
    expect(desk.told).toContain('Heartbeat taken');
  });

  test('a fault that passes is not felt', async () => {
    const held = await desk.hold();
    desk.scene.local.control.setFaults({
      rules: [{ operation: 'RecordActivityTaskHeartbeat', fault: 'throttle', count: 1 }],
    });
    expect(await beat({ taskToken: held.taskToken, details: '' })).toMatchObject({ kind: 'taken' });
  });
});

test('a kept token stands in the prompt, as dots, and is used by Enter', async () => {
  const held = await desk.hold();
  desk.kept.set(held.task.activityId, held.taskToken);
  desk.ui.moves.push({ how: 'accepted' }, { how: 'accepted', value: '' });
  expect(await desk.run('swf.completeActivityTask', taskRow(held))).toMatchObject({
    kind: 'recorded',
    task: held.task,
  });
  expect(desk.ui.fields[0]).toMatchObject({ secret: true, value: held.taskToken });
  expect(desk.ui.fields[0]?.prompt).toContain('kept token');
  expect(desk.ui.fields[0]?.check(desk.ui.fields[0].value)?.text).toContain('The kept token of this task');
});
