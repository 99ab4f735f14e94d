/**
 * The part of the AWS SDK that the extension uses, and the entry point of a bundle of its own: nothing but `loadSdk`
 * (sdkClient.ts) imports this file, and only when the first call is made, because loading it takes tens of milliseconds.
 */
import {
  DescribeWorkflowExecutionCommand,
  GetWorkflowExecutionHistoryCommand,
  ListDomainsCommand,
  ListOpenWorkflowExecutionsCommand,
  RecordActivityTaskHeartbeatCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
} from '@aws-sdk/client-swf';

export { SWFClient } from '@aws-sdk/client-swf';
export { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
export { loadSharedConfigFiles, readFile } from '@smithy/core/config';
export { NodeHttpHandler } from '@smithy/node-http-handler';

/** The operations that can be called. One that is not here costs nothing in the bundle. */
export const commands = {
  DescribeWorkflowExecution: DescribeWorkflowExecutionCommand,
  GetWorkflowExecutionHistory: GetWorkflowExecutionHistoryCommand,
  ListDomains: ListDomainsCommand,
  ListOpenWorkflowExecutions: ListOpenWorkflowExecutionsCommand,
  RecordActivityTaskHeartbeat: RecordActivityTaskHeartbeatCommand,
  RespondActivityTaskCanceled: RespondActivityTaskCanceledCommand,
  RespondActivityTaskCompleted: RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailed: RespondActivityTaskFailedCommand,
};
