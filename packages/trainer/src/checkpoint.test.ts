import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  aroundViews,
  decodeSafetensors,
  encodeSafetensors,
  MemoryStore,
  RUN_FILES,
  type SafetensorsFile,
  sha256,
  UserError,
} from '@modeseek/core';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, restoreState } from './checkpoint.ts';
import { referenceKernels } from './kernels.ts';
import { readOwnCheckpoint } from './own-checkpoint.ts';
import { Run } from './run.ts';
import { loadRunField } from './run-field.ts';
import { stepParts } from './step-parts.ts';
import { TINY_DRAWING, tinyConfig, tinyRun } from './tiny-run.fixture.ts';
import { train } from './train.ts';

/** With anchors, so that a checkpoint has all that it can have. */
const CONFIG = tinyConfig({ steps: 3, anchors: 2 });
let bytes: Uint8Array;

/** A run whose checkpoint is of somebody else's making. */
async function runWith(checkpoint: Uint8Array): Promise<Run> {
  const run = await Run.create(new MemoryStore('forged', () => new Uint8Array()), CONFIG);
  await run.writeCheckpoint(checkpoint);
  return run;
}

async function stateOf(run: Run) {
  const { field, guidance, drawing } = await tinyRun(run);
  const parts = stepParts(CONFIG, field, referenceKernels, { guidance, drawing });
  return {
    field,
    adam: parts.adam,
    occupancy: parts.renderer.occupancy,
    anchors: parts.anchors,
    rngs: parts.rngs,
  };
}

