import type { Call, Handlers } from '../call';
import type { Domain } from '../domain';
import { swfFault } from '../serviceFault';

/** The tags of domains, the one kind of resource that has them. */
export const tagOperations = {
  TagResource(request, call) {
    const { tags } = tagged(call, request.resourceArn);
    const merged = new Map([...tags, ...request.tags.map((tag) => [tag.key, tag.value] as const)]);
    if (merged.size > call.region.world.quotas.resourceTags) throw swfFault('TooManyTagsFault', 'Too many tags');
    for (const [key, value] of merged) tags.set(key, value);
    return undefined;
  },

  UntagResource(request, call) {
    const { tags } = tagged(call, request.resourceArn);
    for (const key of request.tagKeys) tags.delete(key);
    return undefined;
  },

  ListTagsForResource(request, call) {
    const { tags } = tagged(call, request.resourceArn);
    return { tags: [...tags].map(([key, value]) => ({ key, value })) };
  },
} satisfies Handlers;

function tagged({ region }: Call, resourceArn: string): Domain {
  for (const domain of region.domains.values()) if (domain.arn === resourceArn) return domain;
  throw swfFault('UnknownResourceFault', `Unknown resource: ${resourceArn}`);
}
