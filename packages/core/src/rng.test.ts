import { describe, expect, test } from '@jest/globals';
import { Rng } from './rng.ts';

describe('Rng', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: number | string) =>
      Array.from(
        { length: 8 },
        (
          (r) => () =>
            r.uint32()
        )(new Rng(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  test('goes on from a saved state, spare normal included', () => {
    const rng = new Rng(1);
    rng.normal();
    const copy = Rng.fromState(JSON.parse(JSON.stringify(rng.state)));
    for (let i = 0; i < 10; i++) expect(copy.normal()).toBe(rng.normal());
  });

  test('uniform and normal deviates have their moments', () => {
    const rng = new Rng(3);
    const n = 100_000;
    const u = Array.from({ length: n }, () => rng.uniform());
    const z = Array.from(rng.normals(new Float32Array(n)));
    const mean = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length;
    expect(mean(u)).toBeCloseTo(0.5, 2);
    expect(mean(z)).toBeCloseTo(0, 1);
    expect(mean(z.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(mean(z.map((x) => x ** 4))).toBeCloseTo(3, 0);
  });
});
