import * as l10n from '@vscode/l10n';
import { Fault } from '../swf/fault';

/** Text in the AWS CLI's shorthand syntax that cannot be read. */
export class ShorthandFault extends Fault {
  override readonly name = 'ShorthandFault';
  readonly details = { nextStep: l10n.t('Write it as key=value pairs with commas between them, or as JSON.') };
}

/** What shorthand can say: texts, lists and objects. Numbers and booleans are texts until the API's shape says otherwise. */
export type ShorthandValue = string | ShorthandValue[] | { [key: string]: ShorthandValue };

/**
 * Reads the AWS CLI's shorthand syntax, `name=x,version=1.0` (AWS CLI User Guide, "Using shorthand syntax"): pairs with
 * commas, lists as `a=b,c` or `a=[b,c]`, objects in braces, quotes around values, `\,` for a comma in a value.
 * @throws ShorthandFault
 */
export function parseShorthand(text: string): { [key: string]: ShorthandValue } {
  return new ShorthandReader(text).readPairs();
}

// A value's first character, the others of a first value, and those of a value after a comma, which ends before a `=`:
// that belongs to the next key.
const word = '(?:\\\\,|[!#-&(-+\\--<>-Z\\\\-z|-\\uffff])';
const firstValue = new RegExp(`${word}(?:\\\\,|[\\s!#-&(-+\\--\\\\^-|~-\\uffff])*`, 'y');
const laterValue = new RegExp(`${word}(?:\\\\,|[\\s!#-&(-+\\--<>-\\uffff])*`, 'y');
const singleQuoted = /'((?:\\'|[^'])*)'/y;
const doubleQuoted = /"((?:\\"|[^"])*)"/y;
const keyPattern = /[\w\-.#/:]*/y;
const spaces = /\s*/y;

/** No input of Amazon SWF is nested a tenth as deeply, and the stack has an end. */
const deepest = 100;

class ShorthandReader {
  private at = 0;

  constructor(private readonly text: string) {}

  readPairs(): { [key: string]: ShorthandValue } {
    const pairs = new Map<string, ShorthandValue>();
    do {
      if (pairs.size > 0) this.expect(',');
      const key = this.match(keyPattern) ?? '';
      this.expect('=');
      if (pairs.has(key)) throw this.fault(l10n.t('the key {0} comes twice', key));
      pairs.set(key, this.value());
    } while (this.at < this.text.length);
    return Object.fromEntries(pairs);
  }

  private value(): ShorthandValue {
    if (this.next() === '[' || this.next() === '{') return this.nested();
    const first = this.scalar(firstValue) ?? '';
    const list = [first];
    for (;;) {
      this.match(spaces);
      if (this.next() !== ',') return list.length === 1 ? first : list;
      const comma = this.at;
      this.expect(',');
      const later = this.scalar(laterValue);
      this.match(spaces);
      if (later !== undefined && (this.next() === ',' || this.next() === '')) list.push(later);
      else if (this.next() === '') throw this.fault(l10n.t('a value is missing at the end'));
      else {
        // What was taken for another value of the list is the next pair's key.
        this.at = comma;
        return list.length === 1 ? first : list;
      }
    }
  }

  /** A value within brackets or braces, where commas only separate. */
  private nested(depth = 1): ShorthandValue {
    if (depth > deepest) throw this.fault(l10n.t('the value is nested too deeply'));
    if (this.next() === '[') {
      const items: ShorthandValue[] = [];
      this.expect('[');
      while (this.next() !== ']') {
        items.push(this.nested(depth + 1));
        this.separator(']');
      }
      this.expect(']');
      return items;
    }
    if (this.next() !== '{') return this.scalar(firstValue) ?? '';
    const pairs = new Map<string, ShorthandValue>();
    this.expect('{');
    while (this.next() !== '}') {
      const key = this.match(keyPattern) ?? '';
      this.expect('=');
      pairs.set(key, this.nested(depth + 1));
      this.separator('}');
    }
    this.expect('}');
    return Object.fromEntries(pairs);
  }

  private separator(end: string): void {
    this.match(spaces);
    if (this.next() !== end) this.expect(',');
  }

  private scalar(plain: RegExp): string | undefined {
    const quote = this.next();
    if (quote !== "'" && quote !== '"') return this.match(plain)?.replaceAll('\\,', ',').trimEnd();
    const quoted = this.match(quote === "'" ? singleQuoted : doubleQuoted);
    if (quoted === undefined) throw this.fault(l10n.t('the quote {0} has no end', quote));
    return quoted.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\');
  }

  /** A method, since reading moves on. */
  private next(): string {
    return this.text.charAt(this.at);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  private expect(char: string): void {
    this.match(spaces);
    if (this.next() !== char) {
      const next = this.next();
      throw this.fault(
        next === '' ? l10n.t('{0} is expected at the end', char) : l10n.t('{0} is expected, not {1}', char, next),
      );
    }
    this.at += 1;
    this.match(spaces);
  }

  /** The text may hold what nobody may see, so only the place is told. */
  private fault(what: string): ShorthandFault {
    return new ShorthandFault(
      l10n.t('Not in the AWS CLI’s shorthand syntax, at character {0}: {1}', this.at + 1, what),
    );
  }
}
