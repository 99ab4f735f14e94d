import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { films, readmePictures, walkthroughPictures } from '../../../scripts/pictureNames.mjs';
import { root } from './sourceImports';

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
}

describe('the pictures', () => {
  const taking = filesIn('test/pictures').map((file) => readFileSync(join(root, file), 'utf8'));

  test('of the README are those that npm run pictures takes, each once, and no others are kept', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file);
    expect([...named].sort()).toEqual([...readmePictures].sort());
    expect(filesIn('media/readme').sort()).toEqual([...readmePictures].sort());
    for (const file of readmePictures) expect(taking.filter((text) => text.includes(`'${file}'`))).toHaveLength(1);
  });

  test('of the walkthrough are there, and no others', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const named = [...manifest.matchAll(/"(media\/walkthrough\/[^"]+)"/g)].map(([, file = '']) => file);
    expect([...new Set(named)].sort()).toEqual([...walkthroughPictures].sort());
    expect(filesIn('media/walkthrough').sort()).toEqual([...walkthroughPictures].sort());
  });

  test('are small: a film loads at once, and the package holds little', () => {
    for (const name of films) expect(bytesOf([`media/readme/${name}.webp`])).toBeLessThan(500_000);
    expect(bytesOf(walkthroughPictures)).toBeLessThan(150_000);
  });
});
