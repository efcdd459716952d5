import { aroundViews, type SeenViews, type View } from '@modeseek/core';
import { psnr } from '@modeseek/trainer';

/** How near pictures of a mesh are to those of the field that it was made of. */
export interface FieldMatch {
  /** Peak signal-to-noise ratio in dB: in plain colours, and lit from one side. */
  unlit: number;
  lit: number;
  /** Intersection over union of the silhouettes. */
  silhouette: number;
}

/** Pixels along an edge of a picture. */
export const MATCH_SIZE = 64;
const DEGREE = Math.PI / 180;
/** Above, and below the middle, by turns. */
const ELEVATIONS = [35 * DEGREE, -8 * DEGREE];
/** Identical pictures would be infinitely near, which JSON cannot say. */
const MOST = 99;

/** From where both are looked at: twice the same, unlit and lit by a lamp on the left of the camera. */
export function matchViews(count: number): { unlit: View[]; lit: View[] } {
  const unlit = aroundViews(count).map((view, i): View => {
    const elevation = ELEVATIONS[i % ELEVATIONS.length];
    return { ...view, camera: { ...view.camera, elevation } };
  });
  const lit = unlit.map((view): View => {
    const [azimuth, height] = [view.camera.azimuth - 50 * DEGREE, 45 * DEGREE];
    const light = [
      Math.sin(azimuth) * Math.cos(height),
      Math.sin(height),
      Math.cos(azimuth) * Math.cos(height),
    ];
    return { ...view, shading: 'lambertian', light: light as [number, number, number] };
  });
  return { unlit, lit };
}

/** A view of the cube that fields are in as one of a file that the cube was moved to. */
export function viewInFile(
  { camera, ...view }: View,
  { metresPerUnit, cubeCentre }: { metresPerUnit: number; cubeCentre: readonly number[] },
): View {
  const { target = [0, 0, 0], distance } = camera;
  const [x, y, z] = target.map((value, k) => value * metresPerUnit + cubeCentre[k]);
  return { ...view, camera: { ...camera, distance: distance * metresPerUnit, target: [x, y, z] } };
}

/** Compares what is seen of a mesh with what is seen of a field. */
export function fieldMatch(
  mesh: { unlit: SeenViews; lit: SeenViews },
  field: { unlit: SeenViews; lit: SeenViews },
): FieldMatch {
  const nearness = (of: 'unlit' | 'lit') => Math.min(MOST, psnr(mesh[of].images.data, field[of].images.data));
  return { unlit: nearness('unlit'), lit: nearness('lit'), silhouette: overlap(mesh.unlit, field.unlit) };
}

/** Of the pixels that are more than half covered in one of two pictures, the share that are so in both. */
function overlap({ opacity: a }: SeenViews, { opacity: b }: SeenViews): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    if (a[i] > 0.5 && b[i] > 0.5) both++;
    if (a[i] > 0.5 || b[i] > 0.5) either++;
  }
  return either === 0 ? 1 : both / either;
}
