import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { listen as readEvents } from './event-stream.fixture.ts';
import { startViewer, type Viewer, type ViewerOptions } from './server.ts';

let folder: string;
let run: string;
const open: { close(): Promise<void> | void }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'viewer-'));
  run = join(folder, 'a-cube');
  mkdirSync(join(run, 'preview'), { recursive: true });
  writeFileSync(join(run, 'config.json'), '{"prompt":"a <b>cube</b>"}');
});
afterEach(async () => {
  for (const item of open.splice(0).reverse()) await item.close();
  rmSync(folder, { recursive: true });
});

async function view(options: Partial<ViewerOptions> = {}): Promise<Viewer> {
  const viewer = await startViewer({ runDirectory: run, ...options });
  open.push(viewer);
  return viewer;
}

/** One request with its path as it is, which `fetch` would tidy up. */
function get(
  url: string,
  path: string,
  headers = {},
  method = 'GET',
): Promise<{ status?: number; body: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers, method }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, body });
    })
      .on('error', reject)
      .end();
  });
}

async function listen(url: string) {
  const stream = await readEvents(url);
  open.push({ close: stream.stop });
  return stream;
}

const step = (number: number) => ({
  type: 'step',
  time: number / 10,
  step: number,
  values: { loss: 1 / number },
});
const idleSeconds = expect.any(Number);
const log = () => join(run, 'events.jsonl');
const append = (...events: object[]) =>
  appendFileSync(log(), events.map((e) => `${JSON.stringify(e)}\n`).join(''));

