import type { ReadTexture } from '../../read/read-model.ts';
import type { Figure } from '../figure.ts';
import { percent } from '../in-words.ts';
import { UsedTexels } from '../used-texels.ts';

/** Share of the texels of all colour textures that some triangle shows. Null where there are none. */
export const texelShare: Figure<'texelShare', number | null> = {
  name: 'texelShare',
  title: 'texels used',
  measure({ model }) {
    const textures = new Map<ReadTexture, UsedTexels>();
    for (const { parts } of model.objects) {
      for (const { mesh, material } of parts) {
        const texture = material?.texture;
        if (!texture || !mesh.uvs) continue;
        const used = textures.get(texture) ?? new UsedTexels(texture);
        textures.set(texture, used);
        used.add(mesh.uvs, mesh.indices);
      }
    }
    let [texels, used] = [0, 0];
    for (const [{ width, height }, each] of textures) {
      texels += width * height;
      used += each.share * width * height;
    }
    return texels === 0 ? null : used / texels;
  },
  say: (value) => (value === null ? 'no texture' : percent(value)),
};
