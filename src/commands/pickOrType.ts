import * as l10n from '@vscode/l10n';
import type { Choice, Log, Remark, Ui } from '../ports';
import { checkInput } from '../swf/checkInput';
import type { SwfClient } from '../swf/client';
import { SwfFault } from '../swf/faults';
import { listDomains } from '../swf/listings';
import { plainLine } from '../swf/plainText';

/** A name that is picked from what could be read, or typed. */
interface PickOrType {
  readonly title: string;
  readonly choices: readonly Choice<string>[];
  /** The choice that leads to typing. */
  readonly other: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly check: (name: string) => Remark | undefined;
}

/** Lets a person pick a name, or type one that the list does not hold: at once where the list is empty. */
export async function pickOrType(ui: Ui, { title, choices, other, ...field }: PickOrType): Promise<string | undefined> {
  if (choices.length > 0) {
    const named = choices.map((choice) => ({ ...choice, value: { name: choice.value } }));
    const typed = { label: other, description: l10n.t('typed'), value: { name: undefined } };
    const picked = await ui.pick<{ readonly name: string | undefined }>(title, [...named, typed]);
    if (picked === undefined || picked.name !== undefined) return picked?.name;
  }
  const { how, value } = await ui.ask({ title, step: 1, totalSteps: 1, ...field, value: '', secret: false });
  return how === 'accepted' ? value : undefined;
}

/**
 * Which domain: one of the registered, or one that is typed, as whoever may not list the domains has to.
 * @throws SwfFault when they cannot be listed for another reason
 */
export async function pickDomain(
  title: string,
  client: SwfClient,
  { ui, log }: { readonly ui: Ui; readonly log: Log },
): Promise<string | undefined> {
  const { items } = await listDomains(client).catch((fault: unknown) => {
    if (!(fault instanceof SwfFault) || fault.kind !== 'accessDenied') throw fault;
    log.warn(fault.message);
    return { items: [] };
  });
  return await pickOrType(ui, {
    title,
    choices: items.map(({ name, description = '' }) => ({
      label: plainLine(name),
      description: plainLine(description),
      value: name,
    })),
    other: l10n.t('Another Domain…'),
    prompt: l10n.t('The name of a domain of this account and region'),
    placeholder: 'orders',
    check: (name) => {
      const [problem] = checkInput('DescribeDomain', { name });
      return problem && { severity: 'error', text: problem.message };
    },
  });
}
