import { describe, expect, test } from '@jest/globals';
import { findings } from './webgpu.fixture.ts';
import { describeKernels } from './webgpu-kernels.fixture.ts';

interface PriorFindings {
  descriptions: string[];
  error: number;
  repeats: boolean;
}

await describeKernels('WebGPU', findings);

const prior = await findings<PriorFindings>('webgpu-prior.fixture.ts');

if (!prior) process.stderr.write('SKIPPED: the image model on WebGPU, which takes no software for a GPU\n');

(prior ? describe : describe.skip)('the image model on WebGPU', () => {
  test('agrees with the processor, beside a device of our own', () => {
    expect(prior!.descriptions).toEqual(['processor, 1 thread', 'GPU', 'GPU']);
    expect(prior!.error).toBeLessThan(1e-3);
  });

  test('the same call gives the same bytes', () => {
    expect(prior!.repeats).toBe(true);
  });
});

interface NetworkFindings {
  float32: number;
  /** None where the GPU has no float16. */
  float16: number | null;
}

const network = await findings<NetworkFindings>('webgpu-network.fixture.ts');

(network ? describe : describe.skip)("diffusers' UNet on WebGPU", () => {
  test('computes what diffusers computes', () => {
    expect(network!.float32).toBeLessThan(1e-4);
  });

  (typeof network?.float16 === 'number' ? test : test.skip)('and about that in float16', () => {
    expect(network!.float16).toBeLessThan(1e-2);
  });
});
