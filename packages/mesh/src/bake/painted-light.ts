import type { Substance } from '../substance.ts';

/** A metal shows the colours that differ from grey as its own does, to so much (a share of the brightness). */
const UNLIKE = [0.2, 0.35] as const;
/** How much of its own colour is left where a metal shows what it is, and below that what it mirrors. */
const OWN = [0.3, 0.5] as const;
/** Least brightness, as a share of the metal's own: what is darker is something black. And of what it mirrors. */
const DARK = [0.15, 0.3] as const;
const MIRRORED = [0.9, 1] as const;
/** The brightness that a metal's colour is taken at, among what shows it: above it are glints. */
const QUANTILE = 0.6;
/** Fewer points than that, as a share, are none of the object's body. */
const LEAST_SHARE = 0.1;
/** Metals without a colour of their own: their brightest channel, and how much they are brightened at most. */
const BRIGHTEST = 0.8;
const MOST_BRIGHTENED = 1.6;

/**
 * Colours of a metal without the light that is painted into them: what differs from the metal's own colour in
 * brightness alone, or is washed out and bright as mirrored light is (Shafer 1985, the dichromatic model), gets the
 * metal's colour; all else, such as eyes and labels, stays.
 * @param colours display values `[count, 3]` in [0, 1]
 * @returns new ones; the same where there is no such metal
 */
export function withoutPaintedLight(colours: Float32Array, metal: Substance): Float32Array {
  const own = ownColour(colours, metal);
  if (!own) return colours;
  const base = brightened(own, metal);
  const out = colours.slice();
  const brightness = (own[0] + own[1] + own[2]) / 3;
  const [tints, tint] = [tintsOf(colours), tintsOf(own)];
  for (let i = 0; i < colours.length; i += 3) {
    const light = (colours[i] + colours[i + 1] + colours[i + 2]) / 3 / brightness;
    const { share, rest } = likeness(tints, i, tint);
    const shows = Math.max(ramp(share, OWN), ramp(light, MIRRORED));
    const weight = (1 - ramp(rest, UNLIKE)) * shows * ramp(light, DARK);
    for (let c = 0; c < 3; c++) out[i + c] += weight * (base[c] - colours[i + c]);
  }
  return out;
}

/** Of the object's body: near the metal's colour where it has one, else whatever most of it has. */
function ownColour(colours: Float32Array, metal: Substance): Float32Array | undefined {
  const tints = tintsOf(colours);
  const tint = metal.colour
    ? tintsOf(Float32Array.from(metal.colour))
    : medianOf(tints, everyThird(tints.length));
  const like = everyThird(colours.length).filter((i) => {
    const { share, rest } = likeness(tints, i, tint);
    return rest < UNLIKE[1] && share > OWN[1];
  });
  if (like.length < LEAST_SHARE * (colours.length / 3)) return undefined;
  const light = (i: number) => colours[i] + colours[i + 1] + colours[i + 2];
  const found = medianOf(tints, like);
  const brightness = like.map(light).sort((a, b) => a - b)[Math.floor(QUANTILE * like.length)] / 3;
  return found.map((value) => Math.min(1, Math.max(0, brightness * (1 + value))));
}

/** As bright as a bare metal is; one with a colour of its own has half of that. */
function brightened(colour: Float32Array, metal: Substance): Float32Array {
  const most = metal.colour ? Math.max(...metal.colour) : BRIGHTEST;
  const factor = Math.min(MOST_BRIGHTENED, Math.max(1, most / Math.max(...colour)));
  const bright = colour.map((value) => Math.min(1, factor * value));
  const { colour: usual } = metal;
  return usual ? bright.map((value, c) => (value + usual[c]) / 2) : bright;
}

/** How each colour differs from grey, as a share of its brightness. */
function tintsOf(colours: Float32Array): Float32Array {
  const tints = new Float32Array(colours.length);
  for (let i = 0; i < colours.length; i += 3) {
    const mean = (colours[i] + colours[i + 1] + colours[i + 2]) / 3 || 1e-6;
    for (let c = 0; c < 3; c++) tints[i + c] = colours[i + c] / mean - 1;
  }
  return tints;
}

/** How much of a tint is in another, and what that does not explain; greys have all of a grey. */
function likeness(tints: Float32Array, i: number, tint: Float32Array): { share: number; rest: number } {
  const square = tint[0] ** 2 + tint[1] ** 2 + tint[2] ** 2;
  const along =
    (tints[i] * tint[0] + tints[i + 1] * tint[1] + tints[i + 2] * tint[2]) / Math.max(square, 1e-6);
  const coloured = square > UNLIKE[0] ** 2;
  const share = coloured ? along : 1;
  const explained = Math.min(1.5, Math.max(0, along));
  const rest = Math.hypot(...[0, 1, 2].map((c) => tints[i + c] - explained * tint[c]));
  return { share, rest };
}

const everyThird = (length: number) => Array.from({ length: length / 3 }, (_, i) => i * 3);

function medianOf(values: Float32Array, places: readonly number[]): Float32Array {
  return Float32Array.from([0, 1, 2], (c) => {
    const sorted = Float32Array.from(places, (i) => values[i + c]).sort();
    return sorted[sorted.length >> 1];
  });
}

/** 0 below, 1 above, straight between. */
const ramp = (value: number, [low, high]: readonly [number, number]) =>
  Math.min(1, Math.max(0, (value - low) / (high - low)));
