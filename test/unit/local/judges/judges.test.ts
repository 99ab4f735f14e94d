import { expect, test } from 'vitest';
import { operations, type OperationName } from '../../../../src/swf/operations';
import { boto3Judge, boto3Version } from '../../../support/judges/boto3Judge';
import { cliJudge, cliVersion } from '../../../support/judges/cliJudge';
import type { Caller, Judge } from '../../../support/judges/judge';
import { sdkJudge } from '../../../support/judges/sdkJudge';
import { startBench } from '../support';
import { canceledLife, completedLife, failedLife, registerTypes } from './executions';
import { activityTypes, domains, workflowTypes } from './registrations';

/** What other people's clients make of Local SWF; the project must not need those that are not the JavaScript SDK. */
const judges = [
  { name: 'The JavaScript SDK', version: 'of the project', start: sdkJudge },
  { name: 'boto3', version: boto3Version(), start: boto3Judge },
  { name: 'The AWS CLI', version: cliVersion(), start: cliJudge },
];

for (const { name, version, start } of judges) {
  if (version === undefined) console.log(`${name} is absent: it does not judge Local SWF here.`);

  test.runIf(version !== undefined)(
    `${name} (${version ?? 'absent'}) drives all 39 operations, and the life cycles of activity tasks`,
    async () => {
      await using bench = await startBench({ pollSeconds: 1 });
      await using judge = start(bench.local.url);
      const { watched, answered } = watch(judge);
      // Two scenarios at once, for a client that takes its time; each has a domain of its own.
      await Promise.all([registrationScenario(watched), executionScenario(watched)]);
      expect([...answered].sort()).toEqual(operations.map((operation) => operation.name));
    },
    180_000,
  );
}

async function registrationScenario(judge: Caller): Promise<void> {
  await domains(judge);
  await activityTypes(judge);
  await workflowTypes(judge);
}

async function executionScenario(judge: Caller): Promise<void> {
  await registerTypes(judge);
  await canceledLife(judge);
  await completedLife(judge);
  await failedLife(judge);
}

/** Notes which operations have answered, faults not counted. */
function watch(judge: Judge): { watched: Caller; answered: ReadonlySet<OperationName> } {
  const answered = new Set<OperationName>();
  const call: Caller['call'] = async (operation, input) => {
    const answer = await judge.call(operation, input);
    answered.add(operation);
    return answer;
  };
  return { watched: { call }, answered };
}
