import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeSafetensors, encodeSafetensors, type NamedTensor, relativeError } from '@modeseek/core';
import type { PartName } from '@modeseek/graph';
import { expectedOf, FIXTURES } from '@modeseek/graph/src/node/network.fixture.ts';
import { modeseekHere, temporaryFolder } from './command-line.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);

/** Inputs of a network, as a file of float32, and whole numbers where it takes them. */
function inputsOf(fixture: string, part: PartName): Record<string, NamedTensor> {
  const named = Object.entries(expectedOf(fixture, part).given.tensors).map(([name, tensor]) => {
    const data = tensor.dtype === 'I32' ? Int32Array.from(tensor.values) : Float32Array.from(tensor.values);
    return [name, { shape: tensor.shape, data }];
  });
  return Object.fromEntries(named);
}

const write = (tensors: Record<string, NamedTensor>) =>
  writeFileSync(at('in.safetensors'), encodeSafetensors({ tensors, metadata: {} }));

const run = (fixture: string, part: string, ...flags: string[]) =>
  modeseekHere(
    folder.path,
    ...['models', 'run', join(FIXTURES, fixture), '--part', part],
    ...['--in', 'in.safetensors', '--out', 'out.safetensors', ...flags],
  );

const outputOf = () => decodeSafetensors(readFileSync(at('out.safetensors'))).tensors.output;

test.each<[string, PartName]>([
  ['sd1', 'text_encoder'],
  ['sd1', 'unet'],
  ['sd1', 'vae_encoder'],
  ['sd2', 'vae_decoder'],
  ['turbo', 'unet'],
  ['mvdream', 'unet'],
])('%s, %s: what comes out is what diffusers has', async (fixture, part) => {
  write(inputsOf(fixture, part));
  const { output } = expectedOf(fixture, part);
  expect(await run(fixture, part)).toEqual({
    code: 0,
    stdout: `out.safetensors: output [${output.shape.join(', ')}]\n`,
    stderr: '',
  });
  expect(outputOf().shape).toEqual(output.shape);
  expect(relativeError(outputOf().data, output.values)).toBeLessThan(1e-4);
});

test('half the precision, in one line of JSON', async () => {
  write(inputsOf('sd2', 'unet'));
  const { stdout } = await run('sd2', 'unet', '--precision', 'float16', '--json');
  const { output } = expectedOf('sd2', 'unet');
  expect(JSON.parse(stdout)).toEqual({ out: 'out.safetensors', shape: output.shape });
  const error = relativeError(outputOf().data, output.values);
  expect(error).toBeGreaterThan(1e-6);
  expect(error).toBeLessThan(1e-2);
});

test('one timestep stands for all pictures, as with diffusers', async () => {
  const inputs = inputsOf('sd1', 'unet');
  write({ ...inputs, timestep: { shape: [2], data: Float32Array.of(500, 500) } });
  await run('sd1', 'unet');
  const { data } = outputOf();
  write({ ...inputs, timestep: { shape: [], data: Int32Array.of(500) } });
  expect((await run('sd1', 'unet')).code).toBe(0);
  expect(outputOf().data).toEqual(data);
});

