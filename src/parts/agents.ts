import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Base } from './base';
import type { OpenTaskOptions, SwfWorkbenchApi, TaskAddress } from '../api';
import type { Reads } from '../reads/reads';
import { Fault, sentences } from '../swf/fault';
import { RatedClient } from '../swf/ratedClient';

/** What each language-model tool of package.json takes: its `inputSchema`, which the editor has checked. */
interface ToolInputs {
  readonly swf_listDomains: object;
  readonly swf_listOpenTasks: { readonly domain: string } & Pick<OpenTaskOptions, 'workflowId' | 'limit'>;
  readonly swf_explainTask: TaskAddress;
  readonly swf_checkSkeleton: { readonly operation: string; readonly text: string };
}

interface Tool<Input> {
  /** What the person sees while it runs. */
  readonly says: (input: Input) => string;
  readonly read: (input: Input, signal: AbortSignal) => Promise<object>;
}

/** As many tasks as a model can use at once. */
const mostTasks = 50;

/** The reads for agents, as language-model tools where the editor has them, and for other extensions, which get them back. */
export function createAgents({ own, connections, rates, clock }: Base): SwfWorkbenchApi {
  let loading: Promise<Reads> | undefined;
  const loaded = () =>
    (loading ??= import('../reads/reads').then(
      ({ Reads }) =>
        new Reads({
          use: (read) =>
            connections.current.use((client) => read(new RatedClient(client, rates.of(client.target), clock))),
          clock,
          isTrusted: () => vscode.workspace.isTrusted,
        }),
    ));
  const reads: Omit<SwfWorkbenchApi, 'version'> = {
    listDomains: async (options) => await (await loaded()).listDomains(options),
    listOpenTasks: async (domain, options) => await (await loaded()).listOpenTasks(domain, options),
    explainTask: async (task, options) => await (await loaded()).explainTask(task, options),
    checkSkeleton: async (operation, text) => await (await loaded()).checkSkeleton(operation, text),
  };
  const place = () => connections.current.target?.label ?? 'Amazon SWF';
  const tools: { readonly [Name in keyof ToolInputs]: Tool<ToolInputs[Name]> } = {
    swf_listDomains: {
      says: () => l10n.t('Listing the domains of {0}', place()),
      read: (_input, signal) => reads.listDomains({ signal }),
    },
    swf_listOpenTasks: {
      says: ({ domain }) => l10n.t('Reading the open activity tasks of {0} on {1}', domain, place()),
      read: ({ domain, workflowId, limit = mostTasks }, signal) =>
        reads.listOpenTasks(domain, { workflowId, limit: Math.min(limit, mostTasks), signal }),
    },
    swf_explainTask: {
      says: ({ workflowId }) => l10n.t('Reading the history of {0} on {1}', workflowId, place()),
      read: (address, signal) => reads.explainTask(address, { signal }),
    },
    swf_checkSkeleton: {
      says: ({ operation }) => l10n.t('Checking a skeleton for {0}, without a call', operation),
      read: ({ operation, text }) => reads.checkSkeleton(operation, text),
    },
  };
  // Editors that are made from VS Code may have none of this.
  const editor: { readonly lm?: Partial<typeof vscode.lm> } = vscode;
  const registerTool = editor.lm?.registerTool;
  if (registerTool !== undefined) {
    own(registerTool('swf_listDomains', languageModelTool(tools.swf_listDomains)));
    own(registerTool('swf_listOpenTasks', languageModelTool(tools.swf_listOpenTasks)));
    own(registerTool('swf_explainTask', languageModelTool(tools.swf_explainTask)));
    own(registerTool('swf_checkSkeleton', languageModelTool(tools.swf_checkSkeleton)));
  }
  return { version: 1, ...reads };
}

function languageModelTool<Input>({ says, read }: Tool<Input>): vscode.LanguageModelTool<Input> {
  return {
    prepareInvocation: ({ input }) => ({ invocationMessage: says(input) }),
    invoke: async ({ input }, token) => {
      const stop = new AbortController();
      const stopping = token.onCancellationRequested(() => {
        stop.abort();
      });
      try {
        const answer = await read(input, stop.signal);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(answer))]);
      } catch (cause) {
        if (!(cause instanceof Fault)) throw cause;
        throw new Error(sentences(cause.message, cause.details.nextStep), { cause });
      } finally {
        stopping.dispose();
      }
    },
  };
}
