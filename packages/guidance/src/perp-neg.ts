import { angleFromFront, type Direction, type DirectionShares } from '@modeseek/core';
import type { Condition } from './denoiser.ts';

/** What Perp-Neg asks about one picture. */
export interface PerpNegView {
  /** What the picture is to show. */
  wanted: DirectionShares;
  /** What it is not to show, and how much that counts. */
  avoided: readonly { direction: Direction; weight: number }[];
}

/** `a exp(-b r) + c` */
const decay = (a: number, b: number, c: number) => (r: number) => a * Math.exp(-b * r) + c;

/**
 * How much a direction is avoided, by how near the picture is to the other one, r in [0, 1]. At r = 1 those of
 * the neighbours end at 0, and those of the front meet at 90 degrees.
 */
const AVOIDED = {
  /** From the front to a side: either of them, by the share of itself. */
  neighbour: decay(4, 0.5, -2.426),
  /** From a side to the back: the side, and the front behind it, by the share of the side. */
  sideBeforeBack: decay(1, 0.5, -0.606),
  frontBeforeBack: decay(1, 0.5, 0.967),
};

/**
 * Words for a view between two directions, and against what else it may be taken for (Armandpour et al. 2023,
 * arXiv 2304.04968; weights as threestudio has them): the text is blended from those of the two directions by
 * azimuth, and what is avoided is whichever of them it is not, and the front in all of the back half.
 * @param azimuth in radians; 0 looks at the front
 */
export function perpNegView(azimuth: number): PerpNegView {
  const quarters = angleFromFront(azimuth) / (Math.PI / 2);
  if (quarters < 1) {
    const front = 1 - quarters;
    return {
      wanted: { front, side: 1 - front },
      avoided: [
        { direction: 'front', weight: AVOIDED.neighbour(front) },
        { direction: 'side', weight: AVOIDED.neighbour(1 - front) },
      ],
    };
  }
  const side = 2 - quarters;
  return {
    wanted: { side, back: 1 - side },
    avoided: [
      { direction: 'front', weight: AVOIDED.frontBeforeBack(side) },
      { direction: 'side', weight: AVOIDED.sideBeforeBack(side) },
    ],
  };
}

/** The passes of a model that Perp-Neg takes. */
export interface PerpNegPasses {
  /** In place of the condition. */
  wanted: Condition;
  /** Against each of these, with a weight for each picture. */
  avoided: readonly { condition: Condition; weights: readonly number[] }[];
}

/**
 * What Perp-Neg asks the model, in place of a condition whose pictures have directions; those from overhead
 * avoid nothing.
 */
export function perpNegPasses(condition: Condition): PerpNegPasses {
  const { directions } = condition;
  if (!directions) return { wanted: condition, avoided: [] };
  const pictures = condition.views.map(
    ({ camera }, i): PerpNegView =>
      directions[i].overhead ? { wanted: directions[i], avoided: [] } : perpNegView(camera.azimuth),
  );
  const avoided = (['front', 'side'] as const).map((direction) => ({
    condition: { ...condition, directions: pictures.map(() => ({ [direction]: 1 })) },
    weights: pictures.map(
      (picture) => picture.avoided.find((each) => each.direction === direction)?.weight ?? 0,
    ),
  }));
  return {
    wanted: { ...condition, directions: pictures.map(({ wanted }) => wanted) },
    avoided: avoided.filter(({ weights }) => weights.some((weight) => weight !== 0)),
  };
}

/** What the model says where the text is one to be avoided. */
export interface AvoidedEstimate {
  denoised: Float32Array;
  /** One for each picture. */
  weights: readonly number[];
}

/**
 * What is to be avoided, as Perp-Neg has it (Armandpour et al. 2023, arXiv 2304.04968): of each
 * estimate only the part that is perpendicular to what is wanted, Σ w_i (e_i − ⟨e_i, e⁺⟩/|e⁺|² e⁺), so that
 * nothing is taken away from what both have in common. The paper's e, differences of noise predictions from
 * the unconditional one, are those of denoised values times −1/σ; the formula is linear, and so it is the same
 * for those. Products are over each picture by itself.
 * @param conditional estimate of what is wanted, `[pictures, ...]`
 * @returns what is to be subtracted from `conditional − unconditional`
 */
export function perpendicularNegative(
  conditional: Float32Array,
  unconditional: Float32Array,
  avoided: readonly AvoidedEstimate[],
): Float32Array {
  const out = new Float32Array(conditional.length);
  for (const { denoised, weights } of avoided) {
    const size = out.length / weights.length;
    weights.forEach((weight, picture) => {
      const [from, to] = [picture * size, (picture + 1) * size];
      let [along, square] = [0, 0];
      for (let i = from; i < to; i++) {
        const wanted = conditional[i] - unconditional[i];
        along += (denoised[i] - unconditional[i]) * wanted;
        square += wanted ** 2;
      }
      const shared = square === 0 ? 0 : along / square;
      for (let i = from; i < to; i++) {
        const u = unconditional[i];
        out[i] += weight * (denoised[i] - u - shared * (conditional[i] - u));
      }
    });
  }
  return out;
}
