/**
 * `yarn bench step`: where the time of a training step goes. Trains in this process, without previews,
 * checkpoints and export, and tells apart what is done by the field's kernels, by the image model, and by
 * everything around them. Metrics tell how long the thread was busy with one thing at most, and what pruning
 * is worth once the field is trained: samples and milliseconds of an update with it, with either half of it,
 * and without.
 *
 * Flags: --prompt P, --steps N (of a whole run of so many), --backend NAME, --model M, --config FILE (JSON,
 * other options of `train`).
 */
import { parseArgs } from 'node:util';
import { modelDevice, startCompute } from '@modeseek/backend';
import { readConfigFile } from '@modeseek/cli/src/config-file.ts';
import { watchEventLoop } from '@modeseek/cli/src/event-loop.ts';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { compileSchedule, type Field } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import { whatPruningIsWorth } from '@modeseek/lab/step/pruning';
import { createField } from '@modeseek/nerf';
import { describeModel, loadPrior } from '@modeseek/priors/node';
import {
  createGuidance,
  fieldConfig,
  fieldRng,
  parseConfig,
  progressAt,
  rendererOptions,
  Stopwatch,
  stepParts,
  trainingStep,
} from '@modeseek/trainer';

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      prompt: { type: 'string', default: 'a hamburger' },
      steps: { type: 'string' },
      backend: { type: 'string', default: 'auto' },
      model: { type: 'string', default: 'embedded' },
      config: { type: 'string' },
    },
  });
  const steps =
    values.steps && readNumber('steps', values.steps, { type: 'integer', minimum: 1, maximum: 1_000_000 });
  const { prompt, backend, model } = values;
  const file = values.config === undefined ? {} : readConfigFile(values.config);
  const options = { ...file, prompt, backend, model, ...(steps && { steps }) };
  const config = parseConfig(options, describeModel(model));
  const compute = await startCompute(config.backend);
  const prior = await loadPrior(config.model, { provider: modelDevice(compute) });
  const field = await createField(fieldConfig(config), fieldRng(config), compute.kernels);
  const watch = new Stopwatch();
  const timed = {
    guidance: createGuidance(config, timedDenoiser(prior, watch)),
    drawing: prior.drawing,
    together: prior.together,
  };
  // Occupancy is updated by the field itself, and timed apart.
  const parts = { ...stepParts(config, timedField(field, watch), compute.kernels, timed), field };

  const phases: Record<string, number> = {};
  const eventLoop = watchEventLoop();
  const began = performance.now();
  let samples = 0;
  for (let step = 0; step < config.steps; step++) {
    const { values } = await trainingStep(parts, progressAt(step, config.steps));
    samples += values.samples ?? 0;
    for (const [name, value] of Object.entries(values)) {
      const phase = name.match(/^(.+)Ms$/)?.[1];
      if (phase) phases[phase] = (phases[phase] ?? 0) + value;
    }
  }
  const total = performance.now() - began;
  const longestBlockMs = eventLoop.longest();
  eventLoop.stop();
  const pruning = await whatPruningIsWorth(
    field,
    compute.kernels,
    rendererOptions(config),
    parts.renderer.occupancy.state,
    Math.round(compileSchedule(config.resolution)(1)),
  );
  for (const part of [field, compute, prior]) await part.dispose();

  const { render, guidance, backward, optimiser, occupancy = 0 } = phases;
  const { forward, queries = 0, 'field backward': network, model: denoising } = watch.milliseconds;
  const known = render + guidance + backward + optimiser + occupancy;
  const milliseconds = {
    'render: field': forward + queries,
    'render: rays, samples, compositing, shading': render - forward - queries,
    'guidance: image model': denoising,
    'guidance: sampler': guidance - denoising,
    'backward: field': network,
    'backward: shading, compositing, regularisers': backward - network,
    optimiser,
    occupancy,
    'resizing, checks': total - known,
  };
  return {
    metrics: {
      secondsPerStep: total / 1000 / config.steps,
      samplesOfLastUpdate: samples / config.steps,
      longestBlockMs,
      ...pruning,
    },
    rows: Object.entries(milliseconds).map(([part, value]) => ({
      part,
      millisecondsPerStep: value / config.steps,
      share: `${((100 * value) / total).toFixed(1)} %`,
    })),
  };
}

/**
 * The phase that each call of a field belongs to. Queries are of normals, and of the renders that the
 * guidance is asked about.
 */
const PHASES = {
  forward: 'forward',
  evaluate: 'forward',
  query: 'queries',
  ask: 'queries',
  backward: 'field backward',
  propagate: 'field backward',
} as const;

/**
 * A field whose calls are timed, by `PHASES`. On a GPU they return before they are done: time shows where
 * something is waited for.
 */
function timedField(field: Field, watch: Stopwatch): Field {
  return new Proxy(field, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = (...args: unknown[]) => Reflect.apply(value, target, args);
      if (!Object.hasOwn(PHASES, name)) return call;
      return (...args: unknown[]) =>
        watch.time(PHASES[name as keyof typeof PHASES], async () => call(...args));
    },
  });
}

/**
 * A denoiser of which the time is taken in which at least one call is under way: guidance asks for two at
 * once.
 */
function timedDenoiser(denoiser: Denoiser, watch: Stopwatch): Denoiser {
  let calls = 0;
  let end = () => {};
  return {
    sigmaRange: denoiser.sigmaRange,
    async denoise(noisy, sigma, condition) {
      if (calls++ === 0) {
        const over = new Promise<void>((resolve) => {
          end = resolve;
        });
        void watch.time('model', () => over);
      }
      try {
        return await denoiser.denoise(noisy, sigma, condition);
      } finally {
        if (--calls === 0) end();
      }
    },
  };
}
