import * as l10n from '@vscode/l10n';
import { type Drafts } from './drafts';
import type { Choice, Field, Ui } from '../ports';

/** A field of an operation's input, as a prompt asks for it. */
export interface InputField extends Pick<Field, 'prompt' | 'placeholder' | 'secret' | 'check'> {
  readonly member: string;
  /** Looks for texts to choose from, given what stands in the fields so far. */
  readonly suggest?: ((values: Readonly<Record<string, string>>) => Promise<readonly Choice<string>[]>) | undefined;
  /** Where its draft is kept. */
  readonly draft: string;
  /** What stands there when there is no draft. */
  readonly preset?: string | undefined;
}

export type Asked =
  | {
      readonly how: 'entered' | 'editAsJson';
      /** What each field holds, as it was typed. */
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly how: 'left' };

/**
 * Asks for the fields one after the other, with a way back. Whatever was typed is in `drafts` at once, so that leaving loses
 * nothing. After the first field a button offers to go on in an editor, as JSON, where `json` says so.
 */
export async function askInput(
  ui: Ui,
  drafts: Drafts,
  { title, fields, json }: { readonly title: string; readonly fields: readonly InputField[]; readonly json: boolean },
): Promise<Asked> {
  const values: Record<string, string> = Object.fromEntries(
    fields.map(({ member, draft, preset }) => [member, drafts.at(draft) || (preset ?? '')]),
  );
  let i = 0;
  for (let field = fields[i]; field !== undefined; field = fields[i]) {
    const { member, draft, preset, suggest, ...shown } = field;
    const { how, value } = await ui.ask({
      ...shown,
      suggestions: suggest?.({ ...values }),
      title,
      step: i + 1,
      totalSteps: fields.length,
      value: values[member] ?? preset ?? '',
      ...(json && !field.secret && { action: l10n.t('Edit as JSON') }),
    });
    drafts.keep(draft, value);
    values[member] = value;
    if (how === 'left') return { how };
    if (how === 'action') return { how: 'editAsJson', values };
    i += how === 'back' ? -1 : 1;
  }
  return { how: 'entered', values };
}
