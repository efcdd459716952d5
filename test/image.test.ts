import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodePng } from '@modeseek/node';
import { makeLatentModel } from '@modeseek/priors/src/node/latent-model.fixture.ts';
import {
  modeseek,
  modeseekHere,
  startModeseek,
  TINY_MODEL,
  temporaryFolder,
} from './command-line.fixture.ts';

/** `modeseek image`, from the command line to its files. */

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const at = (...names: string[]) => join(folder.path, ...names);
const read = (...names: string[]) => readFileSync(at(...names));
const sum = (...names: string[]) =>
  createHash('sha256')
    .update(read(...names))
    .digest('hex');

const FEW = ['--sampler-steps', '2', '--inner-steps', '4', '--preview-every', '3', '--checkpoint-every', '2'];
const QUICK = ['image', '--prompt', 'a red mug', '--model', TINY_MODEL, ...FEW];

describe('a run', () => {
  beforeAll(async () => {
    const { code, stdout, stderr } = await modeseek(
      folder.path,
      ...QUICK,
      '--steps',
      '6',
      '--out',
      'whole',
      '--json',
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/"a red mug", 6 steps on .*\n(?:step .*\n)*step 6\/6 {2}100 %.*\n$/);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ directory: 'whole', prompt: 'a red mug', steps: 6, droppedSteps: 0 });
    expect(summary.config).toMatchObject({ guidance: 'msd', canvas: 'drawing', count: 1 });
    expect(summary).not.toHaveProperty('triangles');
  });

  test('leaves its picture, previews, events and what it was made with', () => {
    expect(readdirSync(at('whole')).sort()).toEqual([
      ...['checkpoint.safetensors', 'config.json', 'events.jsonl', 'picture.png', 'preview', 'summary.json'],
    ]);
    const steps = ['000003', '000006'];
    expect(readdirSync(at('whole/preview')).sort()).toEqual([
      ...steps.map((step) => `guidance-${step}.png`),
      ...steps.map((step) => `step-${step}.png`),
    ]);
    const picture = decodePng(read('whole/picture.png'));
    expect(picture).toMatchObject({ width: picture.height });
    expect(sum('whole/preview/step-000006.png')).toBe(sum('whole/picture.png'));
    expect(JSON.parse(read('whole/config.json').toString())).toMatchObject({ kind: 'image', steps: 6 });
    const types = read('whole/events.jsonl')
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect([types[0], types.at(-1)]).toEqual(['start', 'finish']);
    expect(types.filter((type) => type === 'step')).toHaveLength(6);
  });

  test('is not replaced without a word, nor taken for an object', async () => {
    const refused = async (args: string[], complaint: RegExp) => {
      const { code, stdout, stderr } = await modeseekHere(folder.path, ...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*\n$/);
      expect(stderr).toMatch(complaint);
    };
    await refused(
      [...QUICK, '--out', 'whole'],
      /^modeseek image: whole already holds a run; .*--resume.*--overwrite/,
    );
    await refused(['export', 'whole'], /^modeseek export: whole holds a run of image, and none of train\n$/);
    await refused(
      ['train', '--resume', '--out', 'whole'],
      /whole holds a run of image, and none of train\n$/,
    );
    await refused(
      ['image', '--resume', '--out', 'whole', '--steps', '7'],
      /whole was started with steps 6, which cannot change on the way/,
    );
  });

  test('that gets kill -9 on the way ends in the same bytes, and stops by a signal with its checkpoint', async () => {
    const slow = [...QUICK, '--steps', '6', '--out', 'killed', '--quiet'];
    const { child, outcome } = startModeseek(folder.path, slow);
    while (!existsSync(at('killed/checkpoint.safetensors')) && child.exitCode === null) await sleep(2);
    child.kill('SIGKILL');
    await outcome;
    expect(existsSync(at('killed/summary.json'))).toBe(false);
    const { code, stderr } = await modeseek(folder.path, 'image', '--resume', '--out', 'killed');
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/, from step [24]\n/) });
    for (const file of ['checkpoint.safetensors', 'picture.png'])
      expect(sum('killed', file)).toBe(sum('whole', file));

    // Replaced by one that goes on until it is told to stop; then the one before is still there.
    const endless = [...QUICK, '--steps', '100000', '--out', 'killed', '--overwrite'];
    const stopped = startModeseek(folder.path, endless);
    const textOf = (file: string) => (existsSync(at(file)) ? read(file).toString() : '');
    const events = () => textOf('killed/events.jsonl');
    // Its configuration comes once all of the run before is aside.
    const begun = () => textOf('killed/config.json').includes('100000') && events().includes('"type":"step"');
    while (!begun() && stopped.child.exitCode === null) await sleep(5);
    stopped.child.kill('SIGINT');
    expect(await stopped.outcome).toMatchObject({
      code: process.platform === 'win32' ? expect.anything() : 130,
      stderr: expect.stringMatching(/Stopped after step \d+\. To go on: .*image --resume --out killed\n$/),
    });
    expect(JSON.parse(events().trim().split('\n').at(-1)!).type).toBe('checkpoint');
    expect(sum('killed/previous-run/picture.png')).toBe(sum('whole/picture.png'));
  });
});

