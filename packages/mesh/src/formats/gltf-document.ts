import { Accessor, Document, TextureInfo, WebIO } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import type { FinishedMesh } from './format.ts';

/** What reads and writes the documents. */
export const gltfIo = () => new WebIO().registerExtensions([KHRMaterialsUnlit]);

/** A mesh as glTF 2.0: one node, one mesh, one primitive. */
export function gltfDocument({
  mesh,
  texture,
  name,
  material: kind,
  doubleSided = false,
}: FinishedMesh): Document {
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
  return document;
}

/**
 * Inverse of the sRGB transfer function (IEC 61966-2-1): glTF's vertex colours are linear, its textures are
 * not.
 */
function linearFromDisplay(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
