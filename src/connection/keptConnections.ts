import { isDeepStrictEqual } from 'node:util';
import type { Mark } from '../swf/client';

/** What picks a connection; an empty text is nothing. */
export interface ConnectionSettings {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: string;
}

/** A connection as the setting `swf.connections` keeps it: one that is open besides the first, or what is said of the first. */
export interface KeptConnection extends ConnectionSettings {
  /** The person's own name for it; empty for none. */
  readonly name: string;
  readonly mark: Mark | undefined;
}

const marks: readonly Mark[] = ['production', 'read-only', 'local'];

/**
 * Reads what the setting holds, which anyone may have typed: what is no object is left out. A mark that is not understood
 * is taken for `read-only`, the one that can do no harm.
 */
export function readKept(value: unknown): readonly KeptConnection[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown): KeptConnection[] => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return [];
    const { name, profile, region, endpoint, mark }: Readonly<Record<string, unknown>> = { ...each };
    const said = mark === undefined || mark === '' ? undefined : (marks.find((known) => known === mark) ?? 'read-only');
    const where = { profile: textOf(profile), region: textOf(region), endpoint: textOf(endpoint) };
    return [{ name: textOf(name), ...where, mark: said }];
  });
}

/** The same as the setting holds it: without what is not said. */
export function writeKept(kept: readonly KeptConnection[]): readonly Readonly<Record<string, string>>[] {
  return kept.map(({ name, profile, region, endpoint, mark = '' }) =>
    Object.fromEntries(Object.entries({ name, profile, region, endpoint, mark }).filter(([, text]) => text !== '')),
  );
}

/** Whether two pick the same, word by word. */
export function picksSame(one: ConnectionSettings, other: ConnectionSettings): boolean {
  return isDeepStrictEqual(pickOf(one), pickOf(other));
}

/** What picks a connection, and nothing else of it. */
export function pickOf({ profile, region, endpoint }: ConnectionSettings): ConnectionSettings {
  return { profile: profile.trim(), region: region.trim(), endpoint: endpoint.trim() };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
