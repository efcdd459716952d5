import { describe, expect, test } from '@jest/globals';
import { aroundViews, type Placement, placePoint } from '@modeseek/core';
import { createRenderer, type Renderer } from '@modeseek/renderer';
import { renderScene } from './render-scene.ts';

type Vec3 = readonly [number, number, number];
interface Ball {
  centre: Vec3;
  radius: number;
  density: number;
  colour: Vec3;
  /** Density falls off from the middle on, instead of at the rim at once: it has normals everywhere. */
  soft?: boolean;
}

/** Renders balls; the one whose middle is nearest gives a point its colour. */
function rendererOf(...balls: Ball[]): Renderer {
  const evaluate = async (x: Float32Array, count: number) => {
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let i = 0; i < count; i++) {
      for (const { centre, radius, density: inside, colour: own, soft } of balls) {
        const distance = Math.hypot(...centre.map((c, axis) => x[i * 3 + axis] - c));
        if (soft) density[i] = inside * Math.exp(-4 * (distance / radius) ** 2);
        else if (distance < radius) density[i] = inside;
        else continue;
        colour.set(own, i * 3);
      }
    }
    return { density, colour };
  };
  const field = { forward: evaluate, query: evaluate, backward: async () => {} };
  return createRenderer(field, { samplesPerDiagonal: 1500, transmittanceEnd: 0 });
}

/** The ball that a placement makes of another: as opaque, so less dense where it is larger. */
function placed({ centre, radius, density, ...rest }: Ball, placement: Placement): Ball {
  const { scale } = placement;
  return {
    ...rest,
    centre: placePoint(centre, placement),
    radius: scale * radius,
    density: density / scale,
  };
}

const SIZE = 20;
const red: Ball = { centre: [0.1, -0.2, 0.3], radius: 0.6, density: 2, colour: [0.9, 0.2, 0.1] };
const blue: Ball = { centre: [-0.3, 0, 0], radius: 0.5, density: 30, colour: [0.1, 0.3, 0.9] };
const left: Placement = { scale: 0.5, offset: [-0.4, 0.1, 0.2], turn: 0.6 };
const right: Placement = { scale: 0.7, offset: [0.6, -0.1, -0.1], turn: -1.1 };

describe('renderScene', () => {
  test('objects that were moved, scaled and turned look like one field of all', async () => {
    // One of the two is half transparent.
    const views = aroundViews(6).map((view) => ({
      ...view,
      camera: { ...view.camera, target: [0.1, -0.05, 0.2] as const },
    }));
    const together = await renderScene(
      [
        { renderer: rendererOf(red), placement: left },
        { renderer: rendererOf(blue), placement: right },
      ],
      views,
      SIZE,
      SIZE,
    );
    const one = rendererOf(placed(red, left), placed(blue, right));
    const seen = await one.renderPreview(views, SIZE, SIZE);
    const { images } = seen;
    for (const [mine, true_] of [
      [together.images.data, images.data],
      [together.opacity, seen.opacity],
      [together.points, seen.points],
    ]) {
      const differences = mine.map((value, i) => Math.abs(value - true_[i]));
      // Where a sample more or less meets a ball at its rim.
      expect(Math.max(...differences)).toBeLessThan(0.1);
      expect(differences.reduce((sum, d) => sum + d) / differences.length).toBeLessThan(2e-3);
    }
    const shown = images.data.filter((value) => Math.abs(value - 0.7) > 0.05).length / images.data.length;
    expect(shown).toBeGreaterThan(0.1);
  });

  test.each(['lambertian', 'textureless'] as const)('%s light comes from where it did', async (shading) => {
    const views = aroundViews(5).map((view) => ({ ...view, shading, light: [0.6, 0.64, 0.48] as const }));
    const ball = { ...blue, soft: true };
    // All of its fog is in the cube; and by half a turn the four points by which normals are taken lie as they did.
    const placement: Placement = { ...right, offset: [0.1, -0.1, -0.1], turn: Math.PI };
    const together = await renderScene([{ renderer: rendererOf(ball), placement }], views, SIZE, SIZE);
    const { images } = await rendererOf(placed(ball, placement)).renderPreview(views, SIZE, SIZE);
    const differences = together.images.data.map((value, i) => Math.abs(value - images.data[i]));
    expect(Math.max(...differences)).toBeLessThan(0.02);
    expect(new Set(images.data).size).toBeGreaterThan(100);
  });

  test('what is in front hides what is behind, whatever the order', async () => {
    const front: Placement = { scale: 0.5, offset: [0.15, 0, 0.6], turn: 0 };
    const behind: Placement = { scale: 0.5, offset: [-0.05, 0.1, -0.4], turn: 0 };
    const objects = [
      { renderer: rendererOf({ ...red, density: 100 }), placement: behind },
      { renderer: rendererOf({ ...blue, density: 100 }), placement: front },
    ];
    const [view] = aroundViews(1);
    const views = [{ ...view, camera: { ...view.camera, elevation: 0 } }];
    const [first, second] = await Promise.all(
      [objects, [...objects].reverse()].map((each) => renderScene(each, views, SIZE, SIZE)),
    );
    expect(second).toEqual(first);
    const middle = ((SIZE / 2) * SIZE + SIZE / 2) * 3;
    expect([...first.images.data.slice(middle, middle + 3)].map((v) => Math.round(v * 10) / 10)).toEqual([
      0.1, 0.3, 0.9,
    ]);
  });
});
