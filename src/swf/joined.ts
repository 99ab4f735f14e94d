import * as l10n from '@vscode/l10n';

/** `a`, `a or b`, `a or b or c`, in the editor's language. */
export function anyOf(parts: readonly string[]): string {
  return parts.length === 0 ? '' : parts.reduce((before, next) => l10n.t('{0} or {1}', before, next));
}

/** `a`, `a and b`, `a and b and c`, in the editor's language. */
export function allOf(parts: readonly string[]): string {
  return parts.length === 0 ? '' : parts.reduce((before, next) => l10n.t('{0} and {1}', before, next));
}
