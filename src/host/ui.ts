import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Failures } from './failures';
import { shownLabel, shownLines, shownMessage } from './shownText';
import { askWithSuggestions } from './suggestingBox';
import { runInTerminal } from './terminal';
import type { Answer, Checklist, Choice, Field, Question, Remark, Severity, Ui } from '../ports';

/** The person in front of the editor, through VS Code's own boxes and messages. */
export class VscodeUi implements Ui {
  constructor(private readonly failures: Failures) {}

  ask(field: Field): Promise<Answer> {
    if (field.suggestions !== undefined) return askWithSuggestions(field, field.suggestions);
    const box = vscode.window.createInputBox();
    const eye = () => ({
      iconPath: new vscode.ThemeIcon(box.password ? 'eye' : 'eye-closed'),
      tooltip: box.password ? vscode.l10n.t('Show What I Type') : vscode.l10n.t('Hide What I Type'),
    });
    const action = { iconPath: new vscode.ThemeIcon('json'), tooltip: field.action ?? '' };
    const setButtons = () => {
      box.buttons = [
        ...(field.step > 1 ? [vscode.QuickInputButtons.Back] : []),
        ...(field.action === undefined ? [] : [action]),
        ...(field.secret ? [eye()] : []),
      ];
    };
    box.title = field.title;
    box.step = field.step;
    box.totalSteps = field.totalSteps;
    box.prompt = field.prompt;
    box.placeholder = field.placeholder;
    box.ignoreFocusOut = true;
    box.password = field.secret;
    box.value = field.value;
    setButtons();

    return new Promise<Answer>((resolve) => {
      const finish = (how: Answer['how']) => {
        resolve({ how, value: box.value });
        box.dispose();
      };
      const remark = () => {
        const found = field.check(box.value);
        box.validationMessage = found && { message: found.text, severity: severityOf(found) };
        return found;
      };
      box.onDidChangeValue(remark);
      box.onDidAccept(() => {
        if (remark()?.severity !== 'error') finish('accepted');
      });
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) finish('back');
        else if (button === action) finish('action');
        else {
          box.password = !box.password;
          setButtons();
        }
      });
      box.onDidHide(() => {
        finish('left');
      });
      if (field.value !== '') remark();
      box.show();
    });
  }

  async pick<T>(title: string, choices: readonly Choice<T>[], onMove?: (value: T) => void): Promise<T | undefined> {
    const items = choices.map(shownChoice);
    const byItem = new Map<unknown, T>(items.map((item) => [item, item.choice]));
    const picked = await vscode.window.showQuickPick(items, {
      title,
      ignoreFocusOut: true,
      matchOnDescription: true,
      onDidSelectItem: (item) => {
        const value = byItem.get(item);
        if (value !== undefined) onMove?.(value);
      },
    });
    return picked?.choice;
  }

  pickMany<T>({ title, prompt, choices }: Checklist<T>): Promise<readonly T[] | undefined> {
    const list = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly choice: T }>();
    list.title = title;
    list.placeholder = prompt;
    list.canSelectMany = true;
    list.ignoreFocusOut = true;
    list.matchOnDescription = true;
    list.matchOnDetail = true;
    list.items = choices.map(shownChoice);
    list.selectedItems = list.items;
    return new Promise((resolve) => {
      list.onDidAccept(() => {
        resolve(list.selectedItems.map(({ choice }) => choice));
        list.dispose();
      });
      list.onDidHide(() => {
        resolve(undefined);
        list.dispose();
      });
      list.show();
    });
  }

  async confirm({ message, detail, action, dismiss }: Question): Promise<boolean> {
    const goOn = { title: action };
    // VS Code's own dismissing button says "Cancel", which here would say both things at once.
    const leave = { title: dismiss, isCloseAffordance: true };
    return (
      (await vscode.window.showWarningMessage(
        shownLines(message),
        { modal: true, detail: shownLines(detail) },
        goOn,
        leave,
      )) === goOn
    );
  }

  offer(severity: Severity, message: string, actions: ReadonlyMap<string, () => unknown> = new Map()): void {
    void this.show(severity, shownMessage(message), [...actions.keys()]).then(async (pressed) => {
      try {
        if (pressed !== undefined) await actions.get(pressed)?.();
      } catch (error) {
        this.failures.tell(pressed ?? message, error);
      }
    });
  }

  runInTerminal(title: string, program: string, args: readonly string[]): Promise<number | undefined | 'missing'> {
    return runInTerminal(title, program, args);
  }

  glance(message: string): void {
    vscode.window.setStatusBarMessage(shownLabel(message), 5_000);
  }

  async progress<T>(title: string, work: (step: (text: string) => void) => Promise<T>): Promise<T> {
    const options = { location: vscode.ProgressLocation.Notification, title: shownMessage(title) };
    return await vscode.window.withProgress(options, async (progress) => {
      return await work((message) => {
        progress.report({ message: shownMessage(message) });
      });
    });
  }

  async reading<T>(title: string, work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>): Promise<T> {
    const options = { location: vscode.ProgressLocation.Notification, title: shownMessage(title), cancellable: true };
    return await vscode.window.withProgress(options, async (progress, token) => {
      const stop = new AbortController();
      const listener = token.onCancellationRequested(() => {
        stop.abort();
      });
      try {
        return await work((message) => {
          progress.report({ message: shownMessage(message) });
        }, stop.signal);
      } finally {
        listener.dispose();
      }
    });
  }

  async readingFirst<T>(
    title: string,
    work: (step: (text: string) => void, stop: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const stop = new AbortController();
    const box = vscode.window.createQuickPick();
    box.title = title;
    box.placeholder = l10n.t('Escape stops the reading');
    box.busy = true;
    box.ignoreFocusOut = true;
    box.onDidHide(() => {
      stop.abort();
    });
    box.show();
    try {
      return await work((text) => {
        box.placeholder = l10n.t('{0}. Escape stops the reading', text);
      }, stop.signal);
    } finally {
      box.dispose();
    }
  }

  private show(severity: Severity, message: string, buttons: string[]): Thenable<string | undefined> {
    switch (severity) {
      case 'information':
        return vscode.window.showInformationMessage(message, ...buttons);
      case 'warning':
        return vscode.window.showWarningMessage(message, ...buttons);
      case 'error':
        return vscode.window.showErrorMessage(message, ...buttons);
    }
  }
}

/** The entry of a list, as it can be told from every other. */
function shownChoice<T>({
  value,
  label,
  description,
  detail,
}: Choice<T>): vscode.QuickPickItem & { readonly choice: T } {
  return {
    label: shownLabel(label),
    ...(description !== undefined && { description: shownLabel(description) }),
    ...(detail !== undefined && { detail: shownLabel(detail) }),
    choice: value,
  };
}

function severityOf({ severity }: Remark): vscode.InputBoxValidationSeverity {
  switch (severity) {
    case 'note':
      return vscode.InputBoxValidationSeverity.Info;
    case 'warning':
      return vscode.InputBoxValidationSeverity.Warning;
    case 'error':
      return vscode.InputBoxValidationSeverity.Error;
  }
}
