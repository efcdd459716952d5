import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FIXTURES } from '@modeseek/graph/src/node/network.fixture.ts';
import { modeseek, modeseekHere, temporaryFolder } from './command-line.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const bench = ['bench', 'model', '--model', join(FIXTURES, 'sd1')];

test('bench model measures networks by themselves, where there is no Python', async () => {
  const flags = ['--turns', '2', '--threads', '1', '--python', 'no-python', '--json'];
  const { code, stdout, stderr } = await modeseek(folder.path, ...bench, ...flags);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^unet: no diffusers to compare with: .*no-python/),
  });
  const { metrics, rows } = JSON.parse(stdout.trim().split('\n').at(-1)!);
  expect(rows.map(({ network }: { network: string }) => network)).toEqual([
    'unet',
    'vae_encoder',
    'vae_decoder',
  ]);
  const { graphSeconds, secondsToSession, msPerEvaluation, peakMemoryMiB, weightsMiB, ...others } = metrics;
  expect(secondsToSession).toBeGreaterThan(graphSeconds);
  expect(msPerEvaluation).toBeGreaterThan(0);
  // 830,464 bytes are its file in float32, 22,768 of which are the header.
  expect(weightsMiB * 2 ** 20).toBe(807_696);
  expect(peakMemoryMiB).toBeGreaterThan(weightsMiB);
  expect(new Set(Object.values(others))).toEqual(new Set([null]));
});

test('bench model refuses what is no model, and flags that are wrong', async () => {
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await modeseekHere(folder.path, 'bench', 'model', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr;
  };
  expect(await refused()).toBe('modeseek bench: --model is missing; give a folder with a model\n');
  expect(await refused('--model', folder.path)).toContain('has neither unet nor vae');
  expect(await refused(...bench.slice(2), '--parts', 'vae')).toContain(
    "--parts is 'vae'; known: text_encoder",
  );
  expect(await refused(...bench.slice(2), '--turns', '0')).toContain("--turns is '0'; it must be a whole");
});
