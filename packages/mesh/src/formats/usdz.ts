import type { MeshFormat } from './format.ts';
import { uniqueNames } from './names.ts';
import { usdaOf } from './usda.ts';
import { alignedZip } from './zip.ts';

/** What files in a package begin at multiples of. */
const ALIGNMENT = 64;

/**
 * As Pixar's specification of USDZ and Apple's rules for it have it: a zip without compression, aligned, the
 * description first. Ours, as three.js's draws textures by a page's canvas.
 */
export const usdz: MeshFormat<'usdz'> = {
  name: 'usdz',
  title: 'USDZ for Apple’s Quick Look and others that read USD',
  holds: 'textures',
  async encode(model, stem) {
    const names = uniqueNames(model);
    const pictures: Record<string, Uint8Array> = {};
    const save = (name: string, bytes?: Uint8Array | null) => {
      if (!bytes) return undefined;
      pictures[`textures/${name}.png`] = bytes;
      return `textures/${name}.png`;
    };
    const textures = model.parts.map((part, i) => ({
      colour: save(names[i], part.texture),
      normals: save(`${names[i]}_normals`, part.normalMap),
    }));
    const files = { 'model.usda': usdaOf(model, names, textures), ...pictures };
    return [{ name: `${stem}.usdz`, bytes: alignedZip(files, ALIGNMENT) }];
  },
};
