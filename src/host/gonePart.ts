/**
 * Whether something failed as a part of the extension, which is loaded on first use, is no longer on the disk: an editor
 * that has updated an extension deletes the folder of the old version, which a window may still run.
 */
export function isGonePart(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}
