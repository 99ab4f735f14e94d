import { yamlWords } from './yamlWords';
import * as l10n from '@vscode/l10n';
import type { Node, ParseError } from 'jsonc-parser';
import { createScanner, parseTree, ParseErrorCode, SyntaxKind } from 'jsonc-parser';
import type { SkeletonKind } from './recognize';
import { checkSources } from './sourceKinds';
import { checkInput } from '../swf/checkInput';
import type { Problem, ProblemCode } from '../swf/checkInput';
import { checkMeaning } from '../swf/checkMeaning';
import type { OperationName } from '../swf/operations';

/** Something wrong with a skeleton file, at a place in its text. Offsets are in UTF-16 units, as in the editor. */
export interface SkeletonProblem {
  readonly code:
    ProblemCode | 'schemaKey' | 'syntax' | 'comment' | 'trailingComma' | 'bom' | 'duplicateKey' | 'empty' | 'tooDeep';
  /** A warning is what the AWS CLI takes without a word. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  /** Which check found it: of the text, of the shapes that a schema knows too, or of what the input means. */
  readonly from: 'text' | 'shape' | 'meaning';
  /** Of what the checks of the document found: where in it. */
  readonly path?: Problem['path'];
}

export interface Skeleton {
  /** The document, if the AWS CLI could read the text: strict JSON. Of a key given twice, the last value. */
  readonly value: unknown;
  readonly problems: readonly SkeletonProblem[];
  /** The tree with offsets, as far as the text could be read. */
  readonly root: Node | undefined;
}

/** No SWF input nests deeper than 5; the limit keeps hostile text from the recursive parser. */
const deepest = 100;

/**
 * Reads a skeleton file's text as strictly as the AWS CLI, and tells with offsets what it would refuse: comments, trailing
 * commas, a byte order mark, an empty text, and of other mistakes the first. A key given twice it takes; that is a warning.
 */
export function parseSkeleton(text: string): Skeleton {
  const problems: SkeletonProblem[] = [];
  const report = (code: SkeletonProblem['code'], message: string, offset: number, length: number): void => {
    const severity = code === 'duplicateKey' ? 'warning' : 'error';
    // The parser counts one character past the end of a text that breaks off.
    problems.push({
      code,
      severity,
      message,
      from: 'text',
      offset,
      length: Math.min(length, text.length - offset),
    });
  };
  if (text.startsWith('\uFEFF'))
    report('bom', l10n.t('The AWS CLI refuses a byte order mark: save the file as UTF-8 without it'), 0, 1);
  const json = text.replace(/^\uFEFF/, ' ');

  const { depth, hasTokens } = scan(json, report);
  if (!hasTokens) {
    report('empty', l10n.t('The file is empty; a skeleton is a JSON object'), 0, 0);
    return { value: undefined, problems, root: undefined };
  }
  if (depth.greatest > deepest) {
    report('tooDeep', l10n.t('Nested deeper than {0} levels', deepest), depth.offset, 1);
    return { value: undefined, problems, root: undefined };
  }

  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) report('syntax', syntaxMessage(first, json), first.offset, first.length);
  if (root && !first) reportDuplicates(root, report);
  return { value: strictValue(text), problems, root };
}

/** Everything wrong with a JSON skeleton for an operation: what `parseSkeleton` and the checks find, in the text's order. */
export function checkSkeleton(operation: OperationName, text: string): Skeleton {
  return checkParsed(operation, parseSkeleton(text), text, 'json');
}

/** The same for a file of either format; YAML is read by a parser that is loaded for the first one. */
export async function checkSkeletonFile(
  { operation, format }: Pick<SkeletonKind, 'operation' | 'format'>,
  text: string,
): Promise<Skeleton> {
  if (format !== 'yaml') return checkSkeleton(operation, text);
  const { parseYamlSkeleton } = await import('./parseYaml');
  return checkParsed(operation, parseYamlSkeleton(text, yamlWords), text, 'yaml');
}

function checkParsed(operation: OperationName, skeleton: Skeleton, text: string, format: 'json' | 'yaml'): Skeleton {
  const { root } = skeleton;
  const readable = !skeleton.problems.some(({ code }) => code === 'syntax');
  if (!root || !readable) return skeleton;
  const document = skeleton.value ?? toValue(root);
  const shapes = [
    ...checkInput(operation, document).map((problem) => ({ ...problem, from: 'shape' as const })),
    // No schema sees how a value is written.
    ...checkSources(operation, root, text, format).map((problem) => ({ ...problem, from: 'meaning' as const })),
  ].map((problem) => ({ ...problem, severity: 'error' as const }));
  const meanings = checkMeaning(operation, document).map((problem) => ({ ...problem, from: 'meaning' as const }));
  const placeOf = placesIn(root);
  const found = [...shapes, ...meanings].map((problem): SkeletonProblem => {
    // The editor takes this key as its own and then checks nothing else, so it has a code by which to tell it.
    const code = problem.code === 'unknown' && problem.path[0] === '$schema' ? 'schemaKey' : problem.code;
    const { severity, message, from, path } = problem;
    return { code, severity, message, from, path, ...placeOf(problem) };
  });
  const problems = [...skeleton.problems, ...found].sort((a, b) => a.offset - b.offset);
  return { ...skeleton, problems };
}

