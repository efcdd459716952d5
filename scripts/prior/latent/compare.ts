/**
 * Whether a folder gives here what diffusers samples from it (expected.py):
 *
 *     node --conditions=source --import tsx scripts/prior/latent/compare.ts FOLDER EXPECTED.safetensors [PICTURES.png]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactSheet, decodeSafetensors, directionOf, Rng, relativeError, type View } from '@modeseek/core';
import { classifierFreeGuidance, SAMPLERS } from '@modeseek/guidance';
import { encodePng } from '@modeseek/node';
import { loadPrior } from '@modeseek/priors/node';
import type { LatentPrior } from '@modeseek/priors/src/diffusers/latent-prior.ts';
import { parseNoiseSchedule } from '@modeseek/priors/src/diffusers/noise-schedule.ts';

const [folder, file, picture] = process.argv.slice(2);
const PROMPT = 'a red mug';
const VIEWS = 4;

const { tensors } = decodeSafetensors(readFileSync(file));
const expected = (name: string) => tensors[name].data as Float32Array;
const prior = (await loadPrior(folder, { threads: 1 })) as LatentPrior;
const scheduler = join(folder, 'scheduler', 'scheduler_config.json');
const { sigmas } = parseNoiseSchedule(JSON.parse(readFileSync(scheduler, 'utf8')), scheduler);

// Timesteps 901, 801, ... 1, and what the first has.
const levels = [...Array.from({ length: 10 }, (_, i) => sigmas[901 - 100 * i]), sigmas[0]];
const signal = (sigma: number) => 1 / Math.sqrt(1 + sigma * sigma);
const guided = classifierFreeGuidance(prior, { guidanceScale: 4 });
const views = Array.from(
  { length: VIEWS },
  (_, i): View => ({
    camera: { azimuth: (i * Math.PI) / 2, elevation: Math.PI / 9, distance: 3, fieldOfView: 0.7 },
    shading: 'albedo',
    light: [0, 1, 0],
    background: [1, 1, 1],
  }),
);
const directions = views.map(({ camera }) => ({ [directionOf(camera)]: 1 }));
const start = expected('noise').map((value) => value / signal(levels[0]));
const denoise = (z: Float32Array, sigma: number) =>
  guided.denoise(z, sigma, { prompt: PROMPT, views, directions });
const latents = (await SAMPLERS.ddim(denoise, start, levels, new Rng(0))).map(
  (value) => value * signal(sigmas[0]),
);
const colours = await prior.drawing.colours(latents);
const { size } = prior.drawing;
const pixels = size * size;
const unit = colours.map((value) => (value + 1) / 2);
const planes = unit.map((_, i) => {
  const [k, c, p] = [Math.floor(i / (3 * pixels)), Math.floor(i / pixels) % 3, i % pixels];
  return unit[(k * pixels + p) * 3 + c];
});
const encoded = await prior.drawing.recoloured(latents, colours);
await prior.dispose();

const errors = {
  latents: relativeError(latents, expected('latents')),
  pictures: relativeError(planes, expected('pictures')),
  encoded: relativeError(encoded, expected('encoded')),
};
for (const [name, error] of Object.entries(errors)) {
  console.log(`${name}: relative error ${error.toExponential(1)}`);
}
if (picture)
  writeFileSync(
    picture,
    encodePng(contactSheet([{ data: unit, batch: VIEWS, height: size, width: size }], VIEWS)),
  );
if (Object.values(errors).some((error) => !(error < 1e-3))) process.exitCode = 1;
