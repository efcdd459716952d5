import { UserError } from '@modeseek/core';
import { openPicture } from './open-picture.ts';
import type { ReadMaterial, ReadTexture } from './read-model.ts';
import type { Beside } from './reader.ts';
import { numberOf, textLines, words } from './text-lines.ts';

/** Most materials of a library, and pictures. */
const MOST = 100_000;

/**
 * Adds the materials of an MTL to a library, and their pictures to textures. A picture that cannot be read is
 * noted.
 * @throws UserError when the file cannot be read, in words
 */
export function readMtl(
  path: string,
  beside: Beside,
  library: Map<string, ReadMaterial>,
  textures: ReadTexture[],
  notes: string[],
): void {
  const opened = new Map<string, ReadTexture | null>();
  const pictureOf = (name: string): ReadTexture | null => {
    if (!opened.has(name)) opened.set(name, openPicture(name, beside, notes));
    const texture = opened.get(name) ?? null;
    if (texture && !textures.includes(texture)) textures.push(texture);
    return texture;
  };
  let material: { -readonly [K in keyof ReadMaterial]: ReadMaterial[K] } | undefined;
  for (const line of textLines(beside.open(path))) {
    const [keyword, ...rest] = words(line);
    switch (keyword) {
      case 'newmtl':
        if (library.size >= MOST) throw new UserError(`it has more than ${MOST} materials`);
        material = { name: rest.join(' '), colour: [1, 1, 1], texture: null, normalMap: null };
        library.set(material.name, material);
        break;
      case 'Kd':
        if (material && rest.length >= 3) {
          material.colour = [numberOf(rest[0]), numberOf(rest[1]), numberOf(rest[2])];
        }
        break;
      case 'map_Kd':
        if (material) material.texture = pictureOf(pictureName(line, rest));
        break;
      case 'norm':
        if (material) material.normalMap = pictureOf(pictureName(line, rest));
        break;
    }
  }
}

/** A picture's name may have spaces, and options may stand before it: then it is taken to be the last word. */
function pictureName(line: string, rest: readonly string[]): string {
  if (rest[0]?.startsWith('-')) return rest[rest.length - 1];
  return line.trim().replace(/^\S+\s*/, '');
}
