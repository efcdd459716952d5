import type { Images } from '@modeseek/core';
import type { FinishedModel, FinishedPart } from './format.ts';
import { PLAIN_MATERIAL } from './format.ts';

type Vec3 = readonly [number, number, number];

/** Display colours of a box's sides. */
export const SIDES = {
  right: [1, 0, 0],
  left: [0, 1, 1],
  top: [0, 1, 0],
  bottom: [1, 0, 1],
  front: [0, 0, 1],
  back: [1, 1, 0],
} as const satisfies Record<string, Vec3>;

const TILE = 8;
const TILES = 8;
const COLOURS = Object.values(SIDES);

/** A picture of the sides' colours, one beside the other. */
export function sidesPicture(): Images {
  const width = TILE * TILES;
  const data = new Float32Array(width * TILE * 3);
  for (let i = 0; i < width * TILE; i++)
    data.set(COLOURS[Math.floor((i % width) / TILE)] ?? [1, 1, 1], i * 3);
  return { data, batch: 1, height: TILE, width };
}

/**
 * A box whose sides have their colours by a texture, a PNG of `sidesPicture`, or without one by colours at the
 * vertices, which no two sides share.
 */
export function box(name: string, low: Vec3, high: Vec3, texture: Uint8Array | null): FinishedPart {
  const positions: number[] = [];
  const normals: number[] = [];
  const uvs: number[] = [];
  const colours: number[] = [];
  const indices: number[] = [];
  for (let side = 0; side < 6; side++) {
    const axis = side >> 1;
    const sign = side % 2 === 0 ? 1 : -1;
    const first = positions.length / 3;
    for (let corner = 0; corner < 4; corner++) {
      const [u, v] = [corner & 1, corner >> 1];
      const point = [0, 0, 0];
      point[axis] = sign > 0 ? high[axis] : low[axis];
      point[(axis + 1) % 3] = u ? high[(axis + 1) % 3] : low[(axis + 1) % 3];
      point[(axis + 2) % 3] = v ? high[(axis + 2) % 3] : low[(axis + 2) % 3];
      positions.push(...point);
      normals.push(...[0, 1, 2].map((each) => (each === axis ? sign : 0)));
      // Half a texel away from the next side's colour.
      uvs.push((side + (0.5 + u * (TILE - 1)) / TILE) / TILES, (0.5 + v * (TILE - 1)) / TILE);
      colours.push(...COLOURS[side]);
    }
    indices.push(...(sign > 0 ? [0, 1, 2, 2, 1, 3] : [0, 2, 1, 1, 2, 3]).map((corner) => first + corner));
  }
  const mesh = {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    indices: Uint32Array.from(indices),
  };
  return texture
    ? { ...base(name), mesh: { ...mesh, uvs: Float32Array.from(uvs) }, texture }
    : { ...base(name), mesh: { ...mesh, colours: Float32Array.from(colours) } };
}

const base = (name: string) => ({
  name,
  texture: null,
  material: { ...PLAIN_MATERIAL, metalness: 1, roughness: 0.25 },
});

/**
 * Two boxes on the ground, in metres: 0.1 wide, 0.2 high and 0.3 deep, and a smaller one before it, at its right.
 */
export function boxes(texture: Uint8Array | null): FinishedModel {
  return {
    name: 'two <boxes> & "more"',
    parts: [
      box('A red box', [-0.05, 0, -0.15], [0.05, 0.2, 0.15], texture),
      box('a red box', [0.1, 0, 0.2], [0.15, 0.05, 0.25], texture),
    ],
    extras: {
      prompt: 'two boxes,\na "red" one \\ another',
      seed: 7,
      model: 'boxes 1',
      licence: 'mit',
      cubeCentre: [0, 1, 2],
    },
  };
}
