import type { ReadModel } from '../read/read-model.ts';
import { movedPart } from '../read/transform.ts';

/** What slicers take a unit for where the format does not say: metres. */
const SLICER_UNIT = 1e-3;

/** A model as glTF has it: in metres, +y up, the front towards +z; that of a slicer faces -y. */
export function upright(model: ReadModel): ReadModel {
  const { up, metres } = model;
  const scale = metres ?? (up === 'z' ? SLICER_UNIT : 1);
  if (up === 'y' && scale === 1) return model;
  const axes =
    up === 'y'
      ? [scale, 0, 0, 0, 0, scale, 0, 0, 0, 0, scale, 0, 0, 0, 0, 1]
      : [scale, 0, 0, 0, 0, 0, -scale, 0, 0, scale, 0, 0, 0, 0, 0, 1];
  const objects = model.objects.map(({ name, parts }) => ({
    name,
    parts: parts.map((part) => movedPart(part, axes)),
  }));
  return { ...model, objects, up: 'y', metres: 1 };
}
