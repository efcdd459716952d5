import { MemoryStore, type RunStore } from '@modeseek/core';
import { encodePng } from '@modeseek/node';
import { loadRunField, Run, referenceKernels, type TrainOptions, train } from '@modeseek/trainer';
import { tinyConfig, tinyRun } from '@modeseek/trainer/src/tiny-run.fixture.ts';

/** What a tiny run that ended after two steps has left. */
export async function trainedFiles(): Promise<Map<string, Uint8Array>> {
  const store = new MemoryStore('run', encodePng);
  await train(await tinyRun(await Run.create(store, tinyConfig({ steps: 2 }))));
  return store.files;
}

/** A store with a run's files, some of them others. */
export function storeWith(files: Map<string, Uint8Array>, changed: Record<string, Uint8Array>): MemoryStore {
  return new MemoryStore('run', encodePng, new Map([...files, ...Object.entries(changed)]));
}

/** Reads all of a run: goes on with it, a step at most, and loads its field. */
export async function readRun(store: RunStore): Promise<{ run: Run; options: TrainOptions }> {
  const run = await Run.open(store);
  if (!isTiny(run)) return { run, options: {} as TrainOptions };
  const options = await tinyRun(run);
  try {
    await train({ ...options, signal: AbortSignal.abort() });
    const { field } = await loadRunField(run, referenceKernels);
    await field.query(new Float32Array(3), 1);
    await field.dispose();
  } finally {
    await options.field.dispose();
  }
  return { run, options };
}

/** Whether a configuration is one that costs no time; a right one may well ask for more than that. */
function isTiny({ config }: Run): boolean {
  return (
    config.fieldLevels <= 8 &&
    config.fieldTableSize <= 12 &&
    config.fieldHidden <= 64 &&
    config.occupancyResolution <= 32 &&
    config.steps < 1000
  );
}
