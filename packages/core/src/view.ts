import type { Camera } from './camera.ts';

/**
 * How a picture is lit. `albedo`: colour alone. `lambertian`: colour times ambient plus diffuse light.
 * `textureless`: the same light on white.
 */
export const SHADING_MODES = ['albedo', 'lambertian', 'textureless'] as const;
export type ShadingMode = (typeof SHADING_MODES)[number];

/** Share of light that has no direction; the diffuse share is 1 minus this. */
export const AMBIENT_LIGHT = 0.35;

/**
 * What one picture was, or is to be, taken with. What the embedded prior is conditioned on beside the text.
 */
export interface View {
  camera: Camera;
  shading: ShadingMode;
  /** Unit vector towards the light, world space. Without meaning for `albedo`. */
  light: readonly [number, number, number];
  /** Background colour, each channel in [0, 1]. */
  background: readonly [number, number, number];
}

/**
 * Brightness factor of a surface with unit normal `n` under the view's light: 1 for albedo, in
 * [AMBIENT_LIGHT, 1] otherwise.
 */
export function shade(view: View, nx: number, ny: number, nz: number): number {
  if (view.shading === 'albedo') return 1;
  const [lx, ly, lz] = view.light;
  return AMBIENT_LIGHT + (1 - AMBIENT_LIGHT) * Math.max(0, nx * lx + ny * ly + nz * lz);
}

/**
 * Views at equal steps all around an object, from its front on, as pictures for people are taken: plain
 * colour on a grey that white shows on.
 */
export function aroundViews(count: number): View[] {
  const degree = Math.PI / 180;
  return Array.from({ length: count }, (_, i) => ({
    camera: {
      azimuth: (i / count) * 2 * Math.PI,
      elevation: 20 * degree,
      distance: 3.3,
      fieldOfView: 40 * degree,
    },
    shading: 'albedo',
    light: [0, 1, 0],
    background: [0.7, 0.7, 0.7],
  }));
}