/** The checkpoint with changes and a right sum. */
async function forged(change: (file: SafetensorsFile) => void): Promise<Uint8Array> {
  const file = decodeSafetensors(bytes);
  change(file);
  const { checksum: _, ...metadata } = file.metadata;
  const parts = Object.entries(file.tensors).flatMap(([name, { shape, data }]) => [
    JSON.stringify([name, shape]),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
  const checksum = await sha256(JSON.stringify(metadata), ...parts);
  return encodeSafetensors({ tensors: file.tensors, metadata: { ...metadata, checksum } });
}

async function expectMistake(attempt: Promise<unknown>, message: RegExp): Promise<void> {
  await expect(attempt).rejects.toThrow(message);
  await expect(attempt).rejects.toThrow(UserError);
  await expect(attempt).rejects.toThrow('forged/checkpoint.safetensors');
  await expect(attempt).rejects.not.toThrow(/\n/);
}

beforeAll(async () => {
  const run = await Run.create(new MemoryStore('forged', () => new Uint8Array()), CONFIG);
  await train(await tinyRun(run));
  bytes = (await run.store.read(RUN_FILES.checkpoint))!;
});

test('what was not meddled with is taken, and written again it is the same', async () => {
  expect(await forged(() => {})).toEqual(bytes);
  const run = await runWith(bytes);
  const checkpoint = (await readOwnCheckpoint(run, 'none'))!;
  const state = await stateOf(run);
  await restoreState(checkpoint, state, TINY_DRAWING.length);
  expect(await encodeCheckpoint(state, checkpoint)).toEqual(bytes);
  expect(state.anchors.views).toHaveLength(2);
});

describe('facts that can be of no run are refused, though the sum is right', () => {
  const rngs = () => JSON.parse(decodeSafetensors(bytes).metadata.rngs);
  const views = () => JSON.parse(decodeSafetensors(bytes).metadata.anchorViews);
  const withCamera = (camera: object) => [{ ...views()[0], camera: { ...views()[0].camera, ...camera } }];
  test.each<[string, unknown]>([
    ['step', 'abc'],
    ['step', -1],
    ['step', 1.5],
    ['step', ''],
    ['step', '1e999'],
    ['droppedSteps', 'null'],
    ['waitedSteps', '[1]'],
    ['adamSteps', 2 ** 53],
    ['config', 'abc'],
    ['model', ''],
    ['model', '\u001b[31mred'],
    ['rngs', '{'],
    ['rngs', 'null'],
    ['rngs', () => ({ ...rngs(), views: { words: [1, 2, 3], spare: null } })],
    ['rngs', () => ({ ...rngs(), views: { words: [0, 0, 0, 0], spare: null } })],
    ['rngs', () => ({ ...rngs(), views: { words: [1, 2, 3, -4], spare: null } })],
    ['rngs', () => ({ ...rngs(), views: { words: [1, 2, 3, 4], spare: 'x' } })],
    ['rngs', () => `{"__proto__":${JSON.stringify(rngs().views)}}`],
    ['anchorViews', '{}'],
    ['anchorViews', '[null]'],
    ['anchorViews', () => withCamera({ distance: -1 })],
    ['anchorViews', () => withCamera({ elevation: 'up' })],
    ['anchorViews', () => withCamera({ target: [0, 0] })],
    ['anchorViews', () => [{ ...views()[0], shading: 'toString' }]],
    ['anchorViews', () => [{ ...views()[0], light: [0, 1] }]],
    ['anchorViews', () => [{ ...views()[0], background: [0, 0, 9] }]],
  ])('%s (%#)', async (name, made) => {
    const value = typeof made === 'function' ? made() : made;
    const file = await forged(({ metadata }) => {
      metadata[name] = typeof value === 'string' ? value : JSON.stringify(value);
    });
    await expectMistake(
      decodeCheckpoint(file, 'forged/checkpoint.safetensors'),
      new RegExp(`damaged: its "${name}" is missing or wrong`),
    );
  });

  test('an entry is missing', async () => {
    const file = await forged(({ metadata }) => {
      delete metadata.rngs;
    });
    await expectMistake(readOwnCheckpoint(await runWith(file)), /damaged: its "rngs" is missing or wrong/);
  });

  test.each([
    [{ step: '4' }, /4 steps are done of a run of 3/],
    [{ step: '2000000000' }, /steps are done of a run of 3/],
    [{ droppedSteps: '2', waitedSteps: '2' }, /more steps were dropped or waited than there were/],
    [{ config: '0'.repeat(64) }, /another configuration/],
  ])('%j', async (change, message) => {
    const run = await runWith(
      await forged(({ metadata }) => {
        Object.assign(metadata, change);
      }),
    );
    await expectMistake(tinyRun(run).then(train), message);
    await expectMistake(loadRunField(run, referenceKernels), message);
  });
});

describe('tensors that are not this run’s are refused, and nothing is restored', () => {
  test.each<[string, (file: SafetensorsFile) => void, RegExp]>([
    [
      'missing',
      ({ tensors }) => {
        delete tensors['occupancy.occupied'];
      },
      /nothing for occupancy\.occupied/,
    ],
    [
      'none at all',
      (file) => {
        file.tensors = {};
      },
      /nothing for field\./,
    ],
    [
      'not a number',
      ({ tensors }) => {
        tensors['field.table'].data.fill(Number.NaN, -1);
      },
      /damaged: field\.table holds values that no run has/,
    ],
    [
      'infinite',
      ({ tensors }) => {
        tensors['adam.first.table'].data[0] = Infinity;
      },
      /damaged: adam\.first\.table holds values/,
    ],
    [
      'a negative mean of squares',
      ({ tensors }) => {
        tensors['adam.second.table'].data[0] = -1;
      },
      /damaged: adam\.second\.table holds values/,
    ],
    [
      'a cell that is neither',
      ({ tensors }) => {
        tensors['occupancy.occupied'].data[0] = 7;
      },
      /damaged: occupancy\.occupied holds values/,
    ],
    [
      'of another shape',
      ({ tensors }) => {
        tensors['field.table'].shape = [tensors['field.table'].data.length];
      },
      /holds \[\d+\] numbers for field\.table; this configuration needs \[[\d,]+\] numbers/,
    ],
    [
      'of another type',
      ({ tensors }) => {
        const { shape, data } = tensors['field.table'];
        tensors['field.table'] = { shape, data: Uint32Array.from(data) };
      },
      /for field\.table; this configuration needs/,
    ],
    [
      'of another run',
      ({ tensors }) => {
        tensors['field.more'] = { shape: [1], data: Float32Array.of(1) };
      },
      /holds field\.more, which this run has not/,
    ],
    [
      'anchors fewer than their views',
      ({ tensors }) => {
        const { length } = TINY_DRAWING;
        tensors.anchors = { shape: [1, length], data: tensors.anchors.data.slice(0, length) };
      },
      /for anchors; this configuration needs \[2,\d+\] numbers/,
    ],
    [
      'anchors without views',
      ({ metadata }) => {
        metadata.anchorViews = '[]';
      },
      /holds anchors, which this run has not/,
    ],
    [
      'views without anchors',
      ({ tensors }) => {
        delete tensors.anchors;
      },
      /nothing for anchors/,
    ],
    [
      'views of another number',
      ({ metadata }) => {
        metadata.anchorViews = JSON.stringify(aroundViews(64));
      },
      /this configuration needs \[64,\d+\] numbers/,
    ],
    [
      'another generator',
      ({ metadata }) => {
        metadata.rngs = metadata.rngs.replace('"occupancy"', '"weather"');
      },
      /generators for .*weather; this run has .*occupancy/,
    ],
  ])('%s', async (_, change, message) => {
    const run = await runWith(await forged(change));
    const checkpoint = (await readOwnCheckpoint(run, 'none')) as Checkpoint;
    const state = await stateOf(run);
    const before = await encodeCheckpoint(state, checkpoint);
    await expectMistake(restoreState(checkpoint, state, TINY_DRAWING.length), message);
    expect(await encodeCheckpoint(state, checkpoint)).toEqual(before);
  });
});
