import { constraintProblem } from './readRequest';

/** AWS Developer Guide, "Amazon SWF Timeout Types": at most one year. */
const longestSeconds = 31_536_000;

/** The milliseconds of a duration such as "300"; undefined for "NONE", an empty text and an absent one. */
export function durationMs(duration: string | undefined): number | undefined {
  return duration === undefined || duration === '' || duration === 'NONE' ? undefined : Number(duration) * 1000;
}

/** An empty duration counts as an absent one. */
export function given(duration: string | undefined): string | undefined {
  return duration === '' ? undefined : duration;
}

/** What is wrong with a duration, in the service's grammar; the constraint's wording is not a published one. */
export function durationProblems(value: string | undefined, path: string, noneAllowed = true): string[] {
  if (value === undefined || value === '' || (value === 'NONE' && noneAllowed)) return [];
  if (/^\d+$/.test(value) && Number(value) <= longestSeconds) return [];
  const constraint = `Member must be a number of seconds up to ${longestSeconds}${noneAllowed ? ' or NONE' : ''}`;
  return [constraintProblem(value, path, constraint)];
}

/** What is wrong with the time of a lambda task (AWS page "ScheduleLambdaFunctionDecisionAttributes"). */
export function lambdaTimeoutProblems(value: string | undefined, path: string): string[] {
  if (value === undefined || value === '') return [];
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 900) return [];
  return [constraintProblem(value, path, 'Member must be a number of seconds from 1 to 900')];
}

/** What is wrong with a task priority: a 32-bit integer as text (AWS Developer Guide, "Setting Task Priority"). */
export function priorityProblems(value: string | undefined, path: string): string[] {
  if (value === undefined || value === '') return [];
  const number = Number(value);
  if (/^[+-]?\d+$/.test(value) && number >= -2_147_483_648 && number <= 2_147_483_647) return [];
  return [constraintProblem(value, path, 'Member must be an integer between -2147483648 and 2147483647')];
}
