import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The commit that `main` is. */
export const COMMIT = 'c0ffee'.padEnd(40, '0');

/** Deals with a request itself, if it returns true. `nth` counts those of the same path, from 1. */
export type Misbehaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  file: Uint8Array | undefined,
  nth: number,
) => boolean;

export interface TestHub {
  endpoint: string;
  /** What was asked for: paths, with the range where one was given. */
  asked: string[];
  /** Headers of each of them. */
  headers: IncomingMessage['headers'][];
  stop(): Promise<void>;
}

export interface TestHubOptions {
  id?: string;
  /** By path. Those that end in .safetensors are listed as large ones, with SHA-256. */
  files: Record<string, Uint8Array | string>;
  card?: object;
  /** Where a request goes wrong. */
  misbehave?: Misbehaviour;
  /** Changes what the listing says of a file. */
  list?: (entry: Record<string, unknown>) => Record<string, unknown>;
  /** Files on a page of the listing. */
  pageSize?: number;
}

/** A server that answers as the hub does, for one model. */
export async function startHub({
  id = 'somebody/model',
  files: given,
  card = { license: 'mit' },
  misbehave = () => false,
  list = (entry) => entry,
  pageSize = 1000,
}: TestHubOptions): Promise<TestHub> {
  const files = new Map(Object.entries(given).map(([path, content]) => [path, Buffer.from(content)]));
  const listing = [
    { type: 'directory', path: 'unet', oid: '0'.repeat(40), size: 0 },
    ...[...files].map(([path, content]) => list(entryOf(path, content))),
  ];
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const counts = new Map<string, number>();

  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://hub');
    const { range } = request.headers;
    asked.push(url.pathname + (range === undefined ? '' : ` ${range}`));
    headers.push(request.headers);
    const nth = (counts.get(url.pathname) ?? 0) + 1;
    counts.set(url.pathname, nth);
    const [, path] = url.pathname.match(`^/${id}/resolve/${COMMIT}/(.+)$`) ?? [];
    const file = path === undefined ? undefined : files.get(decodeURIComponent(path));
    if (misbehave(request, response, file, nth)) return;
    if (file) {
      sendFile(request, response, file);
    } else if (url.pathname === `/api/models/${id}/revision/main`) {
      sendJson(response, { id, sha: COMMIT, cardData: card });
    } else if (url.pathname === `/api/models/${id}/tree/${COMMIT}`) {
      const from = Number(url.searchParams.get('cursor') ?? 0);
      if (from + pageSize < listing.length) {
        // As a mirror does that hands on what the hub itself says.
        response.setHeader(
          'link',
          `<https://elsewhere/x?recursive=true&cursor=${from + pageSize}>; rel="next"`,
        );
      }
      sendJson(response, listing.slice(from, from + pageSize));
    } else {
      const code = url.pathname.includes('/revision/') && url.pathname.includes(id) ? 'RevisionNotFound' : '';
      response.writeHead(404, code === '' ? {} : { 'x-error-code': code }).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends a file, or the part that is asked for where it still is the same. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: Uint8Array): void {
  const etag = `"${createHash('md5').update(file).digest('hex')}"`;
  const { range, 'if-range': condition } = request.headers;
  const [, begin] = /^bytes=(\d+)-$/.exec(range ?? '') ?? [];
  if (begin === undefined || (condition !== undefined && condition !== etag)) {
    response.writeHead(200, { etag, 'content-length': file.length }).end(file);
  } else if (Number(begin) >= file.length) {
    response.writeHead(416).end();
  } else {
    const part = file.subarray(Number(begin));
    const contentRange = `bytes ${begin}-${file.length - 1}/${file.length}`;
    response.writeHead(206, { etag, 'content-length': part.length, 'content-range': contentRange }).end(part);
  }
}

/** Sends the head of an answer and some bytes of a file, then cuts the connection. */
export function sendCut(response: ServerResponse, file: Uint8Array, bytes: number): void {
  response.writeHead(200, {
    etag: `"${createHash('md5').update(file).digest('hex')}"`,
    'content-length': file.length,
  });
  response.write(file.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(value));
}

function entryOf(path: string, content: Buffer): Record<string, unknown> {
  const size = content.length;
  if (!path.endsWith('.safetensors')) {
    return {
      type: 'file',
      path,
      size,
      oid: createHash('sha1').update(`blob ${size}\0`).update(content).digest('hex'),
    };
  }
  const oid = createHash('sha256').update(content).digest('hex');
  return { type: 'file', path, size, oid: 'b'.repeat(40), lfs: { oid, size, pointerSize: 134 } };
}
