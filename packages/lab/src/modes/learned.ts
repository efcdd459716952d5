import type { Rng } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import { referenceAdam } from '@modeseek/nerf';
import type { ToyDensity } from './densities.ts';
import { Perceptron } from './perceptron.ts';

export interface LearnedOptions {
  /** Optimiser steps. */
  steps: number;
  /** Points a step. */
  batch: number;
  /** Units of each of three hidden layers. */
  width: number;
}

export const LEARNED_DEFAULTS: LearnedOptions = { steps: 6000, batch: 512, width: 96 };

const CLASSES = 2;
const DROP_CLASS = 0.2;
const RATE = 3e-3;
/** Standard deviation of the data, for preconditioning. */
const SIGMA_DATA = 0.5;
/** Noise levels of training, log-uniform. */
export const SIGMA_RANGE: readonly [number, number] = [0.002, 20];
/** Waves in which a point is told beside its coordinates: beads are far smaller than the canvas. */
const FREQUENCIES = [1, 2, 4, 8, 16];

/**
 * A class-conditional denoiser learned from samples of a density: a perceptron with three hidden layers,
 * preconditioned and weighted after Karras et al. 2022 (arXiv 2206.00364, table 1), trained with Adam at a
 * falling rate. Prompts are `0` and `1`, the classes.
 */
export async function learnedDenoiser(
  density: ToyDensity,
  rng: Rng,
  options: Partial<LearnedOptions> = {},
): Promise<Denoiser> {
  const { steps, batch, width } = { ...LEARNED_DEFAULTS, ...options };
  const network = await Perceptron.create([INPUTS, width, width, width, 2], rng.fork('weights'));
  const adam = referenceAdam(network.parameters, { epsilon: 1e-8 });
  for (let step = 0; step < steps; step++) {
    const { clean, noisy, sigma, classes } = trainingBatch(density, batch, rng);
    const targets = noisy.map((z, i) => targetOf(clean[i], z, sigma[i >> 1]));
    await network.squaredErrorGradient(inputsOf(noisy, sigma, classes), targets);
    await adam.update(RATE * (1 - step / steps));
  }
  return {
    sigmaRange: SIGMA_RANGE,
    async denoise(noisy, sigma, { prompt }) {
      const n = noisy.length / 2;
      const sigmas = new Float32Array(n).fill(sigma);
      const classes = new Int8Array(n).fill(prompt === null ? -1 : Number(prompt));
      const values = await network.apply(inputsOf(noisy, sigmas, classes));
      const { skip, out } = preconditioning(sigma);
      return noisy.map((z, i) => skip * z + out * values[i]);
    },
  };
}

/** Points with noise of a level each. Class -1 is none. */
function trainingBatch({ classes: densities }: ToyDensity, batch: number, rng: Rng) {
  const classes = new Int8Array(batch).map(() => rng.int(CLASSES));
  const samples = densities.map((density) => density.sample(batch, rng));
  const clean = new Float32Array(2 * batch).map((_, i) => samples[classes[i >> 1]][i]);
  const [low, high] = SIGMA_RANGE;
  const sigma = new Float32Array(batch).map(() => low * (high / low) ** rng.uniform());
  const noisy = clean.map((y, i) => y + sigma[i >> 1] * rng.normal());
  return { clean, noisy, sigma, classes: classes.map((c) => (rng.chance(DROP_CLASS) ? -1 : c)) };
}

function preconditioning(sigma: number) {
  const total = sigma ** 2 + SIGMA_DATA ** 2;
  return {
    skip: SIGMA_DATA ** 2 / total,
    out: (sigma * SIGMA_DATA) / Math.sqrt(total),
    scale: 1 / Math.sqrt(total),
  };
}

/** What the network is to say, of unit deviation at every level. */
function targetOf(clean: number, noisy: number, sigma: number): number {
  const { skip, out } = preconditioning(sigma);
  return (clean - skip * noisy) / out;
}

/** Coordinates, their waves, the noise level and the class: `[points, features]`. */
function inputsOf(noisy: Float32Array, sigma: Float32Array, classes: Int8Array): Float32Array {
  const n = sigma.length;
  const data = new Float32Array(n * INPUTS);
  for (let p = 0; p < n; p++) {
    let at = p * INPUTS;
    const { scale } = preconditioning(sigma[p]);
    for (let axis = 0; axis < 2; axis++) {
      const z = noisy[2 * p + axis];
      data[at++] = scale * z;
      for (const frequency of FREQUENCIES) {
        // Waves shorter than the noise tell nothing.
        const amplitude = Math.exp(-((frequency * sigma[p]) ** 2));
        data[at++] = amplitude * Math.sin(frequency * Math.PI * z);
        data[at++] = amplitude * Math.cos(frequency * Math.PI * z);
      }
    }
    const level = Math.log(sigma[p]) / 4;
    data[at++] = level;
    data[at++] = Math.sin(4 * level);
    data[at++] = Math.cos(4 * level);
    if (classes[p] >= 0) data[at + classes[p]] = 1;
  }
  return data;
}

const INPUTS = 2 * (1 + 2 * FREQUENCIES.length) + 3 + CLASSES;
