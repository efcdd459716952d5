import { describe, expect, test } from '@jest/globals';
import { findings } from './webgpu.fixture.ts';

/** Relative errors, by the problem and what was computed. */
type Errors = Record<string, Record<string, number>>;

interface FieldFindings {
  errors: Errors;
  repeats: boolean;
  goesOn: boolean;
  nothingOutside: boolean;
  finite: boolean[];
  refused: string;
}

const field = await findings<FieldFindings>('webgpu-field.fixture.ts');
const rendering = await findings<Errors>('webgpu-renderer.fixture.ts');

/** Every error is a number, and small. */
function expectAgreement(errors: Errors, problems: number, quantities: number): void {
  expect(Object.keys(errors)).toHaveLength(problems);
  for (const [problem, of] of Object.entries(errors)) {
    expect(Object.keys(of)).toHaveLength(quantities);
    expect({ problem, off: Object.entries(of).filter(([, error]) => !(error < 1e-4)) }).toEqual({
      problem,
      off: [],
    });
  }
}

(field ? describe : describe.skip)('the field on WebGPU', () => {
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

(rendering ? describe : describe.skip)('rendering on WebGPU', () => {
  test('agrees with sampling and compositing on the host', () => {
    expectAgreement(rendering!, 3, 7);
  });
});
