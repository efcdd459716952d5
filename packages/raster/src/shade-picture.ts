import { type Images, shade, type View } from '@modeseek/core';
import type { GBuffer } from './g-buffer.ts';

/** Lights a G-buffer and lays it over the view's background: one picture `[1, size, size, 3]` in [0, 1]. */
export function shadePicture(buffer: GBuffer, view: View): Images {
  const { size, albedo, normal, alpha } = buffer;
  const data = new Float32Array(size * size * 3);
  for (let i = 0; i < size * size; i++) {
    const nx = normal[i * 3];
    const ny = normal[i * 3 + 1];
    const nz = normal[i * 3 + 2];
    const norm = 1 / (Math.hypot(nx, ny, nz) || 1);
    const brightness = shade(view, nx * norm, ny * norm, nz * norm);
    for (let k = 0; k < 3; k++) {
      const colour = view.shading === 'textureless' ? alpha[i] : albedo[i * 3 + k];
      data[i * 3 + k] = brightness * colour + (1 - alpha[i]) * view.background[k];
    }
  }
  return { data, batch: 1, height: size, width: size };
}
