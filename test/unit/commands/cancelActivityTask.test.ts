import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Remark } from '../../../src/ports';
import { checkSkeleton } from '../../../src/skeleton/parse';
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

const operation = 'RespondActivityTaskCanceled';
const cancel = async (origin?: unknown) => await desk.run('swf.cancelActivityTask', origin);
const sent = () => desk.scene.requests(operation);

describe('from nothing', () => {
  test('asks for the token, then for details, and tells the event that proves the cancel', async () => {
    const held = await desk.hold();
    await desk.scene.requestCancel(held);
    desk.ui.types(held.taskToken, 'the host is lost');
    const outcome = await cancel();

    expect(desk.ui.fields).toMatchObject([
      { title: 'Cancel Activity Task', step: 1, totalSteps: 2, value: '', secret: true },
      { title: 'Cancel Activity Task', step: 2, totalSteps: 2, value: '', secret: false, action: 'Edit as JSON' },
    ]);
    const eventId = (await desk.scene.eventTypes(held.task)).indexOf('ActivityTaskCanceled') + 1;
    expect(outcome).toMatchObject({ kind: 'recorded', close: { eventId, details: 'the host is lost' } });
    expect(desk.ui.offers).toMatchObject([{ severity: 'information' }]);
    expect(desk.told).toContain(`recorded as event ${eventId} (ActivityTaskCanceled): charge-card in order-1`);
    expect(desk.log.lines).toContain(`info ${desk.told}`);
    expect(desk.closed).toEqual([outcome]);
  });

  test('the next cancel after one that worked starts empty', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, 'why');
    await cancel();
    desk.ui.moves.push({ how: 'left' });
    await cancel();
    expect(desk.ui.fields.at(-1)?.value).toBe('');
  });

  test('details may be left empty: then none are sent', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, '');
    expect(await cancel()).toMatchObject({ kind: 'recorded', close: { details: undefined } });
  });

  test('Back goes to the token again, which still stands there', async () => {
    const held = await desk.hold();
    desk.ui.types('a wrong token');
    desk.ui.moves.push({ how: 'back', value: 'half a rea' }, { how: 'accepted', value: held.taskToken });
    desk.ui.moves.push({ how: 'accepted' });
    expect(await cancel()).toMatchObject({ kind: 'recorded', close: { details: 'half a rea' } });
    expect(desk.ui.fields.map(({ step, value }) => [step, value])).toEqual([
      [1, ''],
      [2, ''],
      [1, 'a wrong token'],
      [2, 'half a rea'],
    ]);
  });

  test('leaving sends nothing and keeps the draft: the next call starts with it', async () => {
    const { taskToken } = await desk.hold();
    const before = desk.requests;
    desk.ui.moves.push({ how: 'accepted', value: taskToken }, { how: 'left', value: 'half a rea' });
    expect(await cancel()).toBeUndefined();
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left' });
    await cancel();
    expect(desk.ui.fields.slice(2).map(({ value }) => value)).toEqual([taskToken, 'half a rea']);
    expect(desk.requests).toBe(before);
    expect([desk.ui.offers, desk.ui.glances, desk.log.lines]).toEqual([[], [], []]);
  });

  test('leaving an emptied prompt keeps it empty', async () => {
    desk.ui.moves.push({ how: 'left', value: 'something' }, { how: 'left', value: '' }, { how: 'left' });
    await cancel();
    await cancel();
    await cancel();
    expect(desk.ui.fields.map(({ value }) => value)).toEqual(['', 'something', '']);
  });
});

