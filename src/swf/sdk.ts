/**
 * The part of the AWS SDK that the extension uses, and the entry point of a bundle of its own: nothing but `loadSdk`
 * (sdkClient.ts) imports this file, and only when the first call is made, because loading it takes tens of milliseconds.
 */
import * as commands from '@aws-sdk/client-swf';
import { NormalizedSchema } from '@smithy/core/schema';
import type { OperationName } from './operations';

export {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
export { SWFClient } from '@aws-sdk/client-swf';
export {
  fromHttp,
  fromInstanceMetadata,
  fromLoginCredentials,
  fromProcess,
  fromSSO,
} from '@aws-sdk/credential-providers';
export { SSOClient } from '@aws-sdk/nested-clients/sso';
export { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/core/config';
export { NodeHttpHandler } from '@smithy/node-http-handler';
export { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';

/** The SDK's command of an operation. */
export function commandOf<Name extends OperationName>(operation: Name): (typeof commands)[`${Name}Command`] {
  return commands[`${operation}Command`];
}

/** The shape of an operation's answer; nothing for one that answers nothing. */
export function outputSchemaOf(operation: OperationName): NormalizedSchema | undefined {
  const [, , , , , output] = commands[`${operation}$`];
  const schema = NormalizedSchema.of(output);
  return schema.isUnitSchema() ? undefined : schema;
}
