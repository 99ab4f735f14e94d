/**
 * Skeletons in YAML, and the entry point of a bundle of its own: nothing but `checkSkeletonFile` (parse.ts) imports this
 * file, and only for the first YAML file.
 */
import type { Node } from 'jsonc-parser';
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import type { Skeleton, SkeletonProblem } from './parse';
import type { YamlWords } from './yamlWords';

/**
 * Reads a YAML skeleton's text, as version 2 of the AWS CLI takes it for `--cli-input-yaml`: one document, no key twice,
 * no tags of other languages. The tree is given in the form of the JSON parser's, so that problems find their places in both alike.
 */
export function parseYamlSkeleton(text: string, words: YamlWords): Skeleton {
  const problems: SkeletonProblem[] = [];
  const report = (code: SkeletonProblem['code'], message: string, offset: number, length: number): void => {
    const start = Math.min(offset, text.length);
    problems.push({
      code,
      severity: 'error',
      message,
      from: 'text',
      offset: start,
      length: Math.min(length, text.length - start),
    });
  };
  // The parser's own look for keys that come twice takes the square of their number.
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, merge: true });
  const [document, second] = 'empty' in documents ? [] : documents;
  if (document === undefined || document.contents === null) {
    report('empty', words.empty, 0, 0);
    return { value: undefined, problems, root: undefined };
  }
  if (second !== undefined) report('syntax', words.oneDocument, second.range[0], 3);
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    report('syntax', words.notYaml(message), pos[0], Math.max(1, pos[1] - pos[0]));
  }
  const strange = strangeStructure(document, words);
  if (strange !== undefined) {
    report(strange.code, strange.message, strange.offset, 1);
    return { value: undefined, problems, root: undefined };
  }
  reportDuplicates(document, report, words);
  endAsWritten(document, text);
  const value = valueOf(document, report, words);
  return { value, problems, root: value === undefined ? undefined : nodeOf(document, document.contents) };
}

type Report = (code: SkeletonProblem['code'], message: string, offset: number, length: number) => void;

/** No SWF input nests deeper than 5; both sorts of nodes in a mapping count here. */
const deepest = 100;

/** What would keep the parser busy for long, or overflow its stack, when values are made of it; no skeleton has it. */
function strangeStructure(
  document: Document.Parsed,
  words: YamlWords,
): { code: SkeletonProblem['code']; message: string; offset: number } | undefined {
  let found: ReturnType<typeof strangeStructure>;
  visit(document, (_, node, path) => {
    if (path.length > deepest) {
      found = { code: 'tooDeep', message: words.tooDeep, offset: placeOf(node).offset };
    } else if (isPair(node) && !isText(node.key)) {
      found = { code: 'syntax', message: words.textKey, offset: placeOf(node.key).offset };
    }
    return found === undefined ? undefined : visit.BREAK;
  });
  return found;
}

/** Whether a key is one that JSON could have; a number or nothing at all is told as an unknown member. */
function isText(key: unknown): boolean {
  if (key === null) return true;
  return isScalar(key) && (typeof key.value !== 'object' || key.value === null);
}

function reportDuplicates(document: Document.Parsed, report: Report, words: YamlWords): void {
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        const value: unknown = isScalar(key) ? key.value : key;
        if (keys.has(value)) report('duplicateKey', words.duplicateKey, placeOf(key).offset, 1);
        keys.add(value);
      }
    },
  });
}

/** A block of lines that the file ends in without a line break has none at its end either (seen: PyYAML, which the AWS CLI's reader is made from). */
function endAsWritten(document: Document.Parsed, text: string): void {
  if (text.endsWith('\n')) return;
  visit(document, {
    Scalar: (_, node) => {
      const { type, range, value } = node;
      if (type?.startsWith('BLOCK') === true && range?.[1] === text.length && typeof value === 'string')
        node.value = value.replace(/\n$/, '');
    },
  });
}

function valueOf(document: Document.Parsed, report: Report, words: YamlWords): unknown {
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    report('syntax', words.aliases, 0, 1);
    return undefined;
  }
}

/** The JSON parser's form of a YAML node; what an alias stands for has the alias's place. */
function nodeOf(document: Document.Parsed, node: unknown, place?: { offset: number; length: number }): Node {
  const at = place ?? placeOf(node);
  if (isAlias(node)) return nodeOf(document, node.resolve(document), at);
  if (isMap(node)) {
    const children = node.items.filter(isPair).map((pair): Node => {
      const key = nodeOf(document, pair.key, place);
      return { type: 'property', ...placeOf(pair.key), children: [key, nodeOf(document, pair.value, place)] };
    });
    return { type: 'object', ...at, children };
  }
  if (isSeq(node)) return { type: 'array', ...at, children: node.items.map((item) => nodeOf(document, item, place)) };
  const value: unknown = isScalar(node) ? node.value : null;
  const kind = typeof value;
  return { type: kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'null', ...at, value };
}

function placeOf(node: unknown): { offset: number; length: number } {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  if (!Array.isArray(range)) return { offset: 0, length: 0 };
  const [start, end] = range.map(Number);
  return { offset: start ?? 0, length: (end ?? 0) - (start ?? 0) };
}
