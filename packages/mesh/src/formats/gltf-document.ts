import {
  Accessor,
  Document,
  Logger,
  type Material,
  type Mesh,
  type Node,
  TextureInfo,
  WebIO,
} from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import { UNMOVED } from '@modeseek/core';
import { linearFromDisplay } from '../linear-colour.ts';
import type { EncodeOptions, FinishedModel, FinishedPart } from './format.ts';
import { compressMeshes } from './gltf-compression.ts';
import { transcodeTextures } from './gltf-textures.ts';
import { GENERATOR } from './told.ts';

/** A document, and what writes it as the options ask. */
export async function gltfToWrite(
  model: FinishedModel,
  options: EncodeOptions = {},
): Promise<{ document: Document; io: WebIO }> {
  const io = new WebIO().registerExtensions([KHRMaterialsUnlit]);
  const document = gltfDocument(model);
  await transcodeTextures(document, io, options);
  await compressMeshes(document, io, options);
  return { document, io };
}

/** A model as glTF 2.0: one node for each part, and of what is there several times one mesh and material. */
function gltfDocument({ name, parts, extras }: FinishedModel): Document {
  const document = new Document().setLogger(new Logger(Logger.Verbosity.WARN));
  const root = document.getRoot();
  Object.assign(root.getAsset(), { generator: GENERATOR, extras });
  document.createBuffer();
  const scene = document.createScene(name);
  const meshes = new Map<FinishedPart['mesh'], Mesh>();
  for (const part of parts) {
    const mesh = meshes.get(part.mesh) ?? partMesh(document, part);
    meshes.set(part.mesh, mesh);
    scene.addChild(partNode(document, part).setMesh(mesh));
  }
  root.setDefaultScene(scene);
  return document;
}

function partNode(document: Document, { name, placement = UNMOVED }: FinishedPart): Node {
  const { scale, offset, turn } = placement;
  return document
    .createNode(name)
    .setTranslation([...offset])
    .setRotation([0, Math.sin(turn / 2), 0, Math.cos(turn / 2)])
    .setScale([scale, scale, scale]);
}

function partMesh(document: Document, part: FinishedPart): Mesh {
  const { name, mesh } = part;
  const vertices = mesh.positions.length / 3;
  const indices = vertices <= 0xffff ? new Uint16Array(mesh.indices) : mesh.indices;
  const primitive = document
    .createPrimitive()
    .setMaterial(partMaterial(document, part))
    .setIndices(accessor(document, 'SCALAR', indices))
    .setAttribute('POSITION', accessor(document, 'VEC3', mesh.positions))
    .setAttribute('NORMAL', accessor(document, 'VEC3', mesh.normals));
  if (part.texture && mesh.uvs) primitive.setAttribute('TEXCOORD_0', accessor(document, 'VEC2', mesh.uvs));
  if (part.normalMap && mesh.tangents) {
    primitive.setAttribute('TANGENT', accessor(document, 'VEC4', mesh.tangents));
  }
  if (mesh.colours) {
    primitive.setAttribute('COLOR_0', accessor(document, 'VEC3', mesh.colours.map(linearFromDisplay)));
  }
  return document.createMesh(name).addPrimitive(primitive);
}

function partMaterial(document: Document, { name, texture, normalMap, material }: FinishedPart): Material {
  const { kind, roughness, metalness, doubleSided = false } = material;
  const made = document
    .createMaterial(name)
    .setRoughnessFactor(roughness)
    .setMetallicFactor(metalness)
    .setDoubleSided(doubleSided);
  if (kind === 'unlit') {
    const unlit = document.createExtension(KHRMaterialsUnlit).setRequired(false).createUnlit();
    made.setExtension(KHRMaterialsUnlit.EXTENSION_NAME, unlit);
  }
  const picture = (what: string, png: Uint8Array) =>
    document.createTexture(`${name} ${what}`).setImage(png).setMimeType('image/png');
  if (texture) made.setBaseColorTexture(picture('colour', texture));
  if (normalMap) made.setNormalTexture(picture('normals', normalMap));
  for (const info of [made.getBaseColorTextureInfo(), made.getNormalTextureInfo()]) {
    info
      ?.setMagFilter(TextureInfo.MagFilter.LINEAR)
      .setMinFilter(TextureInfo.MinFilter.LINEAR_MIPMAP_LINEAR)
      .setWrapS(TextureInfo.WrapMode.CLAMP_TO_EDGE)
      .setWrapT(TextureInfo.WrapMode.CLAMP_TO_EDGE);
  }
  return made;
}

function accessor(
  document: Document,
  type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4',
  array: Float32Array | Uint16Array | Uint32Array,
): Accessor {
  const [buffer] = document.getRoot().listBuffers();
  return document
    .createAccessor()
    .setType(Accessor.Type[type])
    .setArray(array as never)
    .setBuffer(buffer);
}
