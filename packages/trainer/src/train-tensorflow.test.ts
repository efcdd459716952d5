import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findTensorflow, startCompute } from '@modeseek/backend';
import { createField } from '@modeseek/nerf';
import { FolderStore } from '@modeseek/node';
import { fieldConfig } from './config-sections.ts';
import { Run } from './run.ts';
import { tinyConfig, tinyRun } from './tiny-run.fixture.ts';
import { fieldRng, train } from './train.ts';

const there = findTensorflow()?.complete;

(there ? test : test.skip)(
  'on TensorFlow a run stopped and resumed ends in the same checkpoint',
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'modeseek-train-'));
    const compute = await startCompute('tensorflow', { threads: 2 });
    const config = tinyConfig();
    const run = async (of: Run, stopAfter = Number.POSITIVE_INFINITY) => {
      const field = await createField(fieldConfig(config), fieldRng(config), compute.kernels);
      const stop = new AbortController();
      let steps = 0;
      const { outcome } = await train({
        ...(await tinyRun(of)),
        kernels: compute.kernels,
        field,
        signal: stop.signal,
        onEvent: ({ type }) => {
          if (type === 'step' && ++steps === stopAfter) stop.abort();
        },
      });
      await field.dispose();
      return { outcome, checkpoint: readFileSync(join(of.store.name, 'checkpoint.safetensors')) };
    };
    const whole = await run(await Run.create(new FolderStore(join(root, 'whole')), config));
    expect(whole.outcome).toBe('finished');
    const stopped = await Run.create(new FolderStore(join(root, 'stopped')), config);
    expect((await run(stopped, 5)).outcome).toBe('interrupted');
    const resumed = await run(await Run.open(stopped.store));
    expect(resumed.checkpoint.equals(whole.checkpoint)).toBe(true);
    await compute.dispose();
    rmSync(root, { recursive: true });
  },
);
