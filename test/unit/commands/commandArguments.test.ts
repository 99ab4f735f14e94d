import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  desk.expectNoSecret();
  await desk.close();
});

const cancel = async (origin: unknown) => await desk.run('swf.cancelActivityTask', origin);

describe('single values', () => {
  test('token and details: nothing is left to ask but the question', async () => {
    const { task, taskToken } = await desk.hold();
    const outcome = await cancel({ taskToken, details: 'by key' });
    expect(outcome).toMatchObject({ kind: 'recorded', task, close: { details: 'by key' } });
    expect(desk.ui.fields).toEqual([]);
    expect(desk.ui.questions).toHaveLength(1);
  });

  test('a token alone: asks for details, as the only step', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.types('typed');
    expect(await cancel({ taskToken })).toMatchObject({ kind: 'recorded', close: { details: 'typed' } });
    expect(desk.ui.fields).toMatchObject([{ step: 1, totalSteps: 1, secret: false }]);
  });

  test('details alone: asks for the token, as the only step', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.types(taskToken);
    expect(await cancel({ details: '' })).toMatchObject({ kind: 'recorded' });
    expect(desk.ui.fields).toMatchObject([{ step: 1, totalSteps: 1, secret: true }]);
  });

  test('a token as it was copied is cleaned like a typed one', async () => {
    const { taskToken } = await desk.hold();
    expect(await cancel({ taskToken: `"${taskToken}"\n`, details: '' })).toMatchObject({ kind: 'recorded' });
  });

  test('what is undefined or blank was not given', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.types(taskToken, '');
    expect(await cancel({ taskToken: ' ', details: undefined, cliInputJson: undefined })).toMatchObject({
      kind: 'recorded',
    });
    expect(desk.ui.fields).toHaveLength(2);
  });
});

describe('cliInputJson', () => {
  test('as JSON: is complete, so no details are asked for', async () => {
    const { taskToken } = await desk.hold();
    const outcome = await cancel({ cliInputJson: JSON.stringify({ taskToken }) });
    expect(outcome).toMatchObject({ kind: 'recorded', close: { details: undefined } });
    expect(desk.ui.fields).toEqual([]);
  });

  test.each([
    ['an absolute path', 'file:///runbooks/cancel.json', '/runbooks/cancel.json'],
    ['a path from home', 'file://~/cancel.json', '~/cancel.json'],
    ['a path in the workspace', 'file://tasks/cancel.json', 'tasks/cancel.json'],
    ['a path without file://', 'tasks/cancel.json', 'tasks/cancel.json'],
    ['a path with brackets', 'file://[a] {b}/cancel.json', '[a] {b}/cancel.json'],
  ])('as %s', async (_, cliInputJson, path) => {
    const { taskToken } = await desk.hold();
    desk.documents.files.set(path, JSON.stringify({ taskToken, details: 'from the file' }));
    expect(await cancel({ cliInputJson })).toMatchObject({ kind: 'recorded', close: { details: 'from the file' } });
  });

  test('single values stand over it, as on the AWS command line', async () => {
    const { taskToken } = await desk.hold();
    const cliInputJson = JSON.stringify({ taskToken: 'an old one', details: 'from the file' });
    const outcome = await cancel({ cliInputJson, taskToken, details: 'from the key' });
    expect(outcome).toMatchObject({ kind: 'recorded', close: { details: 'from the key' } });
  });

  test('an untouched skeleton asks for the token that it lacks', async () => {
    const { taskToken } = await desk.hold();
    desk.ui.types(taskToken);
    expect(await cancel({ cliInputJson: '{"taskToken": "", "details": ""}' })).toMatchObject({ kind: 'recorded' });
    expect(desk.ui.fields).toMatchObject([{ secret: true, totalSteps: 1 }]);
  });
});

const token = 'AAAAKgAAAAIAAAAAAAAAAQsecretsecretsecret=';

test('a token that is null does not stand for the one that was typed last', async () => {
  const { taskToken } = await desk.hold();
  desk.ui.moves.push({ how: 'left', value: taskToken });
  await cancel(undefined);
  await cancel({ cliInputJson: '{"taskToken": null}' });
  expect(desk.told).toContain('Must be a string, not null: taskToken');
  expect(desk.scene.requests('RespondActivityTaskCanceled')).toBe(0);
});

