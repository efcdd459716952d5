import { join } from 'node:path';
import { breathe, RUN_FILES } from '@modeseek/core';
import {
  createCanvas,
  createPictureGuidance,
  estimatePictureMemory,
  makePictures,
  PICTURE_RUN,
  type PictureConfig,
  pictureSheet,
  pictureWork,
} from '@modeseek/picture';
import type { RunStepsResult } from '@modeseek/trainer';
import type { Command } from '../command.ts';
import { namingFlags } from '../config-flags.ts';
import {
  type GuidedRunFlags,
  guidedRun,
  guidedRunFlags,
  type PreparedRun,
  type Surroundings,
} from '../guided-run.ts';
import { estimateModelSeconds } from '../model-time.ts';
import { writeSummary } from '../write-summary.ts';

export const imageCommand: Command<GuidedRunFlags> = {
  command: 'image [words]',
  describe: 'Make a picture from a prompt',
  builder: (yargs) =>
    guidedRunFlags(
      yargs.usage(
        '$0 image --prompt "a hamburger" [flags]\n\nOptimises a picture until it looks like the prompt: the quickest way to see what an image model and a guidance do.',
      ),
      PICTURE_RUN,
      'runs/<prompt>-image',
    ).example([
      ['$0 image --prompt "a red mug"', 'make runs/a-red-mug-image/picture.png'],
      ['$0 image "a red mug" --guidance sds', 'by score distillation, runs/a-red-mug-image-sds'],
      ['$0 image "a red mug" --canvas grid --size 256', 'in a hash grid, at 256 pixels'],
      ['$0 image "a red mug" --count 8 --around', 'eight views of one mug'],
    ]),
  handler: async (flags) => {
    await guidedRun(flags, PICTURE_RUN, preparePictures);
  },
};

async function preparePictures({
  config,
  compute,
  prior,
  description,
  understand,
  checkMemory,
}: Surroundings<PictureConfig>): Promise<PreparedRun<PictureConfig>> {
  const { drawing, together } = prior;
  understand({ negativePrompt: config.negativePrompt, viewWords: config.around, compose: false });
  checkMemory(
    estimatePictureMemory(config, { threads: compute.threads, drawing, model: description.memory }),
  );
  const guidance = namingFlags(() => createPictureGuidance(config, prior), PICTURE_RUN);
  const canvas = await createCanvas(config, drawing, compute.kernels);
  let made: RunStepsResult | undefined;
  return {
    async plan() {
      const { prompt, count, size } = config;
      const work = pictureWork(config);
      const question = { prompt, views: count, edge: size || drawing.size };
      const modelSeconds = Math.round(await estimateModelSeconds(prior, question, work));
      return { modelPictures: work.pictures, modelSeconds };
    },
    async make(options) {
      made = await makePictures({ ...options, canvas, guidance, drawing, together });
      return made;
    },
    async finish(finishing) {
      await finishing.run.store.writePicture(RUN_FILES.picture, await pictureSheet(canvas));
      await breathe();
      return writeSummary(made!, finishing);
    },
    farewell: (path) => join(path, RUN_FILES.picture),
    dispose: () => canvas.dispose(),
  };
}
