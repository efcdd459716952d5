/**
 * `yarn bench viewer`: is the viewer safe to leave running? Starts `view` on a folder of runs. Connections
 * that never read (`--readers`, 1,000) are open all the time: they have asked for the events of a run of
 * 125,000, for the list, for meshes. Meanwhile everything that may lie in place of a file comes and goes in a
 * run that is watched and among the runs, and four pages ask for what pages ask for (`--requests`, 10,000, or
 * more, until every fault has been).
 * Rows: answers by what was asked for. Metrics: the slowest answer; the longest that this process itself was
 * kept waiting, which a busy machine adds to that; the server's memory at its highest (null where the system
 * does not tell); and failures: answers that were wrong or did not come, and faults that were not said. Aims:
 * 100 ms, 300 MB, none.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import type { RunEvent } from '@modeseek/core';
import { listen } from '@modeseek/viewer/src/event-stream.fixture.ts';
import { FAULTY_FILES } from '@modeseek/viewer/src/faults.fixture.ts';

const LAUNCHER = fileURLToPath(new URL('../launch.mjs', import.meta.url));
/** Runs, with how many events they have. */
const RUNS = { whole: 10, broken: 10, long: 125_000 };
const PREVIEW = 'preview/step-000100.png';
const FILES = ['config.json', 'events.jsonl', 'mesh.glb', 'summary.json', 'contact-sheet.png', PREVIEW];
/** Bytes of a mesh: more than lies in buffers on the way. */
const MESH_BYTES = 2 ** 26;
/** What pages ask for: the list, runs, and their files. */
const ASKED = ['', 'whole/', 'broken/', 'whole/files/config.json', `whole/files/${PREVIEW}`, 'assets/none'];
/** What is asked for and not read. */
const UNREAD = ['long/events', 'events', 'broken/events', 'whole/files/mesh.glb', 'long/files/events.jsonl'];
const PAGES = 4;
/** Milliseconds after which an answer, or a message, counts as none. */
const PATIENCE = 30_000;

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      readers: { type: 'string', default: '1000' },
      requests: { type: 'string', default: '10000' },
    },
  });
  const count = (name: keyof typeof values) =>
    readNumber(name, values[name], { type: 'integer', minimum: 1, maximum: 1e6 });
  const [readers, requests] = [count('readers'), count('requests')];
  const folder = mkdtempSync(join(tmpdir(), 'modeseek-bench-'));
  for (const [name, events] of Object.entries(RUNS)) makeRun(join(folder, name), events);
  const flags = [LAUNCHER, 'view', folder, '--no-open'];
  const server = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  const over = new AbortController();
  try {
    const url = await addressOf(server);
    const failures: string[] = [];
    const pauses = monitorEventLoopDelay({ resolution: 1 });
    pauses.enable();
    const memory = watchMemory(server.pid!, over.signal);
    let done = false;
    const burden = keepUnread(url, readers, over.signal)
      .then(() => breakAndMend(url, folder, failures))
      .finally(() => {
        done = true;
      });
    const times = await askFor(url, (asked) => asked < requests || !done, failures);
    const faultsSaid = await burden;
    if (server.exitCode !== null) failures.push('the server has ended');
    for (const failure of failures.slice(0, 20)) process.stderr.write(`${failure}\n`);
    const all = Object.values(times).flat();
    return {
      metrics: {
        slowestMs: Math.max(...all),
        longestPauseMs: pauses.max / 1e6,
        peakMemoryMB: memory(),
        failures: failures.length,
        faultsSaid,
      },
      rows: Object.entries(times).map(([path, list]) => ({ path: `/${path}`, ...spread(list) })),
    };
  } finally {
    over.abort();
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeRun(run: string, events: number): void {
  mkdirSync(join(run, 'preview'), { recursive: true });
  for (const file of FILES) writeFileSync(join(run, file), '{}');
  truncateSync(join(run, 'mesh.glb'), MESH_BYTES);
  const values = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`value${i}`, i / 7]));
  const lines = Array.from({ length: events }, (_, step) => {
    const event: RunEvent = { type: 'step', time: step, step, values };
    return `${JSON.stringify(event)}\n`;
  });
  writeFileSync(join(run, 'events.jsonl'), lines.join(''));
}

