import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { BrowserContext } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { demoSkeleton } from '../../scripts/demoSkeleton.mjs';
import { ensureEditor } from '../../scripts/setup.mjs';
import type { Editor } from '../../scripts/setup.mjs';
import { withoutAwsAccount } from '../../scripts/testEnvironment.mjs';
import { startVsCodeServer } from '../../scripts/vscodeServer.mjs';
import type { VsCodeServer } from '../../scripts/vscodeServer.mjs';
import { forgetKept, openProfile } from '../../scripts/workbenchPage.mjs';
import { startLocalSwf } from './localSwf';
import { expectNoSecretWritten } from './secretScan';
import { Workbench } from './workbench';

export interface WorkbenchOptions {
  /** A folder whose copy is opened. */
  readonly copyOf?: string;
  /** Files to write into the folder, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Settings of the workspace, over those of the copied folder. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The person's own settings, for all windows of a server: those of the machine, which a workspace need not be trusted for. */
  readonly ownSettings?: Readonly<Record<string, unknown>>;
  /** A file of the folder to open at start. */
  readonly openFile?: string;
  /** Whether the window starts in Restricted Mode; the workspace is trusted when left out. */
  readonly workspaceTrust?: boolean;
  /** Variables of the extension host. Windows with others have a server and a browser of their own; so with the next. */
  readonly env?: Readonly<Record<string, string>>;
  /** Device pixels per CSS pixel of the pictures; 1 when left out. */
  readonly scale?: number;
}

interface Started {
  readonly server: VsCodeServer;
  readonly profile: BrowserContext;
}

/** One server and one browser serve all tests of a file; each test has a window of its own, and finds nothing kept there. */
const shared = new Map<string, Promise<Started>>();

afterAll(async () => {
  for (const started of shared.values()) {
    const { server, profile } = await started;
    await profile.close();
    try {
      await expectNoSecretWritten(server.dataFolder);
    } finally {
      await server.stop();
    }
  }
});

/** The newest VS Code, unless SWF_WORKBENCH_EDITOR asks for the oldest. */
export async function editorOfTests(): Promise<Editor> {
  return await ensureEditor(process.env['SWF_WORKBENCH_EDITOR'] === 'oldest' ? 'oldest' : 'newest');
}

async function start(workspaceTrust: boolean, variables: NodeJS.ProcessEnv, scale: number): Promise<Started> {
  const editor = await editorOfTests();
  const vsix = process.env['SWF_WORKBENCH_PACKAGE'];
  const server = await startVsCodeServer(editor, {
    workspaceTrust,
    env: { ...withoutAwsAccount(process.env), ...variables },
    ...(vsix === undefined ? {} : { vsix }),
  });
  return { server, profile: await openProfile(scale) };
}

/**
 * Opens a window of VS Code with the built extension on a new folder. Both are gone when the test has ended; of a test
 * that failed a picture stays.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { workspaceTrust = false, env = {}, scale = 1 } = options;
  const name = JSON.stringify([workspaceTrust, env, scale]);
  const started = shared.get(name) ?? start(workspaceTrust, env, scale);
  shared.set(name, started);
  const { server, profile } = await started;
  if (options.ownSettings !== undefined) server.setOwnSettings(options.ownSettings);
  const folder = await makeFolder(options);
  const payload: [string, string][] = [];
  if (options.openFile !== undefined) {
    payload.push(['openFile', server.remoteUri(path.join(folder, options.openFile))]);
  }
  const page = await profile.newPage();
  await page.goto(server.windowUrl(folder, payload));
  const workbench = new Workbench(page, folder, server.killExtensionHosts);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' && !page.isClosed())
      await workbench.takePicture(`failed ${task.name.replace(/[^\w ]+/g, '')}`);
    await page.close();
    await forgetKept(profile, server.origin);
    await rm(path.dirname(folder), { recursive: true, force: true });
  });
  // The view container comes out of package.json: once it is there, the window knows the extension.
  await page.getByRole('tab', { name: 'Amazon SWF' }).first().waitFor({ timeout: 60_000 });
  return workbench;
}

export interface Demo {
  readonly workbench: Workbench;
  /** The address of Local SWF. */
  readonly endpoint: string;
  /** The name of the open skeleton file, whose task waits to be canceled. */
  readonly skeleton: string;
}

/** A window connected to a Local SWF of its own that holds the demo, on the demo's workspace, its first skeleton open. */
export async function openDemo(options: WorkbenchOptions = {}): Promise<Demo> {
  const workspace = await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-demo-'));
  const localSwf = await startLocalSwf('--demo', '--demo-workspace', workspace);
  onTestFinished(async () => {
    await localSwf.stop();
    await rm(workspace, { recursive: true, force: true });
  });
  const skeleton = demoSkeleton(workspace);
  const workbench = await openWorkbench({ copyOf: workspace, openFile: skeleton, ...options });
  return { workbench, endpoint: localSwf.endpoint, skeleton };
}

async function makeFolder({ copyOf, files = {}, settings = {} }: WorkbenchOptions): Promise<string> {
  // The last part of the path is in the window's title, and so in the pictures.
  const folder = path.join(await realpath(await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-ui-'))), 'workspace');
  await mkdir(folder);
  if (copyOf !== undefined) await cp(copyOf, folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const settingsFile = path.join(folder, '.vscode/settings.json');
  const present: unknown = existsSync(settingsFile) ? JSON.parse(await readFile(settingsFile, 'utf8')) : {};
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify(Object.assign({}, present, settings), undefined, 2));
  return folder;
}