describe('files', () => {
  test('the page and its assets', async () => {
    const { url } = await view();
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await page.text();
    const assets = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map((match) => match[1]);
    const types = await Promise.all(
      assets.map(async (asset) => (await fetch(url + asset)).headers.get('content-type')),
    );
    expect([...new Set(types)].sort()).toEqual([
      'image/svg+xml',
      'text/css; charset=utf-8',
      'text/javascript; charset=utf-8',
    ]);
  });

  test('a run file has its media type and is never cached', async () => {
    writeFileSync(join(run, 'mesh.glb'), 'glTF');
    writeFileSync(join(run, 'turntable.webp'), 'RIFF');
    writeFileSync(join(run, 'preview', 'step-000100.png'), 'PNG');
    writeFileSync(join(run, 'summary.json'), '');
    const { url } = await view();
    for (const [name, type, text] of [
      ['mesh.glb', 'model/gltf-binary', 'glTF'],
      ['turntable.webp', 'image/webp', 'RIFF'],
      ['preview/step-000100.png', 'image/png', 'PNG'],
      ['summary.json', 'application/json', ''],
    ]) {
      const response = await fetch(`${url}files/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toBe(text);
    }
    expect((await fetch(`${url}files/contact-sheet.png`)).status).toBe(404);
  });

  test('nothing but known files is served, however the path is written', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'config.json'), 'secret');
    writeFileSync(join(run, 'notes.txt'), 'secret');
    writeFileSync(join(run, 'checkpoint.safetensors'), 'secret');
    const { url } = await view();
    for (const path of [
      '/files/../secret.txt',
      '/files/../config.json',
      '/files/%2e%2e/config.json',
      '/files/..%2fconfig.json',
      '/files/preview/../../config.json',
      '/files/preview/step-1.png/../../../config.json',
      '/files//config.json',
      '/files/notes.txt',
      '/files/checkpoint.safetensors',
      '/files/constructor',
      '/../config.json',
      '/assets/../../../package.json',
      '/files/config.json%00',
      '/%',
    ]) {
      const { status, body } = await get(url, path);
      expect([path, status]).toEqual([path, path === '/%' ? 400 : 404]);
      expect(body).not.toContain('secret');
    }
  });

  test('other methods and other hosts are refused', async () => {
    const { url } = await view();
    expect((await get(url, '/files/config.json', {}, 'PUT')).status).toBe(405);
    expect((await get(url, '/files/config.json', { host: 'evil.example' })).status).toBe(403);
    expect((await get(url, '/files/config.json', { host: 'localhost:1' })).status).toBe(200);
  });

  test('an answer keeps to the length announced, although the file grows meanwhile', async () => {
    const size = 2 ** 24; // more than what lies in buffers on the way
    writeFileSync(log(), ' '.repeat(size));
    const { url } = await view();
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write('GET /files/events.jsonl HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) {
      if (chunks.length === 0) append(step(1));
      chunks.push(chunk);
    }
    const answer = Buffer.concat(chunks);
    expect(answer.length - answer.indexOf('\r\n\r\n') - 4).toBe(size);
    const head = await fetch(`${url}files/events.jsonl`, { method: 'HEAD' });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(size);
    expect(await head.text()).toBe('');
  });
});

test('a file that is cut while it is sent ends the connection', async () => {
  const size = 2 ** 24;
  const mesh = join(run, 'mesh.glb');
  writeFileSync(mesh, ' '.repeat(size));
  const { hostname, port } = new URL((await view()).url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write('GET /files/mesh.glb HTTP/1.1\r\nHost: localhost\r\n\r\n');
  let length = 0;
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    if (length === 0) truncateSync(mesh, 0);
    length += chunk.length;
  });
  await once(socket, 'close');
  expect(length).toBeLessThan(size);
});

describe('events', () => {
  test('history first, then what is appended; a half-written line waits for its end', async () => {
    append({ type: 'start', time: 0, prompt: 'a cube', steps: 5, backend: 'cpu', resumedFrom: 0 }, step(1));
    const { url } = await view();
    const { type, next } = await listen(url);
    expect(type).toBe('text/event-stream');
    const { event, data } = await next();
    expect(event).toBe('history');
    expect(data.events).toHaveLength(2);
    expect(data.events[1]).toEqual(step(1));
    expect((await next()).event).toBe('files');
    const about = { name: 'a-cube', listed: false, faults: [] };
    expect(await next()).toEqual({ event: 'about', data: about });

    const line = `${JSON.stringify({ ...step(2), note: 'ü' })}\n`;
    const bytes = Buffer.from(line);
    const middle = bytes.indexOf(0xc3) + 1; // between the two bytes of a letter
    appendFileSync(log(), bytes.subarray(0, middle));
    await new Promise((resolve) => setTimeout(resolve, 700));
    appendFileSync(log(), bytes.subarray(middle));
    expect(await next()).toEqual({ event: 'append', data: { idleSeconds, events: [JSON.parse(line)] } });

    appendFileSync(log(), 'not an event\n17\nnull\n');
    append(step(3), step(4));
    expect(await next()).toEqual({ event: 'append', data: { idleSeconds, events: [step(3), step(4)] } });
  });

  test('a log that does not exist yet', async () => {
    const { next } = await listen((await view()).url);
    expect(await next()).toEqual({ event: 'history', data: { events: [], idleSeconds: 0 } });
    for (const event of ['files', 'about']) expect((await next()).event).toBe(event);
    append(step(1));
    expect(await next()).toEqual({ event: 'append', data: { idleSeconds, events: [step(1)] } });
  });

  test('a log cut by a resume is told anew, even when it has grown past its old end', async () => {
    append(step(1), step(2), step(3));
    const { next } = await listen((await view()).url);
    expect((await next()).data.events).toHaveLength(3);
    for (const event of ['files', 'about']) expect((await next()).event).toBe(event);
    const resumed = [
      step(1),
      step(2),
      { type: 'start', time: 0.2, prompt: 'a cube', steps: 5, backend: 'cpu', resumedFrom: 2 },
      step(3),
      step(4),
      step(5),
    ];
    writeFileSync(log(), resumed.map((e) => `${JSON.stringify(e)}\n`).join(''));
    const again = await next();
    expect(again.event).toBe('history');
    expect(again.data.events).toEqual(resumed);
  });

  test('files as they appear and change', async () => {
    const { next } = await listen((await view()).url);
    await next();
    expect(Object.keys((await next()).data)).toEqual(['config.json']);
    expect((await next()).event).toBe('about');
    const within = 'preview/step-000100-update-000050.png';
    const after = 'preview/step-000100.png';
    writeFileSync(join(run, after), 'PNG');
    expect(Object.keys((await next()).data)).toEqual(['config.json', after]);
    writeFileSync(join(run, within), 'PNG');
    expect(Object.keys((await next()).data)).toEqual(['config.json', within, after]);
    writeFileSync(join(run, 'preview/guidance-000100.png'), 'PNG');
    writeFileSync(join(run, 'mesh.glb'), 'glTF');
    const first = (await next()).data['mesh.glb'];
    expect(first).toBeDefined();
    writeFileSync(join(run, 'mesh.glb'), 'glTF, longer');
    expect((await next()).data['mesh.glb']).not.toBe(first);
  });
});

describe('a folder of runs', () => {
  test('a list, and each run under its name', async () => {
    mkdirSync(join(folder, 'no-run'));
    const { url } = await view({ runDirectory: folder });
    expect(await (await fetch(url)).text()).toMatch(/src="\.\/assets\/run-list-.*\.js"/);
    expect((await fetch(`${url}a-cube`)).url).toBe(`${url}a-cube/`);
    expect(await (await fetch(`${url}a-cube/files/config.json`)).json()).toEqual({ prompt: 'a <b>cube</b>' });
    const { next } = await listen(`${url}a-cube/`);
    expect((await next()).event).toBe('history');
    for (const path of [
      '/no-run/',
      '/files/config.json',
      '/../',
      '/a-cube/../config.json',
      '/run-list.html',
    ]) {
      expect([path, (await get(url, path)).status]).toEqual([path, 404]);
    }
  });

  test('runs as they come, move on and go, the last one started first', async () => {
    const { next } = await listen((await view({ runDirectory: folder })).url);
    const cube = { name: 'a-cube', prompt: 'a <b>cube</b>', state: 'No picture yet' };
    expect(await next()).toEqual({ event: 'runs', data: { folder: basename(folder), runs: [cube] } });

    const ball = join(folder, 'a-ball');
    mkdirSync(ball);
    writeFileSync(join(ball, 'events.jsonl'), '');
    const soon = Date.now() / 1000 + 60;
    utimesSync(join(ball, 'events.jsonl'), soon, soon);
    expect((await next()).data.runs).toEqual([{ name: 'a-ball', state: 'No picture yet' }, cube]);

    writeFileSync(join(run, 'preview', 'step-000100.png'), 'PNG');
    const preview = { file: expect.stringMatching(/^preview\/step-000100\.png\?v=/), columns: 4, rows: 1 };
    expect((await next()).data.runs).toMatchObject([{}, { state: 'In training', picture: preview }]);

    writeFileSync(join(run, 'turntable.webp'), 'RIFF');
    writeFileSync(join(run, 'contact-sheet.png'), 'PNG');
    writeFileSync(join(run, 'mesh.glb'), 'glTF');
    const still = { file: expect.stringMatching(/^contact-sheet\.png\?v=/), columns: 4, rows: 2 };
    let cubeNow: unknown;
    do cubeNow = ((await next()).data.runs as unknown[])[1];
    while ((cubeNow as { state: string }).state !== 'Model ready');
    expect(cubeNow).toMatchObject({ picture: still });

    writeFileSync(join(run, 'thumbnail.png'), 'PNG');
    const lit = { file: expect.stringMatching(/^thumbnail\.png\?v=/), columns: 1, rows: 1 };
    expect((await next()).data.runs).toMatchObject([{}, { picture: lit }]);

    rmSync(ball, { recursive: true });
    expect((await next()).data.runs).toHaveLength(1);
  });

  test('a run that makes pictures: as many as its configuration says, one of which is shown', async () => {
    writeFileSync(join(run, 'config.json'), '{"kind":"image","prompt":"a cube","count":2}');
    writeFileSync(join(run, 'preview', 'step-000002.png'), 'PNG');
    const listed = async () =>
      (await (await listen((await view({ runDirectory: folder })).url)).next()).data.runs;
    const grid = { columns: 2, rows: 1 };
    expect(await listed()).toMatchObject([{ state: 'In training', picture: grid }]);
    writeFileSync(join(run, 'picture.png'), 'PNG');
    const file = expect.stringMatching(/^picture\.png\?v=/);
    expect(await listed()).toMatchObject([{ state: 'Picture ready', picture: { file, ...grid } }]);
    for (const count of ['"six"', '0', '1e9']) {
      writeFileSync(join(run, 'config.json'), `{"kind":"image","prompt":"a cube","count":${count}}`);
      expect(await listed()).toMatchObject([{ prompt: 'a cube', picture: { columns: 4, rows: 2 } }]);
    }
  });
});

describe('an address that other machines reach', () => {
  /** The viewer's port by another address, so that a test needs no network. */
  const here = (url: string) => url.replace('0.0.0.0', '127.0.0.1').replace('[::]', '127.0.0.1');

  const hasIPv6 = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ family }) => family === 'IPv6'),
  );

  test.each(['0.0.0.0', ...(hasIPv6 ? ['::'] : [])])(
    '%s: nothing is answered without the token',
    async (host) => {
      const viewer = await view({ host });
      expect(viewer.open).toBe(true);
      const url = here(viewer.url);
      const [, token] = /^http:\/\/[^/]+\/([\w-]{22})\/$/.exec(url)!;
      const wrong = `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`;
      for (const path of [
        '/',
        '/events',
        '/files/config.json',
        '/assets/',
        `/${wrong}/`,
        `/${wrong}/events`,
        '//',
      ]) {
        const { status, body } = await get(url, path, { host: 'localhost' });
        expect([path, status, body]).toEqual([path, 403, 'Open the whole address, with its token\n']);
      }
      expect(await (await fetch(`${url}files/config.json`)).json()).toEqual({ prompt: 'a <b>cube</b>' });
      expect((await (await listen(url)).next()).event).toBe('history');
      expect((await fetch(url.slice(0, -1))).url).toBe(url);
      expect((await fetch(url)).headers.get('referrer-policy')).toBe('no-referrer');
    },
  );

  test('each viewer has a token of its own, and a list leads to its runs below it', async () => {
    const [url, other] = [
      here((await view({ host: '0.0.0.0', runDirectory: folder })).url),
      here((await view({ host: '0.0.0.0' })).url),
    ];
    expect(new URL(url).pathname).not.toBe(new URL(other).pathname);
    expect((await fetch(`${url}a-cube`)).url).toBe(`${url}a-cube/`);
  });

  test('this machine alone needs none, and says which names it goes by', async () => {
    const viewer = await view({ host: 'localhost' });
    expect(viewer.open).toBe(false);
    expect(new URL(viewer.url).pathname).toBe('/');
    expect((await get(viewer.url, '/', { host: 'evil.example' })).status).toBe(403);
  });
});

describe('connections', () => {
  test('questions on top of each other end the connection', async () => {
    const { hostname, port } = new URL((await view()).url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20));
    await once(
      socket.resume().on('error', () => {}),
      'close',
    );
  });

  test('long headers are refused, but not those with the cookies of other servers of this machine', async () => {
    const { url } = await view();
    expect((await get(url, '/', { cookie: 'x'.repeat(12_000) })).status).toBe(200);
    expect((await get(url, '/', { cookie: 'x'.repeat(20_000) })).status).toBe(431);
  });

  test('no more runs are followed at the same time than there is room for', async () => {
    for (let i = 0; i < 65; i++) {
      mkdirSync(join(folder, `run-${i}`));
      writeFileSync(join(folder, `run-${i}`, 'config.json'), '{}');
    }
    const { url } = await view({ runDirectory: folder });
    const streams = [];
    for (let i = 0; i < 64; i++) streams.push(await listen(`${url}run-${i}/`));
    expect((await fetch(`${url}run-64/events`)).status).toBe(503);
    streams[0].stop();
    let status = 503;
    while (status === 503) ({ status } = await fetch(`${url}run-64/events`, { method: 'HEAD' }));
    expect(status).toBe(200);
  });
});

describe('what the user did wrong', () => {
  const failure = (options: Partial<ViewerOptions>) =>
    view(options).then(
      () => undefined,
      (error) => error,
    );

  test('port in use', async () => {
    const { url } = await view();
    const port = Number(new URL(url).port);
    const error = await failure({ port });
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toBe(
      `port ${port} is in use on 127.0.0.1: choose another with --port, or --port 0 for any free one`,
    );
  });

  test.each([1.5, -1, 65536, Number.NaN])('port %s', async (port) => {
    expect(await failure({ port })).toBeInstanceOf(UserError);
  });

  test('an address of another machine', async () => {
    const error = await failure({ host: '192.0.2.1' });
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toContain('--host');
  });

  test.each(['', ' '])("host '%s'", async (host) => {
    const error = await failure({ host });
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toBe('--host is empty: give an address of this machine, such as 127.0.0.1');
  });

  test('no run there', async () => {
    mkdirSync(join(folder, 'empty'));
    for (const name of ['missing', 'empty', 'a-cube/config.json']) {
      const error = await failure({ runDirectory: join(folder, name) });
      expect(error).toBeInstanceOf(UserError);
      expect(error.message).toContain(name);
      expect(error.message).not.toContain('\n');
    }
  });
});

test('closing ends open event streams', async () => {
  const viewer = await startViewer({ runDirectory: run });
  const response = await fetch(`${viewer.url}events`);
  await viewer.close();
  await expect(response.text()).rejects.toThrow();
});
