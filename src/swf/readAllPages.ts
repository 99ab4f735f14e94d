import * as l10n from '@vscode/l10n';
import type { Input, SwfClient } from './client';
import type { OperationName } from './operations';

/** What a reading operation answered. */
export interface Reading {
  /** The members of the answer, the lists of all pages joined; without the SDK's own. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly pages: number;
  /** False when it was stopped before the last page: the document then holds the token of the next one. */
  readonly complete: boolean;
}

/**
 * Calls an operation and follows all its pages, as the AWS CLI does. `stop` ends the reading between two pages and in the
 * midst of one; what was read is given. `step` is told of each page.
 * @throws SwfFault when the first page cannot be read, or a later one for another reason than `stop`
 */
export async function readAllPages(
  client: SwfClient,
  operation: OperationName,
  input: Input<OperationName>,
  { stop, step }: { readonly stop: AbortSignal; readonly step: (text: string) => void },
): Promise<Reading> {
  let document: Record<string, unknown> = {};
  let given: Input<OperationName> = withoutEmptyToken(input);
  for (let pages = 0; ; pages++) {
    try {
      const answer: object = await client.call(operation, given, { signal: stop });
      const members = Object.entries(answer).filter(([member]) => member !== '$metadata');
      document = joined(document, Object.fromEntries(members));
    } catch (error) {
      if (pages > 0 && stop.aborted) return { document, pages, complete: false };
      throw error;
    }
    const { nextPageToken } = document;
    if (typeof nextPageToken !== 'string' || nextPageToken === '')
      return { document, pages: pages + 1, complete: true };
    step(pages === 0 ? l10n.t('1 page read, there is more…') : l10n.t('{0} pages read, there is more…', pages + 1));
    given = { ...given, nextPageToken };
  }
}

/** An unedited skeleton's page token is empty, which the service takes for a wrong one. */
function withoutEmptyToken(input: Input<OperationName>): Input<OperationName> {
  return 'nextPageToken' in input && input.nextPageToken === '' ? { ...input, nextPageToken: undefined } : input;
}

/** The lists of both, one after the other; of all else the later. */
function joined(before: Record<string, unknown>, page: Record<string, unknown>): Record<string, unknown> {
  const lists = Object.entries(page).map(([member, value]): [string, unknown] => {
    const earlier: unknown = before[member];
    return [
      member,
      Array.isArray(value) && Array.isArray(earlier) ? [...(earlier as unknown[]), ...(value as unknown[])] : value,
    ];
  });
  const { nextPageToken, ...rest } = { ...before, ...Object.fromEntries(lists) };
  return { ...rest, ...('nextPageToken' in page && { nextPageToken }) };
}
