import { bodies, empty, transport, types } from './badBodies';
import { bounds } from './badMembers';
import type { BadRequest } from './badRequest';
import { durations, names, rules } from './badValues';

/** Malformed requests, each with the fault that it gets. */
export const badRequests: readonly BadRequest[] = [
  ...empty,
  ...bodies,
  ...types,
  ...bounds,
  ...names,
  ...durations,
  ...rules,
  ...transport,
];
