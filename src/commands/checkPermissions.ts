import * as l10n from '@vscode/l10n';
import type { ClaimOrigin } from './claimNextTask';
import { pickDomain } from './pickOrType';
import { UntrustedFault } from './trust';
import type { OpenConnection } from '../connection/openConnection';
import type { Clock, Documents, Log, Ui } from '../ports';
import type { SwfClient } from '../swf/client';
import { SwfFault } from '../swf/faults';
import { findPermissions, type PermissionFindings } from '../swf/permissionCheck';
import { permissionCounts, permissionReport, policies } from '../swf/permissionReport';
import { plainLine } from '../swf/plainText';

export interface CheckPermissionsParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly connection: OpenConnection;
  readonly isTrusted: () => boolean;
  /** The domain of a row. */
  readonly claimOriginOf: (origin: unknown) => ClaimOrigin;
}

/**
 * `SWF: Check Permissions…`: tries the reading calls on one domain, says in a document which features will work, and
 * offers the least policies. Sends nothing that writes.
 */
export function createCheckPermissions(parts: CheckPermissionsParts): (origin?: unknown) => Promise<void> {
  const { clock, documents } = parts;

  return async (origin) => {
    if (!parts.isTrusted()) throw new UntrustedFault();
    await parts.connection.use(async (client) => {
      const given = origin === undefined ? undefined : parts.claimOriginOf(origin).domain;
      const domain = given ?? (await pickDomain(l10n.t('Check Permissions: which domain?'), client, parts));
      if (domain === undefined) return;
      const found = await read(domain, client, parts);
      if (found === undefined) return;
      await documents.openBeside('swf-permissions.md', permissionReport(client.target, found, clock.now()));
      tell(found, parts);
    });
  };
}

/** Nothing when the person stopped it. */
async function read(
  domain: string,
  client: SwfClient,
  { ui, clock }: CheckPermissionsParts,
): Promise<PermissionFindings | undefined> {
  try {
    return await ui.reading(l10n.t('Trying the reading calls'), (step, signal) => {
      step(plainLine(domain));
      return findPermissions(client, domain, { now: clock.now(), signal });
    });
  } catch (error) {
    if (error instanceof SwfFault && error.kind === 'stopped') return undefined;
    throw error;
  }
}

function tell(found: PermissionFindings, { ui, log, documents }: CheckPermissionsParts): void {
  const { allowed, denied, open } = permissionCounts(found);
  const text = l10n.t(
    'Of the reading calls in the domain {0}: allowed {1}, denied {2}, not known {3}. The document beside says what will work.',
    plainLine(found.domain),
    allowed,
    denied,
    open,
  );
  log.info(text);
  const { all, reading } = policies(found);
  ui.offer(
    denied === 0 ? 'information' : 'warning',
    text,
    new Map([
      [l10n.t('Copy Policy for All'), () => documents.copy(all)],
      [l10n.t('Copy Policy for Reading'), () => documents.copy(reading)],
    ]),
  );
}
