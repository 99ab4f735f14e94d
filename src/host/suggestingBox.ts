import * as vscode from 'vscode';
import type { Answer, Choice, Field } from '../ports';

interface Item extends vscode.QuickPickItem {
  /** What is answered; nothing for a row that only says why what was typed cannot be. */
  readonly answer?: string;
}

/** Asks for a text with a list to choose from: what was typed is an entry of its own, if the field's check lets it pass. */
export function askWithSuggestions(field: Field, suggestions: readonly Choice<string>[]): Promise<Answer> {
  const box = vscode.window.createQuickPick<Item>();
  const action = { iconPath: new vscode.ThemeIcon('json'), tooltip: field.action ?? '' };
  const items = suggestions.map(({ value, label, ...rest }): Item => ({
    ...rest,
    label: plainLabel(label),
    answer: value,
  }));
  const preset = items.find(({ answer }) => answer === field.value);
  box.title = field.title;
  box.step = field.step;
  box.totalSteps = field.totalSteps;
  box.placeholder = field.prompt;
  box.ignoreFocusOut = true;
  box.matchOnDescription = true;
  box.buttons = [
    ...(field.step > 1 ? [vscode.QuickInputButtons.Back] : []),
    ...(field.action === undefined ? [] : [action]),
  ];
  box.items = items;
  if (preset === undefined) box.value = field.value;
  else box.activeItems = [preset];

  return new Promise<Answer>((resolve) => {
    const finish = (how: Answer['how'], value: string) => {
      resolve({ how, value });
      box.dispose();
    };
    const typed = () => (box.value === '' && preset !== undefined ? field.value : box.value);
    const offer = () => {
      const own = ownItem(field, box.value);
      const known = own === undefined || items.some(({ answer }) => answer === box.value);
      box.items = known ? items : [own, ...items];
    };
    box.onDidChangeValue(offer);
    box.onDidAccept(() => {
      const answer = box.activeItems[0]?.answer;
      if (answer !== undefined) finish('accepted', answer);
    });
    box.onDidTriggerButton((button) => {
      finish(button === vscode.QuickInputButtons.Back ? 'back' : 'action', typed());
    });
    box.onDidHide(() => {
      finish('left', typed());
    });
    if (box.value !== '') offer();
    box.show();
  });
}

/** What was typed, as an entry; or why it cannot be one. */
function ownItem(field: Field, value: string): Item | undefined {
  if (value === '') return undefined;
  const remark = field.check(value);
  if (remark?.severity !== 'error') {
    return { label: plainLabel(value), description: 'as typed', alwaysShow: true, answer: value };
  }
  return { label: remark.text, iconPath: new vscode.ThemeIcon('error'), alwaysShow: true };
}

/** Names hold any character: "$(bug)" is one, and no icon. */
function plainLabel(text: string): string {
  return text.replace(/\$\(/g, '\\$(');
}