describe('while typing', () => {
  async function remarksOn(step: 1 | 2, values: readonly string[]): Promise<(Remark | undefined)[]> {
    if (step === 2) desk.ui.types('x'.repeat(30));
    desk.ui.moves.push({ how: 'left' });
    await cancel();
    return values.map((value) => desk.ui.remarkOn(value));
  }

  test('the token is checked as the AWS CLI and the service would', async () => {
    const [empty, blank, most, tooMany] = await remarksOn(1, ['', '  \n', 'x'.repeat(1024), 'x'.repeat(1025)]);
    expect(empty).toMatchObject({ severity: 'error' });
    expect(blank).toMatchObject({ severity: 'error' });
    expect(most).toEqual({ severity: 'note', text: '1024 characters' });
    expect(tooMany).toMatchObject({ severity: 'error' });
    expect(tooMany?.text).toContain('at most 1,024 characters');
  });

  test('what a pasted token brought along is removed, and said to be', async () => {
    const token = 'A'.repeat(40);
    const remarks = await remarksOn(1, [
      ` "${token}",\n`,
      `${token.slice(0, 20)}\n  ${token.slice(20)}`,
      `\uFEFF${token}`,
    ]);
    expect(remarks).toEqual([
      {
        severity: 'note',
        text: '40 characters; removed: a line break, blanks around it, the comma after it, quotes around it',
      },
      { severity: 'note', text: '40 characters; removed: a line break' },
      { severity: 'note', text: '40 characters; removed: a byte order mark (U+FEFF)' },
    ]);
  });

  test('characters that no token known holds are named, and may stay', async () => {
    const remarks = await remarksOn(1, ['AAAA BBBB', 'AAAA\u0007BBBB', 'AAAAéBBBB']);
    expect(remarks).toEqual([
      { severity: 'warning', text: '9 characters; the token holds a blank' },
      { severity: 'warning', text: '9 characters; the token holds a control character (U+0007)' },
      { severity: 'warning', text: '9 characters; the token holds an unusual character (U+00E9)' },
    ]);
  });

  test('the details are counted, and no more than fit are taken', async () => {
    const [none, some, emoji, most, tooMany] = await remarksOn(2, [
      '',
      'host lost',
      '🐢',
      'd'.repeat(32_768),
      'd'.repeat(32_769),
    ]);
    expect(none).toEqual({ severity: 'note', text: '0 of 32,768 characters' });
    expect(some).toEqual({ severity: 'note', text: '9 of 32,768 characters' });
    expect(emoji).toEqual({ severity: 'note', text: '1 of 32,768 characters' });
    expect(most).toEqual({ severity: 'note', text: '32,768 of 32,768 characters' });
    expect(tooMany).toMatchObject({ severity: 'error' });
    expect(tooMany?.text).toContain('at most 32,768 characters');
  });

  test('a token with quotes, blanks and line breaks is sent without them', async () => {
    const held = await desk.hold();
    const { taskToken } = held;
    desk.ui.types(`  "${taskToken.slice(0, 30)}\n${taskToken.slice(30)}",\n`, '');
    expect(await cancel()).toMatchObject({ kind: 'recorded', task: held.task });
  });
});

describe('a try that does not end well', () => {
  test('dismissed at the question: says so, and the next call starts with what was typed', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.confirmations.push(false);
    desk.ui.types(taskToken, 'why');
    expect(await cancel()).toEqual({ kind: 'dismissed' });
    expect(sent()).toBe(0);
    expect(desk.ui.glances).toEqual(['Nothing was canceled: no answer was sent']);
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left' });
    await cancel();
    expect(desk.ui.fields.slice(2).map(({ value }) => value)).toEqual([taskToken, 'why']);
  });

  test('refused by the service: Try Again starts with what was typed', async () => {
    const held = await desk.hold();
    desk.secrets.push('not-a-real-token-at-all');
    desk.ui.types('not-a-real-token-at-all', 'why');
    expect(await cancel()).toMatchObject({ kind: 'refused' });
    expect(desk.ui.offers).toMatchObject([{ severity: 'error' }]);
    expect(desk.told).toContain('This is not a task token');
    expect(sent()).toBe(0);

    desk.ui.moves.push({ how: 'accepted', value: held.taskToken }, { how: 'accepted' });
    await desk.ui.press('Try Again');
    expect(desk.ui.fields.slice(2).map(({ value }) => value)).toEqual(['not-a-real-token-at-all', 'why']);
    expect(desk.told).toContain('recorded as event');
  });

  test('broken off: Try Again sends the same, and finds that it was recorded', async () => {
    const held = await desk.hold();
    const confirm = () => {
      desk.scene.local.control.setFaults({
        rules: [{ operation, fault: 'resetAfter', count: 1 }, { fault: 'resetBefore' }],
      });
      return Promise.resolve(true);
    };
    desk.ui.confirmations.push(confirm);
    desk.ui.types(held.taskToken, 'why');
    expect(await cancel()).toMatchObject({ kind: 'unknown' });
    expect(desk.told).toContain('It is not known whether the activity task was canceled');

    desk.scene.local.control.setFaults({ rules: [] });
    desk.ui.moves.push({ how: 'accepted' }, { how: 'accepted' });
    await desk.ui.press('Try Again');
    expect(desk.told).toContain('already closed');
    expect(await desk.scene.eventTypes(held.task)).toContain('ActivityTaskCanceled');
  });

  test('no connection: one message with a next step, and nothing is asked of anybody', async () => {
    desk.settings = { profile: 'nobody', region: '', endpoint: '' };
    desk.ui.types('x'.repeat(30), '');
    expect(await cancel()).toMatchObject({ kind: 'refused', why: { message: 'The profile was not found: nobody' } });
    expect(desk.ui.offers).toHaveLength(1);
    expect(desk.told).toContain('Choose another profile');
    expect(desk.ui.questions).toEqual([]);
  });

  test('a workspace that is not trusted sends nothing', async () => {
    const { taskToken } = await desk.hold();
    const before = desk.requests;
    desk.trusted = false;
    desk.ui.types(taskToken, '');
    await cancel();
    expect(desk.told).toContain('this workspace is not trusted');
    expect(desk.requests).toBe(before);
  });
});

