import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';
import { openedDocument } from '../../support/openedDocument';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

const cancel = 'respond-activity-task-canceled.json';

const open = (name: string, document: unknown, scheme?: string) => openedDocument(desk, name, document, scheme);
const copied = () => desk.documents.copied.at(-1) ?? '';
const buttons = () => [...(desk.ui.offers.at(-1)?.actions.keys() ?? [])];

describe('Check', () => {
  test('finds no mistake, says what it cannot know, and makes no call', async () => {
    const { taskToken } = await desk.hold();
    const before = desk.requests;
    expect(await desk.run('swf.checkSkeletonFile', open(cancel, { taskToken }))).toBe(true);
    expect(desk.told).toBe(
      `No mistakes in ${cancel}. Nothing was sent. Not known: whether the task of its token is still open.`,
    );
    expect(desk.requests).toBe(before);
  });

  test('asks by a heartbeat if the person agrees, and then runs', async () => {
    const { taskToken } = await desk.hold();
    await desk.run('swf.checkSkeletonFile', open(cancel, { taskToken }));
    await desk.ui.press('Ask by a Heartbeat…');
    expect(desk.ui.questions[0]?.message).toBe('Check this task token by a heartbeat?');
    expect(desk.told).toContain('is open; its cancellation was not requested');
    await desk.ui.press('Run…');
    expect(desk.told).toContain('recorded as event');
  });

  test('offers no heartbeat for what has no token of an activity task', async () => {
    await desk.run('swf.checkSkeletonFile', open('describe-domain.json', { name: 'orders' }));
    expect(desk.told).toMatch(/^No mistakes in describe-domain\.json\. .*whether what it names exists/);
    expect(buttons()).toEqual([]);
    await desk.run('swf.checkSkeletonFile', open('respond-decision-task-completed.json', { taskToken: 'AAAAKg' }));
    expect(buttons()).toEqual([]);
  });

  test.each([
    [cancel, '{"taskToken": 5, "a": 1}', 'not a number: taskToken (and 1 more)'],
    ['my.list-domains.yaml', 'registrationStatus: REGISTER\n', 'Must be one of'],
  ])('tells the first mistake and where the others are: %s', async (name, text, words) => {
    expect(await desk.run('swf.checkSkeletonFile', open(name, text))).toBe(false);
    expect(desk.told).toContain(`${name} has mistakes, it would not be sent: `);
    expect(desk.told).toContain(words);
    await desk.ui.press('Show Problems');
    expect(desk.documents.problemsShown).toBe(1);
  });

  test('warns of a path that is sent as text', async () => {
    const { taskToken } = await desk.hold();
    await desk.run('swf.checkSkeletonFile', open(cancel, { taskToken, details: 'file://why.txt' }));
    expect(desk.ui.offers.at(-1)).toMatchObject({ severity: 'warning' });
    expect(desk.told).toContain('can be sent, but may not say what is meant');
  });
});

test('what a button in an editor’s title gives besides the document overrides nothing', async () => {
  const file = open('all.list-domains.yaml', 'registrationStatus: REGISTERED\n');
  await (desk.run as (...args: unknown[]) => Promise<unknown>).call(desk, 'swf.runSkeletonFile', file, { groupId: 1 });
  expect(desk.documents.beside).toHaveLength(1);
});

