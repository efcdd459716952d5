import { type CheckedGltf, isList, isNumber, isRecord } from '@modeseek/core';
import type { ReadMaterial, ReadTexture } from '../read-model.ts';

type Entries = Record<string, unknown>;

/** A material, and how its colour texture is laid on. */
export interface GltfMaterial {
  material: ReadMaterial;
  /** Number of the texture coordinates. */
  uvSet: number;
  /** By KHR_texture_transform: a matrix of two rows and three columns; null for none. */
  uvTransform: readonly number[] | null;
}

const isPair = isList(isNumber(), 2, 2);

/** The materials of a glTF, and its pictures. What is wrong with one of them is left out. */
export function readMaterials({ json, pictures }: CheckedGltf): {
  materials: GltfMaterial[];
  textures: ReadTexture[];
} {
  const textures = pictures.map(({ width, height, bytes }): ReadTexture => ({ width, height, bytes }));
  const pictureOf = (info: unknown): ReadTexture | null => {
    const list = json.textures as Entries[] | undefined;
    const texture = isRecord(info) && Number.isInteger(info.index) ? list?.[info.index as number] : undefined;
    return texture ? (textures[sourceOf(texture)] ?? null) : null;
  };
  const materials = ((json.materials ?? []) as Entries[]).map((entries): GltfMaterial => {
    const look = isRecord(entries.pbrMetallicRoughness) ? entries.pbrMetallicRoughness : {};
    const factor = isList(isNumber(0, 1), 3, 4)(look.baseColorFactor)
      ? (look.baseColorFactor as number[])
      : null;
    const info = isRecord(look.baseColorTexture) ? look.baseColorTexture : {};
    return {
      material: {
        name: typeof entries.name === 'string' ? entries.name : '',
        colour: factor ? [factor[0], factor[1], factor[2]] : [1, 1, 1],
        texture: pictureOf(info),
        normalMap: pictureOf(entries.normalTexture),
      },
      ...layingOf(info),
    };
  });
  return { materials, textures };
}

/** Number of a texture's picture: that of an extension where there is one. */
function sourceOf({ source, extensions }: Entries): number {
  if (!isRecord(extensions)) return source as number;
  for (const name of ['KHR_texture_basisu', 'EXT_texture_webp']) {
    const extension = extensions[name];
    if (isRecord(extension) && Number.isInteger(extension.source)) return extension.source as number;
  }
  return source as number;
}

function layingOf({ texCoord, extensions }: Entries): Pick<GltfMaterial, 'uvSet' | 'uvTransform'> {
  const uvSet = Number.isInteger(texCoord) ? (texCoord as number) : 0;
  const transform = isRecord(extensions) ? extensions.KHR_texture_transform : undefined;
  if (!isRecord(transform)) return { uvSet, uvTransform: null };
  const pair = (value: unknown, otherwise: number[]) => (isPair(value) ? (value as number[]) : otherwise);
  const [x, y] = pair(transform.offset, [0, 0]);
  const [width, height] = pair(transform.scale, [1, 1]);
  const turn = isNumber()(transform.rotation) ? (transform.rotation as number) : 0;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return {
    uvSet: Number.isInteger(transform.texCoord) ? (transform.texCoord as number) : uvSet,
    uvTransform: [cos * width, sin * height, x, -sin * width, cos * height, y],
  };
}
