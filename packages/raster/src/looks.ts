import type { Look } from './drawable.ts';
import { sampleTexture, type Texture } from './texture.ts';

/** One colour all over, display values. */
export function plainLook([red, green, blue]: readonly [number, number, number]): Look {
  return ({ colour }) => {
    colour[0] = red;
    colour[1] = green;
    colour[2] = blue;
  };
}

/** Colours of vertices, `[vertices, 3]` display values, interpolated. */
export function vertexColourLook(indices: Uint32Array, colours: Float32Array): Look {
  return ({ triangle, a, b, colour }) => {
    for (let k = 0; k < 3; k++) {
      const at = (corner: number) => colours[indices[triangle * 3 + corner] * 3 + k];
      colour[k] = a * at(0) + b * at(1) + (1 - a - b) * at(2);
    }
  };
}

/** A texture of display values, laid on by `[vertices, 2]` coordinates. */
export function textureLook(indices: Uint32Array, uvs: Float32Array, texture: Texture): Look {
  return ({ triangle, a, b, colour }) => {
    const [p, q, r] = [0, 1, 2].map((k) => indices[triangle * 3 + k] * 2);
    const c = 1 - a - b;
    const u = a * uvs[p] + b * uvs[q] + c * uvs[r];
    const v = a * uvs[p + 1] + b * uvs[q + 1] + c * uvs[r + 1];
    sampleTexture(texture, u, v, colour);
  };
}

/**
 * A normal map of tangent space, +y up, as glTF has it, over another look.
 * @param tangents `[vertices, 4]`: unit tangent and the bitangent's sign
 */
export function normalMapLook(
  indices: Uint32Array,
  uvs: Float32Array,
  tangents: Float32Array,
  map: Texture,
  under: Look,
): Look {
  const texel = new Float64Array(3);
  const tangent = new Float64Array(3);
  return (point) => {
    under(point);
    const { triangle, a, b, normal } = point;
    const corners = [0, 1, 2].map((k) => indices[triangle * 3 + k]);
    const weights = [a, b, 1 - a - b];
    const mix = (values: Float32Array, width: number, k: number) =>
      weights.reduce((sum, weight, i) => sum + weight * values[corners[i] * width + k], 0);
    sampleTexture(map, mix(uvs, 2, 0), mix(uvs, 2, 1), texel);
    for (let k = 0; k < 3; k++) tangent[k] = mix(tangents, 4, k);
    const sign = tangents[corners[0] * 4 + 3];
    const [nx, ny, nz] = normal;
    const [tx, ty, tz] = tangent;
    const bitangent = [ny * tz - nz * ty, nz * tx - nx * tz, nx * ty - ny * tx];
    const [x, y, z] = texel.map((value) => 2 * value - 1);
    for (let k = 0; k < 3; k++) normal[k] = x * tangent[k] + y * sign * bitangent[k] + z * normal[k];
    const norm = 1 / (Math.hypot(...normal) || 1);
    for (let k = 0; k < 3; k++) normal[k] *= norm;
  };
}