describe('Run With Overrides', () => {
  test('sends what was changed over the file, which stays', async () => {
    const { task, taskToken } = await desk.hold();
    const uri = open(cancel, { taskToken, details: 'in the file' });
    desk.ui.types(taskToken, 'typed');
    const outcome = await desk.run('swf.runSkeletonFileWithOverrides', uri);
    expect(outcome).toMatchObject({ kind: 'recorded', task, close: { details: 'typed' } });
    expect(desk.ui.fields).toMatchObject([
      { secret: true, value: taskToken, step: 1, totalSteps: 2 },
      { secret: false, value: 'in the file' },
    ]);
    expect(desk.documents.open.get(`file:///runbooks/${cancel}`)?.text).toContain('in the file');
  });

  test('what is left as it is, is the file’s; a token in the file may be missing', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.moves.push({ how: 'accepted', value: ` "${taskToken}" ` }, { how: 'accepted' });
    const outcome = await desk.run(
      'swf.runSkeletonFileWithOverrides',
      open(cancel, { taskToken: '', details: 'kept' }),
    );
    expect(outcome).toMatchObject({ kind: 'recorded', close: { details: 'kept' } });
  });

  test('gives each value the kind that the API wants, and refuses what is of another', async () => {
    const uri = open('list-domains.json', { registrationStatus: 'DEPRECATED', maximumPageSize: 5 });
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left', value: 'x' });
    await desk.run('swf.runSkeletonFileWithOverrides', uri);
    expect(desk.ui.fields.map(({ prompt }) => prompt.split(':')[0])).toEqual([
      'registrationStatus, REGISTERED or DEPRECATED',
      'nextPageToken (optional)',
    ]);
    desk.ui.types('REGISTERED', '', '1', 'true');
    await desk.run('swf.runSkeletonFileWithOverrides', uri);
    const [status, , size, reverse] = desk.ui.fields.slice(-4);
    expect(desk.ui.remarkOn('REGISTER', status)).toMatchObject({ severity: 'error' });
    expect(desk.ui.remarkOn('many', size)).toMatchObject({ severity: 'error' });
    expect(desk.ui.remarkOn('1001', size)).toMatchObject({ severity: 'error' });
    expect(desk.ui.remarkOn('yes', reverse)).toMatchObject({ severity: 'error' });
    expect(JSON.parse(desk.documents.beside[0]?.text ?? '')).toMatchObject({ domainInfos: [{ name: 'orders' }] });

    desk.ui.moves.push({ how: 'left' });
    await desk.run('swf.runSkeletonFileWithOverrides', open('register-domain.json', { name: 'orders' }));
    expect(desk.ui.remarkOn('a:b', desk.ui.fields.at(-1))).toMatchObject({ severity: 'error' });
  });

  test('leaving keeps what was typed; a file that changed meanwhile does not meet an old text', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left', value: 'half a' });
    await desk.run('swf.runSkeletonFileWithOverrides', open(cancel, { taskToken, details: 'one' }));
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left' });
    await desk.run('swf.runSkeletonFileWithOverrides', open(cancel, { taskToken, details: 'one' }));
    expect(desk.ui.fields.at(-1)?.value).toBe('half a');
    desk.ui.moves.push({ how: 'accepted' }, { how: 'left' });
    await desk.run('swf.runSkeletonFileWithOverrides', open(cancel, { taskToken, details: 'two' }));
    expect(desk.ui.fields.at(-1)?.value).toBe('two');
  });
});

