import { Accessor, Document, TextureInfo, WebIO } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import type { ShadedMesh } from './simplify.ts';

/** `glb`: one binary file. `gltf`: one JSON file with buffer and texture embedded as data URIs. */
export const MESH_FORMATS = ['glb', 'gltf'] as const;
export type MeshFormat = (typeof MESH_FORMATS)[number];

/** `lit`: a rough dielectric under the viewer's lights. `unlit`: the colours as they are (KHR_materials_unlit). */
export const MATERIALS = ['lit', 'unlit'] as const;
export type MaterialKind = (typeof MATERIALS)[number];

export interface GltfOptions {
  name: string;
  format: MeshFormat;
  material: MaterialKind;
  /** Whether the backs of triangles are drawn too, as surfaces need that are not closed; no when absent. */
  doubleSided?: boolean;
}

/**
 * Writes a mesh as glTF 2.0: one node, one mesh, one primitive.
 * @param mesh with `colours`, in display values, or with `uvs` and a texture
 * @param texture PNG, sRGB
 */
export async function encodeGltf(
  mesh: ShadedMesh & { uvs?: Float32Array },
  texture: Uint8Array | null,
  { name, format, material: kind, doubleSided = false }: GltfOptions,
): Promise<Uint8Array> {
  const document = new Document();
  document.getRoot().getAsset().generator = 'Modeseek';
  const buffer = document.createBuffer();
  const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3', array: Float32Array | Uint16Array | Uint32Array) =>
    document
      .createAccessor()
      .setType(Accessor.Type[type])
      .setArray(array as never)
      .setBuffer(buffer);

  const material = document
    .createMaterial(name)
    .setRoughnessFactor(0.9)
    .setMetallicFactor(0)
    .setDoubleSided(doubleSided);
  if (kind === 'unlit') {
    const unlit = document.createExtension(KHRMaterialsUnlit).setRequired(false).createUnlit();
    material.setExtension(KHRMaterialsUnlit.EXTENSION_NAME, unlit);
  }
  const vertices = mesh.positions.length / 3;
  const primitive = document
    .createPrimitive()
    .setMaterial(material)
    .setIndices(accessor('SCALAR', vertices <= 0xffff ? new Uint16Array(mesh.indices) : mesh.indices))
    .setAttribute('POSITION', accessor('VEC3', mesh.positions))
    .setAttribute('NORMAL', accessor('VEC3', mesh.normals));
  if (texture && mesh.uvs) {
    primitive.setAttribute('TEXCOORD_0', accessor('VEC2', mesh.uvs));
    material.setBaseColorTexture(
      document.createTexture(`${name} colour`).setImage(texture).setMimeType('image/png'),
    );
    material
      .getBaseColorTextureInfo()
      ?.setMagFilter(TextureInfo.MagFilter.LINEAR)
      .setMinFilter(TextureInfo.MinFilter.LINEAR_MIPMAP_LINEAR)
      .setWrapS(TextureInfo.WrapMode.CLAMP_TO_EDGE)
      .setWrapT(TextureInfo.WrapMode.CLAMP_TO_EDGE);
  }
  if (mesh.colours) primitive.setAttribute('COLOR_0', accessor('VEC3', mesh.colours.map(linearFromDisplay)));

  const node = document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive));
  const scene = document.createScene(name).addChild(node);
  document.getRoot().setDefaultScene(scene);
  const io = new WebIO().registerExtensions([KHRMaterialsUnlit]);
  return format === 'glb' ? io.writeBinary(document) : embedResources(await io.writeJSON(document));
}

type JsonDocument = Awaited<ReturnType<WebIO['writeJSON']>>;

/** The JSON of a glTF with every file that it names replaced by a data URI. */
function embedResources({ json, resources }: JsonDocument): Uint8Array {
  const embed = (item: { uri?: string }, type: string) => {
    if (item.uri && resources[item.uri]) {
      item.uri = `data:${type};base64,${base64(resources[item.uri])}`;
    }
  };
  for (const item of json.buffers ?? []) embed(item, 'application/octet-stream');
  for (const item of json.images ?? []) embed(item, 'image/png');
  return new TextEncoder().encode(JSON.stringify(json));
}

/** In pieces: a call takes no more than some ten thousand arguments. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}

/** Inverse of the sRGB transfer function (IEC 61966-2-1): glTF's vertex colours are linear, its textures are not. */
function linearFromDisplay(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
