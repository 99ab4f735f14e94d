import * as l10n from '@vscode/l10n';
import type { Ui } from '../ports';
import type { AskMfaCode } from '../swf/mfaSessions';

/** Asks for the code of an MFA device in a box that names it. The code goes to AWS and nowhere else. */
export function createAskMfaCode(ui: Ui): AskMfaCode {
  return async ({ device, profile }) => {
    const { how, value } = await ui.ask({
      title: l10n.t('MFA Code for the Profile {0}', profile),
      step: 1,
      totalSteps: 1,
      prompt: l10n.t('The six digits that the device shows: {0}', device),
      placeholder: '123456',
      value: '',
      secret: false,
      check: (text) =>
        /^\d{6}$/.test(text.trim())
          ? undefined
          : // It takes the place of the prompt, which names the device.
            { severity: 'error', text: l10n.t('A code has six digits, which the device shows: {0}', device) },
    });
    return how === 'accepted' ? value.trim() : undefined;
  };
}
