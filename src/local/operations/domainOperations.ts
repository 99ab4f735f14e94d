import type { Handlers } from '../call';
import { Domain } from '../domain';
import { pageByName } from '../paging';
import { constraintProblem, throwValidationErrors } from '../readRequest';
import { swfFault } from '../serviceFault';

/** RegisterDomain, DescribeDomain, ListDomains and the deprecation of domains. */
export const domainOperations = {
  RegisterDomain(request, { region }) {
    const { name, description, workflowExecutionRetentionPeriodInDays: retention } = request;
    throwValidationErrors(retentionProblems(retention));
    if (region.domains.has(name)) throw swfFault('DomainAlreadyExistsFault', name);
    const { quotas } = region.world;
    if (region.domains.size >= quotas.domains) throw swfFault('LimitExceededFault', 'Domain limit exceeded');
    const tags = new Map(request.tags?.map((tag) => [tag.key, tag.value]));
    if (tags.size > quotas.resourceTags) throw swfFault('TooManyTagsFault', 'Too many tags');
    region.domains.set(name, new Domain(region, name, description, retention, tags));
    return undefined;
  },

  DescribeDomain(request, { region }) {
    const domain = region.domain(request.name);
    return {
      domainInfo: domainInfo(domain),
      configuration: { workflowExecutionRetentionPeriodInDays: domain.retentionPeriodInDays },
    };
  },

  ListDomains(request, call) {
    const { registrationStatus } = request;
    const domains = [...call.region.domains.values()].filter((domain) => domain.status === registrationStatus);
    const { page, nextPageToken } = pageByName(call, registrationStatus, request, domains, (domain) => domain.name);
    return { domainInfos: page.map(domainInfo), nextPageToken };
  },

  DeprecateDomain(request, { region }) {
    const domain = region.domain(request.name);
    if (domain.status === 'DEPRECATED') throw swfFault('DomainDeprecatedFault', domain.name);
    domain.status = 'DEPRECATED';
    const now = region.world.clock.now();
    for (const type of domain.activityTypes.all()) type.deprecatedAt ??= now;
    for (const type of domain.workflowTypes.all()) type.deprecatedAt ??= now;
    return undefined;
  },

  UndeprecateDomain(request, { region }) {
    const domain = region.domain(request.name);
    if (domain.status === 'REGISTERED') throw swfFault('DomainAlreadyExistsFault', domain.name);
    domain.status = 'REGISTERED';
    return undefined;
  },
} satisfies Handlers;

function domainInfo(domain: Domain): object {
  return { name: domain.name, status: domain.status, description: domain.description, arn: domain.arn };
}

/** "NONE", or 0 to 90 days (AWS page "RegisterDomain"). */
function retentionProblems(retention: string): string[] {
  if (retention === 'NONE' || (/^\d+$/.test(retention) && Number(retention) <= 90)) return [];
  const path = 'workflowExecutionRetentionPeriodInDays';
  return [constraintProblem(retention, path, 'Member must be a number of days up to 90 or NONE')];
}
