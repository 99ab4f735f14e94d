import fc from 'fast-check';
import { skeletonText, yamlSkeletonText } from '../../src/skeleton/generate';
import { cliName, type OperationName, operations } from '../../src/swf/operations';
import { randomInput } from './randomInputs';

/** Pieces on which readers of JSON, YAML, shells and shorthand have stumbled. */
const pieces = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '/',
    '//',
    '/*',
    '*/',
    '#',
    '- ',
    '? ',
    '---',
    '...',
    '%TAG',
    '|',
    '>',
    '&a',
    '*a',
  ],
  ...['\n', '\r\n', '\t', ' ', '\u0000', '\uFEFF', '\u00A0', '\u2028', '\uD800', '\uDC00', '😀', '\\u00', '\\x'],
  ...[
    'null',
    'true',
    'NaN',
    '-',
    '1e999',
    '.5',
    '0x1',
    '~',
    '!!binary',
    '<<',
    '__proto__',
    'constructor',
    'file://',
    '$(',
    '`',
    '^',
    '%A%',
  ],
  ...['=', 'a=b', '\\,', '{a=', '[b', ' --', '--domain', '--cli-input-json ', "$'", "@'\n", "\n'@", '\\\n'],
];

const names = operations.map(({ name }) => name);

/** Texts of skeletons that are right, or nearly. */
const skeletons = fc.constantFrom(...names).chain((name) =>
  fc.oneof(
    fc.constantFrom(skeletonText(name), yamlSkeletonText(name)),
    randomInput(name).map((input) => JSON.stringify(input)),
    randomInput(name).map((input) => commandOf(name, input)),
  ),
);

function commandOf(name: OperationName, input: Readonly<Record<string, unknown>>): string {
  const option = (member: string) => member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const options = Object.entries(input).map(([member, value]) => `--${option(member)} '${JSON.stringify(value)}'`);
  return ['aws swf', cliName(name), ...options].join(' ');
}

/** Texts of no more than `longest` UTF-16 units that are hard to read: cut, spliced and doubled, or nothing but pieces. */
export function hardTexts(longest = 2_000): fc.Arbitrary<string> {
  const piece = fc.constantFrom(...pieces);
  const spliced = fc.tuple(skeletons, fc.nat(), fc.array(piece, { maxLength: 4 })).map(([text, at, added]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + added.join('') + text.slice(place + (at % 3));
  });
  const repeated = fc.tuple(piece, piece, fc.nat(400)).map(([a, b, times]) => (a + b).repeat(times));
  const mixed = fc.array(piece, { maxLength: 60 }).map((list) => list.join(''));
  return fc
    .oneof(spliced, mixed, repeated, fc.string({ unit: 'binary', maxLength: 80 }))
    .map((text) => text.slice(0, longest));
}
