import { isOperationName, type OperationName } from '../swf/operations';

const faultNames = [
  'throttle',
  'internalFailure',
  'resetBefore',
  'resetAfter',
  'delay',
  'html',
  'neverAnswer',
  'refuseUnrequestedCancels',
] as const;

/** What happens to a request instead of, or besides, its being carried out. */
export type FaultName = (typeof faultNames)[number];

/** One line of a plan: for which requests which fault. */
export interface FaultRule {
  readonly fault: FaultName;
  /** All operations when left out. */
  readonly operation?: OperationName;
  /** How many matching requests pass untouched first. */
  readonly skip?: number;
  /** How many requests get the fault; without end when left out. */
  readonly count?: number;
  /** The part of the requests that get it, 0 to 1, drawn from the plan's seed; 1 when left out. */
  readonly rate?: number;
  /** For `delay`: how long, in real milliseconds. */
  readonly milliseconds?: number;
}

/** A plan as `POST /_local/faults` takes it. */
export interface FaultPlanInput {
  readonly seed?: number;
  readonly rules: readonly FaultRule[];
}

/** Decides request by request, the same way for the same seed and the same requests. */
export class FaultPlan {
  private readonly lines: { readonly rule: FaultRule; seen: number; used: number }[];
  private state: number;

  constructor(input: FaultPlanInput = { rules: [] }) {
    this.lines = input.rules.map((rule) => ({ rule, seen: 0, used: 0 }));
    this.state = input.seed ?? 1;
  }

  /** The first rule that strikes this request; it is used up by one. */
  next(operation: OperationName): FaultRule | undefined {
    for (const line of this.lines) {
      const { rule } = line;
      if (rule.operation !== undefined && rule.operation !== operation) continue;
      line.seen++;
      if (line.seen <= (rule.skip ?? 0) || line.used >= (rule.count ?? Infinity)) continue;
      if (rule.rate !== undefined && this.random() >= rule.rate) continue;
      line.used++;
      return rule;
    }
    return undefined;
  }

  /** The generator "mulberry32": small, and good enough to draw faults with. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** Checks a plan; the TypeError thrown says what is wrong with it. */
export function readFaultPlan(document: unknown): FaultPlanInput {
  if (!isObject(document)) throw new TypeError('A fault plan is an object with "rules"');
  const { seed = 1, rules = [] } = document;
  if (typeof seed !== 'number') throw new TypeError('"seed" is a number');
  if (!Array.isArray(rules)) throw new TypeError('"rules" is a list');
  return { seed, rules: rules.map(readRule) };
}

function readRule(rule: unknown): FaultRule {
  if (!isObject(rule)) throw new TypeError('A rule is an object');
  const { fault, operation } = rule;
  const name = faultNames.find((known) => known === fault);
  if (name === undefined) throw new TypeError(`"fault" is one of: ${faultNames.join(', ')}`);
  if (operation !== undefined && (typeof operation !== 'string' || !isOperationName(operation))) {
    throw new TypeError('"operation" is the API name of an operation');
  }
  return {
    fault: name,
    ...(operation === undefined ? {} : { operation }),
    ...readNumber(rule, 'skip'),
    ...readNumber(rule, 'count'),
    ...readNumber(rule, 'rate'),
    ...readNumber(rule, 'milliseconds'),
  };
}

function readNumber<Member extends string>(
  rule: Readonly<Record<string, unknown>>,
  member: Member,
): { readonly [Key in Member]?: number } {
  const value = rule[member];
  if (value === undefined) return {};
  if (typeof value !== 'number' || value < 0) throw new TypeError(`"${member}" is a number, 0 or more`);
  return { [member]: value } as { [Key in Member]: number };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
