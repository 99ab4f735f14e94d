import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { inputShapes } from '../../../src/swf/inputShapes';
import { itemLimit, type Limit, memberLimit } from '../../../src/swf/limits';
import { membersOf, type StructureName } from '../../../src/swf/members';

test.each<[string, string, Limit]>([
  ['RespondActivityTaskCanceledInput', 'taskToken', { min: 1, max: 1024 }],
  ['RespondActivityTaskCanceledInput', 'details', { max: 32_768 }],
  ['RecordActivityTaskHeartbeatInput', 'details', { max: 2048 }],
  ['RespondActivityTaskFailedInput', 'reason', { max: 256 }],
  ['TerminateWorkflowExecutionInput', 'reason', { max: 256 }],
  ['WorkflowExecution', 'runId', { min: 1, max: 64 }],
  ['SignalWorkflowExecutionInput', 'runId', { max: 64 }],
  ['ListDomainsInput', 'maximumPageSize', { min: 0, max: 1000 }],
  ['ListDomainsInput', 'registrationStatus', { values: ['REGISTERED', 'DEPRECATED'] }],
  ['ListDomainsInput', 'reverseOrder', {}],
])('%s.%s', (structure, member, limit) => {
  expect(memberLimit(structure, member)).toEqual(limit);
});

test('the items of a list have limits of their own', () => {
  expect(memberLimit('StartWorkflowExecutionInput', 'tagList')).toEqual({ max: 5 });
  expect(itemLimit('tagList')).toEqual({ min: 0, max: 256 });
  expect(itemLimit('decisions')).toEqual({});
});

/** Prints the bounds of every member of every structure that an operation takes, and of the items of its lists. */
const printer = `
import json
from botocore.session import Session
model = Session().get_service_model('swf')
bounds, seen = {}, set()
def limit(shape):
    found = {k: shape.metadata[k] for k in ('min', 'max') if k in shape.metadata}
    return {**found, **({'values': list(shape.enum)} if getattr(shape, 'enum', None) else {})}
def visit(shape, name):
    if name in seen: return
    seen.add(name)
    for member, inner in shape.members.items():
        item = inner.member if inner.type_name == 'list' else inner
        bounds[f'{name}.{member}'] = [limit(inner), limit(item) if inner is not item else {}, member in shape.required_members]
        if item.type_name == 'structure': visit(item, item.name)
for name in model.operation_names:
    visit(model.operation_model(name).input_shape, name + 'Input')
print(json.dumps(bounds))
`;

const botocore = spawnSync('python3', ['-c', 'import botocore; print(botocore.__version__)'], { encoding: 'utf8' });
const version = botocore.status === 0 ? botocore.stdout.trim() : undefined;
if (version === undefined) console.log('Limits not compared: python3 with botocore is not installed here.');

type Bounds = Readonly<Record<string, readonly [member: Limit, item: Limit, required: boolean]>>;

describe.runIf(version !== undefined)(`the API model of botocore ${version ?? ''}`, () => {
  test('has the same members, bounds, enums and required members', { timeout: 60_000 }, () => {
    const printed = JSON.parse(execFileSync('python3', ['-c', printer], { encoding: 'utf8' })) as Bounds;
    const structures = Object.keys(inputShapes) as StructureName[];
    const ours: Bounds = Object.fromEntries(
      structures.flatMap((structure) =>
        [...membersOf(structure).values()].map(({ name, type, required }) => {
          const limit = type.kind === 'structure' ? {} : type.limit;
          const item = type.kind === 'list' && type.item.kind !== 'structure' ? itemLimit(name) : {};
          return [`${structure}.${name}`, [plain(limit), plain(item), required]];
        }),
      ),
    );
    expect(ours).toEqual(
      Object.fromEntries(Object.entries(printed).map(([k, [m, i, r]]) => [k, [plain(m), plain(i), r]])),
    );
    expect(Object.keys(ours).length).toBeGreaterThan(200);
  });
});

/** A minimum of nothing is none, and the order of an enum says nothing. */
function plain({ min = 0, max, values }: Limit): Limit {
  return {
    ...(min > 0 && { min }),
    ...(max !== undefined && { max }),
    ...(values !== undefined && { values: [...values].sort() }),
  };
}
