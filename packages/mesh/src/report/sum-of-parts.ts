import type { ReadModel, ReadPart } from '../read/read-model.ts';

/** A sum over all meshes of a file. */
export function sumOfParts({ objects }: ReadModel, of: (mesh: ReadPart['mesh']) => number): number {
  let sum = 0;
  for (const { parts } of objects) for (const { mesh } of parts) sum += of(mesh);
  return sum;
}
