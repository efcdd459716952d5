import type { Images } from '@modeseek/core';
import { COLOUR_NAMES, type ColourName, middleOf } from '@modeseek/objects';

/** What the judge makes of one picture. */
export interface Verdict {
  /** Name of the concept it takes the picture for; `nothing` where there is nothing to see. */
  concept: string;
  /** The next likely concept, in a picture of two objects the other one; `nothing` where the judge is sure of one. */
  second: string;
  /** `symmetry` times the azimuth, in radians, for the symmetry of the concept that is really shown; NaN for `nothing`. */
  turns: number;
}

/** Least probability of a concept to be seen beside another; the judge of assets/judge has learnt to give each of two a half. */
const LEAST_SECOND = 0.15;

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
  if (isPlain(picture)) return { concept: 'nothing', second: 'nothing', turns: Number.NaN };
  const [first, second] = [...names.keys()].sort((a, b) => logits[b] - logits[a]);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - logits[second]), 0);
  return {
    concept: names[first],
    second: 1 / total >= LEAST_SECOND ? names[second] : 'nothing',
    turns: Math.atan2(sine, cosine),
  };
}

/** Degrees between a verdict's azimuth and the true one (radians), up to the concept's rotational symmetry. NaN for `nothing`. */
export function degreesApart({ turns }: Verdict, azimuth: number, symmetry: number): number {
  const error = turns - symmetry * azimuth;
  return (Math.abs(Math.atan2(Math.sin(error), Math.cos(error))) / symmetry) * (180 / Math.PI);
}

/** Degrees from the true azimuth up to which a view shows the right side. */
const WITHIN = 45;

/** Share of verdicts for which something holds. */
export function shareOf(
  verdicts: readonly Verdict[],
  holds: (verdict: Verdict, index: number) => boolean,
): number {
  return verdicts.filter(holds).length / verdicts.length;
}

/** R-Precision: share of verdicts that name the concept. */
export function shareNamed(verdicts: readonly Verdict[], name: string): number {
  return shareOf(verdicts, ({ concept }) => concept === name);
}

/** View check: of views at equal steps all around from the front on, the share within 45 degrees of the true azimuth; null for a concept without front. */
export function shareWithin(verdicts: readonly Verdict[], symmetry: number): number | null {
  if (symmetry === 0) return null;
  const azimuth = (view: number) => (view / verdicts.length) * 2 * Math.PI;
  return shareOf(verdicts, (verdict, i) => degreesApart(verdict, azimuth(i), symmetry) < WITHIN);
}

/** Whether both concepts are the two that the judge finds likeliest. */
export function showsBoth({ concept, second }: Verdict, [one, other]: readonly string[]): boolean {
  return (concept === one && second === other) || (concept === other && second === one);
}

/**
 * Name of the colour nearest to the mean one of an object's body.
 * @param pictures its views, in [0, 1]
 * @param body how much each of their pixels belongs to the body, in [0, 1]
 */
export function bodyColour({ data }: Images, body: Float32Array): ColourName {
  const sum = [0, 0, 0];
  const total = body.reduce((all, share) => all + share, 0);
  for (let i = 0; i < data.length; i++) sum[i % 3] += data[i] * body[Math.floor(i / 3)];
  const [r, g, b] = sum.map((value) => value / Math.max(total, 1e-6));
  const distance = (name: ColourName) => {
    const middle = middleOf(name);
    return (middle.r - r) ** 2 + (middle.g - g) ** 2 + (middle.b - b) ** 2;
  };
  return COLOUR_NAMES.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}

/** Whether the values of a picture differ by less than one in twenty, in each channel. */
function isPlain({ data }: Images): boolean {
  return [0, 1, 2].every((channel) => {
    const values = data.filter((_, i) => i % 3 === channel);
    return Math.max(...values) - Math.min(...values) < 0.05;
  });
}
