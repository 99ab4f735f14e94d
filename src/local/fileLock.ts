import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Somebody else has it. */
export class FileInUseError extends Error {
  override readonly name = 'FileInUseError';
}

/**
 * A name that at most one process has at a time, and that is free again the moment the process ends, however it ends:
 * a local socket that it listens on. On Linux (abstract sockets) and Windows (pipes) the kernel keeps it all; elsewhere
 * a dead process leaves a socket file behind that nobody answers.
 */
export function lockPath(name: string, platform = process.platform): string {
  if (platform === 'linux') return `\0${name}`;
  return platform === 'win32' ? `\\\\?\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Takes the name until the function returned is called. Rejects with a FileInUseError that says `refusal`. */
export async function takeLock(path: string, refusal: string): Promise<() => Promise<void>> {
  let server = await listen(path);
  if (server === undefined && !path.startsWith('\0') && !(await answers(path))) {
    rmSync(path, { force: true });
    server = await listen(path);
  }
  if (server === undefined) throw new FileInUseError(refusal);
  const held = server;
  return async () => {
    held.close();
    await once(held, 'close');
  };
}

/** Undefined when somebody listens there. */
async function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => {
    socket.destroy();
  });
  server.listen(path);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
  server.unref();
  return server;
}

async function answers(path: string): Promise<boolean> {
  const socket = createConnection(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')) {
      return false;
    }
    throw error;
  } finally {
    socket.destroy();
  }
}
