import { expect, test } from '@jest/globals';
import { steepen } from './steepen.ts';

test('what is more than half opaque becomes more so, the rest less, and points go with it', () => {
  const opacity = Float32Array.of(0, 0.25, 0.4, 0.5, 0.6, 0.75, 1);
  const place = [0.2, -0.4, 0.6];
  const points = Float32Array.from([...opacity].flatMap((o) => place.map((p) => p * o)));
  const images = { data: new Float32Array(7 * 3), batch: 1, height: 1, width: 7 };
  steepen({ images, opacity, points }, 3);
  const wanted = [0, 0, 0.2, 0.5, 0.8, 1, 1];
  wanted.forEach((o, i) => {
    expect(opacity[i]).toBeCloseTo(o, 6);
    for (const [c, p] of place.entries()) expect(points[i * 3 + c]).toBeCloseTo(p * o, 6);
  });
});
