import { diagonalOf } from '../../box.ts';
import type { Figure } from '../figure.ts';
import { short } from '../in-words.ts';

/** Of the diagonal: what is nearer is there. */
const NEAR = 0.005;

/** Where the origin is, in the file's units. */
export interface Origin {
  /** On the ground under the middle, in the middle itself, or elsewhere. */
  at: 'ground' | 'centre' | 'elsewhere';
  /** Which axis is up by the format's convention. */
  up: 'y' | 'z';
  /** Height of the lowest point. */
  ground: number;
  /** Of the box seen from above: along x, and along the axis that is not up. */
  footprintCentre: [number, number];
}

export const origin: Figure<'origin', Origin | null> = {
  name: 'origin',
  title: 'origin',
  measure({ model: { up }, box }) {
    if (!box) return null;
    const [vertical, deep] = up === 'y' ? [1, 2] : [2, 1];
    const middle = (axis: number) => (box[0][axis] + box[1][axis]) / 2;
    const isNear = (value: number) => Math.abs(value) <= NEAR * diagonalOf(box);
    const ground = box[0][vertical];
    const footprintCentre: Origin['footprintCentre'] = [middle(0), middle(deep)];
    const below = footprintCentre.every(isNear);
    const at = !below
      ? 'elsewhere'
      : isNear(ground)
        ? 'ground'
        : isNear(middle(vertical))
          ? 'centre'
          : 'elsewhere';
    return { at, up, ground, footprintCentre };
  },
  say(value) {
    if (!value) return 'nothing';
    const { at, up, ground, footprintCentre } = value;
    if (at === 'ground') return `on the ground, under the middle (${up} is up)`;
    if (at === 'centre') return 'in the middle';
    return `lowest point at ${up} = ${short(ground)}, middle seen from above at ${footprintCentre.map(short).join(', ')}`;
  },
};
