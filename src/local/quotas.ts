/** How much of everything one account may have in a region. */
export interface Quotas {
  /** Domains, deprecated ones included. */
  readonly domains: number;
  /** Activity types of one domain, and as many workflow types; deprecated ones included. */
  readonly types: number;
  /** Open executions of one domain, children included. */
  readonly openExecutions: number;
  /** Of one execution, scheduled and started. */
  readonly openActivityTasks: number;
  readonly openTimers: number;
  readonly openChildren: number;
  readonly openLambdaFunctions: number;
  /** Events of one history; the execution is then terminated. */
  readonly events: number;
  /** Polls that wait at one task list. */
  readonly pollers: number;
  /** Tags of one domain. */
  readonly resourceTags: number;
}

/** AWS page "Amazon SWF Quotas". It gives none for open lambda functions: theirs is taken to be that of activity tasks. */
export const documentedQuotas: Quotas = {
  domains: 100,
  types: 10_000,
  openExecutions: 100_000,
  openActivityTasks: 1_000,
  openTimers: 1_000,
  openChildren: 1_000,
  openLambdaFunctions: 1_000,
  events: 25_000,
  pollers: 1_000,
  resourceTags: 50,
};
