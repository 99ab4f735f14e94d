import { createHash, randomUUID } from 'node:crypto';
import { targetWords } from './confirmation';
import type { BatchInput } from '../batch/actOnTarget';
import type { BatchHead, BatchOperation, BatchTarget } from '../batch/record';
import type { Target } from '../swf/client';

/** The head of a new batch. */
export function headOf(
  operation: BatchOperation,
  targets: readonly BatchTarget[],
  input: BatchInput,
  target: Target,
  now: number,
): BatchHead {
  const salt = randomUUID();
  return {
    id: `${new Date(now).toISOString().replace(/[:.]/g, '-')}-${salt.slice(0, 8)}`,
    operation,
    place: placeOf(target),
    where: targetWords(target),
    startedAt: now,
    signalName: input.signalName,
    fingerprint: { salt, hash: fingerprint(salt, input) },
    targets,
  };
}

/** A Local SWF is the same one after a restart, though its port is another. */
export function placeOf({ kind, region, profile, endpoint }: Target): string {
  return JSON.stringify(kind === 'local' ? [kind] : [kind, region, profile ?? '', endpoint ?? '']);
}

/** Tells the same texts from others, and nothing else about them. */
export function fingerprint(salt: string, { signalName, input, reason, details }: BatchInput): string {
  return createHash('sha256')
    .update(JSON.stringify([salt, signalName, input, reason, details]))
    .digest('hex');
}
