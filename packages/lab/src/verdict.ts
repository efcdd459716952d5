import type { Images } from '@modeseek/core';
import { COLOUR_NAMES, type ColourName, middleOf } from '@modeseek/objects';

/** What the judge makes of one picture. */
export interface Verdict {
  /** Name of the concept it takes the picture for; `nothing` where there is nothing to see. */
  concept: string;
  /**
   * `symmetry` times the azimuth, in radians, for the symmetry of the concept that is really shown; NaN for
   * `nothing`.
   */
  turns: number;
}

/**
 * Of an 8x8 grid over a picture, how many cells must show a concept for it to be found in a scene:
 * LEAST_CELLS of scripts/prior/judge.py.
 */
const LEAST_CELLS = 0.5;

/** How sure the judge must be that a pixel is body: SURELY_BODY of scripts/prior/judge.py. */
const SURELY_BODY = 0.8;

/**
 * The verdict that the judge's outputs for one picture amount to. The judge must name a concept: in a picture
 * of one colour it is overruled.
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
  const likeliest = logits.reduce((best, logit, i) => (logit > logits[best] ? i : best), 0);
  return { concept: names[likeliest], turns: Math.atan2(sine, cosine) };
}

/**
 * The concepts that fill a scene's pictures, the largest first, without those that fill next to none.
 * @param cells of each picture and concept, how many cells show it: `[pictures, names]`
 */
export function foundIn(cells: Float32Array, names: readonly string[]): string[] {
  const pictures = cells.length / names.length;
  const filled = names.map((name, k) => {
    let sum = 0;
    for (let i = 0; i < pictures; i++) sum += cells[i * names.length + k];
    return { name, sum };
  });
  const seen = filled.filter(({ sum }) => sum / pictures >= LEAST_CELLS);
  return seen.sort((a, b) => b.sum - a.sum).map(({ name }) => name);
}

/**
 * Degrees between a verdict's azimuth and the true one (radians), up to the concept's rotational symmetry.
 * NaN for `nothing`.
 */
export function degreesApart({ turns }: Verdict, azimuth: number, symmetry: number): number {
  const error = turns - symmetry * azimuth;
  return (Math.abs(Math.atan2(Math.sin(error), Math.cos(error))) / symmetry) * (180 / Math.PI);
}

/** Degrees from the true azimuth up to which a view shows the right side. */
const WITHIN = 45;

/** Share of verdicts for which something holds. */
function shareOf(verdicts: readonly Verdict[], holds: (verdict: Verdict, index: number) => boolean): number {
  return verdicts.filter(holds).length / verdicts.length;
}

/** R-Precision: share of verdicts that name the concept. */
export function shareNamed(verdicts: readonly Verdict[], name: string): number {
  return shareOf(verdicts, ({ concept }) => concept === name);
}

/**
 * View check: of views at equal steps all around from the front on, the share within 45 degrees of the true
 * azimuth; null for a concept without front.
 */
export function shareWithin(verdicts: readonly Verdict[], symmetry: number): number | null {
  if (symmetry === 0) return null;
  const azimuth = (view: number) => (view / verdicts.length) * 2 * Math.PI;
  return shareOf(verdicts, (verdict, i) => degreesApart(verdict, azimuth(i), symmetry) < WITHIN);
}

/** Whether the concepts asked for are those that fill a scene's pictures most, in any order. */
export function showsAll(found: readonly string[], asked: readonly string[]): boolean {
  return asked.every((name) => found.slice(0, asked.length).includes(name));
}

/**
 * Name of the colour nearest to the mean one of an object's body.
 * @param pictures its views, in [0, 1]
 * @param body how much each of their pixels belongs to the body, in [0, 1]
 */
export function bodyColour({ data }: Images, body: Float32Array): ColourName {
  const least = Math.min(
    SURELY_BODY,
    body.reduce((most, share) => Math.max(most, share), 0),
  );
  const sum = [0, 0, 0];
  let pixels = 0;
  body.forEach((share, pixel) => {
    if (share < least) return;
    pixels++;
    for (let c = 0; c < 3; c++) sum[c] += data[pixel * 3 + c];
  });
  const [r, g, b] = sum.map((value) => value / pixels);
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