describe('what cannot be used gets one message, and nothing is sent', () => {
  const bad: [string, unknown, string][] = [
    ['an unknown argument', { taskToken: token, detials: '' }, 'Unknown argument: detials'],
    ['a token that is a number', { taskToken: 5 }, 'must be a string: taskToken'],
    ['a token that is null', { taskToken: null }, 'must be a string: taskToken'],
    ['details that are an object', { taskToken: token, details: {} }, 'must be a string: details'],
    ['cliInputJson as an object', { cliInputJson: { taskToken: token } }, 'must be a string: cliInputJson'],
    ['a text for the arguments', token, 'must be an object'],
    ['a number for the arguments', 7, 'must be an object'],
    ['a list for the arguments', [{ taskToken: token }], 'must be an object'],

    ['malformed JSON', { cliInputJson: `{"taskToken": "${token}"` }, 'closing brace'],
    ['single quotes', { cliInputJson: `{'taskToken': '${token}'}` }, 'double quotes'],
    ['a comment', { cliInputJson: `{"taskToken": "${token}" /* mine */}` }, 'refuses comments'],
    ['a comment before it', { cliInputJson: `// mine\n{"taskToken": "${token}"}` }, 'refuses comments'],
    ['a trailing comma', { cliInputJson: `{"taskToken": "${token}",}` }, 'refuses a comma'],
    ['a byte order mark', { cliInputJson: `\uFEFF{"taskToken": "${token}"}` }, 'byte order mark'],
    ['a key given twice', { cliInputJson: `{"taskToken": "${token}", "taskToken": "x"}` }, 'comes again'],
    ['an array as the document', { cliInputJson: `[{"taskToken": "${token}"}]` }, 'must hold a JSON object'],
    ['a string as the document', { cliInputJson: `"${token}"` }, 'must hold a JSON object'],
    ['an empty document', { cliInputJson: '' }, 'empty'],
    ['a token as the document', { cliInputJson: token }, 'neither a JSON object nor a file'],
    ['null as the document', { cliInputJson: 'null' }, 'neither a JSON object nor a file'],
    ['a file that is not there', { cliInputJson: 'file://gone.json' }, 'cannot be read: gone.json'],
    ['a relative one that is not there', { cliInputJson: 'gone.json' }, 'cannot be read: gone.json'],

    ['an unknown key', { cliInputJson: `{"taskToken": "${token}", "detials": ""}` }, 'Did you mean details?'],
    ['a token of another type', { cliInputJson: '{"taskToken": 5}' }, 'not a number: taskToken'],
    ['a token that is null there', { cliInputJson: '{"taskToken": null}' }, 'not null: taskToken'],
    ['details of another type', { cliInputJson: `{"taskToken": "${token}", "details": []}` }, 'not a list: details'],
    ['a token too long', { taskToken: 'x'.repeat(1025), details: '' }, 'at most 1,024 characters'],
    ['details too long', { taskToken: token, details: 'd'.repeat(32_769) }, 'at most 32,768 characters'],
  ];

  test.each(bad)('%s', async (_, origin, words) => {
    desk.secrets.push(token);
    const before = desk.requests;
    await cancel(origin);
    expect(desk.ui.offers).toMatchObject([{ severity: 'error' }]);
    expect(desk.told).toContain(words);
    expect(desk.told).toContain('Nothing was sent');
    expect(desk.ui.fields).toEqual([]);
    expect(desk.ui.questions).toEqual([]);
    expect(desk.requests).toBe(before);
    expect(desk.log.lines).toHaveLength(1);
  });

  test.each([
    ['malformed', '{"taskToken": ', 'value is expected'],
    ['with a byte order mark', '\uFEFF{}', 'byte order mark'],
    ['that is an array', '[]', 'must hold a JSON object'],
    ['that is null', 'null', 'must hold a JSON object'],
    ['that is empty', '', 'empty'],
  ])('a file %s', async (_, text, words) => {
    const before = desk.requests;
    desk.documents.files.set('cancel.json', text);
    await cancel({ cliInputJson: 'file://cancel.json' });
    expect(desk.ui.offers).toMatchObject([{ severity: 'error' }]);
    expect(desk.told).toContain(words);
    expect(desk.told).toContain('Nothing was sent');
    expect(desk.requests).toBe(before);
  });
});
