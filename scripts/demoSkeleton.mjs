// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The skeleton file that the README of a demo workspace names first: its task waits to be canceled.
 * @param {string} workspace
 * @returns {string} its name in the workspace
 */
export function demoSkeleton(workspace) {
  const readme = readFileSync(path.join(workspace, 'README.md'), 'utf8');
  const name = /`([\w.-]+\.json)`/.exec(readme)?.[1];
  if (name === undefined) throw new Error(`The README of the demo workspace names no skeleton file: ${workspace}`);
  return name;
}
