import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { type BufferGeometry, Group } from 'three';
import { bakeColours } from './bake.ts';
import { drawLook, type Look, MATERIALS, PATTERNS } from './look.ts';
import { Maker } from './maker.ts';
import { hsl } from './palette.ts';
import { ball, box } from './parts.ts';
import { rasterise } from './rasterise.ts';
import { flatten } from './triangles.ts';

const RED = hsl(0, 80, 45);
const BLUE = hsl(220, 80, 45);
const camera = { azimuth: 0.4, elevation: 0.3, distance: 3, fieldOfView: 0.7 };

function painted(dress: Partial<Look>, geometry: BufferGeometry = ball(0.8)) {
  const look: Look = { name: 'red', colour: RED, natural: true, round: false, seed: 5, ...dress };
  look.look = look;
  const group = new Group();
  group.userData.space = true;
  const make = new Maker(new Rng(1), look, { adjectives: [], features: [], anchors: {} }, group);
  make.add(geometry, look);
  return flatten(group);
}

const patterned = (name: (typeof PATTERNS)[number]) => ({
  pattern: { name, second: { name: 'blue' as const, colour: BLUE } },
});

/** Share of the body's pixels in the second colour. */
function secondShare(triangles: ReturnType<typeof flatten>): number {
  const { albedo, body } = rasterise(triangles, camera, 48);
  let [second, all] = [0, 0];
  body.forEach((value, i) => {
    if (value !== 1) return;
    all++;
    if (albedo[i * 3 + 2] > albedo[i * 3]) second++;
  });
  return second / all;
}

describe.each(PATTERNS)('%s', (name) => {
  test.each([
    ['ball', ball(0.8)],
    ['box', box(1.2, 0.9, 0.7)],
    ['slab', box(1.4, 0.1, 1)],
  ])('both colours show on a %s, from the side and all around', (_, geometry) => {
    for (const round of [false, true]) {
      const share = secondShare(painted({ ...patterned(name), round }, geometry));
      expect(share).toBeGreaterThan(0.12);
      expect(share).toBeLessThan(0.75);
    }
  });
});

test.each(MATERIALS)('%s changes the flat colour, keeps it in range, and is the same again', (name) => {
  const dress: Partial<Look> =
    name === 'golden' ? { name, colour: hsl(45, 80, 47) } : { material: { name, usual: false } };
  const [first, again, flat] = [painted(dress), painted(dress), painted({})].map(
    (triangles) => rasterise(triangles, camera, 32).albedo,
  );
  expect(Array.from(again)).toEqual(Array.from(first));
  let difference = 0;
  first.forEach((value, i) => {
    difference = Math.max(difference, Math.abs(value - flat[i]));
  });
  expect(difference).toBeGreaterThan(0.1);
  const { colours } = bakeColours(painted(dress), 0.2);
  expect(colours.every((value) => value >= 0 && value <= 1)).toBe(true);
});

test('baking cuts painted triangles, keeps flat ones, and both colours are found', () => {
  const plain = painted({});
  expect(bakeColours(plain).count).toBe(plain.count);
  const baked = bakeColours(painted(patterned('checkered'), box(1, 1, 1)), 0.06);
  for (let t = 0; t < baked.count; t++) {
    const p = (corner: number, k: number) => baked.positions[t * 9 + corner * 3 + k];
    expect(Math.hypot(p(0, 0) - p(1, 0), p(0, 1) - p(1, 1), p(0, 2) - p(1, 2))).toBeLessThanOrEqual(0.0601);
  }
  let blue = 0;
  for (let i = 0; i < baked.colours.length; i += 3) if (baked.colours[i + 2] > baked.colours[i]) blue++;
  expect(blue / (baked.colours.length / 3)).toBeGreaterThan(0.3);
});

test('a golden colour is gold and nothing else; other materials stay among the allowed', () => {
  const rng = new Rng(3);
  for (let i = 0; i < 300; i++) {
    const look = drawLook(
      { materials: ['wooden', 'golden'], usual: [], patterns: ['dotted'], round: false, never: ['pink'] },
      rng,
    );
    expect(look.name).not.toBe('pink');
    if (look.name === 'golden') expect([look.material, look.pattern]).toEqual([undefined, undefined]);
    else expect([undefined, 'wooden']).toContain(look.material?.name);
  }
});
