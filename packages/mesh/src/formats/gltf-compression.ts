import type { Document, WebIO } from '@gltf-transform/core';
import type { EncodeOptions } from './format.ts';

/**
 * As many steps for a number as formats allow, that vertices stay apart: along the longest edge of the box
 * 65,535, a 65,535th of it each.
 */
const STEPS = { quantizePosition: 16, quantizeTexcoord: 16, quantizeColor: 16 } as const;
/** Of a normal each coordinate; on a sphere 0.1 degrees. */
const NORMAL_BITS = 10;

/**
 * Has the numbers of a document's meshes quantised and packed when it is written (EXT_meshopt_compression,
 * KHR_draco_mesh_compression). Vertices at one place stay at one place.
 * @param io what is going to write it
 * @throws Error where Draco's encoder is asked for, and there is none
 */
export async function compressMeshes(
  document: Document,
  io: WebIO,
  { compress = 'none', dracoEncoder }: EncodeOptions,
): Promise<void> {
  if (compress === 'none') return;
  const [{ draco, meshopt }, extensions] = await Promise.all([
    import('@gltf-transform/functions'),
    import('@gltf-transform/extensions'),
  ]);
  const options = { ...STEPS, quantizeNormal: NORMAL_BITS };
  if (compress === 'meshopt') {
    const { MeshoptEncoder } = await import('meshoptimizer/encoder');
    await MeshoptEncoder.ready;
    io.registerExtensions([extensions.EXTMeshoptCompression, extensions.KHRMeshQuantization]);
    io.registerDependencies({ 'meshopt.encoder': MeshoptEncoder });
    await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'medium', ...options }));
  } else {
    if (!dracoEncoder) throw new Error('there is no encoder of Draco here');
    io.registerExtensions([extensions.KHRDracoMeshCompression]);
    io.registerDependencies({ 'draco3d.encoder': await dracoEncoder() });
    await document.transform(draco({ method: 'edgebreaker', ...options }));
  }
}
