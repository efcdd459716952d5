import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { loadNetwork } from './load-network.ts';
import { FIXTURES } from './network.fixture.ts';
import { startSession } from './session.ts';

let model: string;
beforeEach(() => {
  model = mkdtempSync(join(tmpdir(), 'modeseek-graph-'));
  cpSync(join(FIXTURES, 'turbo'), model, { recursive: true });
});
afterEach(() => rmSync(model, { recursive: true }));

const STEM = 'diffusion_pytorch_model';
const weights = (name: string) => join(model, 'unet', name);
const SHARDS = [1, 2].map((i) => `${STEM}.fp16-0000${i}-of-00002.safetensors`);

function expectMistake(message: string): void {
  expect(() => loadNetwork(model, 'unet')).toThrow(UserError);
  expect(() => loadNetwork(model, 'unet')).toThrow(message);
}

test('files are read as the hub has them: links to one folder of blobs', async () => {
  const blobs = join(model, 'blobs');
  mkdirSync(blobs);
  for (const [i, name] of SHARDS.entries()) {
    renameSync(weights(name), join(blobs, `sum${i}`));
    symlinkSync(join('..', 'blobs', `sum${i}`), weights(name));
  }
  const network = loadNetwork(model, 'unet');
  expect(network.root.endsWith('blobs')).toBe(true);
  const session = await startSession({ ...network, threads: 1, provider: 'cpu' });
  expect(session.declared.inputs.map(({ name }) => name)).toEqual([
    'sample',
    'timestep',
    'encoder_hidden_states',
  ]);
  await session.dispose();
});

test('files in several folders are named from the one above', () => {
  mkdirSync(join(model, 'a'));
  renameSync(weights(SHARDS[0]), join(model, 'a', 'one'));
  symlinkSync(join(model, 'a', 'one'), weights(SHARDS[0]));
  const { graph } = loadNetwork(model, 'unet');
  const text = Buffer.from(graph);
  expect(text.includes('a/one')).toBe(true);
  expect(text.includes(`unet/${SHARDS[1]}`)).toBe(true);
});

test('what is missing or damaged is said', () => {
  writeFileSync(weights(SHARDS[1]), 'short');
  expectMistake('00002-of-00002.safetensors is damaged: shorter than its header');
  rmSync(weights(SHARDS[1]));
  expectMistake(`has 1 of 2 files ${STEM}.fp16-*.safetensors`);
  rmSync(weights(SHARDS[0]));
  expectMistake(`lacks the weights of its unet, unet/${STEM}.safetensors`);
  writeFileSync(weights('config.json'), '{');
  expectMistake('config.json is damaged: it is not JSON');
  rmSync(weights('config.json'));
  expectMistake('lacks config.json');
});

test('weights of the wanted precision come first', () => {
  const used = (precision: 'float32' | 'float16') => {
    const graph = Buffer.from(loadNetwork(model, 'unet', { precision }).graph);
    return [`${STEM}.safetensors`, SHARDS[0]].find((name) => graph.includes(name));
  };
  expect(used('float32')).toBe(SHARDS[0]);
  cpSync(join(FIXTURES, 'sd2', 'unet', `${STEM}.fp16.safetensors`), weights(`${STEM}.safetensors`));
  expect(used('float32')).toBe(`${STEM}.safetensors`);
  expect(used('float16')).toBe(SHARDS[0]);
});

test('a graph that may name no files has none read', async () => {
  const { graph } = loadNetwork(model, 'unet');
  await expect(startSession({ graph, threads: 1, provider: 'cpu' })).rejects.toThrow(
    /xternal data|not exist/,
  );
});
