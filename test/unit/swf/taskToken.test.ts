import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanToken, maskToken } from '../../../src/swf/taskToken';

const token = `AAAAKgAAAAEAAAAAAAAAAX${'b+/9'.repeat(70)}==`;

describe('cleanToken', () => {
  test('leaves a token as it is', () => {
    expect(cleanToken(token)).toEqual({ token, removed: [], odd: [] });
  });

  test.each([
    [`  ${token}\t`, ['blanks around it']],
    [`${token}\n`, ['a line break']],
    [`${token.slice(0, 80)}\r\n    ${token.slice(80, 160)}\n${token.slice(160)}`, ['2 line breaks']],
    [`"${token}"`, ['quotes around it']],
    [`'${token}'`, ['quotes around it']],
    [`\`${token}\``, ['quotes around it']],
    [`\\"${token}\\"`, ['quotes around it']],
    [`“${token}”`, ['quotes around it']],
    [`"'${token}'"`, ['quotes around it']],
    [`"${token}",`, ['the comma after it', 'quotes around it']],
    [` "${token}" ,\n`, ['a line break', 'blanks around it', 'the comma after it', 'quotes around it']],
    [`${token.slice(0, 9)}\u200B${token.slice(9)}`, ['a zero-width space (U+200B)']],
    [`\uFEFF${token}\u00A0`, ['a byte order mark (U+FEFF)', 'a no-break space (U+00A0)']],
    [`\u00AD${token.slice(0, 5)}\u00AD${token.slice(5)}`, ['2 soft hyphens (U+00AD)']],
    [`\u202A${token}\u202C`, ['a left-to-right embedding (U+202A)', 'an end of directional formatting (U+202C)']],
  ])('frees a pasted token and says of what: %#', (pasted, removed) => {
    expect(cleanToken(pasted)).toEqual({ token, removed, odd: [] });
  });

  test.each([
    ['AAAA BBBB', ['a blank']],
    ['A\tB\u0001', ['a control character (U+0009)', 'a control character (U+0001)']],
    ['"AAAA', ['a double quote']],
    ['AA\\u003d\\u003d', ['2 backslashes']],
    ['AAé', ['an unusual character (U+00E9)']],
    ['😀😀', ['2 unusual characters (U+1F600)']],
  ])('names but keeps what may belong to a token: %j', (pasted, odd) => {
    expect(cleanToken(pasted)).toEqual({ token: pasted, removed: [], odd });
  });

  test.each(['', '   ', '""', '\n', '\u200B'])('of nothing it makes nothing: %j', (pasted) => {
    expect(cleanToken(pasted).token).toBe('');
  });

  test('cleaning twice is cleaning once, and whatever changes is told', { timeout: 60_000 }, () => {
    const pasted = fc.array(
      fc.constantFrom('A', '9', '=', ' ', '\n', '"', "'", '\\', ',', '\u200B', '\u00A0', '“', '”', '😀'),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(pasted, (characters) => {
        const text = characters.join('');
        const clean = cleanToken(text);
        expect(cleanToken(clean.token)).toEqual({ token: clean.token, removed: [], odd: clean.odd });
        expect(clean.removed.length > 0).toBe(clean.token !== text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('maskToken', () => {
  test('shows four characters of either end of a long token, and nothing of a short one', () => {
    expect(maskToken(token)).toBe('AAAA…/9==');
    expect(maskToken('x'.repeat(23))).not.toContain('x');
    expect(maskToken('')).not.toBe('');
  });

  test('never shows more than eight characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,100}$/), (text) => {
        expect(maskToken(text).match(/[a-z0-9]/g)?.length ?? 0).toBeLessThanOrEqual(8);
      }),
    );
  });
});