describe('the question before it', () => {
  test('says where, which task and how its token begins and ends', async () => {
    const held = await desk.hold();
    await desk.scene.requestCancel(held);
    desk.ui.types('why');
    await cancel({ taskToken: held.taskToken });
    const [question] = desk.ui.questions;
    const ends = `${held.taskToken.slice(0, 4)}…${held.taskToken.slice(-4)}`;
    expect(question).toMatchObject({ action: 'Cancel the Task', dismiss: 'Leave It Open' });
    expect(question?.detail).toContain(`${desk.scene.local.url}, region us-east-1`);
    expect(question?.detail).toContain(`Task token: ${ends}`);
    expect(question?.detail).toContain('Cancellation requested: yes');
    expect(question?.detail).toContain('charge-card in order-1, domain orders');
  });

  test('warns, in other words and on another button, when nobody requested the cancellation', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, 'why');
    await cancel(taskRow(held));
    const [question] = desk.ui.questions;
    expect(question?.message).toContain('Nobody requested this cancellation');
    expect(question?.action).toBe('Cancel the Task Anyway');
    expect(question?.detail).toContain('with AWS Flow the whole workflow execution fails');
  });

  test('does not spend a heartbeat where the setting says so', async () => {
    const { taskToken } = await desk.hold();
    desk.check = 'history';
    desk.ui.confirmations.push(false);
    desk.ui.types(taskToken, '');
    await cancel();
    expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
    expect(desk.ui.questions[0]?.detail).toContain('Cancellation requested: not known');
  });
});

describe('Edit as JSON', () => {
  test('opens the skeleton with what was typed, and sends nothing', async () => {
    const { taskToken } = await desk.hold();
    const before = desk.requests;
    desk.ui.moves.push({ how: 'accepted', value: ` ${taskToken}\n` }, { how: 'action', value: 'a "long" story' });
    expect(await cancel()).toBeUndefined();
    const [[, document] = []] = desk.documents.open;
    expect(document?.fileName).toBe('respond-activity-task-canceled.json');
    expect(JSON.parse(document?.text ?? '')).toEqual({ taskToken, details: 'a "long" story' });
    expect(checkSkeleton(operation, document?.text ?? '').problems).toEqual([]);
    expect(desk.requests).toBe(before);
  });

  test('from a row: running the skeleton later knows the task', async () => {
    const held = await desk.hold();
    desk.ui.moves.push({ how: 'accepted', value: held.taskToken }, { how: 'action' });
    await cancel(taskRow(held));
    expect(await desk.run('swf.runSkeletonFile')).toMatchObject({ kind: 'recorded', task: held.task });
    expect(desk.ui.questions[0]?.detail).toContain('Workflow execution: order-1');
    expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
  });
});

describe('from a row of the tree', () => {
  test('knows the task: names it, reads its history, and opens it at the event', async () => {
    await desk.hold('another');
    const held = await desk.hold();
    desk.ui.types(held.taskToken, '');
    const outcome = await cancel(taskRow(held));
    expect(desk.ui.fields.map(({ title }) => title)).toEqual([
      'Cancel Activity Task: charge-card',
      'Cancel Activity Task: charge-card',
    ]);
    expect(outcome).toMatchObject({ kind: 'recorded', task: held.task });
    expect(desk.scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
    const eventId = (await desk.scene.eventTypes(held.task)).indexOf('ActivityTaskCanceled') + 1;
    await desk.ui.press('Open History');
    expect(desk.documents.readOnly).toEqual([{ address: 'swf-history:/order-2', at: `"eventId": ${eventId}` }]);
  });

  test('with the token of another task says which one was closed instead', async () => {
    const chosen = await desk.hold('chosen');
    const other = await desk.hold('other');
    desk.ui.types(other.taskToken, '');
    const outcome = await cancel(taskRow(chosen));
    expect(outcome).toMatchObject({ kind: 'accepted' });
    expect(await desk.scene.eventTypes(chosen.task)).not.toContain('ActivityTaskCanceled');
    expect(desk.told).not.toContain('recorded as event');
  });

  test('that is no task asks as from nothing: a view’s title menu gives whatever row has the focus', async () => {
    const held = await desk.hold();
    desk.ui.types(held.taskToken, '');
    expect(await cancel({ kind: 'domain' })).toMatchObject({ kind: 'recorded' });
    expect(desk.ui.fields[0]?.title).toBe('Cancel Activity Task');
  });
});
