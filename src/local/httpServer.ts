import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOperationName, type OperationName } from '../swf/operations';
import { answerControl, isControlPath, type Control } from './control';
import type { FaultRule } from './faultPlan';
import type { Gatekeeper } from './gatekeeper';
import type { Service } from './service';
import {
  internalFailure,
  serializationFault,
  ServiceFault,
  throttlingFault,
  unknownOperationFault,
} from './serviceFault';

const targetPrefix = 'SimpleWorkflowService.';
/** AWS page "Amazon SWF Quotas": 1 MB, headers included. */
const largestRequest = 1_048_576;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const html = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** Speaks AWS JSON 1.0 for a service, and answers the `/_local` paths. */
export function createHttpServer(service: Service, control: Control, gatekeeper: Gatekeeper): Server {
  const server = createServer((request, response) => {
    answer(service, control, gatekeeper, request, response).catch((error: unknown) => {
      control.onError(error);
      response.destroy();
    });
  });
  // Clients keep their connections; one that the server closes first costs them a retry.
  server.keepAliveTimeout = 600_000;
  return server;
}

async function answer(
  service: Service,
  control: Control,
  gatekeeper: Gatekeeper,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A page in a browser can send requests here under a name of its own: only loopback names are answered.
  if (!isLoopback(request.headers.host)) {
    sendText(response, 403, 'text/plain', 'Local SWF answers loopback names only');
    return;
  }
  const body = await readBody(request);
  const path = request.url ?? '/';
  try {
    if (isControlPath(path)) {
      await answerControl(control, request, path, body?.toString(), response);
      return;
    }
    if (request.method !== 'POST' || path !== '/') throw unknownOperationFault(404);
    const target = String(request.headers['x-amz-target'] ?? '');
    const name = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : '';
    if (!isOperationName(name)) throw unknownOperationFault();
    control.count(name);
    if (body === undefined) {
      throw new ServiceFault('com.amazon.coral.service#RequestEntityTooLargeException', 'Request too large', 413);
    }
    const caller = gatekeeper.open(name, request.headers, body);
    await carryOut(service, control.nextFault(name), name, caller, body, response);
  } catch (error) {
    if (!(error instanceof ServiceFault)) control.onError(error);
    sendFault(response, error instanceof ServiceFault ? error : internalFailure());
  }
}

async function carryOut(
  service: Service,
  rule: FaultRule | undefined,
  operation: OperationName,
  { place, admission }: ReturnType<Gatekeeper['open']>,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  switch (rule?.fault) {
    case 'throttle':
      throw throttlingFault();
    case 'internalFailure':
      throw internalFailure();
    case 'resetBefore':
      response.socket?.resetAndDestroy();
      return;
    case 'html':
      sendText(response, 502, 'text/html', html);
      return;
    case 'neverAnswer':
      return;
    case 'delay':
      await sleep(rule.milliseconds ?? 1_000);
      break;
    case 'resetAfter':
    case 'refuseUnrequestedCancels':
    case undefined:
  }
  const result = await service.call(operation, place, parse(body), {
    admission,
    refuseUnrequestedCancels: rule?.fault === 'refuseUnrequestedCancels',
    onHangUp: (callback) => {
      if (response.destroyed) callback();
      else response.once('close', callback);
    },
  });
  if (rule?.fault === 'resetAfter') {
    response.socket?.resetAndDestroy();
    return;
  }
  sendAnswer(response, 200, result === undefined ? '' : JSON.stringify(result));
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(utf8.decode(body)) as unknown;
  } catch {
    // The parser's message quotes the body, and with it maybe a token.
    throw serializationFault('The request body is not valid JSON');
  }
}

/** The body; undefined when the request is larger than the service takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = request.rawHeaders.reduce((sum, text) => sum + text.length, 0);
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestRequest) chunks.push(chunk);
  }
  return size <= largestRequest ? Buffer.concat(chunks) : undefined;
}

function isLoopback(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

function sendFault(response: ServerResponse, fault: ServiceFault): void {
  sendAnswer(response, fault.status, JSON.stringify({ __type: fault.type, message: fault.text }));
}

function sendAnswer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'x-amzn-RequestId': randomUUID(),
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

function sendText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
