import { describe, expect, test } from '@jest/globals';
import { type Errors, expectAgreement } from './agreement.fixture.ts';
import { findings, findingsInBrowser } from './webgpu.fixture.ts';

interface FieldFindings {
  errors: Errors;
  repeats: boolean;
  goesOn: boolean;
  nothingOutside: boolean;
  finite: boolean[];
  refused: string;
}

interface PriorFindings {
  descriptions: string[];
  error: number;
  repeats: boolean;
}

for (const [where, find] of [
  ['WebGPU', findings],
  ['WebGPU in a browser', findingsInBrowser],
] as const) {
  const field = await find<FieldFindings>('webgpu-field.fixture.ts');
  const rendering = await find<Errors>('webgpu-renderer.fixture.ts');

  (field ? describe : describe.skip)(`the field on ${where}`, () => {
    test('agrees with the reference: values, gradients, parameters and moments after steps', () => {
      expectAgreement(field!.errors, 5, 14);
    });

    test('the same calls give the same bytes', () => {
      expect(field!.repeats).toBe(true);
    });

    test('a field and its optimiser go on from the state of others as those do', () => {
      expect(field!.goesOn).toBe(true);
    });

    test('outside the cube, and at no number, density and colour are 0 and nothing gets a gradient', () => {
      expect(field!.nothingOutside).toBe(true);
    });

    test('a gradient that is not finite is found', () => {
      expect(field!.finite).toEqual([true, false]);
    });

    test('what the GPU refuses is told by the next read', () => {
      expect(field!.refused).toMatch(/^WebGPU: .*not_a_thing/s);
    });
  });

  (rendering ? describe : describe.skip)(`rendering on ${where}`, () => {
    test('agrees with sampling and compositing on the host', () => {
      expectAgreement(rendering!, 3, 7);
    });
  });
}

const prior = await findings<PriorFindings>('webgpu-prior.fixture.ts');

(prior ? describe : describe.skip)('the image model on WebGPU', () => {
  test('agrees with the processor, beside a device of our own', () => {
    expect(prior!.descriptions).toEqual(['processor, 1 thread', 'GPU', 'GPU']);
    expect(prior!.error).toBeLessThan(1e-3);
  });

  test('the same call gives the same bytes', () => {
    expect(prior!.repeats).toBe(true);
  });
});
