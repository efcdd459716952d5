import { describe, expect, test } from '@jest/globals';
import { findings } from './webgpu.fixture.ts';

interface FieldFindings {
  errors: Record<string, Record<string, number>>;
  repeats: boolean;
  goesOn: boolean;
  nothingOutside: boolean;
  finite: boolean[];
}

/** Relative errors, by what is rendered and how. */
type RendererFindings = Record<string, Record<string, number>>;

const field = await findings<FieldFindings>('webgpu-field.fixture.ts');
const rendering = await findings<RendererFindings>('webgpu-renderer.fixture.ts');

(field ? describe : describe.skip)('the field on WebGPU', () => {
  const { errors, repeats, goesOn, nothingOutside, finite } = field ?? ({ errors: {} } as FieldFindings);

  test.each(Object.entries(errors))('%s: agrees with the reference', (_, of) => {
    expect(Object.entries(of).filter(([, error]) => !(error < 1e-4))).toEqual([]);
    expect(Object.keys(of)).toHaveLength(14);
  });

  test('the same calls give the same bytes', () => {
    expect(repeats).toBe(true);
  });

  test('a field and its optimiser go on from the state of others as those do', () => {
    expect(goesOn).toBe(true);
  });

  test('outside the cube, and at no number, density and colour are 0 and nothing gets a gradient', () => {
    expect(nothingOutside).toBe(true);
  });

  test('a gradient that is not finite is found', () => {
    expect(finite).toEqual([true, false]);
  });
});

(rendering ? describe : describe.skip)('rendering on WebGPU', () => {
  test.each(Object.entries(rendering ?? {}))(
    '%s: agrees with sampling and compositing on the host',
    (_, errors) => {
      expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([]);
      expect(Object.keys(errors)).toHaveLength(7);
    },
  );
});
