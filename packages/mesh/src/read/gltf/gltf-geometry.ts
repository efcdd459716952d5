import { type Accessor, type Document, type JSONDocument, WebIO } from '@gltf-transform/core';
import { type CheckedGltf, isRecord, UserError } from '@modeseek/core';
import type { ReadTools } from '../reader.ts';

type Entries = Record<string, unknown>;

/** What is read of primitives. */
export const ATTRIBUTES = /^(POSITION|NORMAL|TANGENT|TEXCOORD_\d|COLOR_0)$/;
/** Extensions without which positions mean the same. */
const HARMLESS =
  /^(KHR_materials_|KHR_texture_|EXT_texture_|EXT_materials_|MSFT_|ADOBE_|KHR_lights_|EXT_lights_|KHR_animation_|KHR_xmp|KHR_node_|KHR_audio|EXT_mesh_features|EXT_structural_metadata)/;
const KNOWN = [
  'KHR_mesh_quantization',
  'KHR_draco_mesh_compression',
  'EXT_meshopt_compression',
  'KHR_meshopt_compression',
  'EXT_mesh_gpu_instancing',
];

/**
 * The accessors of a checked glTF, in its order, with their numbers unpacked (by glTF-Transform, which is given
 * the description of these alone).
 * @throws UserError for a file that needs what is not known here
 */
export async function readAccessors(gltf: CheckedGltf, tools: ReadTools): Promise<Accessor[]> {
  const { json, resources, used } = geometryOf(gltf);
  const io = new WebIO();
  if (used.size > 0) {
    const extensions = await import('@gltf-transform/extensions');
    io.registerExtensions([
      extensions.KHRMeshQuantization,
      extensions.EXTMeshoptCompression,
      extensions.KHRDracoMeshCompression,
    ]);
    if (used.has('EXT_meshopt_compression')) {
      const { MeshoptDecoder } = await import('meshoptimizer/decoder');
      await MeshoptDecoder.ready;
      io.registerDependencies({ 'meshopt.decoder': MeshoptDecoder });
    }
    if (used.has('KHR_draco_mesh_compression')) {
      if (!tools.dracoDecoder)
        throw new UserError('it is packed by Draco, for which there is no decoder here');
      io.registerDependencies({ 'draco3d.decoder': await tools.dracoDecoder() });
    }
  }
  const document: Document = await io.readJSON({ json, resources } as unknown as JSONDocument);
  return document.getRoot().listAccessors();
}

/** A description of nothing but the numbers of meshes, and where they are. */
function geometryOf({ json, buffers }: CheckedGltf) {
  const required = Array.isArray(json.extensionsRequired) ? json.extensionsRequired : [];
  for (const name of required) {
    if (KNOWN.includes(name) || HARMLESS.test(String(name))) continue;
    throw new UserError(`it needs ${String(name).slice(0, 60)}, which is not known here`);
  }
  const used = new Set<string>();
  const only = (extensions: unknown, name: string) => {
    if (!isRecord(extensions) || !isRecord(extensions[name])) return undefined;
    used.add(name);
    return { [name]: extensions[name] };
  };
  const list = (name: string) => (json[name] ?? []) as Entries[];
  const resources: Record<string, Uint8Array> = {};
  const described = {
    asset: { version: '2.0' },
    buffers: buffers.map((bytes, i) => {
      const uri = `buffer-${i}`;
      resources[uri] = bytes ?? new Uint8Array();
      return { uri, byteLength: resources[uri].byteLength };
    }),
    bufferViews: list('bufferViews').map(({ buffer, byteOffset, byteLength, byteStride, extensions }) => {
      const meshopt = isRecord(extensions)
        ? (extensions.EXT_meshopt_compression ?? extensions.KHR_meshopt_compression)
        : undefined;
      return defined({
        buffer,
        byteOffset,
        byteLength,
        byteStride,
        extensions: only({ EXT_meshopt_compression: meshopt }, 'EXT_meshopt_compression'),
      });
    }),
    accessors: list('accessors').map(
      ({ bufferView, byteOffset, componentType, count, type, normalized, sparse }) =>
        defined({
          bufferView,
          byteOffset,
          componentType,
          count,
          type,
          normalized: normalized === true,
          sparse,
        }),
    ),
    meshes: list('meshes').map((mesh) => ({
      primitives: ((mesh.primitives ?? []) as Entries[]).map(({ attributes, indices, extensions }) =>
        defined({
          attributes: attributesOf(attributes),
          indices,
          extensions: only(extensions, 'KHR_draco_mesh_compression'),
        }),
      ),
    })),
    extensionsUsed: [...used],
  };
  return { json: described, resources, used };
}

function attributesOf(attributes: unknown): Entries {
  if (!isRecord(attributes)) throw new UserError('its description is damaged');
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => ATTRIBUTES.test(name)));
}

/** Without what is undefined, which is not the same to every reader. */
function defined(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
