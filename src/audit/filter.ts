import * as l10n from '@vscode/l10n';
import { knownTarget, type TrailEntry } from './line';
import { stateOf } from './words';
import type { Remark } from '../ports';
import { cliName } from '../swf/operations';

/** Which entries are shown: every part of the line has to fit. */
export type TrailFilter = (entry: TrailEntry, now: number) => boolean;

const keys = ['domain', 'workflow', 'run', 'activity', 'operation', 'outcome', 'where', 'request', 'since'] as const;
type Key = (typeof keys)[number];

/** The parts of a line as they stand between blanks; quotes keep blanks, colons and bars inside. */
const partPattern = /(?:[^\s"]|"[^"]*"?)+/g;
const minutes: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1_440 };

/** Reads a filter line, such as `domain:orders operation:*cancel* outcome:unknown since:2h order-17`. */
export function parseTrailFilter(text: string): { readonly matches: TrailFilter; readonly problem?: string } {
  const parts: TrailFilter[] = [];
  for (const part of text.match(partPattern) ?? []) {
    const [, name, value = ''] = /^([a-z]+):(.*)$/is.exec(part) ?? [];
    const key = keys.find((each) => each === name?.toLowerCase());
    const wanted = unquoted(value);
    if (name === undefined) parts.push(holdsWord(unquoted(part).toLowerCase()));
    else if (key === undefined) {
      const problem = l10n.t('There is no “{0}”: write one of {1}, or put the word into quotes', name, keys.join(', '));
      return { matches: () => false, problem };
    } else if (wanted === '') {
      return { matches: () => false, problem: l10n.t('What {0} is to be is missing', key) };
    } else if (key === 'since') {
      const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(wanted) ?? [];
      const perUnit = minutes[unit];
      if (perUnit === undefined) {
        return { matches: () => false, problem: l10n.t('Write a time like 30s, 45m, 2h or 7d') };
      }
      const milliseconds = Number(number) * perUnit * 60_000;
      parts.push(({ at }, now) => at >= now - milliseconds);
    } else {
      const patterns = value.split('|').map((each) => patternOf(unquoted(each)));
      parts.push((entry, now) => namesOf(entry, now)[key].some((each) => patterns.some((one) => one.test(each))));
    }
  }
  return { matches: (entry, now) => parts.every((part) => part(entry, now)) };
}

/** How many entries a line leaves, or what is wrong with it, while it is typed. */
export function remarkOnTrailFilter(text: string, entries: readonly TrailEntry[], now: number): Remark {
  const { matches, problem } = parseTrailFilter(text);
  if (problem !== undefined) return { severity: 'error', text: problem };
  const count = entries.filter((entry) => matches(entry, now)).length;
  return { severity: 'note', text: l10n.t('Shows {0} of {1}', count, entries.length) };
}

/** What each part of a line is compared with. Outcomes and operations stand under their names in the code, too. */
function namesOf(entry: TrailEntry, now: number): Readonly<Record<Exclude<Key, 'since'>, readonly string[]>> {
  const { domain, workflowId, runId, activityId, named } = knownTarget(entry);
  const present = (...names: (string | undefined)[]) => names.flatMap((name) => name ?? []);
  const state = stateOf(entry, now);
  return {
    domain: present(domain),
    workflow: present(workflowId),
    run: present(runId),
    activity: present(activityId, named),
    operation: [entry.operation, cliName(entry.operation)],
    outcome: [state.name, state.words],
    where: present(
      entry.place.label,
      entry.place.region,
      entry.place.profile,
      entry.place.endpoint,
      entry.place.account,
    ),
    request: present(entry.answer?.requestId),
  };
}

function holdsWord(word: string): TrailFilter {
  return (entry, now) =>
    Object.values(namesOf(entry, now)).some((names) => names.some((name) => name.toLowerCase().includes(word)));
}

/** A name in any case; a star stands for anything. */
function patternOf(text: string): RegExp {
  const parts = text.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'isu');
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}
