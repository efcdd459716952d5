import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Rng, RUN_FILES, UserError } from '@modeseek/core';
import { startViewer } from '@modeseek/viewer';
import { mutateText, nastyText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';
import { trainedFiles } from './run.ts';

const SECRET = 'a secret that is no part of any run';
const STATUSES = [
  200, 206, 302, 304, 400, 401, 403, 404, 405, 408, 411, 413, 414, 416, 417, 429, 431, 501, 503, 505,
];

const PATHS = [
  ...['/', '/events', '/index.html', '/run/', '/run', '/run/events', '/run/files/mesh.glb', '/assets/x.js'],
  ...Object.values(RUN_FILES).map((name) => `/run/files/${name}`),
  ...[
    '/run/files/preview/step-000002.png',
    '/run/files/../../secret',
    '/%2e%2e/secret',
    '/odd/files/mesh.glb',
  ],
  ...[
    '/odd/',
    '/odd/events',
    '/odd/files/events.jsonl',
    '/odd/files/config.json',
    '/run/files/..%5c..%5csecret',
  ],
];

/** The viewer: raw requests over a socket, while files of its runs become odd. */
export const httpTarget: Target = {
  name: 'http',
  share: 3,
  async prepare() {
    writeFileSync('secret', SECRET);
    mkdirSync('runs/run/preview', { recursive: true });
    for (const [name, bytes] of await trainedFiles()) writeFileSync(join('runs/run', name), bytes);
    cpSync('runs/run', 'runs/odd', { recursive: true });
    const viewer = await startViewer({ runDirectory: 'runs' });
    const { port } = new URL(viewer.url);
    return {
      async attempt(rng, show) {
        const odd = rng.chance(0.2) ? makeOdd(rng) : '';
        const text = drawRequest(rng, port);
        show(odd + text);
        const answer = await exchange(Number(port), text);
        expectThat(!answer.includes(SECRET), 'a file that is no part of a run was sent');
        const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? Number.NaN);
        if (status >= 500 || (answer !== '' && !STATUSES.includes(status))) {
          throw new Error(`answered with ${JSON.stringify(answer.slice(0, 200))}`);
        }
        const alive = await exchange(
          Number(port),
          `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
        );
        if (!alive.startsWith('HTTP/1.1 200'))
          throw new Error(`the list of runs answers ${JSON.stringify(alive.slice(0, 200))}`);
        if (status !== 200) throw new UserError(answer.slice(0, 30));
      },
      dispose: () => viewer.close(),
    };
  },
};

/** Puts something else where one run has a file. */
function makeOdd(rng: Rng): string {
  const name = rng.pick([...Object.values(RUN_FILES), 'preview', 'preview/step-000002.png', '.DS_Store', '']);
  const path = join('runs/odd', name);
  let kind = rng.pick([
    'nothing',
    'folder',
    'link out',
    'loop',
    'dangling',
    'device',
    'empty',
    'text',
    'again',
  ]);
  const make: Record<string, () => void> = {
    folder: () => mkdirSync(path),
    'link out': () => symlinkSync(join(process.cwd(), 'secret'), path),
    loop: () => symlinkSync(path, path),
    dangling: () => symlinkSync('nowhere', path),
    device: () => symlinkSync('/dev/zero', path),
    empty: () => writeFileSync(path, ''),
    text: () => writeFileSync(path, `${nastyText(rng)}\n`),
    events: () =>
      writeFileSync(path, mutateText(rng, readFileSync(join('runs/run', RUN_FILES.events), 'utf8'))),
  };
  try {
    rmSync(path, { recursive: true, force: true });
    if (name !== '') mkdirSync(join(path, '..'), { recursive: true });
    make[kind]?.();
  } catch {
    // A part of the path is odd already.
    kind = 'again';
  }
  if (kind === 'again') {
    rmSync('runs/odd', { recursive: true, force: true });
    cpSync('runs/run', 'runs/odd', { recursive: true });
  }
  return `(${name} is ${kind}) `;
}

function drawRequest(rng: Rng, port: string): string {
  const path = rng.chance(0.6)
    ? rng.pick(PATHS)
    : rng.chance(0.5)
      ? `/${nastyText(rng)}`
      : mutateText(rng, rng.pick(PATHS));
  const method = rng.pick([
    'GET',
    'GET',
    'GET',
    'GET',
    'HEAD',
    'POST',
    'OPTIONS',
    'CONNECT',
    'get',
    nastyText(rng, 100),
  ]);
  const host = rng.pick([
    `127.0.0.1:${port}`,
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    'evil.example',
    '[::1]',
    '',
    nastyText(rng, 500),
  ]);
  const headers = [
    `Host: ${host}`,
    ...(rng.chance(0.2)
      ? [`Range: ${rng.pick(['bytes=0-10', 'bytes=-1', 'bytes=5-1', nastyText(rng, 100)])}`]
      : []),
    ...(rng.chance(0.2)
      ? [
          `${rng.pick(['Upgrade', 'Transfer-Encoding', 'Content-Length', 'Expect', 'Accept', 'Origin', 'X'])}: ${nastyText(rng, 30_000)}`,
        ]
      : []),
    ...(rng.chance(0.8) ? ['Connection: close'] : []),
  ];
  const whole = `${method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;
  return rng.chance(0.2) ? mutateText(rng, whole) : whole;
}

/** Sends a text and reads what comes back: until the end, or nothing more comes, or there is much of it. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (data) => {
    answer += data;
    if (answer.length > 2e6) socket.destroy();
  });
  socket.on('error', () => {}); // the viewer may hang up on nonsense
  socket.setTimeout(100, () => socket.destroy());
  socket.write(text);
  await once(socket, 'close').catch(() => {});
  return answer;
}