test('a dry run tells what would be made, and writes nothing', async () => {
  const before = readdirSync(folder.path);
  const { code, stdout, stderr } = await modeseek(
    folder.path,
    ...QUICK,
    '--guidance',
    'sds',
    '--seed',
    '3',
    '--dry-run',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const plan = JSON.parse(stdout);
  expect(plan).toMatchObject({
    directory: join('runs', 'a-red-mug-image-seed3-sds-tiny-prior'),
    config: { guidance: 'sds', innerSteps: 4, guidanceScale: 10 },
    family: 'embedded',
    modelPictures: 2 * plan.config.steps,
  });
  expect(plan.memoryMiB).toBeGreaterThan(100);
  expect(readdirSync(folder.path)).toEqual(before);
});

describe('a model of latents', () => {
  const image = async (model: 'sd1' | 'mvdream', ...flags: string[]) => {
    const path = existsSync(at(model)) ? at(model) : makeLatentModel(at(model), model);
    const few = ['--sampler-steps', '2', '--steps', '2', '--inner-steps', '3'];
    const all = ['image', '--prompt', 'a corgi', '--model', path, ...few, ...flags, '--quiet', '--json'];
    const { code, stdout, stderr } = await modeseek(folder.path, ...all, '--out', 'latents', '--overwrite');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { height, width } = decodePng(read('latents/picture.png'));
    return { ...JSON.parse(stdout), height, width };
  };

  test('its latents are the canvas, or pixels that it encodes, of any size', async () => {
    const drawn = await image('sd1');
    expect(drawn.config).toMatchObject({ canvas: 'drawing', guidanceScale: 7.5 });
    expect(drawn.width).toBe(drawn.height);
    for (const canvas of ['pixels', 'grid']) {
      expect(
        await image('sd1', '--canvas', canvas, '--size', '24', '--negative-prompt', 'blurry'),
      ).toMatchObject({ width: 24, height: 24 });
    }
  });

  test('that draws four views together draws them of one object, side by side', async () => {
    const { config, width, height } = await image('mvdream', '--guidance', 'sds');
    expect(config).toMatchObject({ count: 4, around: true });
    expect(width).toBe(4 * height);
  });
});

test.each([
  [['--size', '64'], '--size is 64, and the canvas drawing has'],
  [['--canvas', 'oil'], "--canvas is 'oil'; known: drawing, pixels, grid"],
  [['--count', '17'], "--count is '17'; it must be a whole number from 1 to 16"],
  [['--batch', '4'], 'unknown flag --batch'],
  [['--bandwidth', '0:fast'], '--bandwidth is "0:fast"'],
  [['--kappa', '2'], '--kappa is 2: must nowhere be above 1'],
  [['--sigma-high', '1e6', '--guidance', 'sds'], '--sigma-high has 1000000'],
  [['--negative-prompt', 'blurry'], '--negative-prompt does nothing here'],
  [['--prompt', 'a dragon'], '"dragon" names no object'],
  [['--resume'], '--resume needs the run'],
])('%j is refused in one line', async (flags, complaint) => {
  const prompt = flags.includes('--prompt') || flags.includes('--resume') ? [] : ['--prompt', 'a mug'];
  const before = readdirSync(folder.path);
  const { code, stdout, stderr } = await modeseekHere(
    folder.path,
    'image',
    '--model',
    TINY_MODEL,
    ...prompt,
    ...flags,
  );
  expect(stderr).toMatch(/^modeseek image: [^\n]*\n$/);
  expect(stderr).toContain(complaint);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(readdirSync(folder.path)).toEqual(before);
});
