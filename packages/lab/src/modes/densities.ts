import type { Denoiser } from '@modeseek/guidance';
import { type GaussianComponent, GaussianMixture } from '../mixtures/index.ts';

export const DENSITY_NAMES = ['fractal', 'spiral', 'pinwheel'] as const;
export type DensityName = (typeof DENSITY_NAMES)[number];

/**
 * A density in the plane whose classes are strings of round Gaussian beads, about within [-1, 1]^2. The beads
 * of a string stand three deviations apart, so that each is a mode: what a mode-seeking method should find is
 * known.
 */
export interface ToyDensity {
  name: DensityName;
  /** p(x | class), of the two classes. */
  classes: readonly [GaussianMixture, GaussianMixture];
  /** p(x) */
  all: GaussianMixture;
}

/** Deviations from a bead to the next. */
const SPACING = 3;

export function toyDensity(name: DensityName): ToyDensity {
  const beads = BUILDERS[name]();
  return {
    name,
    classes: [new GaussianMixture(beads[0]), new GaussianMixture(beads[1])],
    all: new GaussianMixture(beads.flat()),
  };
}

/** The closed-form denoiser; prompts are `0` and `1`, the classes. */
export function idealDenoiser({ classes, all }: ToyDensity): Denoiser {
  return {
    denoise: (noisy, sigma, { prompt }) =>
      (prompt === null ? all : classes[Number(prompt)]).denoise(noisy, sigma),
  };
}

const BUILDERS: Record<DensityName, () => [GaussianComponent[], GaussianComponent[]]> = {
  /**
   * A tree that branches in two, four times; the other class is the same tree upside down. After Karras et
   * al. 2024 (arXiv 2406.02507).
   */
  fractal: () => {
    const tree = branch([0, 0.06], Math.PI / 2, 0.42, 0.026, DEPTH);
    return [tree, tree.map((bead) => turned(bead, Math.PI))];
  },
  /** Two arms, a turn and a quarter each. */
  spiral: () => {
    const arm = string(
      (t) => {
        const radius = 0.12 + 0.85 * t;
        return [radius * Math.cos(2.5 * Math.PI * t), radius * Math.sin(2.5 * Math.PI * t)];
      },
      () => 0.028,
    );
    return [arm, arm.map((bead) => turned(bead, Math.PI))];
  },
  /** Six bent blades that widen outwards, by turns of one class and of the other. */
  pinwheel: () => {
    const blade = string(
      (t) => {
        const [radius, angle] = [0.2 + 0.75 * t, 0.9 * t];
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      },
      (t) => 0.018 + 0.03 * t,
    );
    const blades = (first: number) =>
      [0, 2, 4].flatMap((k) => blade.map((bead) => turned(bead, ((first + k) * Math.PI) / 3)));
    return [blades(0), blades(1)];
  },
};

/** How often the tree's strings follow one another. */
const DEPTH = 4;

/** A straight string, and at its end two thinner and shorter ones. */
function branch(
  [x, y]: [number, number],
  angle: number,
  length: number,
  deviation: number,
  depth: number,
): GaussianComponent[] {
  const end = (t: number): [number, number] => [
    x + t * length * Math.cos(angle),
    y + t * length * Math.sin(angle),
  ];
  const beads = string(end, () => deviation, depth === DEPTH);
  if (depth === 1) return beads;
  const grow = (by: number) => branch(end(1), angle + by, 0.68 * length, 0.85 * deviation, depth - 1);
  return [...beads, ...grow(0.75), ...grow(-0.5)];
}

/**
 * Beads along a path, `t` from 0 to 1; their weights are as their deviations, so that mass is even along the
 * path. `first`: one stands at its beginning.
 */
function string(
  path: (t: number) => [number, number],
  deviation: (t: number) => number,
  first = true,
): GaussianComponent[] {
  const beads: GaussianComponent[] = [];
  const steps = 2000;
  let since = first ? Number.POSITIVE_INFINITY : 0;
  let [lastX, lastY] = path(0);
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const [x, y] = path(t);
    since += Math.hypot(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
    const width = deviation(t);
    if (since < SPACING * width) continue;
    since = 0;
    beads.push({
      weight: width,
      mean: Float64Array.of(x, y),
      covariance: Float64Array.of(width ** 2, 0, 0, width ** 2),
    });
  }
  return beads;
}

function turned({ mean: [x, y], ...bead }: GaussianComponent, angle: number): GaussianComponent {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { ...bead, mean: Float64Array.of(cos * x - sin * y, sin * x + cos * y) };
}
