import { expect, test } from '@jest/globals';
import type { Drawable, Shape } from '@modeseek/raster';
import { plainLook, seenViews } from '@modeseek/raster';
import { fieldMatch, matchViews, viewInFile } from './field-match.ts';

/** A flat diamond that is seen from all around, of a colour. */
function diamond(colour: [number, number, number], scale = 1, at = [0, 0, 0]): Drawable {
  const corners = [1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1];
  const positions = Float32Array.from(corners, (x, i) => 0.6 * x * scale + at[i % 3]);
  const faces = [0, 1].flatMap((x) => [2, 3].flatMap((y) => [4, 5].map((z) => [x, y, z])));
  const shape: Shape = { positions, indices: Uint32Array.from(faces.flat()) };
  return { ...shape, normals: Float32Array.from(corners), look: plainLook(colour) };
}

const { unlit, lit } = matchViews(8);
const seen = (drawable: Drawable, place = { metresPerUnit: 1, cubeCentre: [0, 0, 0] }) => {
  const from = (views: typeof unlit) =>
    seenViews(
      drawable,
      views.map((view) => viewInFile(view, place)),
      24,
    );
  return { unlit: from(unlit), lit: from(lit) };
};

test('the same thing, moved and scaled as a file is, is the same', () => {
  const field = seen(diamond([0.8, 0.3, 0.1]));
  const place = { metresPerUnit: 0.05, cubeCentre: [0, 0.4, -2] };
  const match = fieldMatch(seen(diamond([0.8, 0.3, 0.1], 0.05, place.cubeCentre), place), field);
  expect(match.unlit).toBeGreaterThan(40);
  expect(match.lit).toBeGreaterThan(40);
  expect(match.silhouette).toBeGreaterThan(0.98);
  expect(fieldMatch(field, field)).toEqual({ unlit: 99, lit: 99, silhouette: 1 });
});

test('another colour, and another size, are farther', () => {
  const field = seen(diamond([0.8, 0.3, 0.1]));
  const paler = fieldMatch(seen(diamond([0.9, 0.4, 0.2])), field);
  expect(paler.silhouette).toBe(1);
  expect(paler.unlit).toBeLessThan(35);
  expect(fieldMatch(seen(diamond([0.8, 0.3, 0.1], 0.7)), field).silhouette).toBeCloseTo(0.5, 1);
});
