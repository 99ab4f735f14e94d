import * as l10n from '@vscode/l10n';
import type { TrailEntry } from './line';
import { stateOf } from './words';
import type { Settings } from '../contract';
import { isLoopback } from '../swf/proxies';
import type { Target } from '../swf/client';

/** The last outcomes of the trail in a report. */
const keptOutcomes = 20;

/** A setting that is not at its default. */
export interface ChangedSetting {
  readonly key: keyof Settings;
  /** Where it is set, such as `user` or `workspace`. */
  readonly where: readonly string[];
  readonly value: unknown;
}

/** The editor and the machine under it. */
export interface EditorFacts {
  readonly extension: string;
  readonly editor: string;
  readonly editorName: string;
  readonly language: string;
  /** Such as `ssh-remote`; none when the window is local. */
  readonly remote: string | undefined;
  readonly isWeb: boolean;
  readonly platform: string;
  readonly arch: string;
  readonly osRelease: string;
  readonly node: string;
  readonly isTrusted: boolean;
}

/** All that a report is made of. It is read through a sieve: what cannot be recognized is not written. */
export interface ReportFacts {
  readonly now: number;
  readonly editor: EditorFacts;
  readonly settings: readonly ChangedSetting[];
  /** Nothing when it was not resolved yet. */
  readonly target: Target | undefined;
  /** `connected`, `notConnected`, or the kind of what stands in the way. */
  readonly state: string;
  readonly connections: number;
  /** Of `RecentLog`. */
  readonly log: readonly string[];
  /** The newest first. */
  readonly entries: readonly TrailEntry[];
}

/** The kinds of remote windows that are known; another one's name may be that of a host. */
const remotes = /^(ssh-remote|wsl|dev-container|attached-container|codespaces|tunnel|k8s-container)$/;
/** Such as `us-gov-west-1`: whatever else stands for a region is the person's own word. */
const regions = /^[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}$/;

/** Values that no secret and no name can have. */
const harmless: { readonly [Key in keyof Settings]?: RegExp } = {
  'cancel.check': /^(historyOrHeartbeat|history|never)$/,
  'requests.share': /^\d{1,3}$/,
  watch: /^(on|off|\d{1,6})$/,
};

/**
 * A report of a problem as Markdown, which its reader can give away: no token, input, details, result, reason or key, and no
 * name of a domain, execution, task, profile, account, host, folder or person. The facts are for those who mend, in English;
 * what is said of the report is for those who send it.
 */
export function problemReport({
  now,
  editor,
  settings,
  target,
  state,
  connections,
  log,
  entries,
}: ReportFacts): string {
  const { extension, platform, arch, node } = editor;
  const release = /^\d+(\.\d+)*/.exec(editor.osRelease)?.[0] ?? 'unknown';
  const remote = editor.remote === undefined ? 'none' : known(editor.remote, remotes, 'another kind');
  return `${[
    `# ${l10n.t('Report of a Problem')}`,
    '',
    `> ${l10n.t('Copy Report, in the title of the editor that shows it, copies it as it stands; nothing is copied or sent before.')}`,
    '>',
    `> ${l10n.t('It holds no task token, input, details, result, reason or key. Left out are the names of domains, workflows, tasks, profiles, accounts, hosts and folders, the values of settings that can name something, and all lines of the log that are not about a call.')}`,
    '',
    '## Versions',
    '',
    `- SWF Workbench: ${extension}`,
    `- Editor: ${editor.editorName} ${editor.editor}, language ${editor.language}${editor.isWeb ? ', in a browser' : ''}`,
    `- System: ${platform} ${release} ${arch}, Node.js ${node}`,
    `- Remote: ${remote}`,
    `- Workspace: ${editor.isTrusted ? 'trusted' : 'not trusted'}`,
    `- Made: ${new Date(now).toISOString()}`,
    '',
    '## Connection',
    '',
    ...(target === undefined ? ['- Not resolved'] : connectionLines(target)),
    `- State: ${known(state, /^[a-zA-Z]{1,40}$/, 'unknown')}`,
    `- Open connections: ${connections}`,
    '',
    '## Settings that are set',
    '',
    ...(settings.length === 0 ? ['None'] : settings.map(settingLine)),
    '',
    `## The last requests that write, the newest first`,
    '',
    ...block(entries.slice(0, keptOutcomes).map((entry) => outcomeLine(entry, now))),
    '',
    '## The last lines of the log',
    '',
    ...block(log),
  ].join('\n')}\n`;
}

function connectionLines({ kind, region, endpoint, mark, profile }: Target): string[] {
  return [
    `- Kind: ${kind}, mark: ${mark ?? 'none'}, profile: ${profile === undefined ? 'none' : 'one, left out'}`,
    `- Region: ${known(region, regions, 'not of the usual form, left out')}`,
    ...(endpoint === undefined
      ? []
      : [`- Endpoint: ${URL.canParse(endpoint) && isLoopback(new URL(endpoint)) ? 'this machine' : 'one, left out'}`]),
  ];
}

function settingLine({ key, where, value }: ChangedSetting): string {
  const form = harmless[key];
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return `- swf.${key} (${where.join(', ')})${form === undefined ? '' : `: ${known(text, form, 'not of its form, left out')}`}`;
}

function outcomeLine(entry: TrailEntry, now: number): string {
  const { at, operation, answer, end } = entry;
  const requestId = known(answer?.requestId ?? 'none', /^[\w-]{1,40}$/, 'left out');
  const events = end === undefined || end.eventIds.length === 0 ? '' : `, event ${end.eventIds.join(', ')}`;
  const outcome = `${operation}: ${stateOf(entry, now).name}${events}`;
  return `${new Date(at).toISOString()} ${outcome}, request id ${requestId}, attempts ${answer?.attempts ?? 'unknown'}`;
}

function block(lines: readonly string[]): string[] {
  return lines.length === 0 ? ['None'] : ['```text', ...lines, '```'];
}

/** The text where it is of a form that can name nothing, else what is said instead. */
function known(text: string, form: RegExp, instead: string): string {
  return form.test(text) ? text : instead;
}
