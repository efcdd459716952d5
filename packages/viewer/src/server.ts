import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';
import { UserError } from '@modeseek/core';
import { hostname, isLoopback, newToken, sameText } from './access.ts';
import { bundledApp } from './bundle.ts';
import { streamEvents } from './event-stream.ts';
import { faultLine } from './plain-file.ts';
import { refuse } from './refuse.ts';
import { hasRun, isRun, runsIn } from './run-directory.ts';
import { RunFeed } from './run-feed.ts';
import { RunList } from './run-list.ts';
import { sendRunFile } from './send-file.ts';
import { Turns } from './turns.ts';

export interface ViewerOptions {
  /** A run directory, or a folder of them. */
  runDirectory: string;
  /**
   * Address to listen on. One that other machines reach shows the run to whoever knows the whole of `url`,
   * which then has a token in it.
   */
  host?: string;
  /** TCP port; 0 takes any free one. */
  port?: number;
}

export interface Viewer {
  /** Where the page is, with a slash at the end. */
  url: string;
  /** Whether other machines reach it. */
  open: boolean;
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

/** How long one who sends slowly, or not at all, may take, in milliseconds. */
const LIMITS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
};
const MOST_CONNECTIONS = 2000;
/** Milliseconds after which a connection is ended whose reader takes nothing. */
const STALLED_MS = 60_000;
/** Most runs whose events are in memory at the same time. */
const MOST_WATCHED = 64;

/**
 * Serves a page that shows a run's `mesh.glb` and, while the run trains, its newest preview and curves; for a
 * folder of runs, a list of them. Read only: a run's known files and nothing else. Paths of a single run, and
 * below `<name>/` for each run of a folder: the page itself, `events` (server-sent `RunMessages`),
 * `files/<file>`. Those of a folder: the list itself, `events` (`RunListMessages`). All are below
 * `<token>/` when other machines reach the viewer.
 *
 * @throws UserError when the directory is missing or no run, or the port or host cannot be listened on.
 */
export async function startViewer({
  runDirectory,
  host = '127.0.0.1',
  port = 0,
}: ViewerOptions): Promise<Viewer> {
  const single = await isSingleRun(runDirectory);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UserError(`--port ${port} is no port: give a whole number from 0 (any free port) to 65535`);
  }
  // Node would take it for all addresses of the machine.
  if (host.trim() === '') {
    throw new UserError('--host is empty: give an address of this machine, such as 127.0.0.1');
  }

  const app = readApp(await bundledApp());
  const turns = new Turns();
  const list = new RunList(runDirectory);
  const feeds = new Map<string, RunFeed>();
  const feedOf = (run: string): RunFeed | undefined => {
    for (const [other, feed] of feeds) if (!feed.watched) feeds.delete(other);
    const feed = feeds.get(run) ?? new RunFeed(run, !single);
    if (feeds.size >= MOST_WATCHED && !feeds.has(run)) return undefined;
    feeds.set(run, feed);
    return feed;
  };
  /** What addresses begin with when other machines reach the viewer. */
  let token: string | undefined;

  const route = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    let path: string;
    try {
      path = decodeURIComponent((request.url ?? '/').split('?')[0]).slice(1);
    } catch {
      return refuse(response, 400);
    }
    if (token === undefined) {
      // A page of another site must not reach the viewer by letting its own name resolve to this machine.
      const asked = hostname(request.headers.host);
      if (!isLoopback(asked) && asked !== host) return refuse(response, 403, 'Wrong host');
    } else {
      const [given, rest] = cutFirst(path);
      if (!sameText(given, token)) return refuse(response, 403, 'Open the whole address, with its token');
      if (rest === undefined) return redirect(response, token);
      path = rest;
    }
    let run = runDirectory;
    if (!single && !(path.startsWith('assets/') && app.has(path))) {
      if (path === '') return sendAsset(response, app, 'run-list.html');
      if (path === 'events') return streamEvents(request, response, list, turns);
      const [name, rest] = cutFirst(path);
      if (!(await hasRun(runDirectory, name))) return refuse(response, 404);
      if (rest === undefined) return redirect(response, name);
      run = join(runDirectory, name);
      path = rest;
    }
    if (path === 'events') {
      const feed = feedOf(run);
      return feed ? streamEvents(request, response, feed, turns) : refuse(response, 503);
    }
    if (path.startsWith('files/'))
      return sendRunFile(request, response, run, path.slice('files/'.length), turns);
    return sendAsset(response, app, path || 'index.html');
  };

  const answering = new WeakSet<Socket>();
  const server = createServer(LIMITS, (request, response) => {
    const { socket } = request;
    // Browsers wait for one answer before they ask for the next. Questions on top of each other would pile up.
    if (answering.has(socket)) return socket.destroy();
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
    response.on('error', () => {}); // its reader has left
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-store');
    route(request, response).catch(() => (response.headersSent ? response.destroy() : refuse(response, 500)));
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.timeout = STALLED_MS;
  const address = await new Promise<AddressInfo>((resolve, reject) => {
    // Later errors are those of single connections, such as too many open files: others go on.
    server.on('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen({ port, host, backlog: MOST_CONNECTIONS }, () => {
      const address = server.address() as AddressInfo;
      if (!isLoopback(address.address)) token = newToken();
      resolve(address);
    });
  });
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${shownHost}:${address.port}/${token === undefined ? '' : `${token}/`}`,
    open: token !== undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Whether a directory is that of one run, rather than a folder of them.
 * @throws UserError when it is neither
 */
async function isSingleRun(directory: string): Promise<boolean> {
  try {
    if (await isRun(directory)) return true;
    if ((await stat(directory)).isDirectory() && (await runsIn(directory)).length > 0) return false;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const what = missing ? `${directory} does not exist` : faultLine(directory, error);
    throw new UserError(`${what}: give the directory of a run, such as runs/a-hamburger`);
  }
  throw new UserError(
    `${directory} holds no run: give a directory with a config.json, events.jsonl or mesh.glb in it, or a folder of such`,
  );
}

/** The part of a path before its first slash, and what follows it; undefined where there is none. */
function cutFirst(path: string): [string, string | undefined] {
  const slash = path.indexOf('/');
  return slash < 0 ? [path, undefined] : [path.slice(0, slash), path.slice(slash + 1)];
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

/** Sends to the folder of a name, from the address beside it. */
function redirect(response: ServerResponse, name: string): void {
  response.writeHead(302, { Location: `./${encodeURIComponent(name)}/` }).end();
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
    case 'EAFNOSUPPORT':
    case 'EAI_AGAIN':
    case 'EINVAL':
    case 'ENOTFOUND':
      return new UserError(
        `${host} is no address of this machine: choose another with --host, such as 127.0.0.1`,
      );
    default:
      return new UserError(
        `the viewer cannot listen on ${host}, port ${port} (${error.code}): choose others with --host and --port`,
      );
  }
}
