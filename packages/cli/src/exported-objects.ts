import { type ExportedObject, type ExportOptions, substanceOf } from '@modeseek/mesh';
import type { RunModel } from '@modeseek/trainer';

/** What a run has made as what is exported of it. */
export function exportedObjects(
  { objects }: RunModel,
  { usualSize }: Pick<ExportOptions, 'usualSize'>,
): [ExportedObject, ...ExportedObject[]] {
  const [first, ...others] = objects.map(({ words, field, placements }) => ({
    name: words,
    query: (points: Float32Array, count: number) => field.query(points, count),
    ...(placements ? { placements, substance: substanceOf(words) } : { usualSize }),
  }));
  return [first, ...others];
}
