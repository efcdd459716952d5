import type { Document, WebIO } from '@gltf-transform/core';
import type { EncodeOptions } from './format.ts';

/**
 * Writes a document's textures, which are PNG, in another format (for WebP and KTX2 by EXT_texture_webp and
 * KHR_texture_basisu, which programs need for the file then).
 * @throws Error where there is no encoder of it
 */
export async function transcodeTextures(
  document: Document,
  io: WebIO,
  { textureFormat = 'png', encodeTexture }: EncodeOptions,
): Promise<void> {
  if (textureFormat === 'png') return;
  if (!encodeTexture) throw new Error(`there is no encoder of ${textureFormat} here`);
  const root = document.getRoot();
  const normals = new Set(root.listMaterials().map((material) => material.getNormalTexture()));
  for (const texture of root.listTextures()) {
    const holds = normals.has(texture) ? 'normals' : 'colours';
    texture.setImage(await encodeTexture(texture.getImage()!, textureFormat, holds));
    texture.setMimeType(`image/${textureFormat}`);
  }
  if (textureFormat === 'jpeg' || root.listTextures().length === 0) return;
  const { EXTTextureWebP, KHRTextureBasisu } = await import('@gltf-transform/extensions');
  io.registerExtensions([EXTTextureWebP, KHRTextureBasisu]);
  const needed =
    textureFormat === 'webp'
      ? document.createExtension(EXTTextureWebP)
      : document.createExtension(KHRTextureBasisu);
  needed.setRequired(true);
}
