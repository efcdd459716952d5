// Makes an object, exports it again and shows it once, as a user does, in the working directory. Prints, as
// JSON, how each command ended and what was sent meanwhile. Run by privacy.test.ts, in a network namespace.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../scripts/launch.mjs', import.meta.url));
const [model] = process.argv.slice(2);

/** What is counted of this network namespace, such as `Ip.OutNoRoutes` or `Udp6.OutDatagrams`. */
function counters() {
  const lines = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []);
  const found = new Map();
  // Pairs of lines: names, then values.
  const four = lines('/proc/self/net/snmp').map((line) => line.split(/:? +/));
  for (let i = 0; i + 1 < four.length; i += 2) {
    const [[protocol, ...names], [, ...values]] = [four[i], four[i + 1]];
    for (const [k, name] of names.entries()) found.set(`${protocol}.${name}`, Number(values[k]));
  }
  for (const line of lines('/proc/self/net/snmp6')) {
    const [name, value] = line.split(/\s+/);
    found.set(name.replace('6', '6.'), Number(value));
  }
  return found;
}

/** How often anything was sent that is not for this machine, or would be for a name server, so far. */
function sent() {
  const now = counters();
  return ['Ip.OutNoRoutes', 'Ip6.OutNoRoutes', 'Udp.OutDatagrams', 'Udp6.OutDatagrams']
    .map((name) => now.get(name) ?? 0)
    .reduce((a, b) => a + b);
}

/** Sends a datagram and opens a connection, to addresses that nobody has. @returns how many were counted */
async function countOwn() {
  const before = sent();
  const socket = createSocket('udp4').on('error', () => {});
  await new Promise((resolve) => socket.send('', 53, '192.0.2.1', resolve));
  socket.close();
  await new Promise((resolve) => createConnection(443, '192.0.2.1').on('error', resolve));
  return sent() - before;
}

function start(...args) {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (data) => {
    output += data;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(code === 0 ? 'done' : `${code ?? signal}: ${output}`));
  });
  return { child, ended, said: () => output };
}

async function view() {
  const { child, ended, said } = start('view', 'run', '--no-open');
  try {
    const before = Date.now();
    let url;
    while (!url) {
      url = said().match(/http:\S+/)?.[0];
      if (child.exitCode !== null || Date.now() - before > 60_000) return await ended;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const page = await fetch(url);
    return page.ok && (await page.text()).includes('<canvas') ? 'done' : `status ${page.status}`;
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}

const small = [
  '--steps',
  '2',
  '--resolution',
  '16',
  '--batch',
  '4',
  '--inner-steps',
  '2',
  '--field-levels',
  '4',
];
const counted = existsSync('/proc/self/net/snmp') ? await countOwn() : 0;
const before = sent();
const train = await start('train', '--prompt', 'a red mug', '--model', model, '--out', 'run', ...small).ended;
const mesh = await start('export', 'run', '--resolution', '32', '--out', 'small.glb').ended;
const page = await view();
console.log(JSON.stringify({ train, mesh, page, counted, sent: sent() - before }));
