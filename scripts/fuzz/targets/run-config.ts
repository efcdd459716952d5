import { RUN_FILES } from '@modeseek/core';
import { mutateJsonText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';
import { readRun, storeWith, trainedFiles } from './run.ts';

/** A run's config.json, beside a checkpoint that is as it was. */
export const runConfigTarget: Target = {
  name: 'run-config',
  share: 2,
  async prepare() {
    const files = await trainedFiles();
    const whole = Buffer.from(files.get(RUN_FILES.config)!).toString();
    return {
      async attempt(rng, show) {
        const text = mutateJsonText(rng, whole);
        show(text);
        const { run } = await readRun(storeWith(files, { [RUN_FILES.config]: Buffer.from(text) }));
        expectThat(
          typeof run.config.prompt === 'string' && run.config.prompt !== '',
          'a run without a prompt',
        );
      },
    };
  },
};