describe('arguments of key bindings and other extensions', () => {
  test('run as a file does, with single values over it', async () => {
    const { task, taskToken } = await desk.hold();
    desk.documents.files.set('runbooks/close.yaml', 'taskToken: ""\ndetails: from the file\n');
    const given = {
      operation: 'respond-activity-task-canceled',
      cliInputJson: 'file://runbooks/close.yaml',
      taskToken,
    };
    expect(await desk.run('swf.runSkeletonFile', given)).toMatchObject({ kind: 'recorded', task });
    expect(desk.ui.questions).toHaveLength(1);
  });

  test('the name of the file tells the operation, and texts become what the API wants', async () => {
    desk.documents.files.set('list-domains.json', '{"registrationStatus": "REGISTERED"}');
    const given = { cliInputJson: 'list-domains.json', maximumPageSize: '1', reverseOrder: true };
    expect(await desk.run('swf.runSkeletonFile', given)).toEqual({ kind: 'read', complete: true });
  });

  test.each([
    [{ operation: 'cancel-it' }, 'There is no operation cancel-it'],
    [{ operation: 'list-domain' }, 'Did you mean list-domains?'],
    [{ cliInputJson: '{}' }, 'The operation is missing'],
    [
      { operation: 'ListDomains', colour: 'red' },
      'Unknown argument: colour. Known are: nextPageToken, registrationStatus',
    ],
    [{ operation: 'ListDomains', cliInputJson: 'nowhere.json' }, 'cannot be read: nowhere.json'],
    [{ operation: 'ListDomains', cliInputJson: 5 }, 'must be a string: cliInputJson'],
    [{ operation: 'ListDomains' }, 'A required member is missing: registrationStatus'],
    [{ operation: 'ListDomains', registrationStatus: 'REGISTERED', reverseOrder: 'no' }, 'Must be true or false'],
    [{ operation: 'RegisterDomain', name: 'a:b', workflowExecutionRetentionPeriodInDays: '7' }, ': name'],
    [{ operation: 'RegisterDomain', name: 'a', workflowExecutionRetentionPeriodInDays: '91' }, 'days up to 90'],
  ])('that cannot be used are told: %j', async (given, words) => {
    const before = desk.requests;
    await desk.run('swf.runSkeletonFile', given);
    expect(desk.told).toContain(words);
    expect(desk.requests).toBe(before);
  });

  test('serve Check, overrides and copying as well', async () => {
    const given = { operation: 'ListDomains', registrationStatus: 'REGISTERED' };
    expect(await desk.run('swf.checkSkeletonFile', given)).toBe(true);
    desk.ui.picks.push('bash · inline');
    await desk.run('swf.copyAsAwsCliCommand', given);
    expect(copied()).toContain('aws swf list-domains --registration-status REGISTERED');
    desk.ui.types('DEPRECATED', '', '', '');
    expect(await desk.run('swf.runSkeletonFileWithOverrides', given)).toEqual({ kind: 'read', complete: true });
  });
});

describe('a task', () => {
  const printed: string[] = [];
  let ended = false;
  beforeEach(() => {
    printed.length = 0;
    ended = false;
  });
  const run = (definition: object) =>
    desk.runSkeletonTask({ type: 'swf', ...definition }, { print: (line) => printed.push(line), ended: () => ended });

  test('goes the way of the lens, prints the outcome without the token, and ends with 0', async () => {
    const { taskToken } = await desk.hold();
    desk.documents.files.set('close.json', '{"details": "by task"}');
    const definition = { operation: 'respond-activity-task-canceled', cliInputJson: 'file://close.json', taskToken };
    expect(await run(definition)).toBe(0);
    expect(desk.ui.questions).toHaveLength(1);
    expect(printed.at(-1)).toContain('recorded as event');
    expect(printed.join('\n')).not.toContain(taskToken);
  });

  test('prints mistakes with their places, and ends with 1', async () => {
    desk.documents.files.set('a/list-domains.json', '{\n  "registrationStatus": "REGISTER",\n  "colour": 1\n}');
    const before = desk.requests;
    expect(await run({ cliInputJson: 'file://a/list-domains.json' })).toBe(1);
    expect(printed).toEqual([
      expect.stringMatching(/^a\/list-domains\.json:2:25: error: Must be one of REGISTERED, DEPRECATED/),
      expect.stringMatching(/^a\/list-domains\.json:3:3: error: Unknown member: colour/),
      'Nothing was sent.',
    ]);
    expect(desk.requests).toBe(before);
  });

  test.each([
    [{ operation: 'cancel-it' }, 'error: There is no operation cancel-it'],
    [{}, 'error: The operation is missing'],
    [{ operation: 'describe-domain', name: 'nowhere' }, 'nowhere'],
  ])('that fails says why, and ends with 1: %j', async (definition, words) => {
    expect(await run(definition)).toBe(1);
    expect(printed.join('\n')).toContain(words);
  });

  test('whose question is declined, or that was ended meanwhile, sends nothing', async () => {
    const definition = { operation: 'register-domain', name: 'new', workflowExecutionRetentionPeriodInDays: '3' };
    desk.ui.confirmations.push(false);
    expect(await run(definition)).toBe(1);
    desk.ui.confirmations.push(() => {
      ended = true;
      return Promise.resolve(true);
    });
    expect(await run(definition)).toBe(1);
    const { domainInfos } = await desk.scene.sdk.listDomains({ registrationStatus: 'REGISTERED' });
    expect(domainInfos).toHaveLength(1);
  });
});
