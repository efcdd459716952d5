import type { Texture } from '@modeseek/raster';
import type { ReadModel, ReadTexture } from '../read/read-model.ts';

/** Most pixels of a texture that is looked at. */
const MOST_PIXELS = 2 ** 26;

/**
 * Unpacks the textures of a model: PNG, JPEG and WebP. Those of other kinds, or that are damaged or too large,
 * are left out.
 */
export async function decodeTextures({ textures }: ReadModel): Promise<Map<ReadTexture, Texture>> {
  const { default: sharp } = await import('sharp');
  const decoded = new Map<ReadTexture, Texture>();
  for (const texture of textures) {
    try {
      const picture = sharp(texture.bytes, { limitInputPixels: MOST_PIXELS }).ensureAlpha().raw();
      const { data, info } = await picture.toBuffer({ resolveWithObject: true });
      decoded.set(texture, { width: info.width, height: info.height, data });
    } catch {
      // It has no colours that anybody could see here.
    }
  }
  return decoded;
}
