import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  aroundViews,
  decodeSafetensors,
  directionOf,
  Rng,
  relativeError,
  type SeenViews,
} from '@modeseek/core';
import { msd, sds } from '@modeseek/guidance';
import type { Prior } from '../prior.ts';
import { makeLatentModel } from './latent-model.fixture.ts';
import { loadPrior } from './models.ts';

/** What PyTorch makes of the same pictures and noise (scripts/guidance/make_latent_guidance.py). */
const EXPECTED = fileURLToPath(new URL('../../fixtures/latent-guidance.safetensors', import.meta.url));
const { tensors } = decodeSafetensors(readFileSync(EXPECTED));

/** A generator of numbers that are given, one after the other. */
class GivenNoise extends Rng {
  private next = 0;
  constructor(private readonly noise: readonly number[]) {
    super(0);
  }
  override normal(): number {
    return this.noise[this.next++];
  }
  override fork(): Rng {
    return this;
  }
}

const DEGREE = Math.PI / 180;
const [VIEW] = aroundViews(1);
const viewsAt = (elevation: number, azimuths: readonly number[]) =>
  azimuths.map((azimuth) => ({
    ...VIEW,
    camera: { ...VIEW.camera, azimuth: azimuth * DEGREE, elevation: elevation * DEGREE },
  }));

describe.each([
  ['sd1', viewsAt(10, [10, 170])],
  ['sd2', viewsAt(10, [10, 170])],
  // Those of the fixture count from elsewhere: see `cameraMatrix`.
  ['mvdream', viewsAt(15, [-70, 20, 110, 200])],
] as const)('%s', (name, views) => {
  const expected = (what: string) => tensors[`${name}.${what}`].data as Float32Array;
  const directions = views.map(({ camera }) => ({ [directionOf(camera)]: 1 }));
  const condition = { prompt: 'a corgi', views, directions };
  let folder: string;
  let prior: Prior;
  let seen: SeenViews;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'modeseek-latent-'));
    prior = await loadPrior(makeLatentModel(join(folder, name), name), { threads: 1 });
    const images = { data: expected('renders'), batch: views.length, height: 16, width: 16 };
    seen = { images, opacity: new Float32Array(0), points: new Float32Array(0) };
  });
  afterAll(async () => {
    await prior.dispose();
    rmSync(folder, { recursive: true });
  });

  test("SDS's gradient in latents is that of PyTorch", async () => {
    const guidance = sds(prior, { sigmaLow: 1.7, sigmaHigh: 1.7, guidanceScale: 7.5 });
    const rng = new GivenNoise([...expected('sds_noise')]);
    const { gradient } = await guidance.gradient(await prior.drawing.pack(seen), {
      condition,
      progress: 0,
      rng,
    });
    expect(relativeError(gradient, expected('sds_gradient'))).toBeLessThan(1e-4);
  });

  test("mean shift's target in latents is that of PyTorch, and so is its picture", async () => {
    const guidance = msd(prior, {
      bandwidth: 2,
      kappa: 1,
      steps: 4,
      startOverBandwidth: 4,
      sigmaMin: 0.05,
      guidanceScale: 7.5,
    });
    const rng = new GivenNoise([...expected('msd_centre_noise'), ...expected('msd_start_noise')]);
    const { target } = await guidance.gradient(await prior.drawing.pack(seen), {
      condition,
      progress: 0,
      rng,
    });
    expect(relativeError(target, expected('msd_target'))).toBeLessThan(1e-4);
    const { images } = await prior.drawing.unpack(target, 16);
    expect(relativeError(images.data, expected('msd_picture'))).toBeLessThan(1e-4);
  });
});
