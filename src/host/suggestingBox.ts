import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Answer, Choice, Field } from '../ports';

interface Item extends vscode.QuickPickItem {
  /** What is answered; nothing for the entry that shows what was typed, which may have changed meanwhile. */
  readonly answer?: string;
}

/**
 * Asks for a text with a list to choose from, which may come later than the box. What was typed is an entry of its own, if
 * the field's check lets it pass.
 */
export function askWithSuggestions(field: Field, suggestions: Promise<readonly Choice<string>[]>): Promise<Answer> {
  const box = vscode.window.createQuickPick<Item>();
  const action = { iconPath: new vscode.ThemeIcon('json'), tooltip: field.action ?? '' };
  box.title = field.title;
  box.step = field.step;
  box.totalSteps = field.totalSteps;
  box.placeholder = field.prompt;
  box.ignoreFocusOut = true;
  box.matchOnDescription = true;
  box.busy = true;
  box.value = field.value;
  box.buttons = [
    ...(field.step > 1 ? [vscode.QuickInputButtons.Back] : []),
    ...(field.action === undefined ? [] : [action]),
  ];

  let known: readonly Item[] = [];
  /** The entry that holds the value already: then the box is empty, so that all entries can be seen. */
  let preset: Item | undefined;
  const offer = () => {
    const own = known.some(({ answer }) => answer === box.value) ? undefined : ownItem(field, box.value);
    box.items = own === undefined ? known : [own, ...known];
  };
  const fill = (choices: readonly Choice<string>[]) => {
    known = choices.map(({ value, label, ...rest }) => ({ ...rest, label: plainLabel(label), answer: value }));
    preset = box.value === field.value ? known.find(({ answer }) => answer === field.value) : undefined;
    if (preset !== undefined) box.value = '';
    offer();
    if (preset !== undefined) box.activeItems = [preset];
    box.busy = false;
  };

  return new Promise<Answer>((resolve) => {
    let open = true;
    const finish = (how: Answer['how'], value: string) => {
      open = false;
      resolve({ how, value });
      box.dispose();
    };
    const typed = () => (box.value === '' && preset !== undefined ? field.value : box.value);
    box.onDidChangeValue(offer);
    box.onDidAccept(() => {
      // Whoever types fast is ahead of the entries: what stands in the box counts, not the entry made of its beginning.
      const [active] = box.activeItems;
      const chosen = active !== undefined && known.includes(active) ? active.answer : box.value;
      if (chosen !== undefined && field.check(chosen)?.severity !== 'error') finish('accepted', chosen);
    });
    box.onDidTriggerButton((button) => {
      finish(button === vscode.QuickInputButtons.Back ? 'back' : 'action', typed());
    });
    box.onDidHide(() => {
      finish('left', typed());
    });
    offer();
    box.show();
    void suggestions.then((choices) => {
      if (open) fill(choices);
    });
  });
}

/** What was typed, as an entry; or why it cannot be one. */
function ownItem(field: Field, value: string): Item | undefined {
  if (value === '') return undefined;
  const remark = field.check(value);
  if (remark?.severity !== 'error') {
    return { label: plainLabel(value), description: l10n.t('as typed'), alwaysShow: true };
  }
  return { label: remark.text, iconPath: new vscode.ThemeIcon('error'), alwaysShow: true };
}

/** Names hold any character: "$(bug)" is one, and no icon. */
function plainLabel(text: string): string {
  return text.replace(/\$\(/g, '\\$(');
}
