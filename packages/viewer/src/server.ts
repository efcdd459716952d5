import { readdirSync, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@modeseek/core';
import { bundledApp } from './bundle.ts';
import type { Feed } from './feed.ts';
import { isRun, mediaType, runsIn } from './run-directory.ts';
import { RunFeed } from './run-feed.ts';
import { RunList } from './run-list.ts';

export interface ViewerOptions {
  /** A run directory, or a folder of them. */
  runDirectory: string;
  /** Address to listen on. Anything but the default shows the run to other machines. */
  host?: string;
  /** TCP port; 0 takes any free one. */
  port?: number;
}

export interface Viewer {
  /** Where the page is, with a slash at the end. */
  url: string;
  /** Stops listening and ends every open connection. */
  close(): Promise<void>;
}

const APP_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page loads nothing from elsewhere. GLTFLoader decodes textures through blob: addresses. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' blob:; frame-ancestors 'none'";

/** Seconds of silence after which browsers and proxies would begin to give up on an event stream. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Serves a page that shows a run's `mesh.glb` and, while the run trains, its newest preview and curves; for a
 * folder of runs, a list of them. Read only: a run's known files and nothing else. Paths of a single run, and
 * below `/<name>/` for each run of a folder: the page itself, `events` (server-sent `FeedMessages`),
 * `files/<file>`. Those of a folder: the list itself, `events` (`RunListMessages`).
 *
 * @throws UserError when the directory is missing or no run, or the port or host cannot be listened on.
 */
export async function startViewer({
  runDirectory,
  host = '127.0.0.1',
  port = 0,
}: ViewerOptions): Promise<Viewer> {
  const directory = statSync(runDirectory, { throwIfNoEntry: false });
  if (!directory)
    throw new UserError(
      `${runDirectory} does not exist: give the directory of a run, such as runs/a-hamburger`,
    );
  const single = directory.isDirectory() && isRun(runDirectory);
  if (!single && (!directory.isDirectory() || runsIn(runDirectory).length === 0)) {
    throw new UserError(
      `${runDirectory} holds no run: give a directory with a config.json, events.jsonl or mesh.glb in it, or a folder of such`,
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UserError(`--port ${port} is no port: give a whole number from 0 (any free port) to 65535`);
  }

  const app = readApp(await bundledApp());
  const feeds = new Map<string, RunFeed>();
  const feedOf = (run: string) => {
    const feed = feeds.get(run) ?? new RunFeed(run);
    feeds.set(run, feed);
    return feed;
  };

  const list = new RunList(runDirectory);

  const route = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    if (isLoopback(host) && !isLoopback(hostname(request.headers.host))) return refuse(response, 403);
    let path: string;
    try {
      path = decodeURIComponent((request.url ?? '/').split('?')[0]).slice(1);
    } catch {
      return refuse(response, 400);
    }
    let run = runDirectory;
    if (!single && !path.startsWith('assets/')) {
      const runs = runsIn(runDirectory);
      if (path === '') return sendAsset(response, app, 'run-list.html');
      if (path === 'events') return streamEvents(request, response, list);
      const slash = path.indexOf('/');
      const name = slash < 0 ? path : path.slice(0, slash);
      if (!runs.includes(name)) return refuse(response, 404);
      if (slash < 0) return redirect(response, `/${encodeURIComponent(name)}/`);
      run = join(runDirectory, name);
      path = path.slice(slash + 1);
    }
    if (path === 'events') return streamEvents(request, response, feedOf(run));
    if (path.startsWith('files/')) return sendRunFile(request, response, run, path.slice('files/'.length));
    return sendAsset(response, app, path || 'index.html');
  };

  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    route(request, response).catch(() => (response.headersSent ? response.destroy() : refuse(response, 500)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${shownHost}:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The built web app by path, in memory: it is under a megabyte, and a rebuild cannot pull it from under a
 * page.
 */
function readApp(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)];
    }),
  );
}

/**
 * Answers with a file of the run; only names on the list of known ones reach the file system. Ours, not sirv:
 * it goes on past the length announced when a file grows, and one that vanishes ends its process.
 */
async function sendRunFile(
  request: IncomingMessage,
  response: ServerResponse,
  run: string,
  name: string,
): Promise<void> {
  const type = mediaType(name);
  if (type === undefined) return refuse(response, 404);
  let file: FileHandle;
  try {
    file = await open(join(run, name));
  } catch {
    return refuse(response, 404);
  }
  try {
    const { size } = await file.stat();
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': size });
    if (request.method === 'HEAD' || size === 0) response.end();
    // `end` keeps to the length announced although the file may be growing.
    else await pipeline(file.createReadStream({ end: size - 1, autoClose: false }), response);
  } finally {
    await file.close();
  }
}

/**
 * Server-sent events: how things stand first, then what changes, with a comment now and then to keep it open.
 */
async function streamEvents<Messages>(
  request: IncomingMessage,
  response: ServerResponse,
  feed: Feed<Messages>,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const stop = feed.subscribe((message, json) => response.write(`event: ${message}\ndata: ${json}\n\n`));
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  response.once('close', () => {
    stop();
    clearInterval(keepAlive);
  });
}

/** Answers with a file of the web app. */
function sendAsset(response: ServerResponse, app: Map<string, Buffer>, path: string): void {
  const asset = app.get(path);
  if (!asset) {
    refuse(response, 404);
    return;
  }
  response.writeHead(200, {
    'Content-Type': APP_TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Content-Length': asset.length,
  });
  response.end(asset); // Node leaves the body out of an answer to HEAD
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location }).end();
}

function refuse(response: ServerResponse, status: number): void {
  const { [status]: reason = 'Error' } = {
    400: 'Bad address',
    403: 'Wrong host',
    404: 'Not found',
    405: 'Read only',
  } as Record<number, string>;
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`);
}

/** The host of a Host header, without its port and brackets. */
function hostname(header = ''): string {
  return header.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

/** A page of another site must not reach the viewer by letting its own name resolve to this machine. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError(
        `port ${port} is in use on ${host}: choose another with --port, or --port 0 for any free one`,
      );
    case 'EACCES':
      return new UserError(
        `port ${port} needs more rights than yours: choose one from 1024 to 65535 with --port`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError(
        `${host} is no address of this machine: choose another with --host, such as 127.0.0.1`,
      );
    default:
      return error;
  }
}
