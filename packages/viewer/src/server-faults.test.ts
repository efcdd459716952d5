import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { listen } from './event-stream.fixture.ts';
import { FAULTY_FILES } from './faults.fixture.ts';
import { startViewer, type Viewer } from './server.ts';

/** Anything may lie in runs and among them: one run's fault is that run's message. */

const FILES = [
  'config.json',
  'events.jsonl',
  'mesh.glb',
  'summary.json',
  'contact-sheet.png',
  'picture.png',
  'thumbnail.png',
  'turntable.webp',
  'preview/step-000100.png',
];
const STEP = { type: 'step', time: 1, step: 1, values: { loss: 1 } };

let folder: string;
let viewer: Viewer | undefined;
let streams: Awaited<ReturnType<typeof listen>>[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'viewer-faults-'));
  addRun('whole');
});
afterEach(async () => {
  for (const { stop } of streams) stop();
  streams = [];
  await viewer?.close();
  viewer = undefined;
  rmSync(folder, { recursive: true });
});

/** A run with all its files, but for one. */
function addRun(name: string, without?: string): string {
  const run = join(folder, name);
  mkdirSync(join(run, 'preview'), { recursive: true });
  for (const file of FILES.filter((file) => file !== without)) {
    writeFileSync(join(run, file), file === 'events.jsonl' ? `${JSON.stringify(STEP)}\n` : '{}');
  }
  return run;
}

async function start(runDirectory = folder): Promise<string> {
  viewer = await startViewer({ runDirectory });
  return viewer.url;
}

async function watch(url: string) {
  const stream = await listen(url);
  streams.push(stream);
  return stream;
}

interface Listed {
  name: string;
  prompt?: string;
  fault?: string;
}

async function listedRuns(url: string): Promise<Listed[]> {
  return (await (await watch(url)).nextOf('runs')).runs as Listed[];
}

async function isWhole(url: string): Promise<void> {
  const page = await watch(`${url}whole/`);
  let { events } = await page.nextOf('history');
  if (events.length === 0) ({ events } = await page.nextOf('append')); // it was being read
  expect(events).toEqual([STEP]);
}

describe.each(Object.entries(FAULTY_FILES))('a %s', (_, { make, words }) => {
  test('in place of any file of a run', async () => {
    for (const file of FILES) await make(join(addRun(`no-${basename(file)}`, file), file));
    const url = await start();
    const runs = await listedRuns(url);
    expect(runs.find(({ name }) => name === 'whole')?.fault).toBeUndefined();
    for (const file of FILES) {
      const name = `no-${basename(file)}`;
      const fault = runs.find((run) => run.name === name)?.fault;
      expect(fault).toContain(`${file} ${words}`);
      const page = await watch(`${url}${name}/`);
      expect(await page.nextOf('about')).toEqual({ name, listed: true, faults: [fault] });
      const answer = await fetch(`${url}${name}/files/${file}`);
      expect([answer.status, await answer.text()]).toEqual([404, `${fault}\n`]);
    }
    await isWhole(url);
  });

  test('in place of all files of a run that is watched, and mended', async () => {
    const url = await start();
    const page = await watch(`${url}whole/`);
    expect((await page.nextOf('about')).faults).toEqual([]);
    const untilFaults = async (count: number) => {
      let faults: string[];
      do ({ faults } = await page.nextOf('about'));
      while (faults.length !== count);
      return faults;
    };
    const places = FILES.map((file) => [join(folder, 'whole', file), join(folder, basename(file))]);
    for (const [path, kept] of places) {
      renameSync(path, kept);
      await make(path);
    }
    const said = FILES.map((file) => expect.stringContaining(`${file} ${words}`));
    expect(await untilFaults(FILES.length)).toEqual(expect.arrayContaining(said));
    for (const [path, kept] of places) {
      rmSync(path, { recursive: true });
      renameSync(kept, path);
    }
    await untilFaults(0);
    await isWhole(url);
  });

  test('among runs', async () => {
    await make(join(folder, 'a-thing'));
    await make(join(folder, '.hidden'));
    const url = await start();
    const names = (await listedRuns(url)).filter(({ name }) => name !== 'a-thing').map(({ name }) => name);
    expect(names).toEqual(['whole']);
    await isWhole(url);
  });
});

