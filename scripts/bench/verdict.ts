import type { Images } from '@modeseek/core';

/** What the judge makes of one picture. */
export interface Verdict {
  /** Name of the concept it takes the picture for; `nothing` where there is nothing to see. */
  concept: string;
  /** `symmetry` times the azimuth, in radians, for the symmetry of the concept that is really shown; NaN for `nothing`. */
  turns: number;
}

/**
 * The verdict that the judge's outputs for one picture amount to. The judge must name a concept: in a picture of one colour it is overruled.
 * @param logits of each concept, in the order of `names`
 * @param direction sine and cosine of `turns`, up to a common factor
 */
export function verdictOf(
  picture: Images,
  names: readonly string[],
  logits: Float32Array,
  [sine, cosine]: Float32Array,
): Verdict {
  if (isPlain(picture)) return { concept: 'nothing', turns: Number.NaN };
  return { concept: names[logits.indexOf(Math.max(...logits))], turns: Math.atan2(sine, cosine) };
}

/** Degrees between a verdict's azimuth and the true one (radians), up to the concept's rotational symmetry. NaN for `nothing`. */
export function degreesApart({ turns }: Verdict, azimuth: number, symmetry: number): number {
  const error = turns - symmetry * azimuth;
  return (Math.abs(Math.atan2(Math.sin(error), Math.cos(error))) / symmetry) * (180 / Math.PI);
}

/** Whether the values of a picture differ by less than one in twenty, in each channel. */
function isPlain({ data }: Images): boolean {
  return [0, 1, 2].every((channel) => {
    const values = data.filter((_, i) => i % 3 === channel);
    return Math.max(...values) - Math.min(...values) < 0.05;
  });
}
