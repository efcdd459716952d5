import type { SeenViews } from '@modeseek/core';

/**
 * Outlines as steep as pixels are: what a model draws at half the size is soft, and a field that is to be
 * half opaque there is fog.
 * @param contrast how many times as steep
 */
export function steepen({ opacity, points }: SeenViews, contrast: number): void {
  for (let i = 0; i < opacity.length; i++) {
    const before = opacity[i];
    opacity[i] = Math.min(1, Math.max(0, 0.5 + contrast * (before - 0.5)));
    const factor = opacity[i] === 0 ? 0 : opacity[i] / before;
    for (let c = i * 3; c < i * 3 + 3; c++) points[c] *= factor;
  }
}
