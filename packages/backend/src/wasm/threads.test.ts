import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { createField, referenceFieldKernels } from '@modeseek/nerf';
import { wasmKernels } from './index.ts';

test('the same seed gives the same parameters on every kernel', async () => {
  const reference = await createField({}, new Rng('a'), referenceFieldKernels);
  const wasm = await createField({}, new Rng('a'), wasmKernels(1));
  reference.parameters.forEach(({ name, shape, data }, i) => {
    expect(wasm.parameters[i]).toMatchObject({ name, shape });
    expect(wasm.parameters[i].data.every((value, k) => value === data[k])).toBe(true);
  });
  await wasm.dispose();
});

test('worker threads nobody disposed of do not keep the process alive', async () => {
  const script = `
    const { createField } = await import('@modeseek/nerf');
    const { startCompute } = await import('@modeseek/backend');
    const { Rng } = await import('@modeseek/core');
    const field = await createField({ levels: 2 }, new Rng(1), (await startCompute('wasm', { threads: 2 })).kernels);
    const { density } = await field.forward(new Float32Array(300), 100);
    console.log('density', density.length);
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), timeout: 100_000 },
  );
  expect(stdout).toBe('density 100\n');
});
