import { AMBIENT_LIGHT, shade } from '@modeseek/core';
import type { Composite } from './composite.ts';
import type { RayBundle } from './rays.ts';

/**
 * Colour of each ray: with C and O the composite's colour and opacity, b the view's background, n the ray's
 * normal and s = shade(view, n), `albedo`: C + (1 - O) b, `lambertian`: s C + (1 - O) b, `textureless`: s O +
 * (1 - O) b.
 * @param normals `[rays, 3]`; a zero normal gets ambient light only
 * @returns `[rays, 3]`, in [0, 1]
 */
export function shadeRays(rays: RayBundle, composite: Composite, normals: Float32Array): Float32Array {
  const colour = new Float32Array(rays.count * 3);
  for (let ray = 0; ray < rays.count; ray++) {
    const view = rays.views[rays.viewOfRay[ray]];
    const i = ray * 3;
    const opacity = composite.opacity[ray];
    const factor = shade(view, normals[i], normals[i + 1], normals[i + 2]);
    for (let c = 0; c < 3; c++) {
      const surface = view.shading === 'textureless' ? opacity : composite.colour[i + c];
      colour[i + c] = factor * surface + (1 - opacity) * view.background[c];
    }
  }
  return colour;
}

/**
 * Backward of `shadeRays`.
 * @param colourGradient `[rays, 3]`
 * @returns the loss's gradient by the composite (its depth has none) and by the normals
 */
export function shadeRaysBackward(
  rays: RayBundle,
  composite: Composite,
  normals: Float32Array,
  colourGradient: Float32Array,
): { composite: Composite; normals: Float32Array } {
  const gradient: Composite = {
    colour: new Float32Array(rays.count * 3),
    opacity: new Float32Array(rays.count),
    depth: new Float32Array(rays.count),
  };
  const normalGradient = new Float32Array(rays.count * 3);
  for (let ray = 0; ray < rays.count; ray++) {
    const view = rays.views[rays.viewOfRay[ray]];
    const i = ray * 3;
    const textureless = view.shading === 'textureless';
    const factor = shade(view, normals[i], normals[i + 1], normals[i + 2]);
    let opacityGradient = 0;
    let factorGradient = 0;
    for (let c = 0; c < 3; c++) {
      const g = colourGradient[i + c];
      opacityGradient += g * ((textureless ? factor : 0) - view.background[c]);
      factorGradient += g * (textureless ? composite.opacity[ray] : composite.colour[i + c]);
      gradient.colour[i + c] = textureless ? 0 : g * factor;
    }
    gradient.opacity[ray] = opacityGradient;
    if (view.shading === 'albedo') continue;
    const [lx, ly, lz] = view.light;
    if (normals[i] * lx + normals[i + 1] * ly + normals[i + 2] * lz <= 0) continue;
    const diffuse = (1 - AMBIENT_LIGHT) * factorGradient;
    normalGradient[i] = diffuse * lx;
    normalGradient[i + 1] = diffuse * ly;
    normalGradient[i + 2] = diffuse * lz;
  }
  return { composite: gradient, normals: normalGradient };
}
