import type { ShadedMesh } from '../simplify.ts';
import { growCharts } from './charts.ts';
import { facesOf } from './faces.ts';
import { layFlat } from './flat-charts.ts';
import { packCharts } from './pack.ts';
import { tidyCharts } from './tidy-charts.ts';

/** A mesh cut along the seams of its texture. */
export interface UnwrappedMesh extends ShadedMesh {
  /** Texture coordinates `[vertices, 2]` in [0, 1], from the texture's top left corner, as in glTF. */
  uvs: Float32Array;
  /** How many pieces the surface is cut into. */
  charts: number;
}

/**
 * Texels left free between charts: two for each, so that bilinear lookups and the first mip level do not reach the
 * neighbour.
 */
export const CHART_GAP = 4;

/** Usual shares of the time: growing charts, tidying them, laying them flat, packing them. */
const SHARES = [0.4, 0.1, 0.1, 0.4];

/**
 * Cuts a mesh into charts, lays each flat as it is seen from one side, and packs them into one square atlas without
 * overlap. Vertices on seams are doubled, with their normals and colours.
 * @param textureSize texels along the texture's edge
 */
export function unwrap(
  mesh: ShadedMesh,
  textureSize: number,
  onProgress: (progress: number) => void = () => {},
): UnwrappedMesh {
  let before = 0;
  const step = (share: number) => {
    const from = before;
    before += share;
    return (progress: number) => onProgress(from + share * progress);
  };
  const faces = facesOf(mesh);
  const grown = growCharts(faces, step(SHARES[0]));
  step(SHARES[1]);
  const charts = layFlat(mesh, faces, tidyCharts(faces, grown), step(SHARES[2]));
  const placed = packCharts(charts, textureSize, CHART_GAP, step(SHARES[3]));
  onProgress(1);
  const vertices = charts.reduce((sum, chart) => sum + chart.vertices.length, 0);
  const indices = new Uint32Array(mesh.indices.length);
  const origin = new Uint32Array(vertices);
  const uvs = new Float32Array(vertices * 2);
  let [vertex, corner] = [0, 0];
  for (const [number, chart] of charts.entries()) {
    origin.set(chart.vertices, vertex);
    uvs.set(placed[number], vertex * 2);
    for (const index of chart.indices) indices[corner++] = vertex + index;
    vertex += chart.vertices.length;
  }
  const gather = (values: Float32Array) => {
    const out = new Float32Array(vertices * 3);
    origin.forEach((from, v) => {
      out.set(values.subarray(from * 3, from * 3 + 3), v * 3);
    });
    return out;
  };
  return {
    indices,
    positions: gather(mesh.positions),
    normals: gather(mesh.normals),
    colours: mesh.colours && gather(mesh.colours),
    uvs,
    charts: charts.length,
  };
}
