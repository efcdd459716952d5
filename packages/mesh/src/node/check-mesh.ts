import { readBoundedFile } from '@modeseek/node';
import { ownerOfHull } from '../hull-names.ts';
import { readMesh } from '../read/index.ts';
import type { ReadModel } from '../read/read-model.ts';
import { type Beside, READ_LIMITS } from '../read/reader.ts';
import { faultsOf, type MeshFigures, measureMesh } from '../report/report.ts';
import { filesBeside } from './beside.ts';
import { readTools } from './read-tools.ts';
import { type GltfValidity, validateGltf } from './validate-gltf.ts';

/** What is right and wrong with a file of a mesh. */
export interface MeshReport {
  file: string;
  /** That it was read as, such as glb. */
  format: string;
  /** Of the file itself. */
  bytes: number;
  /** Whether nothing is wrong with it. */
  sound: boolean;
  /** What is wrong, a line each. */
  faults: string[];
  figures: MeshFigures;
  /** By glTF-Validator; null for what is no glTF. */
  gltf: GltfValidity | null;
  /** What was not looked at, a line each. */
  notes: string[];
}

/**
 * Reads a file of a mesh, whoever made it, and measures it. May take any time that the file asks for: see
 * `MeshCheck`.
 * @throws UserError when it cannot be read; the file system's error, with its `path`
 */
export async function checkMeshFile(path: string): Promise<MeshReport> {
  const bytes = readBoundedFile(path, READ_LIMITS.bytes);
  return (await checkMesh(path, bytes, filesBeside(path))).report;
}

/** The same of a file in memory. @returns what was read of it, too */
export async function checkMesh(
  name: string,
  bytes: Uint8Array,
  beside: Beside,
): Promise<{ report: MeshReport; model: ReadModel }> {
  const model = withoutHulls(await readMesh(name, bytes, beside, readTools));
  const figures = measureMesh(model);
  const isGltf = model.format === 'glb' || model.format === 'gltf';
  const gltf = isGltf ? await validateGltf(bytes, beside) : null;
  const faults = faultsOf(figures);
  if (gltf && gltf.errors > 0) faults.push(`errors of the glTF: ${gltf.errors}`);
  const { format, notes } = model;
  const sound = faults.length === 0;
  return { report: { file: name, format, bytes: bytes.length, sound, faults, figures, gltf, notes }, model };
}

/** Hulls for physics engines are no part of what is seen or printed. */
function withoutHulls(model: ReadModel): ReadModel {
  const objects = model.objects.filter(({ name }) => !ownerOfHull(name));
  const hulls = model.objects.length - objects.length;
  if (hulls === 0 || objects.length === 0) return model;
  const what = hulls === 1 ? 'A hull for physics was' : `${hulls} hulls for physics were`;
  return { ...model, objects, notes: [...model.notes, `${what} not looked at.`] };
}
