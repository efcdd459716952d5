import { describe, expect, test } from '@jest/globals';
import { type Errors, expectAgreement } from './agreement.fixture.ts';

interface FieldFindings {
  errors: Errors;
  repeats: boolean;
  goesOn: boolean;
  nothingOutside: boolean;
  finite: boolean[];
  refused: string;
}

/**
 * The tests of the WGSL kernels. Who only tries the program out may have nothing to run them on, and they are
 * skipped. CI must have something.
 * @param find what a script finds there, null where it cannot be run
 */
export async function describeKernels(
  where: string,
  find: <T>(script: string) => Promise<T | null>,
): Promise<void> {
  const field = await find<FieldFindings>('webgpu-field.fixture.ts');
  const rendering = await find<Errors>('webgpu-renderer.fixture.ts');
  if (process.env.CI && !(field && rendering)) throw new Error(`no ${where} here`);

  (field ? describe : describe.skip)(`the field on ${where}`, () => {
    test('agrees with the reference: values, gradients, parameters and moments after steps', () => {
      expectAgreement(field!.errors, 6, 14);
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