type Report = (code: SkeletonProblem['code'], message: string, offset: number, length: number) => void;

/** Reports comments and trailing commas, and finds where the text nests deepest. */
function scan(json: string, report: Report): { depth: { greatest: number; offset: number }; hasTokens: boolean } {
  const scanner = createScanner(json, false);
  const depth = { greatest: 0, offset: 0 };
  let level = 0;
  let comma: number | undefined;
  let hasTokens = false;
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    switch (token) {
      case SyntaxKind.Trivia:
      case SyntaxKind.LineBreakTrivia:
        continue;
      case SyntaxKind.LineCommentTrivia:
      case SyntaxKind.BlockCommentTrivia:
        report('comment', l10n.t('The AWS CLI refuses comments'), offset, scanner.getTokenLength());
        continue;
      case SyntaxKind.OpenBraceToken:
      case SyntaxKind.OpenBracketToken:
        level += 1;
        if (level > depth.greatest) Object.assign(depth, { greatest: level, offset });
        break;
      case SyntaxKind.CloseBraceToken:
      case SyntaxKind.CloseBracketToken:
        level -= 1;
        if (comma !== undefined)
          report('trailingComma', l10n.t('The AWS CLI refuses a comma after the last item'), comma, 1);
        break;
      default:
    }
    comma = token === SyntaxKind.CommaToken ? offset : undefined;
    hasTokens = true;
  }
  return { depth, hasTokens };
}

function strictValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value of a tree as JSON.parse gives it: the last of equal keys, and no key is magic. */
function toValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(properties(node).map(({ key, value }) => [keyText(key), value && toValue(value)]));
}

function properties(node: Node): { key: Node; value: Node | undefined }[] {
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => (key ? [{ key, value }] : []));
}

function keyText(key: Node): string {
  return String(key.value);
}

function reportDuplicates(node: Node, report: Report): void {
  if (node.type === 'object') {
    const keys = new Map<string, Node>();
    for (const { key } of properties(node)) {
      const earlier = keys.get(keyText(key));
      const words = l10n.t('This key comes again below; the AWS CLI takes the last one and says nothing');
      if (earlier) report('duplicateKey', words, earlier.offset, earlier.length);
      keys.set(keyText(key), key);
    }
  }
  for (const child of node.children ?? []) reportDuplicates(child, report);
}

/** Finds the place of a problem: of an unknown member its key, of a missing one the brace of its object, else the value. */
function placesIn(root: Node): (problem: Problem) => { offset: number; length: number } {
  // Each object's keys are looked through once: a file may hold thousands of mistakes.
  const known = new Map<Node, ReadonlyMap<string, { key: Node; value: Node | undefined }>>();
  const lastByKey = (node: Node) => {
    const found = known.get(node) ?? new Map(properties(node).map((property) => [keyText(property.key), property]));
    known.set(node, found);
    return found;
  };
  return ({ path, code }) => {
    let node = root;
    for (const [i, step] of path.entries()) {
      const last = i === path.length - 1;
      if (last && code === 'missing') return { offset: node.offset, length: Math.min(1, node.length) };
      const property = node.type === 'object' ? lastByKey(node).get(String(step)) : undefined;
      if (last && code === 'unknown' && property) return property.key;
      const next = typeof step === 'number' ? node.children?.[step] : property?.value;
      if (next === undefined) break;
      node = next;
    }
    return { offset: node.offset, length: node.length };
  };
}

function syntaxMessage({ error, offset }: ParseError, json: string): string {
  if (json[offset] === "'") return l10n.t('Not JSON: strings need double quotes');
  switch (error) {
    case ParseErrorCode.InvalidNumberFormat:
    case ParseErrorCode.UnexpectedEndOfNumber:
      return l10n.t('Not JSON: this number is malformed');
    case ParseErrorCode.PropertyNameExpected:
      return l10n.t('Not JSON: a key in double quotes is expected here');
    case ParseErrorCode.ValueExpected:
      return l10n.t('Not JSON: a value is expected here');
    case ParseErrorCode.ColonExpected:
      return l10n.t('Not JSON: a colon is expected here');
    case ParseErrorCode.CommaExpected:
      return l10n.t('Not JSON: a comma is expected here');
    case ParseErrorCode.CloseBraceExpected:
      return l10n.t('Not JSON: a closing brace is expected here');
    case ParseErrorCode.CloseBracketExpected:
      return l10n.t('Not JSON: a closing bracket is expected here');
    case ParseErrorCode.EndOfFileExpected:
      return l10n.t('Not JSON: nothing may follow the document');
    case ParseErrorCode.UnexpectedEndOfComment:
      return l10n.t('Not JSON: this comment has no end');
    case ParseErrorCode.UnexpectedEndOfString:
      return l10n.t('Not JSON: this string has no closing quote on its line');
    case ParseErrorCode.InvalidUnicode:
      return l10n.t('Not JSON: four hexadecimal digits must follow \\u');
    case ParseErrorCode.InvalidEscapeCharacter:
      return l10n.t('Not JSON: no such escape; a backslash itself is written twice');
    case ParseErrorCode.InvalidCharacter:
      return l10n.t('Not JSON: a control character in a string must be escaped, a tab as \\t');
    default:
      return l10n.t('Not JSON');
  }
}