/** The address that `view` prints. @throws Error when it ends without one */
async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const [url] = /^http:\S+/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('view has ended before it said where it is');
}

/**
 * Opens connections that ask for something and, when its beginning has come, read no more; in place of each
 * one that the server ends there is another.
 */
async function keepUnread(url: string, count: number, signal: AbortSignal): Promise<void> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const open = async (index: number) => {
    const socket = connect({ host: hostname, port: Number(port) });
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      sockets.delete(socket);
      if (!signal.aborted) void sleep(100).then(() => open(index));
    });
    socket.write(`GET /${UNREAD[index % UNREAD.length]} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve).once('close', resolve));
    socket.pause();
  };
  signal.addEventListener('abort', () => {
    for (const socket of sockets) socket.destroy();
  });
  for (let index = 0; index < count; index++) await open(index);
}

/** Milliseconds of each answer, by what was asked for. */
async function askFor(
  url: string,
  more: (asked: number) => boolean,
  failures: string[],
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(ASKED.map((path) => [path, []]));
  let next = 0;
  const page = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (more(next)) {
      const path = ASKED[next++ % ASKED.length];
      const began = performance.now();
      const status = await ask(url + path, agent);
      times[path].push(performance.now() - began);
      if (status !== (path === 'assets/none' ? 404 : 200))
        failures.push(`/${path} was answered with ${status}`);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: PAGES }, page));
  return times;
}

/** Status of an answer that has come whole, or why none has. */
function ask(url: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get(url, { agent }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode!));
      response.once('error', (error) => resolve(error.message));
    });
    request.setTimeout(PATIENCE, () => request.destroy(new Error('no answer')));
    request.once('error', (error) => resolve(error.message));
  });
}

/** Puts one thing after the other in place of all files, and among the runs. @returns how many were said */
async function breakAndMend(url: string, folder: string, failures: string[]): Promise<number> {
  const streams = [await listen(`${url}broken/`), await listen(url)];
  const [page] = streams;
  /** Waits until the page has been told of so many faults. */
  const untilTold = async (count: number): Promise<boolean> => {
    const told = async () => {
      while ((await page.nextOf('about')).faults.length !== count);
      return true;
    };
    return Promise.race([told(), sleep(PATIENCE, false, { ref: false })]);
  };
  const places = FILES.map((file) => [join(folder, 'broken', file), join(folder, `.${basename(file)}`)]);
  let count = 0;
  try {
    for (const [fault, { make }] of Object.entries(FAULTY_FILES)) {
      await make(join(folder, fault));
      for (const [path, kept] of places) {
        renameSync(path, kept);
        await make(path);
      }
      if (await untilTold(FILES.length)) count += FILES.length;
      else failures.push(`not all was said of a ${fault} in place of each file`);
      for (const [path, kept] of places) {
        rmSync(path, { recursive: true });
        renameSync(kept, path);
      }
      rmSync(join(folder, fault), { recursive: true });
      if (!(await untilTold(0))) failures.push('what was mended was not said');
    }
  } catch (error) {
    failures.push(`while files broke: ${error instanceof Error ? error.message : error}`);
  }
  for (const stream of streams) stream.stop();
  return count;
}

/** Looks at the memory of a process until it is told to end. @returns what tells its highest, in MB */
function watchMemory(pid: number, signal: AbortSignal): () => number | null {
  let highest: number | null = null;
  const look = () => {
    try {
      const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      if (kilobytes) highest = Math.max(highest ?? 0, (Number(kilobytes) * 1024) / 1e6);
    } catch {
      // another system, or the process has ended
    }
  };
  const timer = setInterval(look, 50);
  signal.addEventListener('abort', () => clearInterval(timer));
  look();
  return () => highest;
}

function spread(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    answers: sorted.length,
    medianMs: sorted[sorted.length >> 1],
    '99 in 100 within, ms': sorted[Math.floor(0.99 * (sorted.length - 1))],
    slowestMs: sorted.at(-1)!,
  };
}
