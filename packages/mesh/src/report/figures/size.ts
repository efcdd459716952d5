import type { Figure } from '../figure.ts';
import { lengths } from '../in-words.ts';

/** Edges of the box around all triangles. */
export interface Size {
  /** Along x, y and z, in the file's units. */
  box: [number, number, number];
  /** Metres to a unit; null where the format does not say. */
  metres: number | null;
}

export const size: Figure<'size', Size | null> = {
  name: 'size',
  title: 'size',
  measure({ model: { metres }, box }) {
    if (!box) return null;
    const edges = box[1].map((high, k) => high - box[0][k]) as Size['box'];
    return { box: edges, metres };
  },
  say(value) {
    if (!value) return 'nothing';
    const { box, metres } = value;
    return metres === null
      ? lengths(box, null)
      : lengths(
          box.map((edge) => edge * metres),
          'm',
        );
  },
};