test('a link among runs that leads in a circle is told of, on its page too', async () => {
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
  const url = await start();
  const fault = 'loop is a link that leads in a circle';
  expect(await listedRuns(url)).toContainEqual({ name: 'loop', state: 'No picture yet', fault });
  expect(await (await watch(`${url}loop/`)).nextOf('about')).toEqual({
    name: 'loop',
    listed: true,
    faults: [fault],
  });
});

test('a folder of previews that leads out of the run', async () => {
  const run = addRun('a-cube');
  renameSync(join(run, 'preview'), join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), join(run, 'preview'));
  const url = await start();
  const about = await (await watch(`${url}a-cube/`)).nextOf('about');
  expect(about.faults).toEqual(['preview is a link that leads out of the run']);
  expect((await fetch(`${url}a-cube/files/preview/step-000100.png`)).status).toBe(404);
});

test('links within the run, and a run that is a link, are followed', async () => {
  const run = addRun('a-cube', 'mesh.glb');
  writeFileSync(join(run, 'newest.glb'), 'glTF');
  symlinkSync('newest.glb', join(run, 'mesh.glb'));
  symlinkSync(run, join(folder, 'linked'));
  const url = await start();
  for (const name of ['a-cube', 'linked']) {
    expect(await (await fetch(`${url}${name}/files/mesh.glb`)).text()).toBe('glTF');
  }
});

test.each(['null', '17', '[', '{"prompt":null}', '{"prompt":{}}', ''])(
  'config.json holds %s',
  async (text) => {
    writeFileSync(join(folder, 'whole', 'config.json'), text);
    const url = await start();
    const [run] = await listedRuns(url);
    expect(run.prompt).toBeUndefined();
    expect(run.fault).toBe(text.startsWith('{') ? undefined : 'config.json is damaged');
  },
);

test('a run that is taken away while it is watched, and comes back', async () => {
  const url = await start();
  const [page, list] = [await watch(`${url}whole/`), await watch(url)];
  expect((await page.nextOf('about')).faults).toEqual([]);
  expect((await list.nextOf('runs')).runs).toHaveLength(1);
  renameSync(folder, `${folder}-away`);
  try {
    expect((await page.nextOf('about')).faults).toEqual(['whole is gone, or a link that leads nowhere']);
    expect(await list.nextOf('runs')).toMatchObject({ runs: [], fault: expect.stringContaining('is gone') });
  } finally {
    renameSync(`${folder}-away`, folder);
  }
  expect((await page.nextOf('about')).faults).toEqual([]);
  expect((await list.nextOf('runs')).runs).toHaveLength(1);
});

test('what a run keeps for itself is neither served nor listed', async () => {
  const run = join(folder, 'whole');
  writeFileSync(join(run, 'run.lock'), '');
  mkdirSync(join(run, 'previous-run'));
  writeFileSync(join(run, 'previous-run', 'config.json'), '{}');
  const url = await start(run);
  for (const path of [
    'files/run.lock',
    'files/previous-run/config.json',
    'previous-run/',
    'previous-run/events',
  ]) {
    expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
  }
  // Before the run that replaces it has a file of its own.
  for (const file of ['config.json', 'events.jsonl', 'mesh.glb']) rmSync(join(run, file));
  await expect(startViewer({ runDirectory: run })).rejects.toThrow(UserError);
});

test('a folder that cannot be looked into is the mistake of the user', async () => {
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
  const error = await startViewer({ runDirectory: join(folder, 'loop') }).catch((error) => error);
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toContain('loop is a link that leads in a circle: give the directory of a run');
});

test('a line of any length, and a log of carriage returns', async () => {
  const log = join(folder, 'whole', 'events.jsonl');
  appendFileSync(log, `${'x'.repeat(600_000)}\n${JSON.stringify(STEP).replaceAll(',', ',\r')}\r\n`);
  const page = await watch(`${await start()}whole/`);
  const events: unknown[] = [...(await page.nextOf('history')).events];
  while (events.length < 2) events.push(...(await page.nextOf('append')).events);
  expect(events).toEqual([STEP, STEP]);
});
