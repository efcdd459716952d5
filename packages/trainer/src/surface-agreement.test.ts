import { expect, test } from '@jest/globals';
import { PixelDrawing, Rng, type SeenViews } from '@modeseek/core';
import { surfaceAgreement } from './surface-agreement.ts';

const DRAWING = new PixelDrawing(16, 2);
const { size: SIZE, length: all, colourLength: colour } = DRAWING;
/** Far from outlines, and from the last row and column. */
const MIDDLE = 7 * SIZE + 7;

/**
 * Views of the plane z = 0.2, each of a square around the middle of so many world units; its outermost pixels
 * see nothing.
 */
function seen(edges: number[]): SeenViews {
  const pixels = SIZE * SIZE;
  const opacity = new Float32Array(edges.length * pixels);
  const points = new Float32Array(edges.length * pixels * 3);
  edges.forEach((edge, view) => {
    for (let y = 1; y < SIZE - 1; y++) {
      for (let x = 1; x < SIZE - 1; x++) {
        const pixel = view * pixels + y * SIZE + x;
        opacity[pixel] = 1;
        points.set([(x / SIZE - 0.5) * edge, (y / SIZE - 0.5) * edge, 0.2], pixel * 3);
      }
    }
  });
  const data = new Float32Array(edges.length * pixels * 3).fill(0.25);
  return { images: { data, batch: edges.length, height: SIZE, width: SIZE }, opacity, points };
}

async function agreement(views: SeenViews, sharpness: number, drawn: Float32Array): Promise<Float32Array> {
  const agreed = await surfaceAgreement(views, await DRAWING.pack(views), DRAWING, sharpness);
  return agreed(drawn);
}

/** A drawing of one colour for each view, in all three channels, with noise for geometry. */
function drawingOf(colours: number[]): Float32Array {
  const drawing = new Rng(1).normals(new Float32Array(colours.length * all));
  colours.forEach((value, view) => {
    drawing.fill(value, view * all, view * all + colour);
  });
  return drawing;
}

test('what all views see alike they get the mean of', async () => {
  const out = await agreement(seen([0.4, 0.4]), 0, drawingOf([0.9, -0.5]));
  for (const view of [0, 1]) expect(out[view * all + MIDDLE * 3]).toBeCloseTo(0.2, 5);
});

test('where it is sharp, the view that sees a place best decides', async () => {
  const views = seen([0.4, 0.8]);
  const middle = async (sharpness: number) =>
    (await agreement(views, sharpness, drawingOf([0.9, -0.5])))[all + MIDDLE * 3];
  // A quarter of the area, so that it counts four times as much.
  expect(await middle(1)).toBeGreaterThan((await middle(0)) + 0.2);
  expect(await middle(8)).toBeCloseTo(0.9, 2);
});

test('what only one view sees is as it draws it', async () => {
  const out = await agreement(seen([0.4, 1.2]), 8, drawingOf([0.9, -0.5]));
  const corner = 2 * SIZE + 2;
  expect(out[all + corner * 3]).toBeCloseTo(-0.5, 5);
});

test('geometry, and pixels beside the surface, stay those of the renders', async () => {
  const views = seen([0.4, 0.8]);
  const renders = await DRAWING.pack(views);
  const out = await agreement(views, 2, drawingOf([0.9, -0.5]));
  for (const view of [0, 1]) {
    expect(out.subarray(view * all + colour, (view + 1) * all)).toEqual(
      renders.subarray(view * all + colour, (view + 1) * all),
    );
    expect(out[view * all]).toBe(renders[view * all]);
  }
});

test('colours that agree already stay, but for what lies between the nodes', async () => {
  const views = seen([0.4, 0.4]);
  const drawing = drawingOf([0, 0]);
  for (const view of [0, 1]) {
    for (let i = 0; i < SIZE * SIZE; i++) {
      for (let c = 0; c < 3; c++) {
        drawing[view * all + i * 3 + c] = views.points[(view * SIZE * SIZE + i) * 3 + c];
      }
    }
  }
  const out = await agreement(views, 4, drawing);
  for (let y = 2; y < SIZE - 2; y++) {
    for (let x = 2; x < SIZE - 2; x++) {
      const at = (y * SIZE + x) * 3;
      for (let c = 0; c < 3; c++) expect(Math.abs(out[at + c] - drawing[at + c])).toBeLessThan(0.02);
    }
  }
});

test('where nothing is seen, all stays as it is rendered', async () => {
  const views = seen([0.4]);
  views.opacity.fill(0);
  views.points.fill(0);
  expect(await agreement(views, 8, drawingOf([0.9]))).toEqual(await DRAWING.pack(views));
});