describe('what is wrong is one line, and nothing is written', () => {
  const refused = async (line: string, fixture: string, part: string, ...flags: string[]) => {
    const before = readdirSync(folder.path).sort();
    const outcome = await run(fixture, part, ...flags);
    expect(outcome).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^modeseek models: [^\n]*\n$/),
    });
    expect(outcome.stderr).toContain(line);
    expect(readdirSync(folder.path).sort()).toEqual(before);
  };
  const floats = (...shape: number[]): NamedTensor => ({
    shape,
    data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
  });

  const ids = (n: number, value: number): NamedTensor => ({
    shape: [n, 77],
    data: new Int32Array(77 * n).fill(value),
  });

  test.each<[string, PartName, string, NamedTensor | undefined]>([
    ['lacks the tensor timestep, [n]', 'unet', 'timestep', undefined],
    ['holds the tensor x, which the network does not take; it takes sample, ti', 'unet', 'x', floats(2, 16)],
    [': sample is [4, 8, 8]; it must be [n, channels, height, width]', 'unet', 'sample', floats(4, 8, 8)],
    [': sample is [2, 3, 8, 8]; the network takes [2, 4, 8, 8]', 'unet', 'sample', floats(2, 3, 8, 8)],
    [': sample is [2, 4, 0, 8]; it must be [n, channels', 'unet', 'sample', floats(2, 4, 0, 8)],
    ['pictures of 7 x 8 cannot be halved 1 times', 'unet', 'sample', floats(2, 4, 7, 8)],
    ['timestep is [3]; the network takes [2]', 'unet', 'timestep', floats(3)],
    ['is [2, 7, 32]; the network takes [2, 7, 24]', 'unet', 'encoder_hidden_states', floats(2, 7, 32)],
    ['input_ids is of type F32; it must be I64 or I32', 'text_encoder', 'input_ids', floats(1, 77)],
    ['input_ids is [1, 7]; the network takes [1, 77]', 'text_encoder', 'input_ids', floats(1, 7)],
    ['input_ids holds 120; it must be from 0 to 119', 'text_encoder', 'input_ids', ids(1, 120)],
    ['input_ids holds -1; it must be from 0 to 119', 'text_encoder', 'input_ids', ids(1, -1)],
    ['input_ids is [0, 77]; n must be one or more', 'text_encoder', 'input_ids', ids(0, 0)],
  ])('%s', async (line, part, name, tensor) => {
    const { [name]: _, ...others } = inputsOf('sd1', part);
    write(tensor ? { ...others, [name]: tensor } : others);
    await refused(line, 'sd1', part);
  });

  test('views that do not belong together', async () => {
    const sample = floats(3, 4, 8, 8);
    write({ ...inputsOf('mvdream', 'unet'), sample });
    await refused('sample is [3, 4, 8, 8]; n must be views of an object, 4 together', 'mvdream', 'unet');
  });

  test('flags, and a file that is none', async () => {
    write(inputsOf('sd1', 'unet'));
    await refused("--part is 'vae'; known: text_encoder, unet, vae_encoder, vae_decoder", 'sd1', 'vae');
    await refused("--backend is 'gpu'; known: cpu, webgpu", 'sd1', 'unet', '--backend', 'gpu');
    await refused("--precision is 'int8'; known: float16, float32", 'sd1', 'unet', '--precision', 'int8');
    await refused('does not start on coreml: ', 'sd1', 'unet', '--backend', 'coreml');
    writeFileSync(at('in.safetensors'), 'short');
    await refused('in.safetensors is damaged: shorter than its header', 'sd1', 'unet');
    rmSync(at('in.safetensors'));
    await refused('in.safetensors', 'sd1', 'unet');
  });

  test('a result that would replace what it is made of', async () => {
    const model = at('model');
    mkdirSync(model);
    cpSync(join(FIXTURES, 'sd1/unet'), join(model, 'unet'), { recursive: true });
    write(inputsOf('sd1', 'unet'));
    const to = (out: string) =>
      modeseekHere(
        folder.path,
        ...['models', 'run', 'model', '--part', 'unet', '--in', 'in.safetensors', '--out', out],
      );
    const weights = join('model', 'unet', 'diffusion_pytorch_model.safetensors');
    expect((await to(weights)).stderr).toBe(
      `modeseek models: ${weights} is a file of the model itself; choose another file with --out\n`,
    );
    expect((await to('in.safetensors')).stderr).toContain(
      'in.safetensors is the file of --in; choose another',
    );
    expect((await to('model')).stderr).toContain('model is a folder; choose another file with --out');
    expect((await to('none/out.safetensors')).stderr).toContain('none is no folder');
  });
});
