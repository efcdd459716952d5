import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FIXTURES } from '@modeseek/graph/src/node/network.fixture.ts';

/** What diffusers samples from the models (scripts/graph/make_samples.py). */
export const SAMPLES = fileURLToPath(new URL('../../fixtures/diffusers', import.meta.url));

/** Small random models, of the networks that @modeseek/graph is tested with. */
const MODELS = {
  sd1: { pipeline: 'StableDiffusionPipeline', unet: 'sd1', others: 'sd1' },
  sd2: { pipeline: 'StableDiffusionPipeline', unet: 'sd2', others: 'sd2' },
  mvdream: { pipeline: 'MVDreamPipeline', unet: 'mvdream', others: 'sd1' },
};
export type LatentModelName = keyof typeof MODELS;

/** Makes a model's folder in diffusers' layout; its networks are links. @returns the folder */
export function makeLatentModel(folder: string, name: LatentModelName): string {
  const { pipeline, unet, others } = MODELS[name];
  mkdirSync(join(folder, 'scheduler'), { recursive: true });
  writeFileSync(join(folder, 'model_index.json'), JSON.stringify({ _class_name: pipeline }));
  for (const part of ['vae', 'text_encoder']) symlinkSync(join(FIXTURES, others, part), join(folder, part));
  symlinkSync(join(FIXTURES, unet, 'unet'), join(folder, 'unet'));
  symlinkSync(join(SAMPLES, 'tokenizer'), join(folder, 'tokenizer'));
  cpSync(join(SAMPLES, others, 'scheduler_config.json'), join(folder, 'scheduler', 'scheduler_config.json'));
  return folder;
}
