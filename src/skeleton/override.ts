/**
 * Puts single values over a skeleton's, as the AWS CLI does when options stand beside `--cli-input-json`: whole members
 * of the top level, no deep merge. A value of undefined was not given. What is no object is returned as it is, for the
 * check to refuse.
 */
export function overrideValues(document: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return { ...document, ...Object.fromEntries(given) };
}
