import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parseEvent } from '@modeseek/core';
import { makeLatentModel } from '@modeseek/priors/src/node/latent-model.fixture.ts';
import { modeseek, modeseekHere, ROUGH_MESH, temporaryFolder } from './command-line.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** A run that takes no time, and is guided at all noise levels. */
const QUICK = [
  ...['--steps', '1', '--batch', '1', '--resolution', '8', '--ask-resolution', '8', '--field-levels', '2'],
  ...['--inner-steps', '1', '--sampler-steps', '2', '--guidance-floor', '0', '--guidance-ceiling', '100'],
  ...['--preview-resolution', '8', '--threads', '1', '--backend', 'wasm', '--quiet'],
  ...ROUGH_MESH,
];

test('train has a model of latents guided by what else is said, and keeps it with the run', async () => {
  makeLatentModel(join(folder.path, 'sd1'), 'sd1');
  const negative = new Array(40).fill('corgi').join(' ');
  const run = ['train', 'a corgi', '--model', 'sd1', '--out', 'run', ...QUICK];
  const said = ['--perp-neg', '--guidance-rescale', '0.5', '--overhead-from', '50'];
  const { code, stderr } = await modeseek(folder.path, ...run, ...said, '--negative-prompt', negative);
  const warning = 'the model reads 75 tokens of a negative prompt: "gi corgi corgi" is left out';
  expect(stderr).toBe(`Warning: ${warning}\n`);
  expect(code === 0 || code === 3).toBe(true); // of one step nothing may come out

  const read = (name: string) => readFileSync(join(folder.path, 'run', name), 'utf8');
  expect(JSON.parse(read('config.json'))).toMatchObject({
    negativePrompt: negative,
    perpNeg: true,
    guidanceRescale: 0.5,
    overheadFrom: 50,
    viewWords: true,
  });
  expect(JSON.parse(read('summary.json')).warnings).toEqual([warning]);
  const events = read('events.jsonl')
    .split('\n')
    .flatMap((line) => parseEvent(line) ?? []);
  // Two steps of the sampler, and four passes of each.
  const steps = events.flatMap((event) => (event.type === 'step' ? [event.values.evaluations] : []));
  expect(steps).toEqual([8]);

  const other = await modeseekHere(folder.path, ...run, ...said, '--negative-prompt', 'blurry', '--resume');
  expect(other).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('was started with negativePrompt'),
  });
});

test('a model that is told cameras has a negative prompt, and no words for views', async () => {
  makeLatentModel(join(folder.path, 'mvdream'), 'mvdream');
  const before = readdirSync(folder.path);
  const run = [
    'train',
    'a corgi',
    '--model',
    'mvdream',
    '--dry-run',
    '--negative-prompt',
    'blurry',
    ...QUICK,
  ];
  const { code, stdout, stderr } = await modeseekHere(folder.path, ...run);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ config: { negativePrompt: 'blurry' }, warnings: [] });
  expect(await modeseekHere(folder.path, ...run, '--perp-neg')).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^modeseek train: --perp-neg does nothing here: the model is told cameras [^\n]*\n$/,
    ),
  });
  expect(readdirSync(folder.path)).toEqual(before);
});
